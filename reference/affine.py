r"""The affine map :math:`y = W x + b` and its backward pass.

Every gradient has the shape of its variable.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def y(W: Floats, b: Floats, x: Floats) -> Floats:
    """Affine map of one sample.

    .. math:: y = W x + b

    Args:
        W: Weights; shape (m, n).
        b: Biases; shape (m,).
        x: One sample; shape (n,).

    Returns:
        Shape (m,).
    """
    return W @ x + b


def C(dC_dy: Floats, y: Floats) -> Floats:
    r"""A cost that has the given gradient.

    .. math:: C = \sum_i (\partial C / \partial y_i) \, y_i

    Args:
        dC_dy: The gradient that comes in from above; shape (m,).
        y: Outputs of the affine map; shape (m,).

    Returns:
        A number.
    """
    return dC_dy @ y


def dW(x: Floats, dC_dy: Floats) -> Floats:
    r"""Gradient of a cost with respect to the weights.

    .. math:: \partial C / \partial W_{ij} = (\partial C / \partial y_i) \, x_j

    Args:
        x: One sample; shape (n,).
        dC_dy: The gradient that comes in from above; shape (m,).

    Returns:
        The shape of W, (m, n).
    """
    return np.outer(dC_dy, x)


def db(dC_dy: Floats) -> Floats:
    r"""Gradient of a cost with respect to the biases.

    .. math:: \partial C / \partial b = \partial C / \partial y

    Args:
        dC_dy: The gradient that comes in from above; shape (m,).

    Returns:
        The shape of b, (m,).
    """
    return dC_dy


def dx(W: Floats, dC_dy: Floats) -> Floats:
    r"""Gradient of a cost with respect to the sample.

    .. math:: \partial C / \partial x = W^\top \, \partial C / \partial y

    Args:
        W: Weights; shape (m, n).
        dC_dy: The gradient that comes in from above; shape (m,).

    Returns:
        The shape of x, (n,).
    """
    return W.T @ dC_dy


def C2(c: float, dC_dW: Floats, W: Floats, dC_db: Floats, b: Floats) -> Floats:
    r"""A scaled cost, of a C that has the given gradients.

    .. math:: C_2 = c \, C, \qquad C = \sum_{ij} (\partial C / \partial W_{ij}) \, W_{ij}
        + \sum_i (\partial C / \partial b_i) \, b_i

    Args:
        c: Any real number.
        dC_dW: The gradient of C; shape (m, n).
        W: Weights; shape (m, n).
        dC_db: The gradient of C; shape (m,).
        b: Biases; shape (m,).

    Returns:
        A number.
    """
    return c * ((dC_dW * W).sum() + dC_db @ b)


def dC2_dW(dC_dW: Floats, c: float) -> Floats:
    r"""Gradient of a scaled cost with respect to the weights.

    .. math:: C_2 = c \, C \quad \Rightarrow \quad
        \partial C_2 / \partial W = c \, \partial C / \partial W

    Args:
        dC_dW: The gradient of C; shape (m, n).
        c: Any real number.

    Returns:
        The shape of W, (m, n).
    """
    return c * dC_dW


def dC2_db(dC_db: Floats, c: float) -> Floats:
    r"""Gradient of a scaled cost with respect to the biases.

    .. math:: \partial C_2 / \partial b = c \, \partial C / \partial b

    Args:
        dC_db: The gradient of C; shape (m,).
        c: Any real number.

    Returns:
        The shape of b, (m,).
    """
    return c * dC_db
