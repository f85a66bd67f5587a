"""What goes wrong in the chain rule in numerator layout: each function replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def dl_db2__not_transposed(right: Floats) -> Floats:
    """A column, the shape of the variable."""
    return right.T


def dl_dW2__not_transposed(right: Floats) -> Floats:
    """The shape of the variable."""
    return right.T


def dl_db1__not_transposed(right: Floats) -> Floats:
    """A column, the shape of the variable."""
    return right.T


def dl_dW1__not_transposed(right: Floats) -> Floats:
    """The shape of the variable."""
    return right.T


def dl_db2__jacobian_transposed(dl_dyhat: Floats, dyhat_dz3: Floats) -> Floats:
    """The Jacobian with its rows and columns exchanged."""
    return dl_dyhat @ dyhat_dz3.T


def dl_db1__jacobian_transposed(dl_db2: Floats, W2: Floats, dz2_dz1: Floats) -> Floats:
    """The Jacobian with its rows and columns exchanged."""
    return dl_db2 @ W2 @ dz2_dz1.T


def dl_db2__diagonal_alone(dl_dyhat: Floats, dyhat_dz3: Floats) -> Floats:
    """Of the Jacobian only the diagonal."""
    return dl_dyhat * np.diag(dyhat_dz3)


def dl_db1__diagonal_alone(dl_db2: Floats, W2: Floats, dz2_dz1: Floats) -> Floats:
    """Of the Jacobian only the diagonal."""
    return dl_db2 @ W2 * np.diag(dz2_dz1)


def dl_db2__elementwise(dl_dyhat: Floats, dyhat_dz3: Floats) -> Floats:
    """A product of entries."""
    return dl_dyhat * dyhat_dz3


def dl_db1__elementwise(dl_db2: Floats, W2: Floats, dz2_dz1: Floats) -> Floats:
    """A product of entries."""
    return dl_db2 @ W2 * dz2_dz1


def dl_db2__activation_forgotten(dl_dyhat: Floats) -> Floats:
    """Without the Jacobian of the activation."""
    return dl_dyhat


def dl_db1__activation_forgotten(dl_db2: Floats, W2: Floats) -> Floats:
    """Without the Jacobian of the activation."""
    return dl_db2 @ W2


def dl_db1__weights_transposed(dl_db2: Floats, W2: Floats, dz2_dz1: Floats) -> Floats:
    """The weights transposed, which fails unless they are square."""
    return dl_db2 @ W2.T @ dz2_dz1


def dl_db1__weights_forgotten(dl_db2: Floats, dz2_dz1: Floats) -> Floats:
    """Without the weights between, which fails unless they are square."""
    return dl_db2 @ dz2_dz1


def dl_db1__order(dl_db2: Floats, W2: Floats, dz2_dz1: Floats) -> Floats:
    """The factors in the order of the forward pass, which fails unless all are square."""
    return dl_db2 @ dz2_dz1 @ W2


def dl_dW2__order(z2: Floats, dl_db2: Floats) -> Floats:
    """The row before the column, which fails unless they are equally long."""
    return dl_db2 @ z2


def dl_dW1__order(x: Floats, dl_db1: Floats) -> Floats:
    """The row before the column, which fails unless they are equally long."""
    return dl_db1 @ x


def dl_dW2__no_upstream(z2: Floats, dl_db2: Floats) -> Floats:
    """The derivative of z3 alone: z2 in each column."""
    return np.tile(z2, dl_db2.shape)


def dl_dW1__no_upstream(x: Floats, dl_db1: Floats) -> Floats:
    """The derivative of z1 alone: x in each column."""
    return np.tile(x, dl_db1.shape)


def dl_dW2__other_input(x: Floats, dl_db2: Floats) -> Floats:
    """With x, which does not come into the second layer."""
    return x @ dl_db2


def dl_dW1__other_input(z2: Floats, dl_db1: Floats) -> Floats:
    """With z2, which does not come into the first layer."""
    return z2 @ dl_db1
