"""What goes wrong in two layers with tanh and a sigmoid: each replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def z2__activations_exchanged(z1: Floats) -> Any:
    """The hidden layer with the sigmoid."""
    return 1 / (1 + np.exp(-z1))


def yhat__sigmoid_forgotten(z3: Floats) -> Floats:
    """Outputs without an activation."""
    return z3


def yhat__activations_exchanged(z3: Floats) -> Any:
    """The output layer with tanh."""
    return np.tanh(z3)


def z2__tanh_forgotten(z1: Floats) -> Floats:
    """The hidden layer without an activation."""
    return z1


def loss__averaged(yhat: Floats, y: Floats) -> Floats:
    """The mean over the outputs."""
    return ((yhat - y) ** 2).mean()


def g_yhat__averaged(yhat: Floats, y: Floats) -> Floats:
    """The gradient of the mean over the outputs."""
    return 2 * (yhat - y) / len(yhat)


def loss__half(yhat: Floats, y: Floats) -> Floats:
    """One half of the square."""
    return ((yhat - y) ** 2).sum() / 2


def g_yhat__half(yhat: Floats, y: Floats) -> Floats:
    """The gradient of one half of the square."""
    return yhat - y


def loss__norm(yhat: Floats, y: Floats) -> Any:
    """The distance, not squared."""
    return np.linalg.norm(yhat - y)


def g_yhat__norm(yhat: Floats, y: Floats) -> Floats:
    """The gradient of the distance."""
    return (yhat - y) / np.linalg.norm(yhat - y)


def g_yhat__sign(yhat: Floats, y: Floats) -> Floats:
    """Target minus output."""
    return 2 * (y - yhat)


def g_z3__derivative_forgotten(g_yhat: Floats) -> Floats:
    """The gradient passes the sigmoid unchanged."""
    return g_yhat


def g_z1__derivative_forgotten(g_z2: Floats) -> Floats:
    """The gradient passes tanh unchanged."""
    return g_z2


def g_z3__derivative_of_output(g_yhat: Floats, yhat: Floats) -> Any:
    """The derivative of the sigmoid taken at the output."""
    p = 1 / (1 + np.exp(-yhat))
    return g_yhat * p * (1 - p)


def g_z1__derivative_of_output(g_z2: Floats, z2: Floats) -> Any:
    """The derivative of tanh taken at the output of the unit."""
    return g_z2 * (1 - np.tanh(z2) ** 2)


def g_z3__input_for_output(g_yhat: Floats, z3: Floats) -> Floats:
    """The formula by the outputs, with z3 in it."""
    return g_yhat * z3 * (1 - z3)


def g_z1__input_for_output(g_z2: Floats, z1: Floats) -> Floats:
    """The formula by the outputs, with z1 in it."""
    return g_z2 * (1 - z1**2)


def g_z3__other_activation(g_yhat: Floats, yhat: Floats) -> Floats:
    """The formula for tanh."""
    return g_yhat * (1 - yhat**2)


def g_z1__other_activation(g_z2: Floats, z2: Floats) -> Floats:
    """The formula for the sigmoid."""
    return g_z2 * z2 * (1 - z2)


def g_z1__not_squared(g_z2: Floats, z2: Floats) -> Floats:
    """One minus tanh."""
    return g_z2 * (1 - z2)


def g_z3__error_for_output(g_yhat: Floats, yhat: Floats, y: Floats) -> Floats:
    """The formula by the outputs, with the error in it."""
    return g_yhat * (yhat - y) * (1 - (yhat - y))


def g_z3__sign_of_sigmoid(g_yhat: Floats, yhat: Floats) -> Floats:
    """The derivative of the sigmoid with a minus that has not cancelled."""
    return -g_yhat * yhat * (1 - yhat)


def g_z3__of_cross_entropy(yhat: Floats, y: Floats) -> Floats:
    """Without the derivative of the sigmoid, as if the loss were a cross-entropy."""
    return yhat - y


def g_z2__not_transposed(W2: Floats, g_z3: Floats) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return W2 @ g_z3


def g_W2__transposed(g_z3: Floats, z2: Floats) -> Floats:
    """The outer product the other way round."""
    return np.outer(z2, g_z3)


def g_W1__transposed(g_z1: Floats, x: Floats) -> Floats:
    """The outer product the other way round."""
    return np.outer(x, g_z1)


def g_W2__elementwise(g_z3: Floats, z2: Floats) -> Floats:
    """A product of entries, which fails unless the lengths agree or one is 1."""
    return g_z3 * z2


def g_W1__elementwise(g_z1: Floats, x: Floats) -> Floats:
    """A product of entries, which fails unless the lengths agree or one is 1."""
    return g_z1 * x


def g_W2__before_activation(g_z3: Floats, z1: Floats) -> Floats:
    """With z1 where z2 comes into the layer."""
    return np.outer(g_z3, z1)
