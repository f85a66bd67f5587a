import numpy as np


def softmax(o):
    e = np.exp(o - o.max())
    return e / e.sum()


def hinge(o, y, margin):
    if np.ndim(o) == 2:
        return sum(hinge(o[i], y[i], margin) for i in range(len(o)))
    p = softmax(o)
    slack = p - p[y] + margin
    slack[y] = 0
    return np.sum(np.maximum(slack, 0))


def hinge_grad(o, y, margin):
    if np.ndim(o) == 2:
        return np.array([hinge_grad(o[i], y[i], margin) for i in range(len(o))])
    p = softmax(o)
    dL_dp = (p - p[y] + margin > 0).astype(float)
    dL_dp[y] = 0
    dL_dp[y] = -dL_dp.sum()
    J = np.diag(p) - np.outer(p, p)
    return J @ dL_dp
