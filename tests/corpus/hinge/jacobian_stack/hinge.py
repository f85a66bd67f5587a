import numpy as np

relu = np.vectorize(lambda s: s if s > 0 else 0.0, otypes=[float])


def forward(o, y):
    o = np.array(o, dtype=np.float64, ndmin=2)
    y = np.array(y, ndmin=1)
    p = np.exp(o - o.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p, np.arange(p.shape[1])[None, :] == y[:, None]


def hinge(o, y, margin):
    p, is_y = forward(o, y)
    slack = p - p[is_y][:, None] + margin
    return relu(slack[~is_y]).sum()


def hinge_grad(o, y, margin):
    p, is_y = forward(o, y)
    g = (p - p[is_y][:, None] + margin > 0) * 1.0
    g[is_y] = 0
    g[is_y] = -g.sum(axis=1)
    J = p[:, :, None] * (np.eye(p.shape[1]) - p[:, None, :])
    G = (J @ g[:, :, None])[:, :, 0]
    return G if np.ndim(o) == 2 else G[0]
