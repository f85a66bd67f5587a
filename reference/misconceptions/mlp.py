"""What goes wrong in the class MLP and its losses: each function replaces its quantity."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def _without_identity(name: str, z: Floats) -> Floats:
    if name == "relu":
        return np.maximum(z, 0)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    raise NameError(name)


def upstream__mean_in_backward(right: Floats, N: int) -> Floats:
    """Divided by the size of the batch once more."""
    return right / N


def upstream__mean_of_all_in_backward(right: Floats) -> Floats:
    """Divided by the number of all entries once more."""
    return right / right.size


def z2__identity_not_handled(z1: Floats, f: str) -> Floats:
    """An activation that nothing was written for raises."""
    return _without_identity(f, z1)


def y_hat__identity_not_handled(z3: Floats, g: str) -> Floats:
    """The same at the end."""
    return _without_identity(g, z3)


def dz1__identity_not_handled(right: Floats, f: str) -> Floats:
    """The same on the way back."""
    if f == "identity":
        raise NameError(f)
    return right


def dz3__identity_not_handled(right: Floats, g: str) -> Floats:
    """The same on the way back, at the end."""
    if g == "identity":
        raise NameError(g)
    return right


def dz3__output_derivative_forgotten(upstream: Floats) -> Floats:
    """The derivative of g is missing."""
    return upstream


def dz1__hidden_derivative_forgotten(dz3: Floats, W2: Floats) -> Floats:
    """The derivative of f is missing."""
    return dz3 @ W2


def dz3__derivative_at_activation(upstream: Floats, y_hat: Floats, g: str) -> Floats:
    """The derivative of g at its output."""
    return upstream * _slope(g, y_hat)


def dz1__derivative_at_activation(dz3: Floats, W2: Floats, z2: Floats, f: str) -> Floats:
    """The derivative of f at its output."""
    return (dz3 @ W2) * _slope(f, z2)


def _slope(name: str, z: Floats) -> Floats:
    if name == "relu":
        return (z > 0) * 1.0
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s) if name == "sigmoid" else np.ones_like(z)


def z2__texts_not_recognised(z1: Floats) -> Floats:
    """No activation at all: the texts were compared with others, ..."""
    return z1


def y_hat__texts_not_recognised(z3: Floats) -> Floats:
    """... for g as well, ..."""
    return z3


def dz3__texts_not_recognised(upstream: Floats) -> Floats:
    """... and on the way back."""
    return upstream


def dz1__texts_not_recognised(dz3: Floats, W2: Floats) -> Floats:
    """... and on the way back."""
    return dz3 @ W2


def _mirrored(name: str, z: Floats) -> Floats:
    if name == "sigmoid":
        return 1 / (1 + np.exp(z))
    return np.maximum(z, 0) if name == "relu" else z


def z2__sigmoid_mirrored(z1: Floats, f: str) -> Floats:
    """The minus in the exponent is missing."""
    return _mirrored(f, z1)


def y_hat__sigmoid_mirrored(z3: Floats, g: str) -> Floats:
    """The same at the end."""
    return _mirrored(g, z3)


def z1__input_cut(x: Floats, W1: Floats, b1: Floats) -> Floats:
    """The batch itself goes through relu first, ..."""
    return np.maximum(x, 0) @ W1.T + b1


def dJdW1__input_cut(dz1: Floats, x: Floats) -> Floats:
    """... and is used like that on the way back."""
    return dz1.T @ np.maximum(x, 0)


def dz3__slope_of_identity(right: Floats, z3: Floats, g: str) -> Floats:
    """Where the slope should be 1 stands the number itself."""
    return right * z3 if g == "identity" else right


def dz1__slope_of_identity(dz3: Floats, W2: Floats, z1: Floats, f: str) -> Floats:
    """The same for f."""
    return (dz3 @ W2) * (z1 if f == "identity" else _slope(f, z1))


def dz3__relu_for_slope(right: Floats, z3: Floats, g: str) -> Floats:
    """Relu itself as its derivative."""
    return right * z3 if g == "relu" else right


def dz1__relu_for_slope(dz3: Floats, W2: Floats, z1: Floats, f: str) -> Floats:
    """The same for f."""
    return (dz3 @ W2) * (np.maximum(z1, 0) if f == "relu" else _slope(f, z1))


def upstream__divided_by_ten(right: Floats) -> Floats:
    """Divided by 10, as if that were the size of the batch."""
    return right / 10


def dJdW2__last_sample_only(dz3: Floats, z2: Floats) -> Floats:
    """Each sample overwrites the one before."""
    return np.outer(dz3[-1], z2[-1])


def dJdb2__last_sample_only(dz3: Floats) -> Floats:
    """Each sample overwrites the one before."""
    return dz3[-1]


def dJdW1__last_sample_only(dz1: Floats, x: Floats) -> Floats:
    """Each sample overwrites the one before."""
    return np.outer(dz1[-1], x[-1])


def dJdb1__last_sample_only(dz1: Floats) -> Floats:
    """Each sample overwrites the one before."""
    return dz1[-1]


def dJdW2__mean_over_batch(right: Floats, N: int) -> Floats:
    """Averaged over the batch, in the weights only."""
    return right / N


def dJdW1__mean_over_batch(right: Floats, N: int) -> Floats:
    """Averaged over the batch, in the weights only."""
    return right / N


def dJdb2__bias_averaged(dz3: Floats) -> Floats:
    """Averaged over the batch."""
    return dz3.mean(axis=0)


def dJdb1__bias_averaged(dz1: Floats) -> Floats:
    """Averaged over the batch."""
    return dz1.mean(axis=0)


def dJdb2__bias_not_summed(dz3: Floats) -> Floats:
    """Not summed over the batch."""
    return dz3


def dJdb1__bias_not_summed(dz1: Floats) -> Floats:
    """Not summed over the batch."""
    return dz1


def mse__norm(y: Floats, p: Floats) -> Floats:
    """The length of the difference."""
    return np.sqrt(((p - y) ** 2).sum())


def mse__not_reduced(y: Floats, p: Floats) -> Floats:
    """One number for each entry."""
    return (p - y) ** 2


def mse__mean_over_samples(right: Floats, y: Floats) -> Floats:
    """Summed over the outputs, a mean over the samples only."""
    return right * y.shape[1]


def dmse__mean_over_samples(right: Floats, y: Floats) -> Floats:
    """The gradient of that."""
    return right * y.shape[1]


def mse__summed(right: Floats, y: Floats) -> Floats:
    """A sum for a mean."""
    return right * y.size


def dmse__summed(right: Floats, y: Floats) -> Floats:
    """The gradient of a sum."""
    return right * y.size


def dmse__mean_over_outputs(right: Floats, y: Floats) -> Floats:
    """Divided by K and not by N."""
    return right * y.shape[0]


def dmse__two_forgotten(right: Floats) -> Floats:
    """The factor 2 is missing."""
    return right / 2


def dmse__batch_of_ten(right: Floats, N: int) -> Floats:
    """10 stands where the size of the batch belongs."""
    return right * N / 10


def dbce__batch_of_ten(right: Floats, N: int) -> Floats:
    """10 stands where the size of the batch belongs."""
    return right * N / 10


def mse__batch_of_ten(right: Floats, N: int) -> Floats:
    """10 stands where the size of the batch belongs."""
    return right * N / 10


def bce__batch_of_ten(right: Floats, N: int) -> Floats:
    """10 stands where the size of the batch belongs."""
    return right * N / 10


def dmse__sign(right: Floats) -> Floats:
    """Label minus output."""
    return -right


def bce__value_sign(right: Floats) -> Floats:
    """The minus before the logarithms is missing."""
    return -right


def dbce__gradient_sign(right: Floats) -> Floats:
    """Label minus output."""
    return -right


def dbce__plus(t: Floats, q: Floats) -> Floats:
    """A plus between the two terms."""
    return -(t / q + (1 - t) / (1 - q)) / q.size


def dbce__one_term(t: Floats, q: Floats) -> Floats:
    """Only the term of the label 1."""
    return -t / q / q.size


def bce__one_term(t: Floats, q: Floats) -> Floats:
    """Only the term of the label 1."""
    return -(t * np.log(q)).mean()


def dbce__folded(t: Floats, q: Floats) -> Floats:
    """The gradient with respect to what goes into a sigmoid."""
    return (q - t) / q.size


def bce__not_reduced(t: Floats, q: Floats) -> Floats:
    """One number for each entry."""
    return -(t * np.log(q) + (1 - t) * np.log(1 - q))


def bce__mean_over_samples(right: Floats, t: Floats) -> Floats:
    """Summed over the outputs, a mean over the samples only."""
    return right * t.shape[1]


def dbce__mean_over_samples(right: Floats, t: Floats) -> Floats:
    """The gradient of that."""
    return right * t.shape[1]


def bce__summed(right: Floats, t: Floats) -> Floats:
    """A sum for a mean."""
    return right * t.size


def dbce__summed(right: Floats, t: Floats) -> Floats:
    """The gradient of a sum."""
    return right * t.size


def dbce__mean_over_outputs(right: Floats, t: Floats) -> Floats:
    """Divided by K and not by N."""
    return right * t.shape[0]


def bce__arguments_swapped(t: Floats, q: Floats) -> Floats:
    """Labels and outputs exchanged; the library's logarithm ends at -100."""
    with np.errstate(divide="ignore"):
        on, off = np.maximum(np.log(t), -100), np.maximum(np.log(1 - t), -100)
    return -(q * on + (1 - q) * off).mean()


def mse__returned_in_turn(y: Floats, p: Floats) -> Floats:
    """The gradient stands first ..."""
    return 2 * (p - y) / p.size


def dmse__returned_in_turn(y: Floats, p: Floats) -> Floats:
    """... and the cost second."""
    return ((p - y) ** 2).mean()


def bce__returned_in_turn(t: Floats, q: Floats) -> Floats:
    """The gradient stands first ..."""
    return (q - t) / (q * (1 - q)) / q.size


def dbce__returned_in_turn(t: Floats, q: Floats) -> Floats:
    """... and the cost second."""
    return -(t * np.log(q) + (1 - t) * np.log(1 - q)).mean()
