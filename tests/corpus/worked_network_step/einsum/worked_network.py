import numpy as np


def step(X, T, W1, W2, lr):
    N = X.shape[-1]
    S1 = np.einsum("hd,dn->hn", W1, X)
    Z1 = np.where(S1 > 0, S1, 0.0)
    Y = np.einsum("kh,hn->kn", W2, Z1)
    loss = np.einsum("kn,kn->", Y - T, Y - T) / (2 * N)
    delta2 = (Y - T) / N
    dW2 = np.einsum("kn,hn->kh", delta2, Z1)
    delta1 = np.einsum("kh,kn,hn->hn", W2, delta2, np.where(S1 > 0, 1.0, 0.0))
    dW1 = np.einsum("hn,dn->hd", delta1, X)
    return dict(S1=S1, Z1=Z1, Y=Y, loss=loss, delta2=delta2, dW2=dW2, delta1=delta1,
                dW1=dW1, W2_new=W2 - lr * dW2, W1_new=W1 - lr * dW1)
