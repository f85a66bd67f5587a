import math


def activate(z, name):
    if name == "relu":
        return z if z > 0 else 0.0
    if name == "five_relu":
        return 5 * z if z > 0 else 0.0
    if name == "tanh":
        return math.tanh(z)
    if name == "sigmoid":
        return 0.5 * (1 + math.tanh(0.5 * z))
    return z


def layer(W, x, b, name):
    before = []
    for row, shift in zip(W, b):
        total = float(shift)
        for w, v in zip(row, x):
            total += float(w) * float(v)
        before.append(total)
    return before, [activate(z, name) for z in before]


def forward(x, W1, b1, W2, b2, f, g):
    z1, z2 = layer(W1, x, b1, f)
    z3, yhat = layer(W2, z2, b2, g)
    return {"z1": z1, "z2": z2, "z3": z3, "yhat": yhat}
