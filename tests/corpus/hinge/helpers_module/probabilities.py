import numpy as np


def softmax(o):
    z = np.asarray(o, dtype=float) - np.max(o)
    return np.exp(z) / np.exp(z).sum()


def backward(p, g):
    """Gradient by the logits from the gradient by the probabilities."""
    return p * (g - np.dot(g, p))
