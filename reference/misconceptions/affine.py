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


def dy_dW__single_matrix(x: Floats, m: int) -> Floats:
    """The sample in each row; shape (m, n)."""
    return np.tile(x, (m, 1))


def dy_dW__sample_alone(x: Floats) -> Floats:
    """The sample; shape (n,)."""
    return x


def dy_dW__everywhere(x: Floats, m: int) -> Floats:
    """The sample in every row of every matrix."""
    return np.tile(x, (m, m, 1))


def dy_dW__axes_of_weights_swapped(right: Floats) -> Floats:
    """The inputs on the second axis; shape (m, n, m)."""
    return right.swapaxes(1, 2)


def dy_dW__weights_flattened(right: Floats) -> Floats:
    """One axis for all weights; shape (m, m n)."""
    return right.reshape(len(right), -1)


def dy_dW__ones_for_sample(x: Floats, m: int) -> Floats:
    """Ones where the sample belongs."""
    return np.repeat(np.eye(m)[:, :, np.newaxis], len(x), axis=2)


def dy_dW__squeezed(right: Floats) -> Floats:
    """Without axes of length 1."""
    return right.squeeze()


def dC_dW_numerator__shape_of_variable(right: Floats) -> Floats:
    """The shape of W, (m, n)."""
    return right.T


def dC_dW_numerator__reshaped(right: Floats) -> Floats:
    """The entries of the other layout in the shape of this one."""
    return right.T.reshape(right.shape)


def dC_db_numerator__flat(right: Floats) -> Floats:
    """One axis; shape (m,)."""
    return right[0]


def dC_db_numerator__as_column(right: Floats) -> Floats:
    """A column; shape (m, 1)."""
    return right.T


def dC_dW_numerator__elementwise(x: Floats, dC_dy_row: Floats) -> Floats:
    """Element-wise product in place of the outer one; raises unless the lengths fit."""
    return x * dC_dy_row


def dC_dW_numerator__inner_product(x: Floats, dC_dy_row: Floats) -> Floats:
    """Inner product in place of the outer one; raises unless the lengths are equal."""
    return dC_dy_row @ x


def dC_dW_numerator__upstream_forgotten(x: Floats, m: int) -> Floats:
    """The local derivative alone: the sample in each column."""
    return np.tile(x[:, np.newaxis], (1, m))


def dC_db_numerator__upstream_forgotten(dC_dy_row: Floats) -> Floats:
    """The local derivative alone: ones."""
    return np.ones(dC_dy_row.shape)


def dX__weights_not_transposed(W_rows: Floats, G_rows: Floats) -> Floats:
    """Raises unless W is square."""
    return G_rows @ W_rows


def dZ__weights_not_transposed(W_cols: Floats, G_cols: Floats) -> Floats:
    """Raises unless W is square."""
    return W_cols @ G_cols


def dX__transposed_where_needed(W_rows: Floats, G_rows: Floats) -> Floats:
    """W as it is where it is square."""
    return G_rows @ (W_rows if W_rows.shape[0] == W_rows.shape[1] else W_rows.T)


def dZ__transposed_where_needed(W_cols: Floats, G_cols: Floats) -> Floats:
    """W as it is where it is square."""
    return (W_cols if W_cols.shape[0] == W_cols.shape[1] else W_cols.T) @ G_cols


def dW_rows__gradient_transposed(right: Floats) -> Floats:
    """The factors in the wrong order; shape (m, n)."""
    return right.T


def dW_cols__gradient_transposed(right: Floats) -> Floats:
    """The factors in the wrong order; shape (n, m)."""
    return right.T


def dX__gradient_transposed(right: Floats) -> Floats:
    """Samples in columns; shape (n, N)."""
    return right.T


def dZ__gradient_transposed(right: Floats) -> Floats:
    """Samples in rows; shape (N, n)."""
    return right.T


def dW_rows__input_not_transposed(X: Floats, G_rows: Floats) -> Floats:
    """Raises unless n is N."""
    return X @ G_rows


def dW_cols__input_not_transposed(Z: Floats, G_cols: Floats) -> Floats:
    """Raises unless n is N."""
    return G_cols @ Z


