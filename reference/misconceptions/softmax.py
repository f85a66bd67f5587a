"""What students get wrong about the softmax and its derivative.

Each function gives the numbers of one mistake, in place of the right quantity.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def softmax__sigmoid(z: Floats) -> Floats:
    """The logistic function of each logit."""
    return _sigmoid(z)


def softmax_rows__sigmoid(Z: Floats) -> Floats:
    """The logistic function of each logit."""
    return _sigmoid(Z)


def softmax_jacobian__sigmoid(z: Floats) -> Floats:
    """The derivative of the logistic function on the diagonal."""
    s = _sigmoid(z)
    return np.diag(s * (1 - s))


def softmax__not_normalised(z: Floats) -> Floats:
    """The shifted exponentials alone."""
    return _exponentials(z)


def softmax_rows__not_normalised(Z: Floats) -> Floats:
    """The shifted exponentials alone."""
    return _exponentials(Z)


def softmax__divided_by_norm(z: Floats) -> Floats:
    """Divided by the Euclidean length of the exponentials."""
    e = _exponentials(z)
    return e / np.sqrt((e**2).sum())


def softmax_rows__divided_by_norm(Z: Floats) -> Floats:
    """Divided by the Euclidean length of the exponentials."""
    e = _exponentials(Z)
    return e / np.sqrt((e**2).sum(axis=1, keepdims=True))


def softmax__log_probabilities(z: Floats) -> Floats:
    """The logarithms of the probabilities."""
    return _log_softmax(z)


def softmax_rows__log_probabilities(Z: Floats) -> Floats:
    """The logarithms of the probabilities."""
    return _log_softmax(Z)


def softmax__powers_of_two(z: Floats) -> Floats:
    """Powers of two in place of exponentials."""
    return _softmax(np.log(2) * z)


def softmax_rows__powers_of_two(Z: Floats) -> Floats:
    """Powers of two in place of exponentials."""
    return _softmax(np.log(2) * Z)


def softmax__sign_of_exponent(z: Floats) -> Floats:
    """The exponent negated, so that the smallest logit is most probable."""
    return _softmax(-z)


def softmax_rows__sign_of_exponent(Z: Floats) -> Floats:
    """The exponent negated, so that the smallest logit is most probable."""
    return _softmax(-Z)


def softmax__hard_max(z: Floats) -> Floats:
    """1 at the first largest logit, 0 elsewhere."""
    return np.eye(len(z))[z.argmax()]


def softmax_rows__hard_max(Z: Floats) -> Floats:
    """1 at the first largest logit of each row, 0 elsewhere."""
    return np.eye(Z.shape[1])[Z.argmax(axis=1)]


def softmax__type_of_input(right: Floats, z: Floats) -> Floats:
    """Cut off to whole numbers where the logits are whole numbers."""
    return right.astype(z.dtype)


def softmax_rows__type_of_input(right: Floats, Z: Floats) -> Floats:
    """Cut off to whole numbers where the logits are whole numbers."""
    return right.astype(Z.dtype)


def softmax_beta__type_of_input(right: Floats, x: Floats, beta: Floats | float) -> Floats:
    """Cut off to whole numbers where all that comes in is whole numbers."""
    return right.astype((beta * x).dtype)


def softmax_rows__over_samples(Z: Floats) -> Floats:
    """Normalised down the columns: each class sums to 1 over the samples."""
    return _softmax(Z.T).T


def softmax_rows__whole_matrix(Z: Floats) -> Floats:
    """Normalised over the whole matrix, which sums to 1 once."""
    return _softmax(Z.ravel()).reshape(Z.shape)


def softmax_rows__global_maximum(Z: Floats) -> Floats:
    """Shifted by the largest logit of the matrix: rows far below it become 0 / 0."""
    e = np.exp(Z - Z.max())
    with np.errstate(invalid="ignore"):
        return e / e.sum(axis=1, keepdims=True)


def softmax_jacobian__diagonal_only(softmax: Floats) -> Floats:
    """The diagonal alone, as of an element-wise function."""
    return np.diag(softmax * (1 - softmax))


def softmax_beta_jacobian__diagonal_only(softmax_beta: Floats, beta: Floats | float) -> Floats:
    """The diagonal alone, as of an element-wise function."""
    return np.diag(beta * softmax_beta * (1 - softmax_beta))


def softmax_jacobian__diagonal_as_vector(softmax: Floats) -> Floats:
    """The diagonal alone, as a vector; shape (n,)."""
    return softmax * (1 - softmax)


def softmax_beta_jacobian__diagonal_as_vector(softmax_beta: Floats, beta: Floats | float) -> Floats:
    """The diagonal alone, as a vector; shape (n,)."""
    return beta * softmax_beta * (1 - softmax_beta)


def softmax_jacobian__off_diagonal_sign(softmax: Floats) -> Floats:
    """Positive entries beside the diagonal."""
    return _with_diagonal(np.outer(softmax, softmax), softmax * (1 - softmax))


def softmax_beta_jacobian__off_diagonal_sign(softmax_beta: Floats, beta: Floats | float) -> Floats:
    """The opposite sign beside the diagonal."""
    y = softmax_beta
    return _with_diagonal(beta * np.outer(y, y), beta * y * (1 - y))


def softmax_jacobian__product_added(softmax: Floats) -> Floats:
    """The outer product added in place of subtracted."""
    return np.diag(softmax) + np.outer(softmax, softmax)


def softmax_jacobian__product_missing(softmax: Floats) -> Floats:
    """The probabilities on the diagonal alone, without the outer product."""
    return np.diag(softmax)


def softmax_jacobian__diagonal_missing(softmax: Floats) -> Floats:
    """The outer product alone, without the probabilities on the diagonal."""
    return -np.outer(softmax, softmax)


def softmax_jacobian__scalar_product(softmax: Floats) -> Floats:
    """A scalar product, the same number taken from every entry."""
    return np.diag(softmax) - softmax @ softmax


def softmax_jacobian__squares_broadcast(softmax: Floats) -> Floats:
    """Squares, the same row of them taken from every row."""
    return np.diag(softmax) - softmax * softmax


def softmax_jacobian__logits_for_outputs(softmax: Floats, z: Floats) -> Floats:
    """Logits where the second probability belongs."""
    return np.diag(softmax) - np.outer(softmax, z)


def softmax_jacobian__negated(softmax: Floats) -> Floats:
    """All signs turned round."""
    return np.outer(softmax, softmax) - np.diag(softmax)


def softmax_jacobian__factor_lost(softmax: Floats) -> Floats:
    """One probability beside the diagonal in place of a product of two."""
    off = np.tile(-softmax[:, np.newaxis], len(softmax))
    return _with_diagonal(off, softmax * (1 - softmax))


def softmax_jacobian__sum_of_squares(softmax: Floats) -> Floats:
    """The sum of squared exponentials where the square of their sum belongs."""
    return (np.diag(softmax) - np.outer(softmax, softmax)) / (softmax @ softmax)


def softmax_jacobian__normaliser_index(softmax: Floats) -> Floats:
    """Every output is 1 / n, since the sum goes over the same exponential: all zeros."""
    return np.zeros((len(softmax), len(softmax)))


def softmax_jacobian__exponential_left(softmax: Floats, z: Floats) -> Floats:
    """The second factor is a shifted exponential that was not normalised."""
    return np.diag(softmax) - np.outer(softmax, _exponentials(z))


def softmax_jacobian__last_row_only(right: Floats) -> Floats:
    """A loop overwrites its row or its vector, and the last is returned; shape (n,)."""
    return right[-1]


def softmax_jacobian__identity_for_diagonal(softmax: Floats) -> Floats:
    """The identity where the probabilities belong on the diagonal."""
    return np.eye(len(softmax)) - np.outer(softmax, softmax)


def softmax_jacobian__of_the_logarithm(softmax: Floats) -> Floats:
    """The Jacobian of the logarithm of the softmax."""
    return np.eye(len(softmax)) - softmax


def softmax_beta__beta_forgotten_inside(x: Floats) -> Floats:
    """The plain softmax; what follows from it has beta in front only."""
    return _softmax(x)


def softmax_beta_jacobian__beta_forgotten_outside(softmax_beta: Floats) -> Floats:
    """Beta inside the softmax only."""
    return _jacobian(softmax_beta)


def softmax_beta_jacobian__beta_forgotten_everywhere(x: Floats) -> Floats:
    """The Jacobian of the plain softmax."""
    return _jacobian(_softmax(x))


def softmax_beta_jacobian__beta_squared(softmax_beta: Floats, beta: Floats | float) -> Floats:
    """Beta twice in front."""
    return beta * beta * _jacobian(softmax_beta)


def softmax_beta_jacobian__beta_with_each_factor(
    softmax_beta: Floats, beta: Floats | float
) -> Floats:
    """Beta once with each probability of a product."""
    return np.diag(beta * softmax_beta) - np.outer(beta * softmax_beta, beta * softmax_beta)


def softmax_beta__read_as_temperature(x: Floats, beta: Floats | float) -> Floats:
    """The logits divided by beta; nothing finite at 0."""
    return _softmax(_divided(x, beta))


def softmax_beta_jacobian__read_as_temperature(x: Floats, beta: Floats | float) -> Floats:
    """Divided by beta inside and outside; nothing finite at 0."""
    return _divided(_jacobian(_softmax(_divided(x, beta))), beta)


def softmax_beta_jacobian__divided_by_beta(softmax_beta: Floats, beta: Floats | float) -> Floats:
    """One over beta in front, which raises at 0; the probabilities are right."""
    return (1 / beta) * _jacobian(softmax_beta)


def softmax_beta_jacobian__numerator_lost(
    softmax_beta: Floats, x: Floats, beta: Floats | float
) -> Floats:
    """Beside the diagonal the derivative of one over the sum, without its numerator."""
    y = softmax_beta
    off = np.tile(-beta * y / _exponentials(beta * x).sum(), (len(y), 1))
    return _with_diagonal(off, beta * y * (1 - y))


def softmax_beta_jacobian__brackets_forgotten(softmax_beta: Floats, beta: Floats | float) -> Floats:
    """Beta reaches the first of two terms only."""
    return beta * np.diag(softmax_beta) - np.outer(softmax_beta, softmax_beta)


def softmax_beta_jacobian__beta_on_diagonal_only(
    softmax_beta: Floats, beta: Floats | float
) -> Floats:
    """Beta in the entries of the diagonal only."""
    y = softmax_beta
    return _with_diagonal(-np.outer(y, y), beta * y * (1 - y))


def softmax_beta_jacobian__with_respect_to_beta(softmax_beta: Floats, x: Floats) -> Floats:
    """The derivative with respect to beta in place of x; shape (n,)."""
    return softmax_beta * (x - softmax_beta @ x)


def _exponentials(z: Floats) -> Floats:
    return np.exp(z - z.max(axis=-1, keepdims=True))


def _softmax(z: Floats) -> Floats:
    e = _exponentials(z)
    return e / e.sum(axis=-1, keepdims=True)


def _log_softmax(z: Floats) -> Floats:
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _sigmoid(z: Floats) -> Floats:
    return np.exp(-np.logaddexp(0, -z))


def _jacobian(y: Floats) -> Floats:
    return np.diag(y) - np.outer(y, y)


def _with_diagonal(off: Floats, diagonal: Floats) -> Floats:
    return np.where(np.eye(len(diagonal)) == 1, diagonal, off)


def _divided(x: Floats, beta: Floats | float) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return x / beta
