import numpy as np


def softmax_jacobian(z):
    probs = np.exp(z - z.max())
    probs = probs / probs.sum()
    return np.diag(probs) - np.outer(prob, prob)
