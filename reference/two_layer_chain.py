r"""The chain rule through two layers in numerator layout: vectors are columns, gradients rows.

The derivative of a number by a matrix of shape (m, n) has the shape (n, m), that of a number by
a column is a row, and that of a column by a column is a Jacobian: a row for each output.
"""

from typing import Any, TypeAlias

import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def dl_db2(dl_dyhat: Floats, dyhat_dz3: Floats) -> Floats:
    r"""Gradient with respect to b2.

    .. math:: \frac{\partial \ell}{\partial b_2} =
        \frac{\partial \ell}{\partial \hat y} \frac{\partial \hat y}{\partial z_3}

    Args:
        dl_dyhat: Gradient with respect to the outputs; shape (1, K).
        dyhat_dz3: Jacobian of the activation of the output; shape (K, K).

    Returns:
        Shape (1, K).
    """
    return dl_dyhat @ dyhat_dz3


def dl_dW2(z2: Floats, dl_db2: Floats) -> Floats:
    r"""Gradient with respect to W2.

    .. math:: \frac{\partial \ell}{\partial W_2} = z_2 \frac{\partial \ell}{\partial b_2}

    Args:
        z2: Outputs of the hidden layer; shape (M, 1).
        dl_db2: Gradient with respect to b2; shape (1, K).

    Returns:
        Shape (M, K): that of W2 transposed.
    """
    return z2 @ dl_db2


def dl_db1(dl_db2: Floats, W2: Floats, dz2_dz1: Floats) -> Floats:
    r"""Gradient with respect to b1.

    .. math:: \frac{\partial \ell}{\partial b_1} =
        \frac{\partial \ell}{\partial b_2} W_2 \frac{\partial z_2}{\partial z_1}

    Args:
        dl_db2: Gradient with respect to b2; shape (1, K).
        W2: Weights of the output layer; shape (K, M).
        dz2_dz1: Jacobian of the hidden activation; shape (M, M).

    Returns:
        Shape (1, M).
    """
    return dl_db2 @ W2 @ dz2_dz1


def dl_dW1(x: Floats, dl_db1: Floats) -> Floats:
    r"""Gradient with respect to W1.

    .. math:: \frac{\partial \ell}{\partial W_1} = x \frac{\partial \ell}{\partial b_1}

    Args:
        x: One sample; shape (N, 1).
        dl_db1: Gradient with respect to b1; shape (1, M).

    Returns:
        Shape (N, M): that of W1 transposed.
    """
    return x @ dl_db1


def change_of_z3(V2: Floats, z2: Floats, c2: Floats) -> Floats:
    r"""How z3 changes if the second layer does, :math:`V_2^\top z_2 + c_2^\top`.

    Args:
        V2: Change of W2, transposed; shape (M, K).
        z2: Outputs of the hidden layer; shape (M, 1).
        c2: Change of b2, as a row; shape (1, K).

    Returns:
        Shape (K, 1).
    """
    return V2.T @ z2 + c2.T


def change_of_z1(V1: Floats, x: Floats, c1: Floats) -> Floats:
    r"""How z1 changes if the first layer does, :math:`V_1^\top x + c_1^\top`.

    Args:
        V1: Change of W1, transposed; shape (N, M).
        x: One sample; shape (N, 1).
        c1: Change of b1, as a row; shape (1, M).

    Returns:
        Shape (M, 1).
    """
    return V1.T @ x + c1.T


def loss_by_layer_2(dl_dyhat: Floats, dyhat_dz3: Floats, change_of_z3: Floats) -> Floats:
    r"""How the loss changes, to first order, if the second layer does; a number.

    .. math:: \frac{\partial \ell}{\partial \hat y} \frac{\partial \hat y}{\partial z_3} \, dz_3
    """
    return (dl_dyhat @ dyhat_dz3 @ change_of_z3).sum()


def loss_by_layer_1(
    dl_dyhat: Floats, dyhat_dz3: Floats, W2: Floats, dz2_dz1: Floats, change_of_z1: Floats
) -> Floats:
    r"""How the loss changes, to first order, if the first layer does; a number.

    .. math:: \frac{\partial \ell}{\partial \hat y} \frac{\partial \hat y}{\partial z_3} W_2
        \frac{\partial z_2}{\partial z_1} \, dz_1
    """
    return (dl_dyhat @ dyhat_dz3 @ (W2 @ (dz2_dz1 @ change_of_z1))).sum()
