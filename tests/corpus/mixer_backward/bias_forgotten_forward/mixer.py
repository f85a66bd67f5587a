import numpy as np


def backward(X, Y, params):
    T1, b1, T2, b2, T3, b3 = (params[k] for k in ["Theta1", "b1", "Theta2", "b2", "Theta3", "b3"])
    m, L, D = X.shape
    a1 = np.einsum("mld,lj->mdj", X, T1)
    h4 = np.einsum("mdl->mld", np.where(a1 > 0, a1, 0)) + X
    a2 = np.einsum("mld,de->mle", h4, T2)
    h6 = np.einsum("mld->ml", np.where(a2 > 0, a2, 0)) / D
    a3 = np.einsum("ml,lk->mk", h6, T3)
    p = np.exp(a3 - a3.max(1)[:, None])
    p = p / p.sum(1)[:, None]

    d3 = (p - Y) / m
    dh6 = np.einsum("mk,lk->ml", d3, T3)
    dT3 = np.einsum("ml,mk->lk", h6, d3)
    db3 = np.einsum("mk->k", d3)
    dh5 = np.einsum("ml,d->mld", dh6, np.ones(D)) / D
    d2 = np.einsum("mld,mld->mld", dh5, (a2 > 0).astype(float))
    dT2 = np.einsum("mld,mle->de", h4, d2)
    db2 = np.einsum("mld->d", d2)
    dh4 = np.einsum("mle,de->mld", d2, T2)
    dh2 = np.einsum("mld->mdl", dh4)
    d1 = np.einsum("mdl,mdl->mdl", dh2, (a1 > 0).astype(float))
    dT1 = np.einsum("mld,mdj->lj", X, d1)
    db1 = np.einsum("mdl->l", d1)
    return d3, dh6, dT3, db3, dh5, d2, dT2, db2, dh4, dh2, d1, dT1, db1
