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


def dsoftmax__zero_beside_diagonal(softmax: Floats, i: int, k: int) -> Floats | float:
    """As an element-wise function: 0 for different indices."""
    return softmax[i] * (1 - softmax[i]) if i == k else 0.0


def dsoftmax__off_diagonal_sign(softmax: Floats, i: int, k: int) -> Floats:
    """The product for different indices is positive."""
    return softmax[i] * (1 - softmax[i]) if i == k else softmax[i] * softmax[k]


def dsoftmax__logits_for_outputs(softmax: Floats, z: Floats, i: int, k: int) -> Floats:
    """The second factor is a logit."""
    return softmax[i] * ((i == k) - z[k])


def dsoftmax__factor_lost(softmax: Floats, i: int, k: int) -> Floats:
    """For different indices one probability in place of the product of two."""
    return softmax[i] * (1 - softmax[i]) if i == k else -softmax[i]


def dsoftmax__same_class_always(softmax: Floats, i: int) -> Floats:
    """The second index plays no part, as if it were the first."""
    return softmax[i] * (1 - softmax[i])


def dsoftmax__same_class_for_all(softmax: Floats, i: int, k: int) -> Floats:
    """The second index counts in the second factor alone."""
    return softmax[i] * (1 - softmax[k])


def dsoftmax__other_class_always(softmax: Floats, i: int, k: int) -> Floats:
    """The product of the two, for equal indices as well."""
    return -softmax[i] * softmax[k]


def dsoftmax__numerator_only(softmax: Floats, i: int, k: int) -> Floats:
    """The probability itself for equal indices, 0 for others."""
    return softmax[i] * (i == k)


def dsoftmax__negated(right: Floats) -> Floats:
    """Every sign turned round."""
    return -right


def dsoftmax__exponential_left(softmax: Floats, z: Floats, i: int, k: int) -> Floats:
    """For different indices one factor is an exponential that was not normalised."""
    y = softmax
    return y[i] * (1 - y[i]) if i == k else -y[i] * _exponentials(z)[k]


def dsoftmax__sum_of_squares(right: Floats, softmax: Floats) -> Floats:
    """The sum of the squares in the denominator."""
    return right / (softmax**2).sum()


def dsoftmax__counted_from_one(softmax: Floats, i: int, k: int) -> Floats:
    """The entry before, in row and column, as if the first had the number 1."""
    return softmax[i - 1] * ((i == k) - softmax[k - 1])


def dsoftmax__whole_jacobian(softmax: Floats) -> Floats:
    """All derivatives; shape (n, n)."""
    return _jacobian(softmax)


def dsoftmax__row_of_jacobian(softmax: Floats, i: int) -> Floats:
    """The derivatives of one output; shape (n,)."""
    return _jacobian(softmax)[i]


def softmax_vjp__diagonal_only(softmax: Floats, g: Floats) -> Floats:
    """The diagonal of the Jacobian alone."""
    return softmax * (1 - softmax) * g


def softmax_vjp__product_added(softmax: Floats, g: Floats) -> Floats:
    """diag(y) + y y^T."""
    return softmax * (g + g @ softmax)


def softmax_vjp__product_missing(softmax: Floats, g: Floats) -> Floats:
    """diag(y) alone."""
    return softmax * g


def softmax_vjp__diagonal_missing(softmax: Floats, g: Floats) -> Floats:
    """-y y^T alone."""
    return -softmax * (g @ softmax)


def softmax_vjp__scalar_product(softmax: Floats, g: Floats) -> Floats:
    """diag(y) minus a number, the squared length of y."""
    return softmax * g - (softmax @ softmax) * g.sum()


def softmax_vjp__squares_broadcast(softmax: Floats, g: Floats) -> Floats:
    """diag(y) minus the squares of y in each row."""
    return softmax * g - softmax**2 @ g


def softmax_vjp__plain_sum(softmax: Floats, g: Floats) -> Floats:
    """The sum of g where its product with y belongs."""
    return softmax * (g - g.sum())


def softmax_vjp__plain_mean(softmax: Floats, g: Floats) -> Floats:
    """The mean of g where its product with y belongs."""
    return softmax * (g - g.mean())


def softmax_vjp__softmax_again(softmax: Floats, g: Floats) -> Floats:
    """The outputs taken for logits."""
    y = _softmax(softmax)
    return y * (g - g @ y)


