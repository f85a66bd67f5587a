import numpy as np

functions = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "five_relu": lambda z: 5 * np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}


def forward(x, W1, b1, W2, b2, f, g):
    z1 = W1 @ x + b1
    z2 = functions[f](z1)
    z3 = W2 @ z2 + b2
    yhat = functions[g](z3)
    return z1, z2, z3, yhat
