r"""Two losses for the outputs of a network, one sample, every vector of one axis.

The squared error is a sum over outputs without a factor 1/2; the binary cross-entropy is a mean
over outputs.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def mse(yhat: Floats, y: Floats) -> Floats:
    r"""Squared error, :math:`\lVert \hat y - y \rVert^2`; a number, at least 0."""
    return ((yhat - y) ** 2).sum()


def dmse(yhat: Floats, y: Floats) -> Floats:
    r"""Gradient of the squared error with respect to the outputs.

    .. math:: 2 (\hat y - y)

    Args:
        yhat: Outputs of the network; shape (K,).
        y: The target; shape (K,).

    Returns:
        Shape (K,).
    """
    return 2 * (yhat - y)


def bce(yhat: Floats, y: Floats) -> Floats:
    r"""Binary cross-entropy, a mean over the outputs.

    .. math:: -\frac{1}{K} \sum_i \big[ y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i) \big]

    Args:
        yhat: Probabilities, from 0 to 1; shape (K,).
        y: Targets, each 0 or 1; shape (K,).

    Returns:
        A number, at least 0. An output of exactly 0 or 1 that is right adds nothing.
    """
    return -(_times_log(y, yhat) + _times_log(1 - y, 1 - yhat)).mean()


def dbce(yhat: Floats, y: Floats) -> Floats:
    r"""Gradient of the binary cross-entropy with respect to the outputs.

    .. math:: \frac{1}{K} \, \frac{\hat y_i - y_i}{\hat y_i (1 - \hat y_i)}

    Args:
        yhat: Probabilities, between 0 and 1; shape (K,).
        y: Targets, each 0 or 1; shape (K,).

    Returns:
        Shape (K,).
    """
    return (yhat - y) / (yhat * (1 - yhat)) / len(yhat)


def _times_log(t: Floats, p: Floats) -> Floats:
    r""":math:`t \log p`, which is 0 where t is 0; the shape of t."""
    return t * np.log(np.where(t == 0, 1, p))  # equivalent: t == 0 -> p == 0