def softmax_vjp__jacobian_alone(softmax: Floats) -> Floats:
    """The Jacobian; shape (n, n)."""
    return _jacobian(softmax)


def softmax_vjp__not_summed(softmax: Floats, g: Floats) -> Floats:
    """The Jacobian with each column times g, not summed; shape (n, n)."""
    return _jacobian(softmax) * g


def softmax_vjp__inner_product_alone(softmax: Floats, g: Floats) -> Floats:
    """A number."""
    return g @ softmax


def cross_entropy__sign(right: Floats) -> Floats:
    """Without the minus."""
    return -right


def grad_yhat__sign(right: Floats) -> Floats:
    """Without the minus."""
    return -right


def grad_logits__sign(right: Floats) -> Floats:
    """The right class minus the predictions."""
    return -right


def batch_cross_entropy__sign(right: Floats) -> Floats:
    """Without the minus."""
    return -right


def batch_grad_logits__sign(right: Floats) -> Floats:
    """The right classes minus the predictions."""
    return -right


def batch_cross_entropy__batch_mean_forgotten(right: Floats, m: int) -> Floats:
    """The sum over the batch."""
    return right * m


def batch_grad_logits__batch_mean_forgotten(right: Floats, m: int) -> Floats:
    """Predictions minus right classes."""
    return right * m


def batch_cross_entropy__mean_twice(right: Floats, m: int) -> Floats:
    """1/m once more."""
    return right / m


def batch_grad_logits__mean_twice(right: Floats, m: int) -> Floats:
    """1/m once more."""
    return right / m


def cross_entropy__mean_over_classes(right: Floats, k: int) -> Floats:
    """A mean over the classes."""
    return right / k


def grad_yhat__mean_over_classes(right: Floats, k: int) -> Floats:
    """The gradient of a mean over the classes."""
    return right / k


def grad_logits__mean_over_classes(right: Floats, k: int) -> Floats:
    """The gradient of a mean over the classes."""
    return right / k


def batch_cross_entropy__mean_over_classes(right: Floats, k: int) -> Floats:
    """A mean over all entries."""
    return right / k


def batch_grad_logits__mean_over_classes(right: Floats, k: int) -> Floats:
    """The gradient of a mean over all entries."""
    return right / k


def grad_logits__softmax_skipped(yhat: Floats, label: int) -> Floats:
    """The gradient with respect to the predictions."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return -_right_class(yhat, label) / yhat


def batch_grad_logits__softmax_skipped(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The gradient with respect to the predictions."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return -Y / Yhat / m


def grad_logits__diagonal_only(yhat: Floats, label: int) -> Floats:
    """The entry of the right class; 0 in the others."""
    return _right_class(yhat, label) * (yhat - 1)


def batch_grad_logits__diagonal_only(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The entries of the right classes; 0 in the others."""
    return Y * (Yhat - 1) / m


def grad_logits__extra_predictions(right: Floats, yhat: Floats) -> Floats:
    """Times the predictions."""
    return right * yhat


def batch_grad_logits__extra_predictions(right: Floats, Yhat: Floats) -> Floats:
    """Times the predictions."""
    return right * Yhat


def grad_logits__extra_derivative(right: Floats, yhat: Floats) -> Floats:
    """Times the derivative of a sigmoid."""
    return right * yhat * (1 - yhat)


def batch_grad_logits__extra_derivative(right: Floats, Yhat: Floats) -> Floats:
    """Times the derivative of a sigmoid."""
    return right * Yhat * (1 - Yhat)


def grad_logits__sum_of_squares(right: Floats, yhat: Floats) -> Floats:
    """The sum of the squares in the denominator."""
    return right / (yhat**2).sum()


def batch_grad_logits__sum_of_squares(right: Floats, Yhat: Floats) -> Floats:
    """The sum of the squares in the denominator."""
    return right / (Yhat**2).sum(axis=1, keepdims=True)


def cross_entropy__normaliser_index(k: int) -> Floats:
    """All classes equally probable."""
    return np.log(k)


def grad_logits__normaliser_index(a: Floats) -> Floats:
    """The derivative of a constant."""
    return np.zeros(a.shape)


def batch_cross_entropy__normaliser_index(k: int) -> Floats:
    """All classes equally probable."""
    return np.log(k)


def batch_grad_logits__normaliser_index(A: Floats) -> Floats:
    """The derivative of a constant."""
    return np.zeros(A.shape)


