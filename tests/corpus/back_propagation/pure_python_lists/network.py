from math import cosh


def back_propagation(theta, h, a, y, yhat):
    delta = [float(p) - float(t) for p, t in zip(yhat, y)]
    dW, db = [], []
    for k in range(len(h) - 1, -1, -1):
        db.append(delta)
        dW.append([[d * float(v) for v in h[k]] for d in delta])
        if k:
            columns = zip(*theta["W"][k])
            back = [sum(float(w) * d for w, d in zip(c, delta)) for c in columns]
            delta = [g / cosh(z) ** 2 for g, z in zip(back, a[k - 1])]
    dW.reverse()
    db.reverse()
    return [dW, db]
