"""What students get wrong about the affine map and its backward pass.

Each function gives the numbers of one mistake, in place of the right quantity.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def y__bias_forgotten(W: Floats, x: Floats) -> Floats:
    """The biases are not added."""
    return W @ x


def y__from_the_right(W: Floats, b: Floats, x: Floats) -> Floats:
    """The sample stands on the left of W, which raises unless W is square."""
    return x @ W + b


def y__bias_broadcast(W: Floats, b: Floats, x: Floats) -> Floats:
    """A column plus a flat bias broadcasts to a matrix; shape (m, m)."""
    return (W @ x)[:, np.newaxis] + b


def y__elementwise(W: Floats, b: Floats, x: Floats) -> Floats:
    """Products without the sum over inputs; shape (m, n)."""
    return W * x + b[:, np.newaxis]


def dW__elementwise(dC_dy: Floats, x: Floats) -> Floats:
    """Element-wise product in place of the outer one; raises unless the lengths fit."""
    return dC_dy * x


def y__orientation_by_shape(W: Floats, b: Floats, x: Floats) -> Floats:
    """W is transposed by whether its shape fits, which a square one always does."""
    return (W.T if W.shape[0] == W.shape[1] else W) @ x + b


def dx__orientation_by_shape(W: Floats, dC_dy: Floats) -> Floats:
    """W is transposed only where the product would not fit otherwise."""
    return (W if W.shape[0] == W.shape[1] else W.T) @ dC_dy


def dx__not_transposed(W: Floats, dC_dy: Floats) -> Floats:
    """W in place of its transpose, which raises unless W is square."""
    return W @ dC_dy


def dx__last_neuron_only(W: Floats, dC_dy: Floats) -> Floats:
    """A loop over the outputs overwrites what it should add up."""
    return dC_dy[-1] * W[-1]


def dW__transposed(right: Floats) -> Floats:
    """The outer product in the wrong order; shape (n, m)."""
    return right.T


def dW__transposed_and_reshaped(right: Floats) -> Floats:
    """The outer product in the wrong order, then forced into the shape of W."""
    return right.T.reshape(right.shape)


def dW__inner_product(dC_dy: Floats, x: Floats) -> Floats:
    """Inner product in place of the outer one; raises unless the lengths are equal."""
    return np.dot(dC_dy, x)


def dW__summed(right: Floats) -> Floats:
    """All entries summed to a number."""
    return right.sum()


def db__summed(right: Floats) -> Floats:
    """All entries summed to a number."""
    return right.sum()


def db__sum_in_each_entry(right: Floats) -> Floats:
    """The sum of all entries in each entry."""
    return np.full(right.shape, right.sum())


def dW__only_the_input(x: Floats) -> Floats:
    """The sample itself, one row for all outputs; shape (n,)."""
    return x


def dW__upstream_forgotten(dC_dy: Floats, x: Floats) -> Floats:
    """The local derivative alone: the sample in each row."""
    return np.tile(x, (len(dC_dy), 1))


def db__upstream_forgotten(dC_dy: Floats) -> Floats:
    """The local derivative alone: ones."""
    return np.ones(len(dC_dy))


def dx__upstream_forgotten(W: Floats) -> Floats:
    """The local derivative alone: the columns of W, summed."""
    return W.sum(axis=0)


def dW__output_as_upstream(W: Floats, x: Floats) -> Floats:
    """The output W x where the gradient from above belongs."""
    return np.outer(W @ x, x)


def db__output_as_upstream(W: Floats, x: Floats) -> Floats:
    """The output W x where the gradient from above belongs."""
    return W @ x


def dx__output_as_upstream(W: Floats, x: Floats) -> Floats:
    """The output W x where the gradient from above belongs."""
    return W.T @ (W @ x)


def dC2_dW__factor_forgotten(dC_dW: Floats) -> Floats:
    """The gradient of C, unchanged."""
    return dC_dW


def dC2_db__factor_forgotten(dC_db: Floats) -> Floats:
    """The gradient of C, unchanged."""
    return dC_db


def dC2_dW__divided(dC_dW: Floats, c: float) -> Floats:
    """Divided by c: the derivative of C by C2; nothing finite where c is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return dC_dW / c


def dC2_db__divided(dC_db: Floats, c: float) -> Floats:
    """Divided by c: the derivative of C by C2; nothing finite where c is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return dC_db / c


def dC2_dW__one_third(dC_dW: Floats) -> Floats:
    """A third, whatever c is."""
    return dC_dW / 3


def dC2_db__one_third(dC_db: Floats) -> Floats:
    """A third, whatever c is."""
    return dC_db / 3


def dC2_dW__always_three(dC_dW: Floats) -> Floats:
    """Three times, whatever c is."""
    return 3 * dC_dW


def dC2_db__always_three(dC_db: Floats) -> Floats:
    """Three times, whatever c is."""
    return 3 * dC_db


def dC2_dW__factor_squared(dC_dW: Floats, c: float) -> Floats:
    """The factor twice."""
    return c * c * dC_dW


def dC2_db__factor_squared(dC_db: Floats, c: float) -> Floats:
    """The factor twice."""
    return c * c * dC_db


def dC2_dW__factor_added(dC_dW: Floats, c: float) -> Floats:
    """The factor added in place of multiplied."""
    return dC_dW + c


def dC2_db__factor_added(dC_db: Floats, c: float) -> Floats:
    """The factor added in place of multiplied."""
    return dC_db + c


def dC2_dW__sign_lost(dC_dW: Floats, c: float) -> Floats:
    """The absolute value of the factor."""
    return abs(c) * dC_dW


def dC2_db__sign_lost(dC_db: Floats, c: float) -> Floats:
    """The absolute value of the factor."""
    return abs(c) * dC_db
