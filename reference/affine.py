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


def dy_dW(x: Floats, m: int) -> Floats:
    r"""Derivatives of all outputs with respect to all weights, a tensor.

    .. math:: T_{ijk} = \partial y_i / \partial W_{jk} = \mathbb{1}\{i = j\} \, x_k

    Args:
        x: One sample; shape (n,).
        m: Number of outputs.

    Returns:
        0 but for the entries where i is j; shape (m, m, n).
    """
    return np.eye(m)[:, :, np.newaxis] * x


def C_numerator(W_transposed: Floats, b_row: Floats, x: Floats, dC_dy_row: Floats) -> Floats:
    r"""A cost that has the given gradient, as a function of the transposed weights.

    .. math:: C = \sum_i (\partial C / \partial y_i) \, y_i

    Args:
        W_transposed: The transpose of W; shape (n, m).
        b_row: Biases; shape (1, m).
        x: One sample; shape (n,).
        dC_dy_row: The gradient that comes in from above; shape (1, m).

    Returns:
        A number.
    """
    return (dC_dy_row * (x @ W_transposed + b_row)).sum()


def dC_dW_numerator(x: Floats, dC_dy_row: Floats) -> Floats:
    r"""Gradient with respect to the weights in numerator layout.

    .. math:: (\partial C / \partial W)_{ji} = x_j \, \partial C / \partial y_i

    Args:
        x: One sample; shape (n,).
        dC_dy_row: The gradient that comes in from above; shape (1, m).

    Returns:
        The shape of the transpose of W, (n, m).
    """
    return x[:, np.newaxis] @ dC_dy_row


def dC_db_numerator(dC_dy_row: Floats) -> Floats:
    r"""Gradient with respect to the biases in numerator layout; a row, (1, m)."""
    return dC_dy_row


def C_rows(X: Floats, W_rows: Floats, b_rows: Floats, G_rows: Floats) -> Floats:
    r"""A cost of :math:`Y = X W + b` with samples in rows, :math:`C = \sum_{ij} G_{ij} Y_{ij}`."""
    return (G_rows * (X @ W_rows + b_rows)).sum()


def dW_rows(X: Floats, G_rows: Floats) -> Floats:
    r"""Gradient with respect to the weights, samples in rows.

    .. math:: \partial C / \partial W = X^\top G

    Args:
        X: Samples, one a row; shape (N, n).
        G_rows: The gradient that comes in from above; shape (N, m).

    Returns:
        The shape of W, (n, m).
    """
    return X.T @ G_rows


def db_rows(G_rows: Floats) -> Floats:
    r"""Gradient with respect to the biases, the sum of the rows of G; shape (m,)."""
    return G_rows.sum(axis=0)


def dX(W_rows: Floats, G_rows: Floats) -> Floats:
    r"""Gradient with respect to the samples, :math:`G W^\top`; shape (N, n)."""
    return G_rows @ W_rows.T


def C_cols(Z: Floats, W_cols: Floats, b_cols: Floats, G_cols: Floats) -> Floats:
    r"""A cost of :math:`S = W Z + b`, samples in columns, :math:`C = \sum_{ij} G_{ij} S_{ij}`."""
    return (G_cols * (W_cols @ Z + b_cols[:, np.newaxis])).sum()


def dW_cols(Z: Floats, G_cols: Floats) -> Floats:
    r"""Gradient with respect to the weights, samples in columns.

    .. math:: \partial C / \partial W = G Z^\top

    Args:
        Z: Samples, one a column; shape (n, N).
        G_cols: The gradient that comes in from above; shape (m, N).

    Returns:
        The shape of W, (m, n).
    """
    return G_cols @ Z.T


def db_cols(G_cols: Floats) -> Floats:
    r"""Gradient with respect to the biases, the sum of the columns of G; shape (m,)."""
    return G_cols.sum(axis=1)


def dZ(W_cols: Floats, G_cols: Floats) -> Floats:
    r"""Gradient with respect to the samples, :math:`W^\top G`; shape (n, N)."""
    return W_cols.T @ G_cols


def W_collapsed(W1: Floats, W2: Floats) -> Floats:
    r"""Weights of the single layer that does what two layers do, :math:`W_2 W_1`.

    Args:
        W1: Weights of the first layer; shape (h, n).
        W2: Weights of the second layer; shape (m, h).

    Returns:
        Shape (m, n).
    """
    return W2 @ W1


def b_collapsed(b1: Floats, W2: Floats, b2: Floats) -> Floats:
    r"""Biases of the single layer that does what two layers do, :math:`W_2 b_1 + b_2`.

    Args:
        b1: Biases of the first layer; shape (h,).
        W2: Weights of the second layer; shape (m, h).
        b2: Biases of the second layer; shape (m,).

    Returns:
        Shape (m,).
    """
    return W2 @ b1 + b2