def cross_entropy__all_classes(a: Floats) -> Floats:
    """The logarithms of all predictions."""
    return -_log_softmax(a).sum()


def grad_yhat__all_classes(yhat: Floats) -> Floats:
    """The reciprocals of all predictions."""
    with np.errstate(divide="ignore"):
        return -1 / yhat


def grad_logits__all_classes(yhat: Floats, k: int) -> Floats:
    """The gradient of the logarithms of all predictions."""
    return k * yhat - 1


def batch_cross_entropy__all_classes(A: Floats, m: int) -> Floats:
    """The logarithms of all predictions."""
    return -_log_softmax(A).sum() / m


def batch_grad_logits__all_classes(Yhat: Floats, m: int, k: int) -> Floats:
    """The gradient of the logarithms of all predictions."""
    return (k * Yhat - 1) / m


def cross_entropy__binary(yhat: Floats, label: int) -> Floats:
    """A term for each wrong class as well."""
    return _binary(yhat, _right_class(yhat, label)).sum()


def grad_yhat__binary(yhat: Floats, label: int) -> Floats:
    """The gradient of a term for each class."""
    y = _right_class(yhat, label)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (yhat - y) / (yhat * (1 - yhat))


def batch_cross_entropy__binary(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """A term for each wrong class as well."""
    return _binary(Yhat, Y).sum() / m


def cross_entropy__logarithm_forgotten(yhat: Floats, label: int) -> Floats:
    """The prediction itself."""
    return -yhat[label]


def batch_cross_entropy__logarithm_forgotten(Yhat: Floats, Y: Floats, m: int) -> Floats:
    """The predictions themselves."""
    return -(Y * Yhat).sum() / m


def cross_entropy__predicted_class(a: Floats) -> Floats:
    """The loss of the most probable class."""
    return -_log_softmax(a).max()


def grad_yhat__predicted_class(yhat: Floats) -> Floats:
    """The gradient for the most probable class."""
    return -_right_class(yhat, int(yhat.argmax())) / yhat.max()


def grad_logits__predicted_class(yhat: Floats) -> Floats:
    """The gradient for the most probable class."""
    return yhat - _right_class(yhat, int(yhat.argmax()))


def batch_cross_entropy__predicted_class(A: Floats) -> Floats:
    """The loss of the most probable classes."""
    return -_log_softmax(A).max(axis=1).mean()


def batch_grad_logits__predicted_class(Yhat: Floats, m: int, k: int) -> Floats:
    """The gradient for the most probable classes."""
    return (Yhat - np.eye(k)[Yhat.argmax(axis=1)]) / m


def grad_yhat__with_respect_to_logits(yhat: Floats, label: int) -> Floats:
    """Predictions minus the right class."""
    return yhat - _right_class(yhat, label)


def grad_yhat__reciprocal_forgotten(yhat: Floats, label: int) -> Floats:
    """The right class, negative."""
    return -_right_class(yhat, label)


def grad_yhat__single_entry(yhat: Floats, label: int) -> Floats:
    """The entry of the right class, a number."""
    return -1 / yhat[label]


def grad_logits__single_entry(yhat: Floats, label: int) -> Floats:
    """The entry of the right class, a number."""
    return yhat[label] - 1


def cross_entropy__logits_for_predictions(a: Floats, label: int) -> Floats:
    """The logarithm of a logit, of which some are negative."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.log(a[label])


def grad_logits__logits_for_predictions(a: Floats, label: int) -> Floats:
    """Logits minus the right class."""
    return a - _right_class(a, label)


def batch_grad_logits__logits_for_predictions(A: Floats, Y: Floats, m: int) -> Floats:
    """Logits minus the right classes."""
    return (A - Y) / m


def batch_cross_entropy__over_the_batch(A: Floats, Y: Floats, m: int) -> Floats:
    """Each column normalised, in place of each row."""
    return -(Y * _log_softmax(A.T).T).sum() / m


def batch_grad_logits__over_the_batch(A: Floats, Y: Floats, m: int) -> Floats:
    """Each column normalised, in place of each row."""
    return (_softmax(A.T).T - Y) / m


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


def _right_class(like: Floats, label: int) -> Floats:
    return np.eye(len(like))[label]


def _binary(yhat: Floats, y: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.log(np.where(y == 1, yhat, 1 - yhat))
