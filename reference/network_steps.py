r"""Single steps of back-propagation through a network: the last layer, and one layer at a time.

One sample; every vector has one axis. Weights act from the left, so that W has a row for each
unit of its layer. Every gradient has the shape of its variable.
"""

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


def yhat(a_last: Floats) -> Floats:
    r"""Outputs of the network, :math:`\hat y = \mathrm{softmax}(a_L)`; shape (K,)."""
    e = np.exp(a_last - a_last.max())
    return e / e.sum()


def loss(a_last: Floats, l: int) -> Floats:  # noqa: E741
    r"""Cross-entropy of one sample.

    .. math:: -\log \hat y_\ell = \log \sum_i e^{a_{L i}} - a_{L \ell}

    Args:
        a_last: Weighted inputs of the last layer; shape (K,).
        l: The right class, from 0 on.

    Returns:
        A number, at least 0.
    """
    shifted = a_last - a_last.max()
    return np.log(np.exp(shifted).sum()) - shifted[l]


def output_gradient(yhat: Floats, l: int) -> Floats:  # noqa: E741
    r"""Gradient of the cross-entropy with respect to the weighted inputs of the last layer.

    .. math:: \partial C / \partial a_{L i} = \hat y_i - \mathbb{1}\{i = \ell\}

    Args:
        yhat: Probabilities; shape (K,).
        l: The right class, from 0 on.

    Returns:
        Shape (K,); it sums to 0.
    """
    return yhat - (np.arange(yhat.size) == l)


def a(W: Floats, h_prev: Floats, b: Floats) -> Floats:
    """Weighted inputs of a layer, :math:`a = W h_{prev} + b`; shape (m,)."""
    return W @ h_prev + b


def layer_cost(grad_a: Floats, a: Floats) -> Floats:
    """A cost that has the given gradient, :math:`grad_a^T a`; a number."""
    return grad_a @ a


def dW(grad_a: Floats, h_prev: Floats) -> Floats:
    r"""Gradient with respect to the weights of a layer.

    .. math:: \partial C / \partial W = \nabla_a C \; h_{prev}^\top

    Args:
        grad_a: Gradient with respect to the weighted inputs; shape (m,).
        h_prev: What comes into the layer; shape (n,).

    Returns:
        The shape of W, (m, n).
    """
    return np.outer(grad_a, h_prev)


def db(grad_a: Floats) -> Floats:
    r"""Gradient with respect to the biases of a layer, :math:`\nabla_a C`; shape (m,)."""
    return grad_a


def h(a: Floats, g: Function) -> Floats:
    """Outputs of a hidden layer, :math:`h = g(a)`; shape (n,)."""
    return g(a)


def a_next(W_next: Floats, h: Floats, b_next: Floats) -> Floats:
    """Weighted inputs of the layer above, :math:`W_{next} h + b_{next}`; shape (m,)."""
    return W_next @ h + b_next


def cost(grad_a_next: Floats, a_next: Floats) -> Floats:
    """A cost that has the given gradient at the layer above; a number."""
    return grad_a_next @ a_next


def grad_h(W_next: Floats, grad_a_next: Floats) -> Floats:
    r"""Gradient with respect to the outputs of a hidden layer.

    .. math:: \nabla_h C = W_{next}^\top \, \nabla_{a_{next}} C

    Args:
        W_next: Weights of the layer above; shape (m, n).
        grad_a_next: Gradient with respect to its weighted inputs; shape (m,).

    Returns:
        The shape of h, (n,).
    """
    return W_next.T @ grad_a_next


def grad_a(grad_h: Floats, a: Floats, g: Activation) -> Floats:
    r"""Gradient with respect to the weighted inputs of a hidden layer.

    .. math:: \nabla_a C = \nabla_h C \odot g'(a)

    Args:
        grad_h: Gradient with respect to the outputs of the layer; shape (n,).
        a: Its weighted inputs; shape (n,).
        g: Its activation.

    Returns:
        The shape of a, (n,).
    """
    return grad_h * g.derivative(a)
