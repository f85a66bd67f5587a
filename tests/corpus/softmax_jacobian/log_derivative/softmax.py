import numpy as np


def softmax_jacobian(z):
    m = z.max()
    log_y = z - m - np.log(np.sum(np.exp(z - m)))
    y = np.exp(log_y)
    n = y.size
    # d log y_i / d z_j = 1{i=j} - y_j
    dlog = np.eye(n) - np.tile(y, (n, 1))
    return np.diag(y) @ dlog
