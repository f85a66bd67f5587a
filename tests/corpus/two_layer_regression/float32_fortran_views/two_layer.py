import numpy as np


def augmented(W, b):
    return np.asfortranarray(np.column_stack([W, b]), dtype=np.float32)


def loss_and_grads(x, y, params):
    one = np.ones(1, dtype=np.float32)
    A1, A2 = augmented(params["W1"], params["b1"]), augmented(params["W2"], params["b2"])
    v0 = np.concatenate([x.astype(np.float32), one])
    z1 = A1.dot(v0)
    z2 = np.clip(z1, 0, None) * np.float32(5)
    v1 = np.concatenate([z2, one])
    yhat = A2.dot(v1)
    g_yhat = (yhat - y.astype(np.float32)) * np.float32(2)
    G2 = np.multiply.outer(g_yhat, v1)
    g_z2 = A2.T.dot(g_yhat)[:-1]
    g_z1 = g_z2 * np.heaviside(z1, np.float32(0)) * np.float32(5)
    G1 = np.multiply.outer(g_z1, v0)
    loss = np.dot(g_yhat, g_yhat) / np.float32(4)
    return (z1, z2, yhat, loss, g_yhat, G2[:, :-1], G2[:, -1], g_z2, g_z1, G1[:, :-1], G1[:, -1])
