r"""A network of two layers without biases, one step of gradient descent.

Columns are samples. The loss is :math:`\frac{1}{2N} \lVert Y - T \rVert^2`: one half, the
mean over the N samples, the sum over outputs.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def S1(W1: Floats, X: Floats) -> Floats:
    """Weighted inputs of the hidden layer, :math:`S_1 = W_1 X`; shape (H, N)."""
    return W1 @ X


def Z1(S1: Floats) -> Floats:
    r"""Outputs of the hidden layer, :math:`Z_1 = \max(S_1, 0)`; shape (H, N)."""
    return np.maximum(S1, 0)


def Y(W2: Floats, Z1: Floats) -> Floats:
    """Outputs of the network, :math:`Y = W_2 Z_1`; shape (K, N)."""
    return W2 @ Z1


def loss(Y: Floats, T: Floats) -> Floats:
    r"""Loss, :math:`\frac{1}{2N} \sum_{kn} (Y_{kn} - T_{kn})^2`; a number, at least 0."""
    return ((Y - T) ** 2).sum() / (2 * T.shape[1])


def delta2(Y: Floats, T: Floats) -> Floats:
    r"""Gradient with respect to the outputs, :math:`\delta_2 = (Y - T) / N`; shape (K, N)."""
    return (Y - T) / T.shape[1]


def dW2(delta2: Floats, Z1: Floats) -> Floats:
    r"""Gradient with respect to W2, :math:`\delta_2 Z_1^\top`; shape (K, H)."""
    return delta2 @ Z1.T


def delta1(W2: Floats, delta2: Floats, S1: Floats, slope: Floats | float) -> Floats:
    r"""Gradient with respect to S1.

    .. math:: \delta_1 = (W_2^\top \delta_2) \odot \mathbb{1}[S_1 > 0]

    Args:
        W2: Weights from before the step; shape (K, H).
        delta2: Gradient with respect to the outputs; shape (K, N).
        S1: Weighted inputs; shape (H, N).
        slope: The derivative of the ReLU at 0, from 0 to 1; a number or the shape of S1.

    Returns:
        Shape (H, N).
    """
    return (W2.T @ delta2) * ((S1 > 0) + slope * (S1 == 0))


def dW1(delta1: Floats, X: Floats) -> Floats:
    r"""Gradient with respect to W1, :math:`\delta_1 X^\top`; shape (H, d)."""
    return delta1 @ X.T


def W2_new(W2: Floats, lr: float, dW2: Floats) -> Floats:
    r"""Weights after the step, :math:`W_2 - \eta \, dW_2`; shape (K, H)."""
    return W2 - lr * dW2


def W1_new(W1: Floats, lr: float, dW1: Floats) -> Floats:
    r"""Weights after the step, :math:`W_1 - \eta \, dW_1`; shape (H, d)."""
    return W1 - lr * dW1
