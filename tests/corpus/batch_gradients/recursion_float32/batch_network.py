import numpy as np


def gradients(X, T, W, b, f):
    f32 = np.float32
    N = X.shape[1]

    def step(k, Z):
        if k == len(W):
            return (Z - T.astype(f32)) / f32(N), [], []
        S = W[k].astype(f32) @ Z + b[k].astype(f32)[:, None]
        gZ, dW, db = step(k + 1, f[k](S))
        delta = gZ * f[k].derivative(S)
        return W[k].astype(f32).T @ delta, [delta @ Z.T] + dW, [delta @ np.ones(N, f32)] + db

    return step(0, X.astype(f32))[1:]
