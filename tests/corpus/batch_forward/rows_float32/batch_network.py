import numpy as np


def forward(X, W, b, f):
    H = [X.T.astype(np.float32)]
    A = []
    for k in range(len(W)):
        A.append(H[k] @ W[k].T.astype(np.float32) + b[k].astype(np.float32))
        H.append(f[k](A[k]))
    return [a.T for a in A], [h.T for h in H]
