r"""Gradient descent on the input of a classifier of two layers: one sample, vectors of one axis.

The hidden activation is :math:`\tanh`, the outputs are a softmax, and the loss is the
cross-entropy with a class that is aimed at. The parameters of the network stay as they are.
"""

from collections.abc import Callable
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


def p(z3: Floats) -> Floats:
    r"""Probabilities of the classes, :math:`p = \mathrm{softmax}(z_3)`; shape (K,)."""
    e = np.exp(z3 - z3.max())
    return e / e.sum()


def loss(p: Floats, target: int) -> Floats:
    r"""Loss, :math:`\ell = -\log p_t` of the class t aimed at; a number, at least 0."""
    return -np.log(p[target])


def g_z3(p: Floats, target: int) -> Floats:
    r"""Gradient with respect to z3, :math:`p - e_t`.

    Args:
        p: Probabilities of the classes; shape (K,).
        target: The class t aimed at, from 0 to K - 1.

    Returns:
        Shape (K,); it sums to 0.
    """
    return p - (np.arange(len(p)) == target)


def g_z2(W2: Floats, g_z3: Floats) -> Floats:
    r"""Gradient with respect to z2, :math:`W_2^\top g_{z_3}`; shape (M,)."""
    return W2.T @ g_z3


def g_z1(g_z2: Floats, z2: Floats) -> Floats:
    r"""Gradient with respect to z1, :math:`g_{z_2} \odot (1 - z_2^2)`; shape (M,)."""
    return g_z2 * (1 - z2**2)


def g_x(W1: Floats, g_z1: Floats) -> Floats:
    r"""Gradient with respect to the input, :math:`W_1^\top g_{z_1}`; shape (N,)."""
    return W1.T @ g_z1


def path(graph: Callable[..., Floats], x: Floats, lr: float, steps: int) -> Floats:
    r"""Inputs on the way down.

    .. math:: x_0 = x, \qquad x_{s+1} = x_s - \eta \, \partial \ell / \partial x (x_s)

    Args:
        graph: Evaluates the gradient elsewhere.
        x: Where the descent begins; shape (N,).
        lr: The step size :math:`\eta`.
        steps: How many steps are made.

    Returns:
        Shape (steps + 1, N).
    """
    found = [x]
    for _ in range(steps):
        found.append(found[-1] - lr * graph("g_x", x=found[-1]))
    return np.array(found)


def losses(graph: Callable[..., Floats], path: Floats) -> Floats:
    """Losses on the way down, from before the first step to after the last; shape (steps + 1,)."""
    return np.array([graph("loss", x=each) for each in path])


def clamped_path(
    graph: Callable[..., Floats], x: Floats, lr: float, steps: int, low: float, high: float
) -> Floats:
    r"""Inputs on the way down, each step followed by putting all entries between two bounds.

    Args:
        graph: Evaluates the gradient elsewhere.
        x: Where the descent begins, taken as it is; shape (N,).
        lr: The step size.
        steps: How many steps are made.
        low: The lower bound.
        high: The upper bound, above the lower one.

    Returns:
        Shape (steps + 1, N).
    """
    found = [x]
    for _ in range(steps):
        found.append(np.clip(found[-1] - lr * graph("g_x", x=found[-1]), low, high))
    return np.array(found)
