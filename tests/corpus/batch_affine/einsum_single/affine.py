import numpy as np


def backward_rows(X, W, G):
    X, W, G = (v.astype(np.float32) for v in (X, W, G))
    return np.einsum("ni,nj->ij", X, G), np.einsum("nj->j", G), np.einsum("nj,ij->ni", G, W)


def backward_cols(Z, W, G):
    Z, W, G = (v.astype(np.float32) for v in (Z, W, G))
    return np.einsum("jn,in->ji", G, Z), np.einsum("jn->j", G), np.einsum("ji,jn->in", W, G)
