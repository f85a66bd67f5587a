r"""A network of two layers with binary cross-entropy: one sample, every vector of one axis.

The hidden activation is :math:`\tanh`, that of the output the logistic sigmoid, and the loss is
the binary cross-entropy, a mean over the outputs. Every gradient has the shape of its variable.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def params(W1: Floats, b1: Floats, W2: Floats, b2: Floats) -> dict[str, Floats]:
    """All parameters by their names, as they are handed in."""
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def z1(W1: Floats, x: Floats, b1: Floats) -> Floats:
    """Weighted inputs of the hidden layer, :math:`z_1 = W_1 x + b_1`; shape (M,)."""
    return W1 @ x + b1


def z2(z1: Floats) -> Floats:
    r"""Outputs of the hidden layer, :math:`z_2 = \tanh z_1`; shape (M,)."""
    return np.tanh(z1)


def z3(W2: Floats, z2: Floats, b2: Floats) -> Floats:
    """Weighted inputs of the output layer, :math:`z_3 = W_2 z_2 + b_2`; shape (K,)."""
    return W2 @ z2 + b2


def yhat(z3: Floats) -> Floats:
    r"""Outputs of the network, :math:`\hat y = \sigma(z_3) = 1 / (1 + e^{-z_3})`; shape (K,)."""
    return 1 / (1 + np.exp(-z3))


def loss(yhat: Floats, y: Floats) -> Floats:
    r"""Loss, the binary cross-entropy.

    .. math:: -\frac{1}{K} \sum_i \big[ y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i) \big]

    Args:
        yhat: Outputs of the network, between 0 and 1; shape (K,).
        y: Targets, each 0 or 1; shape (K,).

    Returns:
        A number, at least 0.
    """
    return -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat)).mean()


def loss_of_z(z: Floats, y: Floats) -> Floats:
    r"""The same loss by what goes into the sigmoid, finite however large that is.

    .. math:: \frac{1}{K} \sum_i \big[ \log(1 + e^{z_i}) - y_i z_i \big]

    Args:
        z: Weighted inputs of the output layer; shape (K,).
        y: Targets, each 0 or 1; shape (K,).

    Returns:
        A number, at least 0.
    """
    positive = z > 0
    return (np.log1p(np.exp(np.where(positive, -z, z))) + (positive - y) * z).mean()


def dz3(z: Floats, y: Floats) -> Floats:
    r"""Gradient of the loss with respect to z, finite however large that is.

    .. math:: \frac{1}{K} (\sigma(z) - y)

    Args:
        z: Weighted inputs of the output layer; shape (K,).
        y: Targets, each 0 or 1; shape (K,).

    Returns:
        Shape (K,).
    """
    return (1 / (1 + np.exp(-z)) - y) / len(z)


def g_yhat(yhat: Floats, y: Floats) -> Floats:
    r"""Gradient with respect to the outputs.

    .. math:: \frac{1}{K} \, \frac{\hat y_i - y_i}{\hat y_i (1 - \hat y_i)}

    Args:
        yhat: Outputs of the network, between 0 and 1; shape (K,).
        y: Targets, each 0 or 1; shape (K,).

    Returns:
        Shape (K,).
    """
    return (yhat - y) / (yhat * (1 - yhat)) / len(yhat)


def g_z3(g_yhat: Floats, yhat: Floats) -> Floats:
    r"""Gradient with respect to z3.

    .. math:: g_{z_3} = g_{\hat y} \odot \hat y \odot (1 - \hat y)

    Args:
        g_yhat: Gradient with respect to the outputs; shape (K,).
        yhat: Outputs of the network, each from 0 to 1; shape (K,).

    Returns:
        Shape (K,).
    """
    return g_yhat * yhat * (1 - yhat)


def g_W2(g_z3: Floats, z2: Floats) -> Floats:
    r"""Gradient with respect to W2, :math:`g_{z_3} \, z_2^\top`; shape (K, M)."""
    return np.outer(g_z3, z2)


def g_b2(g_z3: Floats) -> Floats:
    """Gradient with respect to b2, :math:`g_{z_3}`; shape (K,)."""
    return g_z3


def g_z2(W2: Floats, g_z3: Floats) -> Floats:
    r"""Gradient with respect to z2, :math:`W_2^\top g_{z_3}`; shape (M,)."""
    return W2.T @ g_z3


def g_z1(g_z2: Floats, z2: Floats) -> Floats:
    r"""Gradient with respect to z1.

    .. math:: g_{z_1} = g_{z_2} \odot (1 - \tanh^2 z_1), \qquad z_2 = \tanh z_1

    Args:
        g_z2: Gradient with respect to the outputs of the hidden layer; shape (M,).
        z2: Outputs of the hidden layer, each from -1 to 1; shape (M,).

    Returns:
        Shape (M,).
    """
    return g_z2 * (1 - z2**2)


def g_W1(g_z1: Floats, x: Floats) -> Floats:
    r"""Gradient with respect to W1, :math:`g_{z_1} x^\top`; shape (M, N)."""
    return np.outer(g_z1, x)


def g_b1(g_z1: Floats) -> Floats:
    """Gradient with respect to b1, :math:`g_{z_1}`; shape (M,)."""
    return g_z1
