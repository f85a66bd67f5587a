"""The softmax and its derivative."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def softmax(z: Floats) -> Floats:
    r"""Softmax of one vector.

    .. math:: y_i = e^{z_i - m} / \sum_k e^{z_k - m}, \qquad m = \max_k z_k

    Args:
        z: Logits, any real numbers; shape (n,).

    Returns:
        Probabilities, positive and summing to 1; shape (n,).

    Numerics:
        Subtracting the maximum changes nothing in exact arithmetic and keeps every
        exponent at or below zero, so nothing overflows.

    Source:
        Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.1.
    """
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_rows(Z: Floats) -> Floats:
    r"""Softmax of each row.

    .. math:: Y_{ij} = e^{Z_{ij} - m_i} / \sum_k e^{Z_{ik} - m_i}, \qquad m_i = \max_k Z_{ik}

    Args:
        Z: Logits, one sample a row; shape (m, n).

    Returns:
        Probabilities; each row sums to 1; shape (m, n).
    """
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_jacobian(softmax: Floats) -> Floats:
    r"""Jacobian of the softmax of one vector.

    .. math:: J_{ij} = \partial y_i / \partial z_j = y_i (\mathbb{1}\{i = j\} - y_j),
        \qquad J = \mathrm{diag}(y) - y y^\top

    Args:
        softmax: The probabilities y; shape (n,).

    Returns:
        A symmetric matrix whose rows sum to 0; shape (n, n).

    Numerics:
        Where one logit is far larger, the diagonal entry y (1 - y) cancels: two right
        ways may differ there, relative to the entry itself, by as much as 100 %.

    Source:
        Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3.
    """
    y = softmax
    return np.diag(y) - np.outer(y, y)


def softmax_beta(x: Floats, beta: Floats | float) -> Floats:
    r"""Softmax with an inverse temperature.

    .. math:: y_i = e^{\beta x_i} / \sum_k e^{\beta x_k}

    Args:
        x: Logits, any real numbers; shape (n,).
        beta: Any real number; 0 makes all probabilities equal, less than 0 turns the order.

    Returns:
        Probabilities, positive and summing to 1; shape (n,).
    """
    a = beta * x
    e = np.exp(a - a.max())
    return e / e.sum()


def softmax_beta_jacobian(softmax_beta: Floats, beta: Floats | float) -> Floats:
    r"""Jacobian of the softmax with an inverse temperature.

    .. math:: J_{ij} = \partial y_i / \partial x_j
        = \beta \, y_i (\mathbb{1}\{i = j\} - y_j)

    Args:
        softmax_beta: The probabilities y; shape (n,).
        beta: Any real number.

    Returns:
        A symmetric matrix whose rows sum to 0; shape (n, n).
    """
    y = softmax_beta
    return beta * (np.diag(y) - np.outer(y, y))


def dsoftmax(softmax: Floats, i: int, k: int) -> Floats:
    r"""One entry of the Jacobian of the softmax.

    .. math:: \partial y_i / \partial z_k = y_i (\mathbb{1}\{i = k\} - y_k)

    Args:
        softmax: The probabilities y; shape (n,).
        i: Which probability moves, from 0 to n - 1.
        k: Which logit moves it, from 0 to n - 1.

    Returns:
        A number: from 0 to 1/4 where i is k, from -1/4 to 0 elsewhere.
    """
    return softmax[i] * ((i == k) - softmax[k])


def weighted_softmax(softmax: Floats, g: Floats) -> Floats:
    r"""A cost of the probabilities that has the given gradient, :math:`C = \sum_i g_i y_i`."""
    return g @ softmax


def softmax_vjp(softmax: Floats, g: Floats) -> Floats:
    r"""Vector-Jacobian product of the softmax.

    .. math:: \partial C / \partial z_j = \sum_i g_i \, \partial y_i / \partial z_j
        = y_j (g_j - g^\top y)

    Args:
        softmax: The probabilities y; shape (n,).
        g: The gradient that comes in from above; shape (n,).

    Returns:
        A gradient whose entries sum to 0; shape (n,).
    """
    return softmax * (g - g @ softmax)


def yhat(a: Floats) -> Floats:
    r"""Predictions for one sample: the softmax of its logits; shape (k,)."""
    e = np.exp(a - a.max())
    return e / e.sum()


def Yhat(A: Floats) -> Floats:
    r"""Predictions for a batch: the softmax of each row; shape (m, k)."""
    e = np.exp(A - A.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(a: Floats, label: int) -> Floats:
    r"""Cross-entropy of one sample.

    .. math:: L = -\log \hat y_\ell = \log \sum_i e^{a_i - c} - (a_\ell - c),
        \qquad c = \max_i a_i

    Args:
        a: Logits, any real numbers; shape (k,).
        label: The right class, from 0 to k - 1.

    Returns:
        A number, at least 0.

    Numerics:
        From the logits, with the logarithm taken of the sum alone, so that a prediction
        of 0 gives no infinity.
    """
    shifted = a - a.max()
    return np.log(np.exp(shifted).sum()) - shifted[label]


def cross_entropy_of_prediction(yhat: Floats, label: int) -> Floats:
    r"""The same as a function of the predictions, :math:`-\log \hat y_\ell`; a number."""
    return -np.log(yhat[label])


def grad_yhat(yhat: Floats, label: int) -> Floats:
    r"""Gradient of the cross-entropy with respect to the predictions.

    .. math:: \partial L / \partial \hat y_i = -\mathbb{1}\{i = \ell\} / \hat y_\ell

    Args:
        yhat: Predictions, of which that of the right class is not 0; shape (k,).
        label: The right class, from 0 to k - 1.

    Returns:
        0 but for one entry; shape (k,).
    """
    g = np.zeros_like(yhat)
    g[label] = -1 / yhat[label]
    return g


def grad_logits(yhat: Floats, label: int) -> Floats:
    r"""Gradient of the cross-entropy with respect to the logits.

    .. math:: \partial L / \partial a_i = \hat y_i - \mathbb{1}\{i = \ell\}

    Args:
        yhat: Predictions; shape (k,).
        label: The right class, from 0 to k - 1.

    Returns:
        A gradient whose entries sum to 0; shape (k,).
    """
    g = yhat.copy()
    g[label] -= 1
    return g


def batch_cross_entropy(A: Floats, Y: Floats) -> Floats:
    r"""Cross-entropy of a batch, the mean over its samples.

    .. math:: L = -\frac{1}{m} \sum_i \sum_c Y_{ic} \log \hat Y_{ic}

    Args:
        A: Logits, one sample a row; shape (m, k).
        Y: The right classes, each row with a single 1; shape (m, k).

    Returns:
        A number, at least 0.
    """
    shifted = A - A.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(Y * logs).sum() / len(Y)


def batch_grad_logits(Yhat: Floats, Y: Floats) -> Floats:
    r"""Gradient of the mean cross-entropy with respect to the logits.

    .. math:: \partial L / \partial A = (\hat Y - Y) / m

    Args:
        Yhat: Predictions, one sample a row; shape (m, k).
        Y: The right classes, each row with a single 1; shape (m, k).

    Returns:
        A gradient whose rows sum to 0; shape (m, k).
    """
    return (Yhat - Y) / len(Y)
