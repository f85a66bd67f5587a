def affine_forward(W, b, x):
    y = []
    for i in range(len(W)):
        total = b[i]
        for j in range(len(x)):
            total += W[i][j] * x[j]
        y.append(total)
    return y


def affine_backward(W, x, dC_dy):
    m, n = len(dC_dy), len(x)
    dW = [[0.0] * n for _ in range(m)]
    db = [0.0] * m
    dx = [0.0] * n
    for i in range(m):
        db[i] = float(dC_dy[i])
        for j in range(n):
            dW[i][j] = dC_dy[i] * x[j]
            dx[j] += dC_dy[i] * W[i][j]
    return dW, db, dx
