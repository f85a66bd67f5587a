"""Hinge loss over softmax probabilities, for one sample or a batch of rows."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def p(o: Floats) -> Floats:
    r"""Softmax over the last axis.

    .. math:: p_j = e^{o_j - m} / \sum_k e^{o_k - m}, \qquad m = \max_k o_k

    Args:
        o: Scores; shape (K,) or (N, K).

    Returns:
        Probabilities; the shape of o.
    """
    e = np.exp(o - o.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def slack(p: Floats, y: Floats | int, margin: float) -> Floats:
    r"""By how much each wrong class violates the margin.

    .. math:: p_l - p_y + \text{margin} \quad (l \ne y)

    Args:
        p: Probabilities; shape (K,) or (N, K).
        y: The right class of each sample, from 0 to K - 1; a number or shape (N,).
        margin: At least 0.

    Returns:
        The shape of p; -1, no violation, where l is the right class.
    """
    right = _one_hot(y, p)
    p_y = (p * right).sum(axis=-1, keepdims=True)
    return np.where(right == 1, -1, p - p_y + margin)


def active(slack: Floats, slope: Floats | float) -> Floats:
    """Where the hinge is on: 1 above 0, 0 below, ``slope`` (0 to 1) exactly there."""
    return (slack > 0) + slope * (slack == 0)


def hinge(slack: Floats) -> Floats:
    r"""Loss, summed over wrong classes and over samples.

    .. math:: L = \sum_i \sum_{l \ne y} \max(0, p_l - p_y + \text{margin})

    Args:
        slack: Violations; shape (K,) or (N, K).

    Returns:
        A number, at least 0.
    """
    return np.maximum(slack, 0).sum()


def hinge_grad(p: Floats, y: Floats | int, active: Floats) -> Floats:
    r"""Gradient of the loss with respect to the scores.

    .. math:: \frac{\partial L}{\partial o_j} = \sum_{l \ne y} p_j
        (\mathbb{1}\{l = j\} - \mathbb{1}\{y = j\} - p_l + p_y) \,
        \mathbb{1}\{p_l - p_y + \text{margin} > 0\}

    Args:
        p: Probabilities; shape (K,) or (N, K).
        y: The right class of each sample.
        active: Where the hinge is on; the shape of p.

    Returns:
        The shape of p; each row sums to 0.
    """
    # The derivative with respect to p, then through the Jacobian of the softmax.
    dL_dp = active - active.sum(axis=-1, keepdims=True) * _one_hot(y, p)
    return p * (dL_dp - (dL_dp * p).sum(axis=-1, keepdims=True))


def _one_hot(y: Floats | int, p: Floats) -> Floats:
    return np.eye(p.shape[-1], dtype=p.dtype)[y]
