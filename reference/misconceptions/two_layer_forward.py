"""What goes wrong in the forward pass of two layers: each function replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def _activated(z: Floats, name: str) -> Any:
    if name in {"relu", "five_relu"}:
        return (5 if name == "five_relu" else 1) * np.maximum(z, 0)
    if name == "tanh":
        return np.tanh(z)
    return 1 / (1 + np.exp(-z)) if name == "sigmoid" else z


def z1__first_bias_forgotten(W1: Floats, x: Floats) -> Floats:
    """The hidden layer without its biases."""
    return W1 @ x


def z3__second_bias_forgotten(W2: Floats, z2: Floats) -> Floats:
    """The output layer without its biases."""
    return W2 @ z2


def z1__weights_transposed(W1: Floats, x: Floats, b1: Floats) -> Floats:
    """The weights transposed, which fails unless they are square."""
    return W1.T @ x + b1


def z3__weights_transposed(W2: Floats, z2: Floats, b2: Floats) -> Floats:
    """The weights transposed, which fails unless they are square."""
    return W2.T @ z2 + b2


def z2__five_forgotten(z1: Floats, f: str) -> Any:
    """Five times the ReLU taken to be the ReLU."""
    return _activated(z1, "relu" if f == "five_relu" else f)


def z2__five_within(z1: Floats, f: str) -> Any:
    """What exceeds 5, as if it were the threshold."""
    return np.maximum(z1 - 5, 0) if f == "five_relu" else _activated(z1, f)


def z2__negative_parts_pass(z1: Floats, f: str) -> Any:
    """Without the maximum."""
    factor = {"relu": 1, "five_relu": 5}.get(f)
    return _activated(z1, f) if factor is None else factor * z1


def z2__activation_forgotten(z1: Floats) -> Floats:
    """The hidden layer hands on what comes in."""
    return z1


def yhat__activation_forgotten(z3: Floats) -> Floats:
    """The output layer hands on what comes in."""
    return z3


def z3__before_activation(W2: Floats, z1: Floats, b2: Floats) -> Floats:
    """With z1 where z2 comes into the layer."""
    return W2 @ z1 + b2


def z2__activations_exchanged(z1: Floats, g: str) -> Any:
    """The activation of the output in the hidden layer."""
    return _activated(z1, g)


def yhat__activations_exchanged(z3: Floats, f: str) -> Any:
    """The activation of the hidden layer in the output."""
    return _activated(z3, f)


def z2__sigmoid_for_tanh(z1: Floats, f: str) -> Any:
    """The sigmoid where tanh is asked for."""
    return _activated(z1, "sigmoid" if f == "tanh" else f)


def yhat__tanh_for_sigmoid(z3: Floats, g: str) -> Any:
    """Tanh where the sigmoid is asked for."""
    return _activated(z3, "tanh" if g == "sigmoid" else g)


def yhat__sign_of_exponent(z3: Floats, g: str) -> Any:
    """The sigmoid with the other sign in its exponent."""
    return _activated(-z3 if g == "sigmoid" else z3, g)
