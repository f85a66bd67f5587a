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
