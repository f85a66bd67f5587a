import numpy as np


def single(a):
    return np.array(a, dtype="float32")


def forward(X, params):
    x, t1, c1, t2, c2, t3, c3 = map(single, (X, params["Theta1"], params["b1"], params["Theta2"],
                                             params["b2"], params["Theta3"], params["b3"]))
    h1 = np.einsum("ild->idl", x)
    a1 = np.einsum("idl,lj->idj", h1, t1) + c1
    h2 = a1.clip(min=0)
    h3 = np.einsum("idl->ild", h2)
    h4 = h3 + x
    a2 = np.einsum("ild,de->ile", h4, t2) + c2
    h5 = a2.clip(min=0)
    h6 = np.einsum("ild->il", h5) / single(x.shape[2])
    a3 = np.einsum("il,lk->ik", h6, t3) + c3
    s = a3 - a3.max(1, keepdims=True)
    yhat = np.exp(s - np.log(np.exp(s).sum(1, keepdims=True)))
    return [h1, a1, h2, h3, h4, a2, h5, h6, a3, yhat]
