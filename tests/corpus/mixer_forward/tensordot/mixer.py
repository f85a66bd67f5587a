import numpy as np


def forward(X, params):
    steps = [np.moveaxis(X, 2, 1)]
    steps.append(np.tensordot(steps[-1], params["Theta1"], axes=1) + params["b1"])
    steps.append((steps[-1] + np.abs(steps[-1])) / 2)
    steps.append(np.moveaxis(steps[-1], 2, 1))
    steps.append(steps[-1] + X)
    steps.append(np.tensordot(steps[-1], params["Theta2"], axes=([2], [0])) + params["b2"])
    steps.append((steps[-1] + np.abs(steps[-1])) / 2)
    steps.append(np.tensordot(steps[-1], np.full(X.shape[2], 1 / X.shape[2]), axes=1))
    steps.append(np.tensordot(steps[-1], params["Theta3"], axes=1) + params["b3"])
    top = np.amax(steps[-1], axis=1, keepdims=True)
    e = np.exp(steps[-1] - top)
    steps.append(np.divide(e, np.sum(e, axis=1, keepdims=True)))
    return steps
