import numpy as np


def forward(X, params):
    T1, b1, T2, b2, T3, b3 = (params[k] for k in ["Theta1", "b1", "Theta2", "b2", "Theta3", "b3"])
    D = X.shape[-1]
    h1 = np.einsum("mld->mdl", X)
    a1 = np.einsum("mdl,lk->mdk", h1, T1) + b1
    h2 = np.where(a1 > 0, a1, 0.0)
    h3 = np.einsum("mdl->mld", h2)
    h4 = X + h3
    a2 = np.einsum("mld,de->mle", h4, T2) + np.dot(np.ones(D), b2)
    h5 = np.where(a2 > 0, a2, 0.0)
    h6 = np.einsum("mld->ml", h5) / D
    a3 = np.einsum("ml,lk->mk", h6, T3) + b3
    z = np.exp(a3 - a3.max(-1)[:, None])
    return h1, a1, h2, h3, h4, a2, h5, h6, a3, z / z.sum(-1)[:, None]
