"""What goes wrong in single steps of back-propagation: each function replaces its quantity."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Function: TypeAlias = Callable[[Floats], Floats]


class Activation(Protocol):
    """A function of numbers, entry by entry, and its derivative."""

    def __call__(self, a: Floats) -> Floats:
        """Return the values, of the shape of a."""

    def derivative(self, a: Floats) -> Floats:
        """Return the derivatives, of the shape of a."""


def output_gradient__sign(right: Floats) -> Floats:
    """Target minus output."""
    return -right


def output_gradient__softmax_skipped(yhat: Floats, l: int) -> Floats:  # noqa: E741
    """The gradient with respect to the probabilities."""
    return np.where(np.arange(yhat.size) == l, -1 / yhat[l], 0)


def output_gradient__diagonal_only(yhat: Floats, l: int) -> Floats:  # noqa: E741
    """The softmax as if each probability came from its own input alone."""
    return np.where(np.arange(yhat.size) == l, yhat - 1, 0)


def output_gradient__softmax_twice(right: Floats, yhat: Floats) -> Floats:
    """One more factor, the diagonal of the softmax's derivative."""
    return right * yhat * (1 - yhat)


def output_gradient__times_probability(right: Floats, yhat: Floats) -> Floats:
    """One more factor, the probability."""
    return right * yhat


def output_gradient__squared_error(right: Floats) -> Floats:
    """The derivative of a squared distance."""
    return 2 * right


def output_gradient__mean(right: Floats) -> Floats:
    """Divided by the number of classes."""
    return right / right.size


def output_gradient__label_as_number(yhat: Floats, l: int) -> Floats:  # noqa: E741
    """The number of the class taken from each probability."""
    return yhat - l


def output_gradient__target_forgotten(yhat: Floats) -> Floats:
    """The probabilities themselves."""
    return yhat


def output_gradient__label_from_one(yhat: Floats, l: int) -> Floats:  # noqa: E741
    """The class before the right one, as if classes were counted from 1."""
    return yhat - (np.arange(yhat.size) == (l - 1) % yhat.size)


def output_gradient__one_entry(yhat: Floats, l: int) -> Floats:  # noqa: E741
    """The entry of the right class alone."""
    return yhat[l] - 1


def dW__transposed(right: Floats) -> Floats:
    """The outer product the other way round."""
    return right.T


def dW__transposed_and_reshaped(right: Floats) -> Floats:
    """The outer product the other way round, brought into the shape of the weights."""
    return right.T.reshape(right.shape)


def dW__elementwise(grad_a: Floats, h_prev: Floats) -> Floats:
    """A product of entries, which fails unless the lengths agree or one is 1."""
    return grad_a * h_prev


def dW__inner_product(grad_a: Floats, h_prev: Floats) -> Floats:
    """A number, which fails unless the lengths agree."""
    return grad_a @ h_prev


def dW__no_upstream(grad_a: Floats, h_prev: Floats) -> Floats:
    """The derivative of a alone: what comes into the layer, in each row."""
    return np.tile(h_prev, (grad_a.size, 1))


def db__no_upstream(grad_a: Floats) -> Floats:
    """The derivative of a alone: ones."""
    return np.ones_like(grad_a)


def db__bias_summed(grad_a: Floats) -> Floats:
    """The sum over the units of the layer."""
    return grad_a.sum()


def db__bias_sum_in_each_entry(grad_a: Floats) -> Floats:
    """The sum over the units of the layer, in each of its entries."""
    return np.full_like(grad_a, grad_a.sum())


def db__column(grad_a: Floats) -> Floats:
    """A column, as the biases are where vectors are columns."""
    return grad_a[:, np.newaxis]


def grad_h__not_transposed(W_next: Floats, grad_a_next: Floats) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return W_next @ grad_a_next


def grad_h__units_of_the_layer_above(W_next: Floats, grad_a_next: Floats) -> Floats:
    """As many entries as the layer above has, which fails where it is the wider one."""
    m, n = W_next.shape
    if m > n:
        raise IndexError("no such unit")
    return W_next[:, :m].T @ grad_a_next


def grad_h__upper_limit(W_next: Floats, grad_a_next: Floats) -> Floats:
    """The sum over as many units as this layer has, which fails where it is the wider one."""
    m, n = W_next.shape
    if n > m:
        raise IndexError("no such unit")
    return W_next[:n].T @ grad_a_next[:n]


def grad_h__first_unit_only(W_next: Floats, grad_a_next: Floats) -> Floats:
    """Only the path through the first unit above."""
    return W_next[0] * grad_a_next[0]


def grad_h__no_upstream(W_next: Floats) -> Floats:
    """The sums of the weights."""
    return W_next.sum(axis=0)


def grad_h__not_summed(W_next: Floats, grad_a_next: Floats) -> Floats:
    """All products, without the sum over the units above."""
    return W_next * grad_a_next[:, np.newaxis]


def grad_a__derivative_forgotten(grad_h: Floats) -> Floats:
    """The gradient passes the activation unchanged."""
    return grad_h


def grad_a__at_activation(grad_h: Floats, a: Floats, g: Activation) -> Floats:
    """The derivative at h in place of a: the activation is taken twice."""
    return grad_h * g.derivative(g(a))


def grad_a__tanh_of_inputs(grad_h: Floats, a: Floats) -> Floats:
    """One minus the square of a."""
    return grad_h * (1 - a**2)


def grad_a__logistic_of_inputs(grad_h: Floats, a: Floats) -> Floats:
    """The logistic function's derivative, written with a."""
    return grad_h * a * (1 - a)


def grad_a__always_logistic(grad_h: Floats, a: Floats) -> Floats:
    """The logistic function's derivative, whichever the activation is."""
    logistic = 1 / (1 + np.exp(-a))
    return grad_h * logistic * (1 - logistic)


def grad_a__always_tanh(grad_h: Floats, a: Floats) -> Floats:
    """The derivative of tanh, whichever the activation is."""
    return grad_h * (1 - np.tanh(a) ** 2)


def grad_a__always_relu(grad_h: Floats, a: Floats) -> Floats:
    """The derivative of the ReLU, whichever the activation is."""
    return grad_h * (a > 0)


def grad_a__logistic_formula(grad_h: Floats, a: Floats, g: Function) -> Floats:
    """The logistic function's derivative, written with the outputs of another activation."""
    return grad_h * g(a) * (1 - g(a))


def grad_a__tanh_formula(grad_h: Floats, a: Floats, g: Function) -> Floats:
    """The derivative of tanh, written with the outputs of another activation."""
    return grad_h * (1 - g(a) ** 2)


def grad_a__value_for_derivative(grad_h: Floats, a: Floats, g: Function) -> Floats:
    """The activation itself in place of its derivative."""
    return grad_h * g(a)


def grad_a__derivative_of_gradient(grad_h: Floats, g: Activation) -> Floats:
    """The derivative at the gradient that comes from above."""
    return grad_h * g.derivative(grad_h)


def grad_a__no_upstream(a: Floats, g: Activation) -> Floats:
    """The derivative alone."""
    return g.derivative(a)


def grad_a__activation_of_gradient(grad_h: Floats, g: Function) -> Floats:
    """The gradient sent through the activation, as on the way forward."""
    return g(grad_h)
