r"""A classifier of L layers, one sample, and its gradients.

Layers are numbered as in the book: W, b, a and :math:`\delta` from 1 to L, h from 0 to L - 1,
where :math:`h_0` is the sample. The width of layer k is :math:`n_k`. Hidden layers have tanh,
the last one has the softmax.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]


def theta(W: Layers, b: Layers) -> dict[str, list[Floats]]:
    """All parameters, as they are handed in: weights and biases, from the first layer on."""
    return {"W": list(W), "b": list(b)}


def a(k: int, W: Layers, h: Layers, b: Layers) -> Floats:
    r"""Weighted inputs of layer k.

    .. math:: a_k = b_k + W_k h_{k-1} \qquad (k = 1, \dots, L)

    Args:
        k: The layer.
        W: Weights; shapes (n_k, n_(k-1)).
        h: Outputs of the layers below the last; shapes (n_k,).
        b: Biases; shapes (n_k,).

    Returns:
        Shape (n_k,).
    """
    return b[k] + W[k] @ h[k - 1]


def h(j: int, x: Floats, a: Layers) -> Floats:
    r"""Outputs of layer j, of which layer 0 is the sample.

    .. math:: h_0 = x, \qquad h_j = \tanh(a_j) \quad (j = 1, \dots, L - 1)

    Args:
        j: The layer.
        x: One sample; shape (n_0,).
        a: Weighted inputs; shapes (n_k,).

    Returns:
        Shape (n_j,).
    """
    return x if j == 0 else np.tanh(a[j])


def yhat(a: Layers) -> Floats:
    r"""Outputs of the network, :math:`\hat y = \mathrm{softmax}(a_L)`; shape (n_L,)."""
    last = a[len(a)]
    e = np.exp(last - last.max())
    return e / e.sum()


def loss(yhat: Floats, y: Floats) -> Floats:
    r"""Cross-entropy, :math:`-\log \hat y_\ell` where y is 1; a number, at least 0."""
    return -np.log(yhat @ y)


def output_gradient(yhat: Floats, y: Floats) -> Floats:
    r"""Gradient with respect to the weighted inputs of the last layer.

    .. math:: \partial C / \partial a_L = \hat y - y

    Args:
        yhat: Probabilities; shape (n_L,).
        y: One-hot; shape (n_L,).

    Returns:
        Shape (n_L,); it sums to 0.
    """
    return yhat - y


def delta(k: int, output_gradient: Floats, W: Layers, delta: Layers, a: Layers) -> Floats:
    r"""Gradient with respect to the weighted inputs of layer k.

    .. math:: \delta_L = \hat y - y, \qquad
        \delta_k = (W_{k+1}^\top \delta_{k+1}) \odot (1 - \tanh^2 a_k) \quad (k < L)

    Args:
        k: The layer.
        output_gradient: That of the last layer; shape (n_L,).
        W: Weights; shapes (n_k, n_(k-1)).
        delta: The layers above.
        a: Weighted inputs; shapes (n_k,).

    Returns:
        Shape (n_k,).
    """
    if k == len(a):
        return output_gradient
    return (W[k + 1].T @ delta[k + 1]) * (1 - np.tanh(a[k]) ** 2)


def dW(k: int, delta: Layers, h: Layers) -> Floats:
    r"""Gradient with respect to the weights of layer k.

    .. math:: \partial C / \partial W_k = \delta_k \, h_{k-1}^\top

    Args:
        k: The layer.
        delta: Gradients with respect to the weighted inputs; shapes (n_k,).
        h: Outputs of the layers below the last; shapes (n_k,).

    Returns:
        The shape of W_k, (n_k, n_(k-1)).
    """
    return np.outer(delta[k], h[k - 1])


def db(k: int, delta: Layers) -> Floats:
    r"""Gradient with respect to the biases of layer k, :math:`\delta_k`; shape (n_k,)."""
    return delta[k]
