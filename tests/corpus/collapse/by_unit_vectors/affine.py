import numpy as np


def collapse(W1, b1, W2, b2):
    def both(x):
        return W2 @ (W1 @ x + b1) + b2

    n = W1.shape[1]
    b = both(np.zeros(n))
    W = np.stack([both(e) - b for e in np.eye(n)], axis=1)
    return {"W_collapsed": W, "b_collapsed": b}
