r"""A network of L layers, a batch whose samples are columns, and its gradients.

Layers are numbered as in the book: W, b, f, S and :math:`\delta` from 1 to L, Z from 0 to L,
where :math:`Z_0 = X`. Layer k has :math:`d_k` units, and there are N samples. The loss is
:math:`\frac{1}{2N} \lVert Y - T \rVert_F^2`: half the squares, summed over outputs, averaged
over samples.

What is asked about a single layer has names of its own: ``S_l`` and ``Z_prev`` of a layer,
``W_next``, ``S_next`` and ``delta_next`` of the layer above, ``S_last`` and ``Y_last`` of the
last one, and ``g``, its activation.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]
Activation: TypeAlias = Any
"""A function of arrays, entry by entry, with a method ``derivative``."""


def S(k: int, W: Layers, Z: Layers, b: Layers) -> Floats:
    r"""Weighted inputs of layer k.

    .. math:: S_k = W_k Z_{k-1} + b_k \mathbb{1}_N^\top \qquad (k = 1, \dots, L)

    Args:
        k: The layer.
        W: Weights; shapes (d_k, d_(k-1)).
        Z: Outputs of the layers; shapes (d_k, N).
        b: Biases; shapes (d_k,).

    Returns:
        Shape (d_k, N).
    """
    return W[k] @ Z[k - 1] + b[k][:, None]


def Z(j: int, X: Floats, f: Sequence[Activation], S: Layers) -> Floats:
    r"""Outputs of layer j, of which layer 0 is the batch.

    .. math:: Z_0 = X, \qquad Z_j = f_j(S_j) \quad (j = 1, \dots, L)

    Args:
        j: The layer.
        X: Samples, one a column; shape (d_0, N).
        f: Activations.
        S: Weighted inputs; shapes (d_k, N).

    Returns:
        Shape (d_j, N).
    """
    return X if j == 0 else f[j](S[j])


def Y(Z: Layers) -> Floats:
    """Outputs of the network, those of the last layer; shape (d_L, N)."""
    return Z[len(Z) - 1]


def loss(Y: Floats, T: Floats) -> Floats:
    r"""Loss.

    .. math:: \frac{1}{2N} \sum_{i, n} (Y_{in} - T_{in})^2

    Args:
        Y: Outputs, one sample a column; shape (d_L, N).
        T: Targets; shape (d_L, N).

    Returns:
        A number, at least 0.
    """
    return ((Y - T) ** 2).sum() / (2 * Y.shape[1])


def dloss(Y: Floats, T: Floats) -> Floats:
    r"""Gradient of the loss with respect to the outputs, :math:`(Y - T) / N`; shape (d_L, N)."""
    return (Y - T) / Y.shape[1]


def delta(
    k: int, dloss: Floats, W: Layers, delta: Layers, S: Layers, f: Sequence[Activation]
) -> Floats:
    r"""Gradient with respect to the weighted inputs of layer k.

    .. math:: \delta_L = \tfrac1N (Y - T) \odot f_L'(S_L), \qquad
        \delta_k = (W_{k+1}^\top \delta_{k+1}) \odot f_k'(S_k) \quad (k < L)

    Args:
        k: The layer.
        dloss: Gradient with respect to the outputs; shape (d_L, N).
        W: Weights; shapes (d_k, d_(k-1)).
        delta: The layers above.
        S: Weighted inputs; shapes (d_k, N).
        f: Activations.

    Returns:
        Shape (d_k, N).
    """
    g_Z = dloss if k == len(S) else W[k + 1].T @ delta[k + 1]
    return g_Z * f[k].derivative(S[k])


def dW(k: int, delta: Layers, Z: Layers) -> Floats:
    r"""Gradient with respect to the weights of layer k.

    .. math:: \partial L / \partial W_k = \delta_k Z_{k-1}^\top

    Args:
        k: The layer.
        delta: Gradients with respect to the weighted inputs; shapes (d_k, N).
        Z: Outputs of the layers; shapes (d_k, N).

    Returns:
        The shape of W_k, (d_k, d_(k-1)).
    """
    return delta[k] @ Z[k - 1].T


def db(k: int, delta: Layers) -> Floats:
    r"""Gradient with respect to the biases of layer k, :math:`\delta_k \mathbb{1}_N`; (d_k,)."""
    return delta[k].sum(axis=1)


def dZ_dW(S_l: Floats, Z_prev: Floats, i: int, j: int) -> Floats:
    r"""Derivative of the outputs of a layer of tanh by one of its weights.

    .. math:: \frac{\partial Z_{kn}}{\partial W_{ij}}
        = \tanh'(S_{kn}) \, (Z_\mathrm{prev})_{jn} \, \mathbb{1}\{i = k\}

    Args:
        S_l: Weighted inputs of the layer; shape (d, N).
        Z_prev: Outputs of the layer below; shape (c, N).
        i: The unit, from 0 to d - 1.
        j: The unit of the layer below, from 0 to c - 1.

    Returns:
        Shape (d, N); all rows but row i are 0.
    """
    D = np.zeros_like(S_l)
    D[i] = (1 - np.tanh(S_l[i]) ** 2) * Z_prev[j]
    return D


def dZ_db(S_l: Floats, i: int) -> Floats:
    r"""Derivative of the outputs of a layer of tanh by one of its biases.

    .. math:: \frac{\partial Z_{kn}}{\partial b_i} = \tanh'(S_{kn}) \, \mathbb{1}\{i = k\}

    Args:
        S_l: Weighted inputs of the layer; shape (d, N).
        i: The unit, from 0 to d - 1.

    Returns:
        Shape (d, N); all rows but row i are 0.
    """
    D = np.zeros_like(S_l)
    D[i] = 1 - np.tanh(S_l[i]) ** 2
    return D


def dZnext_dZ(S_next: Floats, W_next: Floats, i: int, n: int) -> Floats:
    r"""Derivative of the outputs of a layer of tanh by one output of the layer below.

    .. math:: \frac{\partial (Z_\mathrm{next})_{km}}{\partial Z_{in}}
        = \tanh'((S_\mathrm{next})_{km}) \, (W_\mathrm{next})_{ki} \, \mathbb{1}\{m = n\}

    Args:
        S_next: Weighted inputs of the layer; shape (e, N).
        W_next: Its weights; shape (e, d).
        i: The unit of the layer below, from 0 to d - 1.
        n: The sample, from 0 to N - 1.

    Returns:
        Shape (e, N); all columns but column n are 0.
    """
    D = np.zeros_like(S_next)
    D[:, n] = (1 - np.tanh(S_next[:, n]) ** 2) * W_next[:, i]
    return D


def Z_l(S_l: Floats, g: Activation) -> Floats:
    """Outputs of a hidden layer; the shape of S_l."""
    return g(S_l)


def kink_hidden(S_l: Floats) -> Floats:
    """Where the activation of the hidden layer may have its kink: entries that are 0."""
    return S_l


def cost_hidden(Z_l: Floats, W_next: Floats, delta_next: Floats) -> Floats:
    """Cost with the gradient ``delta_next`` by what the layer above gets; a number."""
    return (delta_next * (W_next @ Z_l)).sum()


def delta_hidden(W_next: Floats, delta_next: Floats, S_l: Floats, g: Activation) -> Floats:
    r"""Gradient with respect to the weighted inputs of a hidden layer.

    .. math:: \delta_l = (W_{l+1}^\top \delta_{l+1}) \odot g'(S_l)

    Args:
        W_next: Weights of the layer above; shape (e, d).
        delta_next: Gradient with respect to its weighted inputs; shape (e, N).
        S_l: Weighted inputs of the layer; shape (d, N).
        g: Activation of the layer.

    Returns:
        Shape (d, N).
    """
    return (W_next.T @ delta_next) * g.derivative(S_l)


def Y_last(S_last: Floats, g: Activation) -> Floats:
    """Outputs of the last layer; the shape of S_last."""
    return g(S_last)


def kink_last(S_last: Floats) -> Floats:
    """Where the activation of the last layer may have its kink: entries that are 0."""
    return S_last


def loss_last(Y_last: Floats, T: Floats) -> Floats:
    """Loss, from the last layer; a number, at least 0."""
    return ((Y_last - T) ** 2).sum() / (2 * T.shape[1])


def delta_last(Y_last: Floats, T: Floats, S_last: Floats, g: Activation) -> Floats:
    r"""Gradient with respect to the weighted inputs of the last layer.

    .. math:: \delta_L = \tfrac1N (Y - T) \odot g'(S_L)

    Args:
        Y_last: Outputs, one sample a column; shape (e, N).
        T: Targets; shape (e, N).
        S_last: Weighted inputs of the last layer; shape (e, N).
        g: Activation of the last layer.

    Returns:
        Shape (e, N).
    """
    return (Y_last - T) / T.shape[1] * g.derivative(S_last)
