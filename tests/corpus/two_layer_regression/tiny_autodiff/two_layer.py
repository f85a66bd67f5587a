class Value:
    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = data, parents, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __mul__(self, other):
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def activate(self):
        return Value(max(5 * self.data, 0.0), [(self, 5.0 if self.data > 0 else 0.0)])


def backward(root):
    order, seen = [], set()

    def visit(v):
        if id(v) not in seen:
            seen.add(id(v))
            for p, _ in v.parents:
                visit(p)
            order.append(v)

    visit(root)
    root.grad = 1.0
    for v in reversed(order):
        for p, slope in v.parents:
            p.grad += slope * v.grad


def vec(values):
    return [Value(float(v)) for v in values]


def affine(W, v, b):
    out = []
    for row, shift in zip(W, b):
        s = shift
        for w, e in zip(row, v):
            s = s + w * e
        out.append(s)
    return out


def loss_and_grads(x, y, params):
    W1, W2 = [vec(r) for r in params["W1"]], [vec(r) for r in params["W2"]]
    b1, b2 = vec(params["b1"]), vec(params["b2"])
    z1 = affine(W1, vec(x), b1)
    z2 = [z.activate() for z in z1]
    yhat = affine(W2, z2, b2)
    loss = Value(0.0)
    for p, t in zip(yhat, vec(y)):
        d = p - t
        loss = loss + d * d
    backward(loss)
    data = lambda v: [e.data for e in v]
    grad = lambda v: [e.grad for e in v]
    return (data(z1), data(z2), data(yhat), loss.data, grad(yhat), [grad(r) for r in W2],
            grad(b2), grad(z2), grad(z1), [grad(r) for r in W1], grad(b1))
