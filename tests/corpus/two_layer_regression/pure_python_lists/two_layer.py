def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def loss_and_grads(x, y, params):
    x, y = [float(v) for v in x], [float(v) for v in y]
    W1 = [list(map(float, row)) for row in params["W1"]]
    W2 = [list(map(float, row)) for row in params["W2"]]
    z1 = [dot(row, x) + float(b) for row, b in zip(W1, params["b1"])]
    z2 = [5 * max(z, 0.0) for z in z1]
    yhat = [dot(row, z2) + float(b) for row, b in zip(W2, params["b2"])]
    loss = sum((p - t) ** 2 for p, t in zip(yhat, y))
    g_yhat = [2 * (p - t) for p, t in zip(yhat, y)]
    g_z2 = [dot(column, g_yhat) for column in zip(*W2)]
    g_z1 = [5 * g if z > 0 else 0.0 for g, z in zip(g_z2, z1)]
    g_W2 = [[g * z for z in z2] for g in g_yhat]
    g_W1 = [[g * v for v in x] for g in g_z1]
    return [z1, z2, yhat, loss, g_yhat, g_W2, g_yhat, g_z2, g_z1, g_W1, g_z1]
