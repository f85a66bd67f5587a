"""Lets a student's two functions work out gradients: it runs beside the student's code."""

from typing import Any

import numpy as np


def gradients(student: Any, X: Any, T: Any, W: Any, b: Any) -> Any:
    """Return the outputs, and the gradients of the weights and of the biases."""
    Y, cache = student.forward_light(X, W, b)
    dW, db = student.backward_light(cache, (Y - T) / T.shape[1], W)
    return Y, dW, db


def light(student: Any, X: Any, T: Any, W: Any, b: Any, R: Any) -> Any:
    """Return the gradients of the weights for a batch in which every sample comes R times."""
    return _weights(student, X, T, W, b, R)


def quick(student: Any, X: Any, T: Any, W: Any, b: Any, R: Any) -> Any:
    """Return the same."""
    return _weights(student, X, T, W, b, R)


def _weights(student: Any, X: Any, T: Any, W: Any, b: Any, R: Any) -> Any:
    upstream = np.tile(T, R)
    Y, cache = student.forward_light(np.tile(X, R), W, b)
    np.subtract(Y, upstream, out=upstream)
    del Y
    upstream /= upstream.shape[1]
    return student.backward_light(cache, upstream, W)[0]
