"""What goes wrong in a network for regression: each function replaces its quantity."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]


def _all_the_way(W: Layers, g_Yhat: Floats, layer: Callable[[int, Floats], Floats]) -> None:
    """Go back through all layers: what fails in one of them gives nothing for any."""
    g_A = g_Yhat
    for k in range(len(W) - 1, 0, -1):
        g_A = layer(k, g_A)


def A__bias_forgotten(k: int, H: Layers, W: Layers) -> Floats:
    """The weights alone."""
    return H[k - 1] @ W[k].T


def H__activation_forgotten(j: int, X: Floats, A: Layers) -> Floats:
    """Every layer is linear."""
    return X if j == 0 else A[j]


def Yhat__tanh_on_last(A: Layers) -> Floats:
    """The last layer treated as a hidden one."""
    return np.tanh(A[len(A)])


def g_A__tanh_on_last(k: int, right: Floats, A: Layers) -> Floats:
    """The derivative of tanh at the last layer as well."""
    return right * (1 - np.tanh(A[k]) ** 2) if k == len(A) else right


def loss__mean_forgotten(right: Floats, Y: Floats) -> Floats:
    """The sum over the samples."""
    return right * len(Y)


def g_Yhat__mean_forgotten(right: Floats, Y: Floats) -> Floats:
    """The derivative of the sum over the samples."""
    return right * len(Y)


def loss__mean_over_outputs(right: Floats, Y: Floats) -> Floats:
    """The mean over samples and outputs."""
    return right / Y.shape[1]


def g_Yhat__mean_over_outputs(right: Floats, Y: Floats) -> Floats:
    """The derivative of the mean over samples and outputs."""
    return right / Y.shape[1]


def g_Yhat__mean_only_over_outputs(Yhat: Floats, Y: Floats) -> Floats:
    """The number of outputs where that of the samples belongs."""
    return 2 * (Yhat - Y) / Y.shape[1]


def loss__mean_only_over_outputs(Yhat: Floats, Y: Floats) -> Floats:
    """The number of outputs where that of the samples belongs."""
    return ((Yhat - Y) ** 2).sum() / Y.shape[1]


def loss__half(right: Floats) -> Floats:
    """One half of the square."""
    return right / 2


def g_Yhat__half(right: Floats) -> Floats:
    """The factor 2 of the square lost."""
    return right / 2


def loss__norm(Yhat: Floats, Y: Floats) -> Floats:
    """The mean of the distances, not of their squares."""
    return np.sqrt(((Yhat - Y) ** 2).sum(axis=1)).mean()


def g_Yhat__norm(Yhat: Floats, Y: Floats) -> Floats:
    """The derivative of the mean of the distances."""
    distance = np.sqrt(((Yhat - Y) ** 2).sum(axis=1, keepdims=True))
    return (Yhat - Y) / distance / len(Y)


def g_Yhat__sign(right: Floats) -> Floats:
    """Target minus output."""
    return -right


def dW__mean_twice(k: int, g_A: Layers, H: Layers) -> Floats:
    """Divided by the number of samples once more."""
    return g_A[k].T @ H[k - 1] / len(g_A[k])


def db__mean_twice(k: int, g_A: Layers) -> Floats:
    """Divided by the number of samples once more."""
    return g_A[k].mean(axis=0)


def g_A__not_transposed(k: int, g_Yhat: Floats, g_A: Layers, W: Layers, A: Layers) -> Floats:
    """The weights as on the way forward, which fails unless they are square."""
    _all_the_way(W, g_Yhat, lambda j, above: (above @ W[j + 1].T) * A[j])
    if k == len(A):
        return g_Yhat
    return (g_A[k + 1] @ W[k + 1].T) * (1 - np.tanh(A[k]) ** 2)


def g_A__derivative_forgotten(k: int, g_Yhat: Floats, g_A: Layers, W: Layers) -> Floats:
    """The gradient passes the activation unchanged."""
    if k == len(W):
        return g_Yhat
    return g_A[k + 1] @ W[k + 1]


def g_A__at_activation(k: int, g_Yhat: Floats, g_A: Layers, W: Layers, H: Layers) -> Floats:
    """The derivative at H in place of A: tanh is taken twice."""
    if k == len(W):
        return g_Yhat
    return (g_A[k + 1] @ W[k + 1]) * (1 - np.tanh(H[k]) ** 2)


def g_A__tanh_forgotten(k: int, g_Yhat: Floats, g_A: Layers, W: Layers, A: Layers) -> Floats:
    """The square of A where that of tanh belongs."""
    if k == len(A):
        return g_Yhat
    return (g_A[k + 1] @ W[k + 1]) * (1 - A[k] ** 2)


def g_A__logistic_formula(k: int, g_Yhat: Floats, g_A: Layers, W: Layers, H: Layers) -> Floats:
    """The logistic function's derivative, written with the outputs of tanh."""
    if k == len(W):
        return g_Yhat
    return (g_A[k + 1] @ W[k + 1]) * H[k] * (1 - H[k])


def g_A__value_for_derivative(k: int, g_Yhat: Floats, g_A: Layers, W: Layers, H: Layers) -> Floats:
    """The activation itself in place of its derivative."""
    if k == len(W):
        return g_Yhat
    return (g_A[k + 1] @ W[k + 1]) * H[k]


def g_A__derivative_of_layer_above(
    k: int, g_Yhat: Floats, g_A: Layers, W: Layers, A: Layers
) -> Floats:
    """The derivative one layer too high, before the product with the weights."""
    if k == len(A):
        return g_Yhat
    return (g_A[k + 1] * (1 - np.tanh(A[k + 1]) ** 2)) @ W[k + 1]


def dW__transposed(k: int, g_A: Layers, H: Layers) -> Floats:
    """The product the other way round."""
    return H[k - 1].T @ g_A[k]


def dW__own_outputs(k: int, g_A: Layers, H: Layers, Yhat: Floats) -> Floats:
    """With what the layer puts out, not with what comes into it."""
    return g_A[k].T @ (Yhat if k == len(H) else H[k])


def dW__before_activation(k: int, g_A: Layers, H: Layers, A: Layers) -> Floats:
    """With the weighted inputs of the layer below, not with its outputs."""
    return g_A[k].T @ (H[0] if k == 1 else A[k - 1])


def db__not_summed(k: int, g_A: Layers) -> Floats:
    """One row for each sample."""
    return g_A[k]


def db__first_sample(k: int, g_A: Layers) -> Floats:
    """Only the first sample counts."""
    return g_A[k][0]


def db__summed_over_units(k: int, g_A: Layers) -> Floats:
    """The sum over the units, which leaves one number for each sample."""
    return g_A[k].sum(axis=1)
