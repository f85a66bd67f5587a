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
