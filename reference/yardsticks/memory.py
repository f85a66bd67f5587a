"""What the time of a student's functions is compared with: it keeps the inputs of the layers."""

from typing import Any

import numpy as np


def forward_light(X: Any, W: Any, b: Any) -> Any:
    """Return the outputs, and the batch with the inputs of all layers."""
    kept = []
    Z = X
    for weights, biases in zip(W, b, strict=True):
        S = weights @ Z
        S += biases[:, None]
        kept.append(S)
        Z = np.tanh(S)
    return Z, (X, kept)


def backward_light(cache: Any, dY: Any, W: Any) -> Any:
    """Return the gradients of the weights and of the biases, from the first layer on."""
    X, kept = cache
    dW, db = [], []
    Z = np.tanh(kept[-1])
    upstream = dY
    for layer in reversed(range(len(W))):
        delta = upstream * (1 - Z**2)
        Z = np.tanh(kept[layer - 1]) if layer else X
        dW.append(delta @ Z.T)
        db.append(delta.sum(axis=1))
        upstream = W[layer].T @ delta
    return dW[::-1], db[::-1]
