from math import exp, log, tanh


def input_grad(x, params, target):
    W1, b1, W2, b2 = (params[k].tolist() for k in ("W1", "b1", "W2", "b2"))
    z1 = [sum(w * v for w, v in zip(row, x)) + b for row, b in zip(W1, b1)]
    z2 = [tanh(z) for z in z1]
    z3 = [sum(w * v for w, v in zip(row, z2)) + b for row, b in zip(W2, b2)]
    total = sum(exp(z) for z in z3)
    p = [exp(z) / total for z in z3]
    g3 = [q - (1 if k == target else 0) for k, q in enumerate(p)]
    g2 = [sum(W2[k][m] * g3[k] for k in range(len(g3))) for m in range(len(z2))]
    g1 = [g * (1 - h * h) for g, h in zip(g2, z2)]
    gx = [sum(W1[m][n] * g1[m] for m in range(len(g1))) for n in range(len(x))]
    return {"p": p, "loss": log(total) - z3[target], "g_z3": g3, "g_z2": g2, "g_z1": g1, "g_x": gx}


def walk(x, params, target, lr, steps, low=float("-inf"), high=float("inf")):
    x = list(map(float, x))
    losses, path = [], []
    for step in range(steps + 1):
        found = input_grad(x, params, target)
        losses.append(found["loss"])
        path.append(list(x))
        for n, g in enumerate(found["g_x"]):
            x[n] = min(max(x[n] - lr * g, low), high)
    return {"losses": losses, "path": path}


def descend(x, params, target, lr, steps):
    return walk(x, params, target, lr, steps)


def descend_clamped(x, params, target, lr, steps, low, high):
    return walk(x, params, target, lr, steps, low, high)["path"]
