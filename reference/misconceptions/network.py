"""What goes wrong in back-propagation through L layers: each function replaces its quantity."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]


def _all_the_way(W: Layers, output_gradient: Floats, back: Callable[[int, Floats], Floats]) -> None:
    """Go back through all layers: what fails in one of them gives nothing for any."""
    delta = output_gradient
    for k in range(len(W) - 1, 0, -1):
        delta = back(k, delta)


def output_gradient__sign(yhat: Floats, y: Floats) -> Floats:
    """Target minus output."""
    return y - yhat


def output_gradient__softmax_skipped(yhat: Floats, y: Floats) -> Floats:
    """The gradient with respect to the probabilities."""
    return -y / yhat


def output_gradient__diagonal_only(yhat: Floats, y: Floats) -> Floats:
    """The softmax as if each output came from its own input alone."""
    return y * yhat - y


def output_gradient__softmax_twice(yhat: Floats, y: Floats) -> Floats:
    """One more factor, the diagonal of the softmax's derivative."""
    return (yhat - y) * yhat * (1 - yhat)


def output_gradient__times_probability(yhat: Floats, y: Floats) -> Floats:
    """One more factor, the probability."""
    return (yhat - y) * yhat


def output_gradient__squared_error(yhat: Floats, y: Floats) -> Floats:
    """The derivative of a squared distance."""
    return 2 * (yhat - y)


def output_gradient__mean(yhat: Floats, y: Floats) -> Floats:
    """Divided by the number of classes."""
    return (yhat - y) / y.size


def output_gradient__tanh_on_last(yhat: Floats, y: Floats, a: Layers) -> Floats:
    """The last layer treated as a hidden one."""
    return (yhat - y) * (1 - np.tanh(a[len(a)]) ** 2)


def delta__not_transposed(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """The weights as they are, which fails unless they are square."""
    _all_the_way(W, output_gradient, lambda j, above: (W[j + 1] @ above) * a[j])
    if k == len(a):
        return output_gradient
    return (W[k + 1] @ delta[k + 1]) * (1 - np.tanh(a[k]) ** 2)


def delta__transposed_where_needed(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """The weights as they are where they fit so."""
    if k == len(a):
        return output_gradient
    fits = W[k + 1].shape[1] == delta[k + 1].size
    return ((W[k + 1] if fits else W[k + 1].T) @ delta[k + 1]) * (1 - np.tanh(a[k]) ** 2)


def delta__own_weights(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """The weights below the layer in place of those above, which fails where shapes differ."""
    _all_the_way(W, output_gradient, lambda j, above: (W[j].T @ above) * a[j])
    if k == len(a):
        return output_gradient
    return (W[k].T @ delta[k + 1]) * (1 - np.tanh(a[k]) ** 2)


def delta__derivative_forgotten(
    k: int, output_gradient: Floats, W: Layers, delta: Layers
) -> Floats:
    """The gradient passes the activation unchanged."""
    if k == len(W):
        return output_gradient
    return W[k + 1].T @ delta[k + 1]


def delta__at_activation(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, h: Layers
) -> Floats:
    """The derivative at h in place of a: tanh is taken twice."""
    if k == len(W):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * (1 - np.tanh(h[k]) ** 2)


def delta__tanh_forgotten(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """The square of a where that of tanh belongs."""
    if k == len(a):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * (1 - a[k] ** 2)


def delta__not_squared(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, h: Layers
) -> Floats:
    """One minus tanh, without the square."""
    if k == len(W):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * (1 - h[k])


def delta__logistic_formula(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, h: Layers
) -> Floats:
    """The logistic function's derivative, written with the outputs of tanh."""
    if k == len(W):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * h[k] * (1 - h[k])


def delta__logistic_derivative(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """The logistic function's derivative at a."""
    if k == len(a):
        return output_gradient
    logistic = 1 / (1 + np.exp(-a[k]))
    return (W[k + 1].T @ delta[k + 1]) * logistic * (1 - logistic)


def delta__value_for_derivative(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, h: Layers
) -> Floats:
    """The activation itself in place of its derivative."""
    if k == len(W):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * h[k]


def delta__derivative_of_layer_below(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, h: Layers
) -> Floats:
    """The derivative one layer too low, which fails where widths differ."""
    _all_the_way(W, output_gradient, lambda j, above: (W[j + 1].T @ above) * h[j - 1])
    if k == len(W):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * (1 - h[k - 1] ** 2)


def delta__derivative_of_layer_above(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """The derivative one layer too high, before the product with the weights."""
    if k == len(a):
        return output_gradient
    return W[k + 1].T @ (delta[k + 1] * (1 - np.tanh(a[k + 1]) ** 2))


def delta__derivative_twice(
    k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers
) -> Floats:
    """A derivative before the product with the weights, and another behind it."""
    if k == len(a):
        return output_gradient
    above = delta[k + 1] * (1 - np.tanh(a[k + 1]) ** 2)
    return (W[k + 1].T @ above) * (1 - np.tanh(a[k]) ** 2)


def dW__transposed(k: int, delta: Layers, h: Layers) -> Floats:
    """The outer product the other way round."""
    return np.outer(h[k - 1], delta[k])


def dW__elementwise(k: int, delta: Layers, h: Layers) -> Floats:
    """A product of entries, which fails unless the lengths agree or one is 1."""
    products = [delta[j] * h[j - 1] for j in range(1, len(h) + 1)]  # what fails gives nothing
    return products[k - 1]


def dW__no_upstream(k: int, delta: Layers, h: Layers) -> Floats:
    """The derivative of a alone: the outputs of the layer below in each row."""
    return np.tile(h[k - 1], (delta[k].size, 1))


def db__no_upstream(k: int, delta: Layers) -> Floats:
    """The derivative of a alone: ones."""
    return np.ones_like(delta[k])


def db__bias_summed(k: int, delta: Layers) -> Floats:
    """The sum over the units of the layer."""
    return delta[k].sum()


def dW__own_outputs(k: int, delta: Layers, h: Layers, yhat: Floats) -> Floats:
    """With what the layer puts out, not with what comes into it."""
    return np.outer(delta[k], yhat if k == len(h) else h[k])


def dW__before_activation(k: int, delta: Layers, h: Layers, a: Layers) -> Floats:
    """With the weighted inputs of the layer below, not with its outputs."""
    return np.outer(delta[k], h[0] if k == 1 else a[k - 1])


def dW__sample_in_every_layer(k: int, delta: Layers, h: Layers) -> Floats:
    """With the sample, which comes into the first layer only."""
    return np.outer(delta[k], h[0])


def dW__reversed(k: int, delta: Layers, h: Layers) -> Floats:
    """From the last layer to the first."""
    other = len(h) + 1 - k
    return np.outer(delta[other], h[other - 1])


def db__reversed(k: int, delta: Layers, h: Layers) -> Floats:
    """From the last layer to the first."""
    return delta[len(h) + 1 - k]
