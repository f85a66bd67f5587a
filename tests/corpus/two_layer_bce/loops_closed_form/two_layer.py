import math


def sigma(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def bce_loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    M, N = W1.shape
    K = W2.shape[0]
    z1 = [sum(W1[j, i] * x[i] for i in range(N)) + b1[j] for j in range(M)]
    z2 = [math.tanh(z) for z in z1]
    z3 = [sum(W2[k, j] * z2[j] for j in range(M)) + b2[k] for k in range(K)]
    yhat = [sigma(z) for z in z3]
    loss = sum(-math.log(p) if t == 1 else -math.log(1 - p) for p, t in zip(yhat, y)) / K
    g_yhat = [(-1 / p if t == 1 else 1 / (1 - p)) / K for p, t in zip(yhat, y)]
    g_z3 = [(p - t) / K for p, t in zip(yhat, y)]
    g_W2 = [[g_z3[k] * z2[j] for j in range(M)] for k in range(K)]
    g_z2 = [sum(W2[k, j] * g_z3[k] for k in range(K)) for j in range(M)]
    g_z1 = [g / math.cosh(z) ** 2 for g, z in zip(g_z2, z1)]
    g_W1 = [[g * v for v in x] for g in g_z1]
    return z1, z2, z3, yhat, loss, g_yhat, g_z3, g_W2, g_z3, g_z2, g_z1, g_W1, g_z1


def dz3(z, y):
    return [(sigma(v) - t) / len(z) for v, t in zip(z, y)]
