"""What students get wrong about one step of gradient descent.

Each function gives the numbers of one mistake, in place of the right quantity; what is
computed from it follows.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def Z1__activation_forgotten(S1: Floats) -> Floats:
    """The hidden layer hands on its weighted inputs."""
    return S1


def Y__relu_on_the_output(W2: Floats, Z1: Floats) -> Floats:
    """The output layer has an activation too."""
    return np.maximum(W2 @ Z1, 0)


def delta2__relu_on_the_output(W2: Floats, Z1: Floats, T: Floats) -> Floats:
    """The derivative through the activation of the output layer."""
    S2 = W2 @ Z1
    return (S2 - T) / T.shape[1] * (S2 > 0)


def loss__not_squared(Y: Floats, T: Floats) -> Floats:
    """The distance in place of its square."""
    return np.linalg.norm(Y - T) / (2 * T.shape[1])


def loss__half_forgotten(Y: Floats, T: Floats) -> Floats:
    """The mean of the squares without one half."""
    return ((Y - T) ** 2).sum() / T.shape[1]


def delta2__half_forgotten(Y: Floats, T: Floats) -> Floats:
    """The derivative of the mean of the squares without one half."""
    return 2 * (Y - T) / T.shape[1]


def delta2__half_kept(Y: Floats, T: Floats) -> Floats:
    """One half is kept, although the 2 of the square cancels it."""
    return (Y - T) / (2 * T.shape[1])


def delta2__mean_forgotten(Y: Floats, T: Floats) -> Floats:
    """The derivative of a sum over samples."""
    return Y - T


def loss__mean_over_outputs(Y: Floats, T: Floats) -> Floats:
    """The mean over the outputs as well."""
    return ((Y - T) ** 2).sum() / (2 * T.size)


def delta2__mean_over_outputs(Y: Floats, T: Floats) -> Floats:
    """The mean over the outputs as well."""
    return (Y - T) / T.size


def loss__four_samples(Y: Floats, T: Floats) -> Floats:
    """The mean over 4 samples, however many there are."""
    return ((Y - T) ** 2).sum() / (2 * 4)


def delta2__four_samples(Y: Floats, T: Floats) -> Floats:
    """The mean over 4 samples, however many there are."""
    return (Y - T) / 4


def delta2__target_minus_output(Y: Floats, T: Floats) -> Floats:
    """The opposite sign."""
    return (T - Y) / T.shape[1]


def dW2__before_activation(delta2: Floats, S1: Floats) -> Floats:
    """The weighted inputs of the hidden layer in place of its outputs."""
    return delta2 @ S1.T


def delta1__mask_forgotten(W2: Floats, delta2: Floats) -> Floats:
    """The derivative of the ReLU is missing."""
    return W2.T @ delta2


def delta1__relu_of_the_gradient(W2: Floats, delta2: Floats) -> Floats:
    """The ReLU of the gradient in place of its own derivative."""
    return np.maximum(W2.T @ delta2, 0)


def delta1__updated_weights(W2_new: Floats, delta2: Floats, S1: Floats) -> Floats:
    """The weights from after the step."""
    return (W2_new.T @ delta2) * (S1 > 0)


def dW2__transposed(delta2: Floats, Z1: Floats) -> Floats:
    """The transposed gradient; shape (H, K)."""
    return Z1 @ delta2.T


def dW1__transposed(delta1: Floats, X: Floats) -> Floats:
    """The transposed gradient; shape (d, H)."""
    return X @ delta1.T


def W2_new__transposed(W2: Floats, lr: float, delta2: Floats, Z1: Floats) -> Floats:
    """The right weights: the gradient is transposed back for the step."""
    return W2 - lr * (delta2 @ Z1.T)


def W1_new__transposed(W1: Floats, lr: float, delta1: Floats, X: Floats) -> Floats:
    """The right weights: the gradient is transposed back for the step."""
    return W1 - lr * (delta1 @ X.T)


def W2_new__ascent(W2: Floats, lr: float, dW2: Floats) -> Floats:
    """A step up."""
    return W2 + lr * dW2


def W1_new__ascent(W1: Floats, lr: float, dW1: Floats) -> Floats:
    """A step up."""
    return W1 + lr * dW1


def W2_new__rate_forgotten(W2: Floats, dW2: Floats) -> Floats:
    """A step of size 1."""
    return W2 - dW2


def W1_new__rate_forgotten(W1: Floats, dW1: Floats) -> Floats:
    """A step of size 1."""
    return W1 - dW1


def W2_new__not_updated(W2: Floats) -> Floats:
    """The weights from before the step."""
    return W2


def W1_new__not_updated(W1: Floats) -> Floats:
    """The weights from before the step."""
    return W1
