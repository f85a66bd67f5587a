import numpy as np


def forward(X, params):
    f = np.float32
    m, L, D = X.shape
    T1, T2, T3 = (params["Theta%d" % i].astype(f) for i in (1, 2, 3))
    b1, b2, b3 = (params["b%d" % i].astype(f) for i in (1, 2, 3))
    K = len(b3)
    H1, A1, H2 = np.zeros((3, m, D, L), f)
    H3, H4, A2, H5 = np.zeros((4, m, L, D), f)
    H6 = np.zeros((m, L), f)
    A3, Yhat = np.zeros((2, m, K), f)
    for i in range(m):
        x = X[i].astype(f)
        H1[i] = x.T
        A1[i] = H1[i] @ T1 + b1
        H2[i] = np.fmax(A1[i], f(0))
        H3[i] = H2[i].T
        H4[i] = H3[i] + x
        A2[i] = H4[i] @ T2 + b2
        H5[i] = np.fmax(A2[i], f(0))
        for l in range(L):
            H6[i, l] = H5[i, l].sum() / f(D)
        A3[i] = H6[i] @ T3 + b3
        e = np.exp(A3[i] - A3[i].max())
        Yhat[i] = e / e.sum()
    return H1, A1, H2, H3, H4, A2, H5, H6, A3, Yhat
