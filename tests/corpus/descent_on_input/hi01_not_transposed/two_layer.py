import numpy as np


def input_grad(x, params, target):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = W1 @ x + b1
    z2 = np.tanh(z1)
    z3 = W2 @ z2 + b2
    e = np.exp(z3 - z3.max())
    p = e / e.sum()
    loss = -np.log(p[target])
    g_z3 = p.copy()
    g_z3[target] -= 1
    g_z2 = W2.T @ g_z3
    g_z1 = g_z2 * (1 - z2**2)
    g_x = W1 @ g_z1
    return p, loss, g_z3, g_z2, g_z1, g_x


def descend(x, params, target, lr, steps):
    path = [x]
    losses = [input_grad(x, params, target)[1]]
    for _ in range(steps):
        x = x - lr * input_grad(x, params, target)[-1]
        path.append(x)
        losses.append(input_grad(x, params, target)[1])
    return np.array(losses), np.array(path)


def descend_clamped(x, params, target, lr, steps, low, high):
    path = [x]
    for _ in range(steps):
        x = x - lr * input_grad(x, params, target)[-1]
        x = np.clip(x, low, high)
        path.append(x)
    return np.array(path)
