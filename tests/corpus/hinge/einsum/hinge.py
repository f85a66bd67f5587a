import numpy as np


def setup(o, y, margin):
    O = np.reshape(o, (-1, np.shape(o)[-1]))
    T = np.eye(O.shape[1])[np.reshape(y, -1)]
    E = np.exp(O - np.max(O, axis=1, keepdims=True))
    P = E / np.einsum("nk->n", E)[:, None]
    py = np.einsum("nk,nk->n", P, T)
    return P, T, py, P - py[:, None] + margin


def hinge(o, y, margin):
    P, T, py, S = setup(o, y, margin)
    return np.einsum("nl,nl->", np.maximum(S, 0), 1 - T)


def hinge_grad(o, y, margin):
    P, T, py, S = setup(o, y, margin)
    A = (S > 0) * (1 - T)
    delta = np.eye(P.shape[1])
    # bracket[n, l, j] = 1{l=j} - 1{y=j} - p_l + p_y
    B = delta[None] - T[:, None, :] - P[:, :, None] + py[:, None, None]
    return np.einsum("nj,nl,nlj->nj", P, A, B).reshape(np.shape(o))
