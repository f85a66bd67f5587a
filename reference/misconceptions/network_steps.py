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


def output_gradient__softmax_skipped(yhat: Floats, label: int) -> Floats:
    """The gradient with respect to the probabilities."""
    return np.where(np.arange(yhat.size) == label, -1 / yhat[label], 0)


def output_gradient__diagonal_only(yhat: Floats, label: int) -> Floats:
    """The softmax as if each probability came from its own input alone."""
    return np.where(np.arange(yhat.size) == label, yhat - 1, 0)


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


def output_gradient__label_as_number(yhat: Floats, label: int) -> Floats:
    """The number of the class taken from each probability."""
    return yhat - label


def output_gradient__target_forgotten(yhat: Floats) -> Floats:
    """The probabilities themselves."""
    return yhat


def output_gradient__label_from_one(yhat: Floats, label: int) -> Floats:
    """The class before the right one, as if classes were counted from 1."""
    return yhat - (np.arange(yhat.size) == (label - 1) % yhat.size)


def output_gradient__one_entry(yhat: Floats, label: int) -> Floats:
    """The entry of the right class alone."""
    return yhat[label] - 1


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


def hidden_gradient__not_transposed(W_next: Floats, grad_a_next: Floats) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return W_next @ grad_a_next


def hidden_gradient__units_of_the_layer_above(W_next: Floats, grad_a_next: Floats) -> Floats:
    """As many entries as the layer above has, which fails where it is the wider one."""
    m, n = W_next.shape
    if m > n:
        raise IndexError("no such unit")
    return W_next[:, :m].T @ grad_a_next


def hidden_gradient__upper_limit(W_next: Floats, grad_a_next: Floats) -> Floats:
    """The sum over as many units as this layer has, which fails where it is the wider one."""
    m, n = W_next.shape
    if n > m:
        raise IndexError("no such unit")
    return W_next[:n].T @ grad_a_next[:n]


def hidden_gradient__first_unit_only(W_next: Floats, grad_a_next: Floats) -> Floats:
    """Only the path through the first unit above."""
    return W_next[0] * grad_a_next[0]


def hidden_gradient__no_upstream(W_next: Floats) -> Floats:
    """The sums of the weights."""
    return W_next.sum(axis=0)


def hidden_gradient__not_summed(W_next: Floats, grad_a_next: Floats) -> Floats:
    """All products, without the sum over the units above."""
    return W_next * grad_a_next[:, np.newaxis]


def preactivation_gradient__derivative_forgotten(hidden_gradient: Floats) -> Floats:
    """The gradient passes the activation unchanged."""
    return hidden_gradient


def preactivation_gradient__at_activation(
    hidden_gradient: Floats, a: Floats, g: Activation
) -> Floats:
    """The derivative at h in place of a: the activation is taken twice."""
    return hidden_gradient * g.derivative(g(a))


def preactivation_gradient__tanh_of_inputs(hidden_gradient: Floats, a: Floats) -> Floats:
    """One minus the square of a."""
    return hidden_gradient * (1 - a**2)


def preactivation_gradient__logistic_of_inputs(hidden_gradient: Floats, a: Floats) -> Floats:
    """The logistic function's derivative, written with a."""
    return hidden_gradient * a * (1 - a)


def preactivation_gradient__always_logistic(hidden_gradient: Floats, a: Floats) -> Floats:
    """The logistic function's derivative, whichever the activation is."""
    logistic = 1 / (1 + np.exp(-a))
    return hidden_gradient * logistic * (1 - logistic)


def preactivation_gradient__always_tanh(hidden_gradient: Floats, a: Floats) -> Floats:
    """The derivative of tanh, whichever the activation is."""
    return hidden_gradient * (1 - np.tanh(a) ** 2)


def preactivation_gradient__always_relu(hidden_gradient: Floats, a: Floats) -> Floats:
    """The derivative of the ReLU, whichever the activation is."""
    return hidden_gradient * (a > 0)


def preactivation_gradient__logistic_formula(
    hidden_gradient: Floats, a: Floats, g: Function
) -> Floats:
    """The logistic function's derivative, written with the outputs of another activation."""
    return hidden_gradient * g(a) * (1 - g(a))


def preactivation_gradient__tanh_formula(hidden_gradient: Floats, a: Floats, g: Function) -> Floats:
    """The derivative of tanh, written with the outputs of another activation."""
    return hidden_gradient * (1 - g(a) ** 2)


def preactivation_gradient__value_for_derivative(
    hidden_gradient: Floats, a: Floats, g: Function
) -> Floats:
    """The activation itself in place of its derivative."""
    return hidden_gradient * g(a)


def preactivation_gradient__derivative_of_gradient(
    hidden_gradient: Floats, g: Activation
) -> Floats:
    """The derivative at the gradient that comes from above."""
    return hidden_gradient * g.derivative(hidden_gradient)


def preactivation_gradient__no_upstream(a: Floats, g: Activation) -> Floats:
    """The derivative alone."""
    return g.derivative(a)


def preactivation_gradient__activation_of_gradient(hidden_gradient: Floats, g: Function) -> Floats:
    """The gradient sent through the activation, as on the way forward."""
    return g(hidden_gradient)
