import numpy as np


def loss_and_grads(x, y, params):
    S = np.float32
    x, y = np.array(x, S), np.array(y, S)
    W1, b1 = np.array(params["W1"], S), np.array(params["b1"], S)
    W2, b2 = np.array(params["W2"], S), np.array(params["b2"], S)
    M, N = W1.shape
    K = len(y)
    z1, z2, yhat = np.zeros(M, S), np.zeros(M, S), np.zeros(K, S)
    gy, gW2, gb2 = np.zeros(K, S), np.zeros((K, M), S), np.zeros(K, S)
    gz2, gz1, gW1, gb1 = np.zeros(M, S), np.zeros(M, S), np.zeros((M, N), S), np.zeros(M, S)
    for m in range(M):
        z1[m] = b1[m]
        for n in range(N):
            z1[m] += W1[m, n] * x[n]
        z2[m] = 5 * z1[m] if z1[m] > 0 else 0
    loss = S(0)
    for k in range(K):
        yhat[k] = b2[k]
        for m in range(M):
            yhat[k] += W2[k, m] * z2[m]
        loss += (yhat[k] - y[k]) ** 2
        gy[k] = 2 * (yhat[k] - y[k])
    for k in range(K):
        gb2[k] = gy[k]
        for m in range(M):
            gW2[k, m] = gy[k] * z2[m]
            gz2[m] += W2[k, m] * gy[k]
    for m in range(M):
        if z1[m] > 0:
            gz1[m] = 5 * gz2[m]
        gb1[m] = gz1[m]
        for n in range(N):
            gW1[m, n] = gz1[m] * x[n]
    return z1, z2, yhat, loss, gy, gW2, gb2, gz2, gz1, gW1, gb1
