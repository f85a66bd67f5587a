r"""A network with one unit in each of three layers: the chain rule is a product of numbers.

The two hidden layers have tanh, the output the logistic function, and the target is 1. All
quantities are numbers, but for the weights w, the biases b, both of shape (3,), and the factors.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def w1(w: Floats) -> Floats:
    """Weight of layer 1."""
    return w[0]


def w2(w: Floats) -> Floats:
    """Weight of layer 2."""
    return w[1]


def w3(w: Floats) -> Floats:
    """Weight of layer 3."""
    return w[2]


def a1(w1: Floats, x: Floats, b: Floats) -> Floats:
    """Weighted input of layer 1, :math:`a_1 = w_1 x + b_1`."""
    return w1 * x + b[0]


def h1(a1: Floats) -> Floats:
    r"""Output of layer 1, :math:`h_1 = \tanh(a_1)`."""
    return np.tanh(a1)


def a2(w2: Floats, h1: Floats, b: Floats) -> Floats:
    """Weighted input of layer 2, :math:`a_2 = w_2 h_1 + b_2`."""
    return w2 * h1 + b[1]


def h2(a2: Floats) -> Floats:
    r"""Output of layer 2, :math:`h_2 = \tanh(a_2)`."""
    return np.tanh(a2)


def a3(w3: Floats, h2: Floats, b: Floats) -> Floats:
    """Weighted input of layer 3, :math:`a_3 = w_3 h_2 + b_3`."""
    return w3 * h2 + b[2]


def yhat(a3: Floats) -> Floats:
    r"""Output of the network, :math:`\hat y = 1 / (1 + e^{-a_3})`; from 0 to 1."""
    return 1 / (1 + np.exp(-a3))


def C(yhat: Floats) -> Floats:
    r"""Cross-entropy with the target 1, :math:`C = -\log \hat y`; at least 0."""
    return -np.log(yhat)


def dC_dyhat(yhat: Floats) -> Floats:
    r"""First factor, :math:`-1 / \hat y`."""
    return -1 / yhat


def dyhat_da3(yhat: Floats) -> Floats:
    r"""Second factor, :math:`\hat y (1 - \hat y)`."""
    return yhat * (1 - yhat)


def da3_dh2(w3: Floats) -> Floats:
    """Third factor, :math:`w_3`."""
    return w3


def dh2_da2(h2: Floats) -> Floats:
    r"""Fourth factor, :math:`1 - \tanh^2(a_2) = 1 - h_2^2`."""
    return 1 - h2**2


def da2_dh1(w2: Floats) -> Floats:
    """Fifth factor, :math:`w_2`."""
    return w2


def dh1_da1(h1: Floats) -> Floats:
    r"""Sixth factor, :math:`1 - \tanh^2(a_1) = 1 - h_1^2`."""
    return 1 - h1**2


def da1_dw1(x: Floats) -> Floats:
    """Seventh factor, :math:`x`."""
    return x


def factors(
    dC_dyhat: Floats,
    dyhat_da3: Floats,
    da3_dh2: Floats,
    dh2_da2: Floats,
    da2_dh1: Floats,
    dh1_da1: Floats,
    da1_dw1: Floats,
) -> Floats:
    """All factors of the chain, from the loss down to the first weight; shape (7,)."""
    return np.array([dC_dyhat, dyhat_da3, da3_dh2, dh2_da2, da2_dh1, dh1_da1, da1_dw1])


def product(factors: Floats) -> Floats:
    r"""Derivative of the loss by the first weight, :math:`\partial C / \partial w_1`."""
    return factors.prod()
