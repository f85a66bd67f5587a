"""What goes wrong in the chain of a thin network: each function replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def _logistic(z: Floats) -> Floats:
    return 1 / (1 + np.exp(-z))


def dC_dyhat__sign(yhat: Floats) -> Floats:
    """The minus of the cross-entropy lost."""
    return 1 / yhat


def dC_dyhat__squared_error(yhat: Floats) -> Floats:
    """The derivative of a squared distance to the target."""
    return 2 * (yhat - 1)


def dC_dyhat__logistic_twice(yhat: Floats) -> Floats:
    """The derivative by the weighted input, before that of the logistic function."""
    return yhat - 1


def dyhat_da3__logistic_forgotten(yhat: Floats) -> Floats:
    """The gradient passes the output function unchanged."""
    return np.ones_like(yhat)


def dyhat_da3__logistic_at_output(yhat: Floats) -> Floats:
    """The derivative at the output in place of the weighted input."""
    return _logistic(yhat) * (1 - _logistic(yhat))


def dyhat_da3__logistic_of_inputs(a3: Floats) -> Floats:
    """The weighted input where the output belongs."""
    return a3 * (1 - a3)


def dyhat_da3__tanh_on_last(yhat: Floats) -> Floats:
    """The output treated as a hidden layer."""
    return 1 - yhat**2


def dh2_da2__derivative_forgotten(h2: Floats) -> Floats:
    """The gradient passes the activation unchanged."""
    return np.ones_like(h2)


def dh1_da1__derivative_forgotten(h1: Floats) -> Floats:
    """The gradient passes the activation unchanged."""
    return np.ones_like(h1)


def dh2_da2__at_activation(h2: Floats) -> Floats:
    """The derivative at h in place of a: tanh is taken twice."""
    return 1 - np.tanh(h2) ** 2


def dh1_da1__at_activation(h1: Floats) -> Floats:
    """The derivative at h in place of a: tanh is taken twice."""
    return 1 - np.tanh(h1) ** 2


def dh2_da2__tanh_forgotten(a2: Floats) -> Floats:
    """The square of a where that of tanh belongs."""
    return 1 - a2**2


def dh1_da1__tanh_forgotten(a1: Floats) -> Floats:
    """The square of a where that of tanh belongs."""
    return 1 - a1**2


def dh2_da2__not_squared(h2: Floats) -> Floats:
    """One minus tanh, without the square."""
    return 1 - h2


def dh1_da1__not_squared(h1: Floats) -> Floats:
    """One minus tanh, without the square."""
    return 1 - h1


def dh2_da2__logistic_formula(h2: Floats) -> Floats:
    """The logistic function's derivative, written with the outputs of tanh."""
    return h2 * (1 - h2)


def dh1_da1__logistic_formula(h1: Floats) -> Floats:
    """The logistic function's derivative, written with the outputs of tanh."""
    return h1 * (1 - h1)


def dh2_da2__logistic_derivative(a2: Floats) -> Floats:
    """The logistic function's derivative at a."""
    return _logistic(a2) * (1 - _logistic(a2))


def dh1_da1__logistic_derivative(a1: Floats) -> Floats:
    """The logistic function's derivative at a."""
    return _logistic(a1) * (1 - _logistic(a1))


def dh2_da2__value_for_derivative(h2: Floats) -> Floats:
    """The activation itself in place of its derivative."""
    return h2


def dh1_da1__value_for_derivative(h1: Floats) -> Floats:
    """The activation itself in place of its derivative."""
    return h1


def da3_dh2__own_weights(w2: Floats) -> Floats:
    """The weight below the layer."""
    return w2


def da2_dh1__own_weights(w1: Floats) -> Floats:
    """The weight below the layer."""
    return w1


def da3_dh2__by_the_weight(h2: Floats) -> Floats:
    """The derivative by the weight in place of the output below."""
    return h2


def da2_dh1__by_the_weight(h1: Floats) -> Floats:
    """The derivative by the weight in place of the output below."""
    return h1


def da1_dw1__own_outputs(h1: Floats) -> Floats:
    """What the layer puts out, not what comes into it."""
    return h1


def da1_dw1__by_the_sample(w1: Floats) -> Floats:
    """The derivative by the sample in place of the weight."""
    return w1


def factors__reversed(right: Floats) -> Floats:
    """From the weight up to the loss."""
    return right[::-1]


def product__summed(factors: Floats) -> Floats:
    """The factors added up."""
    return factors.sum()