def db_rows__batch_not_summed(G_rows: Floats) -> Floats:
    """A gradient for each sample; shape (N, m)."""
    return G_rows


def db_cols__batch_not_summed(G_cols: Floats) -> Floats:
    """A gradient for each sample; shape (m, N)."""
    return G_cols


def db_rows__first_sample(G_rows: Floats) -> Floats:
    """The first sample alone."""
    return G_rows[0]


def db_cols__first_sample(G_cols: Floats) -> Floats:
    """The first sample alone."""
    return G_cols[:, 0]


def db_rows__wrong_axis(G_rows: Floats) -> Floats:
    """One number for each sample; shape (N,)."""
    return G_rows.sum(axis=1)


def db_cols__wrong_axis(G_cols: Floats) -> Floats:
    """One number for each sample; shape (N,)."""
    return G_cols.sum(axis=0)


def db_rows__summed_to_a_number(right: Floats) -> Floats:
    """The sum of all entries."""
    return right.sum()


def db_cols__summed_to_a_number(right: Floats) -> Floats:
    """The sum of all entries."""
    return right.sum()


def db_rows__axis_kept(right: Floats) -> Floats:
    """A row; shape (1, m)."""
    return right[np.newaxis]


def db_cols__axis_kept(right: Floats) -> Floats:
    """A column; shape (m, 1)."""
    return right[:, np.newaxis]


def dW_rows__averaged(right: Floats, N: int) -> Floats:
    """The mean over the samples."""
    return right / N


def db_rows__averaged(right: Floats, N: int) -> Floats:
    """The mean over the samples."""
    return right / N


def dX__averaged(right: Floats, N: int) -> Floats:
    """Divided by the number of samples."""
    return right / N


def dW_cols__averaged(right: Floats, N: int) -> Floats:
    """The mean over the samples."""
    return right / N


def db_cols__averaged(right: Floats, N: int) -> Floats:
    """The mean over the samples."""
    return right / N


def dZ__averaged(right: Floats, N: int) -> Floats:
    """Divided by the number of samples."""
    return right / N


def dW_rows__upstream_forgotten(X: Floats, m: int) -> Floats:
    """The local derivative alone: the sum of the samples in each column."""
    return np.repeat(X.sum(axis=0)[:, np.newaxis], m, axis=1)


def db_rows__upstream_forgotten(N: int, m: int) -> Floats:
    """The local derivative alone, summed: the number of samples."""
    return np.full(m, float(N))


def dW_cols__upstream_forgotten(Z: Floats, m: int) -> Floats:
    """The local derivative alone: the sum of the samples in each row."""
    return np.tile(Z.sum(axis=1), (m, 1))


def db_cols__upstream_forgotten(N: int, m: int) -> Floats:
    """The local derivative alone, summed: the number of samples."""
    return np.full(m, float(N))


def W_collapsed__order(W1: Floats, W2: Floats) -> Floats:
    """The first layer after the second, which raises unless the sizes fit."""
    return W1 @ W2


def b_collapsed__order(W1: Floats, b1: Floats, b2: Floats) -> Floats:
    """The first layer after the second, which raises unless the sizes fit."""
    return W1 @ b2 + b1


def W_collapsed__transposed(right: Floats) -> Floats:
    """As if weights acted from the right; shape (n, m)."""
    return right.T


def b_collapsed__transposed(b1: Floats, W2: Floats, b2: Floats) -> Floats:
    """As if weights acted from the right, which raises unless the sizes fit."""
    return b1 @ W2 + b2


def W_collapsed__elementwise(W1: Floats, W2: Floats) -> Floats:
    """Entry by entry, which raises unless the shapes fit."""
    return W2 * W1


def W_collapsed__added(W1: Floats, W2: Floats) -> Floats:
    """A sum, which raises unless the shapes fit."""
    return W1 + W2


def b_collapsed__biases_added(b1: Floats, b2: Floats) -> Floats:
    """A sum, which raises unless the lengths fit."""
    return b1 + b2


def b_collapsed__second_bias_only(b2: Floats) -> Floats:
    """The bias of the second layer alone."""
    return b2


def b_collapsed__first_bias_only(b1: Floats, W2: Floats) -> Floats:
    """What the second layer makes of the first bias, without its own."""
    return W2 @ b1
