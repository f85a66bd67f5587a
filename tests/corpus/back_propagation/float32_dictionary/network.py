import numpy as np


def back_propagation(theta, h, a, y, yhat):
    f32 = lambda v: v.astype("f4")
    out = dict(dW=[0] * len(h), db=[0] * len(h))
    delta = f32(yhat) - f32(y)
    k = len(h) - 1
    while True:
        out["dW"][k] = delta.reshape(-1, 1) @ f32(h[k]).reshape(1, -1)
        out["db"][k] = delta
        if k == 0:
            return out
        back = f32(theta["W"][k]).transpose() @ delta
        delta = back - back * np.square(f32(h[k]))
        k -= 1
