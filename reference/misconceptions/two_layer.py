"""What goes wrong in a network of two layers: each function replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def z1__first_bias_forgotten(W1: Floats, x: Floats) -> Floats:
    """The hidden layer without its biases."""
    return W1 @ x


def z3__second_bias_forgotten(W2: Floats, z2: Floats) -> Floats:
    """The output layer without its biases."""
    return W2 @ z2


def z2__relu_forgotten(z1: Floats) -> Floats:
    """Negative entries pass as well."""
    return 5 * z1


def z2__five_forgotten(z1: Floats) -> Floats:
    """An ordinary ReLU."""
    return np.maximum(z1, 0)


def g_z1__five_forgotten_going_back(g_z2: Floats, z1: Floats, slope: Floats | float) -> Floats:
    """The derivative of an ordinary ReLU."""
    return g_z2 * ((z1 > 0) + slope * (z1 == 0))


def yhat__activation_on_output(z3: Floats) -> Floats:
    """The output layer gets the activation of the hidden one."""
    return 5 * np.maximum(z3, 0)


def loss__mean(yhat: Floats, y: Floats) -> Floats:
    """The mean over the outputs."""
    return ((yhat - y) ** 2).mean()


def g_yhat__mean(yhat: Floats, y: Floats) -> Floats:
    """The gradient of the mean over the outputs."""
    return 2 * (yhat - y) / y.size


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


def loss__not_summed(yhat: Floats, y: Floats) -> Floats:
    """One number for each output."""
    return (yhat - y) ** 2


def g_yhat__sign(yhat: Floats, y: Floats) -> Floats:
    """Target minus output."""
    return 2 * (y - yhat)


def g_W2__transposed(g_yhat: Floats, z2: Floats) -> Floats:
    """The outer product the other way round."""
    return np.outer(z2, g_yhat)


def g_W1__transposed(g_z1: Floats, x: Floats) -> Floats:
    """The outer product the other way round."""
    return np.outer(x, g_z1)


def g_W2__elementwise(g_yhat: Floats, z2: Floats) -> Floats:
    """A product of entries, which fails unless the lengths agree or one is 1."""
    return g_yhat * z2


def g_W1__elementwise(g_z1: Floats, x: Floats) -> Floats:
    """A product of entries, which fails unless the lengths agree or one is 1."""
    return g_z1 * x


def g_W2__no_upstream(g_yhat: Floats, z2: Floats) -> Floats:
    """The derivative of the outputs alone: z2 in each row."""
    return np.tile(z2, (g_yhat.size, 1))


def g_b2__no_upstream(g_yhat: Floats) -> Floats:
    """The derivative of the outputs alone: ones."""
    return np.ones_like(g_yhat)


def g_W1__no_upstream(g_z1: Floats, x: Floats) -> Floats:
    """The derivative of z1 alone: x in each row."""
    return np.tile(x, (g_z1.size, 1))


def g_b1__no_upstream(g_z1: Floats) -> Floats:
    """The derivative of z1 alone: ones."""
    return np.ones_like(g_z1)


def g_b2__bias_summed(g_yhat: Floats) -> Floats:
    """The sum over the outputs."""
    return g_yhat.sum()


def g_b1__bias_summed(g_z1: Floats) -> Floats:
    """The sum over the hidden units."""
    return g_z1.sum()


def g_W2__before_activation(g_yhat: Floats, z1: Floats) -> Floats:
    """With z1 where z2 comes into the layer."""
    return np.outer(g_yhat, z1)


def g_z2__not_transposed(W2: Floats, g_yhat: Floats) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return W2 @ g_yhat


def g_z2__derivative_too_early(
    W2: Floats, g_yhat: Floats, z1: Floats, slope: Floats | float
) -> Floats:
    """With the derivative of the activation already, which belongs to z1."""
    return (W2.T @ g_yhat) * (5 * ((z1 > 0) + slope * (z1 == 0)))


def g_z1__mask_forgotten(g_z2: Floats) -> Floats:
    """Every unit is taken as active."""
    return 5 * g_z2


def g_z1__derivative_forgotten(g_z2: Floats) -> Floats:
    """The gradient passes the activation unchanged."""
    return g_z2


def g_W1__derivative_forgotten(g_z2: Floats, x: Floats) -> Floats:
    """With the gradient from behind the activation."""
    return np.outer(g_z2, x)


def g_b1__derivative_forgotten(g_z2: Floats) -> Floats:
    """The gradient from behind the activation."""
    return g_z2


def g_z1__value_for_derivative(g_z2: Floats, z2: Floats) -> Floats:
    """The activation itself in place of its derivative."""
    return g_z2 * z2


def g_z1__five_z(g_z2: Floats, z1: Floats) -> Floats:
    """The derivative of 5 z taken to be 5 z."""
    return g_z2 * (5 * z1)


def g_z1__slopes_swapped(g_z2: Floats, z1: Floats) -> Floats:
    """Nothing where the unit is active, 5 where it is not."""
    return g_z2 * (5 * (z1 < 0))


def g_z1__mask_of_gradient(g_z2: Floats) -> Floats:
    """The ReLU of the gradient: a mask from its sign."""
    return 5 * np.maximum(g_z2, 0)
