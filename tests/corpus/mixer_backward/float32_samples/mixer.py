import numpy as np

f = np.float32


def backward(X, Y, params):
    T1, b1, T2, b2, T3, b3 = [params[k].astype(f)
                              for k in "Theta1 b1 Theta2 b2 Theta3 b3".split()]
    m, L, D = X.shape
    A3, H6, H5, A2, H4, H2, A1 = [], [], [], [], [], [], []
    gT3, gb3 = np.zeros_like(T3), np.zeros_like(b3)
    gT2, gb2 = np.zeros_like(T2), np.zeros_like(b2)
    gT1, gb1 = np.zeros_like(T1), np.zeros_like(b1)
    for i in range(m):
        x = X[i].astype(f)
        a1 = x.T.dot(T1) + b1
        h4 = np.where(a1 > 0, a1, f(0)).T + x
        a2 = h4.dot(T2) + b2
        h6 = np.where(a2 > 0, a2, f(0)).sum(1) / f(D)
        z = h6.dot(T3) + b3
        s = np.exp(z - z.max())
        s /= s.sum()
        A3.append((s - Y[i].astype(f)) / f(m))
        H6.append(T3.dot(A3[i]))
        H5.append(np.tile(H6[i][:, None], (1, D)) / f(D))
        A2.append(np.where(a2 > 0, H5[i], f(0)))
        H4.append(A2[i].dot(T2.T))
        H2.append(H4[i].T)
        A1.append(np.where(a1 > 0, H2[i], f(0)))
        gT3 += np.outer(h6, A3[i])
        gb3 += A3[i]
        gT2 += h4.T.dot(A2[i])
        gb2 += A2[i].sum(0)
        gT1 += x.dot(A1[i])
        gb1 += A1[i].sum(0)
    big = [np.array(v, dtype=f) for v in (A3, H6, H5, A2, H4, H2, A1)]
    return (big[0], big[1], gT3, gb3, big[2], big[3], gT2, gb2, big[4], big[5], big[6], gT1, gb1)
