r"""A network of L layers for regression, a batch of samples, and its gradients.

Rows are samples. Layers are numbered as in the book: W, b, A from 1 to L, H from 0 to L - 1,
where :math:`H_0` are the samples. The width of layer k is :math:`n_k`. Hidden layers have tanh,
the last one is linear. The loss is the mean over the N samples of the squared distance: the sum
over outputs, no factor 1/2.
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


def A(k: int, H: Layers, W: Layers, b: Layers) -> Floats:
    r"""Weighted inputs of layer k, :math:`H_{k-1} W_k^\top + b_k`; shape (N, n_k)."""
    return H[k - 1] @ W[k].T + b[k]


def H(j: int, X: Floats, A: Layers) -> Floats:
    r"""Outputs of layer j, of which layer 0 are the samples; shape (N, n_j)."""
    return X if j == 0 else np.tanh(A[j])


def Yhat(A: Layers) -> Floats:
    r"""Outputs of the network, :math:`\hat Y = A_L`; shape (N, n_L)."""
    return A[len(A)]


def loss(Yhat: Floats, Y: Floats) -> Floats:
    r"""Squared error.

    .. math:: C = \frac{1}{N} \sum_{ij} (\hat Y_{ij} - Y_{ij})^2

    Args:
        Yhat: Outputs; shape (N, n_L).
        Y: Targets; shape (N, n_L).

    Returns:
        A number, at least 0.
    """
    return ((Yhat - Y) ** 2).sum() / len(Y)


def g_Yhat(Yhat: Floats, Y: Floats) -> Floats:
    r"""Gradient with respect to the outputs, :math:`2 (\hat Y - Y) / N`; shape (N, n_L)."""
    return 2 * (Yhat - Y) / len(Y)


def g_A(k: int, g_Yhat: Floats, g_A: Layers, W: Layers, A: Layers) -> Floats:
    r"""Gradient with respect to the weighted inputs of layer k.

    .. math:: \nabla_{A_L} C = \nabla_{\hat Y} C, \qquad
        \nabla_{A_k} C = (\nabla_{A_{k+1}} C \; W_{k+1}) \odot (1 - \tanh^2 A_k) \quad (k < L)

    Args:
        k: The layer.
        g_Yhat: Gradient with respect to the outputs; shape (N, n_L).
        g_A: The layers above.
        W: Weights; shapes (n_k, n_(k-1)).
        A: Weighted inputs; shapes (N, n_k).

    Returns:
        Shape (N, n_k).
    """
    if k == len(A):
        return g_Yhat
    return (g_A[k + 1] @ W[k + 1]) * (1 - np.tanh(A[k]) ** 2)


def dW(k: int, g_A: Layers, H: Layers) -> Floats:
    r"""Gradient with respect to the weights of layer k.

    .. math:: \partial C / \partial W_k = (\nabla_{A_k} C)^\top H_{k-1}

    Args:
        k: The layer.
        g_A: Gradients with respect to the weighted inputs; shapes (N, n_k).
        H: What comes into each layer; shapes (N, n_(k-1)).

    Returns:
        The shape of W_k, (n_k, n_(k-1)).
    """
    return g_A[k].T @ H[k - 1]


def db(k: int, g_A: Layers) -> Floats:
    r"""Gradient with respect to the biases of layer k, the sum over samples; shape (n_k,)."""
    return g_A[k].sum(axis=0)
