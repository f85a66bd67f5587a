r"""A small mixer network, forward and backward.

A sample is a matrix of L rows and D columns; a batch has the samples first, (m, L, D). One
layer mixes the rows (between two transposes, with a skip connection around it), one mixes
the columns, a mean over the columns and a linear layer lead to K classes. Weights act from
the right. The loss is the mean over the m samples, without a factor 1/2.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def params(
    Theta1: Floats, b1: Floats, Theta2: Floats, b2: Floats, Theta3: Floats, b3: Floats
) -> dict[str, Floats]:
    """All parameters of the network, by their names.

    Args:
        Theta1: Weights of the layer that mixes rows; shape (L, L).
        b1: Its biases; shape (L,).
        Theta2: Weights of the layer that mixes columns; shape (D, D).
        b2: Its biases; shape (D,).
        Theta3: Weights of the last layer; shape (L, K).
        b3: Its biases; shape (K,).

    Returns:
        A dict with these six names.
    """
    return {
        "Theta1": Theta1,
        "b1": b1,
        "Theta2": Theta2,
        "b2": b2,
        "Theta3": Theta3,
        "b3": b3,
    }


def H1(X: Floats) -> Floats:
    r"""Each sample transposed, :math:`H_1 = X^\top`; shape (m, D, L)."""
    return X.swapaxes(1, 2)


def A1(H1: Floats, Theta1: Floats, b1: Floats) -> Floats:
    r"""Weighted inputs of the first layer, :math:`A_1 = H_1 \Theta_1 + b_1`; shape (m, D, L)."""
    return H1 @ Theta1 + b1


def H2(A1: Floats) -> Floats:
    r"""Outputs of the first layer, :math:`H_2 = \max(A_1, 0)`; shape (m, D, L)."""
    return np.maximum(A1, 0)


def H3(H2: Floats) -> Floats:
    r"""Each sample transposed back, :math:`H_3 = H_2^\top`; shape (m, L, D)."""
    return H2.swapaxes(1, 2)


def H4(H3: Floats, X: Floats) -> Floats:
    """The skip connection, :math:`H_4 = H_3 + X`; shape (m, L, D)."""
    return H3 + X


def A2(H4: Floats, Theta2: Floats, b2: Floats) -> Floats:
    r"""Weighted inputs of the second layer, :math:`A_2 = H_4 \Theta_2 + b_2`; shape (m, L, D)."""
    return H4 @ Theta2 + b2


def H5(A2: Floats) -> Floats:
    r"""Outputs of the second layer, :math:`H_5 = \max(A_2, 0)`; shape (m, L, D)."""
    return np.maximum(A2, 0)


def H6(H5: Floats) -> Floats:
    r"""Mean over the columns, :math:`(H_6)_{il} = \frac{1}{D} \sum_d (H_5)_{ild}`; shape (m, L)."""
    return H5.mean(axis=2)


def A3(H6: Floats, Theta3: Floats, b3: Floats) -> Floats:
    r"""Logits, :math:`A_3 = H_6 \Theta_3 + b_3`; shape (m, K)."""
    return H6 @ Theta3 + b3


def Yhat(A3: Floats) -> Floats:
    r"""Predictions: the softmax of each row.

    .. math:: \hat Y_{ik} = e^{(A_3)_{ik} - c_i} / \sum_j e^{(A_3)_{ij} - c_i},
        \qquad c_i = \max_j (A_3)_{ij}

    Args:
        A3: Logits; shape (m, K).

    Returns:
        Probabilities; each row sums to 1; shape (m, K).

    Numerics:
        Subtracting the maximum of a row changes nothing in exact arithmetic and keeps
        every exponent at or below zero, so nothing overflows.
    """
    e = np.exp(A3 - A3.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss(A3: Floats, Y: Floats) -> Floats:
    r"""Cross-entropy, the mean over the batch.

    .. math:: L = -\frac{1}{m} \sum_i \sum_k Y_{ik} \log \hat Y_{ik}

    Args:
        A3: Logits; shape (m, K).
        Y: The right classes, each row with a single 1; shape (m, K).

    Returns:
        A number, at least 0.

    Numerics:
        From the logits, with the logarithm taken of the sum alone, so that a prediction
        of 0 gives no infinity.
    """
    shifted = A3 - A3.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(Y * logs).sum() / len(Y)


def g_A3(Yhat: Floats, Y: Floats) -> Floats:
    r"""Gradient with respect to the logits, :math:`(\hat Y - Y) / m`; shape (m, K)."""
    return (Yhat - Y) / len(Y)


def g_Theta3(H6: Floats, g_A3: Floats) -> Floats:
    r"""Gradient with respect to Theta3, :math:`H_6^\top g_{A_3}`; shape (L, K)."""
    return H6.T @ g_A3


def g_b3(g_A3: Floats) -> Floats:
    r"""Gradient with respect to b3, :math:`\sum_i (g_{A_3})_i`; shape (K,)."""
    return g_A3.sum(axis=0)


def g_H6(g_A3: Floats, Theta3: Floats) -> Floats:
    r"""Gradient with respect to H6, :math:`g_{A_3} \Theta_3^\top`; shape (m, L)."""
    return g_A3 @ Theta3.T


def g_H5(g_H6: Floats, D: int) -> Floats:
    r"""Gradient with respect to H5: each column has the same share in a mean.

    .. math:: (g_{H_5})_{ild} = \tfrac{1}{D} (g_{H_6})_{il}

    Args:
        g_H6: Gradient with respect to the means; shape (m, L).
        D: Number of columns.

    Returns:
        Shape (m, L, D).
    """
    return np.repeat(g_H6[:, :, np.newaxis] / D, D, axis=2)


def g_A2(g_H5: Floats, A2: Floats, slope2: Floats | float) -> Floats:
    r"""Gradient with respect to A2.

    .. math:: g_{A_2} = g_{H_5} \odot \mathbb{1}[A_2 > 0]

    Args:
        g_H5: Gradient with respect to the outputs of the layer; shape (m, L, D).
        A2: Its weighted inputs; shape (m, L, D).
        slope2: The derivative of the ReLU at 0, from 0 to 1; a number or the shape of A2.

    Returns:
        Shape (m, L, D).
    """
    return g_H5 * ((A2 > 0) + slope2 * (A2 == 0))


def g_Theta2(H4: Floats, g_A2: Floats) -> Floats:
    r"""Gradient with respect to Theta2, :math:`\sum_i (H_4^i)^\top g_{A_2}^i`; shape (D, D)."""
    return (H4.swapaxes(1, 2) @ g_A2).sum(axis=0)


def g_b2(g_A2: Floats) -> Floats:
    r"""Gradient with respect to b2, :math:`\sum_{il} (g_{A_2})_{il}`; shape (D,)."""
    return g_A2.sum(axis=(0, 1))


def g_H4(g_A2: Floats, Theta2: Floats) -> Floats:
    r"""Gradient with respect to H4, :math:`g_{A_2} \Theta_2^\top`; shape (m, L, D)."""
    return g_A2 @ Theta2.T


def g_H2(g_H4: Floats) -> Floats:
    r"""Gradient with respect to H2, :math:`g_{H_4}^\top` for each sample; shape (m, D, L).

    A sum hands its gradient on unchanged, so that of H3 is that of H4.
    """
    return g_H4.swapaxes(1, 2)


def g_A1(g_H2: Floats, A1: Floats, slope1: Floats | float) -> Floats:
    r"""Gradient with respect to A1.

    .. math:: g_{A_1} = g_{H_2} \odot \mathbb{1}[A_1 > 0]

    Args:
        g_H2: Gradient with respect to the outputs of the layer; shape (m, D, L).
        A1: Its weighted inputs; shape (m, D, L).
        slope1: The derivative of the ReLU at 0, from 0 to 1; a number or the shape of A1.

    Returns:
        Shape (m, D, L).
    """
    return g_H2 * ((A1 > 0) + slope1 * (A1 == 0))


def g_Theta1(H1: Floats, g_A1: Floats) -> Floats:
    r"""Gradient with respect to Theta1, :math:`\sum_i (H_1^i)^\top g_{A_1}^i`; shape (L, L)."""
    return (H1.swapaxes(1, 2) @ g_A1).sum(axis=0)


def g_b1(g_A1: Floats) -> Floats:
    r"""Gradient with respect to b1, :math:`\sum_{id} (g_{A_1})_{id}`; shape (L,)."""
    return g_A1.sum(axis=(0, 1))


def g_X(g_H4: Floats, g_A1: Floats, Theta1: Floats) -> Floats:
    r"""Gradient with respect to the samples: through the skip connection and through the layer.

    .. math:: g_X = g_{H_4} + (g_{A_1} \Theta_1^\top)^\top

    Args:
        g_H4: Gradient behind the skip connection; shape (m, L, D).
        g_A1: Gradient with respect to the weighted inputs; shape (m, D, L).
        Theta1: Weights; shape (L, L).

    Returns:
        Shape (m, L, D).
    """
    return g_H4 + (g_A1 @ Theta1.T).swapaxes(1, 2)


# Training


def data(X: Floats, Y: Floats) -> list[Floats]:
    """What the network learns from: the samples, and their right classes."""
    return [X, Y]


def grads(
    g_Theta1: Floats,
    g_b1: Floats,
    g_Theta2: Floats,
    g_b2: Floats,
    g_Theta3: Floats,
    g_b3: Floats,
) -> dict[str, Floats]:
    """The gradients of all parameters, by their names."""
    return {
        "g_Theta1": g_Theta1,
        "g_b1": g_b1,
        "g_Theta2": g_Theta2,
        "g_b2": g_b2,
        "g_Theta3": g_Theta3,
        "g_b3": g_b3,
    }


def Theta1_new(Theta1: Floats, g_Theta1: Floats, eta: float) -> Floats:
    r"""Theta1 after a step, :math:`\Theta_1 - \eta g_{\Theta_1}`; shape (L, L)."""
    return Theta1 - eta * g_Theta1


def b1_new(b1: Floats, g_b1: Floats, eta: float) -> Floats:
    r"""b1 after a step, :math:`b_1 - \eta g_{b_1}`; shape (L,)."""
    return b1 - eta * g_b1


def Theta2_new(Theta2: Floats, g_Theta2: Floats, eta: float) -> Floats:
    r"""Theta2 after a step, :math:`\Theta_2 - \eta g_{\Theta_2}`; shape (D, D)."""
    return Theta2 - eta * g_Theta2


def b2_new(b2: Floats, g_b2: Floats, eta: float) -> Floats:
    r"""b2 after a step, :math:`b_2 - \eta g_{b_2}`; shape (D,)."""
    return b2 - eta * g_b2


def Theta3_new(Theta3: Floats, g_Theta3: Floats, eta: float) -> Floats:
    r"""Theta3 after a step, :math:`\Theta_3 - \eta g_{\Theta_3}`; shape (L, K)."""
    return Theta3 - eta * g_Theta3


def b3_new(b3: Floats, g_b3: Floats, eta: float) -> Floats:
    r"""b3 after a step, :math:`b_3 - \eta g_{b_3}`; shape (K,)."""
    return b3 - eta * g_b3


def losses(graph: Callable[..., Any], params: dict[str, Floats], epochs: int) -> Floats:
    r"""The loss before each of several steps of gradient descent.

    .. math:: \ell_t = L(\theta_t), \qquad \theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)

    Args:
        graph: Evaluates the network with other parameters.
        params: The parameters to begin with.
        epochs: How many steps; each takes the whole batch.

    Returns:
        Shape (epochs,).
    """
    curve = np.zeros(epochs)
    for step in range(epochs):
        curve[step], *new = graph(
            "loss",
            "Theta1_new",
            "b1_new",
            "Theta2_new",
            "b2_new",
            "Theta3_new",
            "b3_new",
            **params,
        )
        params = dict(zip(params, new, strict=True))
    return curve
