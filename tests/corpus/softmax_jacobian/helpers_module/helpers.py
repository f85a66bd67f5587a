import numpy as np


def stable_softmax(z):
    """Softmax of a vector, safe for large logits."""
    exps = np.exp(z - np.max(z))
    return exps / exps.sum()
