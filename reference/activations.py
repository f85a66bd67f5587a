r"""Activation functions and their derivatives, entry by entry.

Every function takes an array of any shape and returns one of the same shape, but for the
Jacobian at the end, which takes a vector.
"""

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def sigmoid(z: Floats) -> Floats:
    r"""Logistic function.

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}

    Args:
        z: Any real numbers.

    Returns:
        Between 0 and 1; the shape of z.

    Numerics:
        The exponent is never positive, so nothing overflows.
    """
    e = np.exp(-np.maximum(z, -z))
    return np.where(z > 0, 1, e) / (1 + e)


def dsigmoid(sigmoid: Floats) -> Floats:
    r"""Derivative of the logistic function, :math:`\sigma(z) (1 - \sigma(z))`."""
    return sigmoid * (1 - sigmoid)


def tanh(z: Floats) -> Floats:
    r"""Hyperbolic tangent, :math:`(e^z - e^{-z}) / (e^z + e^{-z})`; between -1 and 1."""
    return np.tanh(z)


def dtanh(tanh: Floats) -> Floats:
    r"""Derivative of the hyperbolic tangent, :math:`1 - \tanh^2 z`."""
    return 1 - tanh**2


def kink(z: Floats) -> Floats:
    """Where the rectifiers have their kink: at entries that are 0; z itself."""
    return z


def relu(z: Floats) -> Floats:
    r"""Rectifier, :math:`\max(z, 0)`."""
    return np.maximum(z, 0)


def drelu(z: Floats, slope: Floats | float) -> Floats:
    """Derivative of the rectifier: 1 above 0, 0 below, ``slope`` (0 to 1) exactly there."""
    return (z > 0) + slope * (z == 0)


def leaky_relu(z: Floats, alpha: float) -> Floats:
    r"""Leaky rectifier: z above 0, :math:`\alpha z` elsewhere; alpha is from 0 to 1."""
    return np.where(z > 0, z, alpha * z)


def dleaky_relu(z: Floats, alpha: float) -> Floats:
    """Derivative of the leaky rectifier: 1 above 0, alpha elsewhere."""
    return np.where(z > 0, 1, alpha)


def softplus(z: Floats) -> Floats:
    r"""Soft rectifier.

    .. math:: \log(1 + e^z) = \max(z, 0) + \log(1 + e^{-|z|})

    Args:
        z: Any real numbers.

    Returns:
        Greater than 0; the shape of z.

    Numerics:
        The exponent is never positive, so nothing overflows.
    """
    return np.maximum(z, 0) + np.log1p(np.exp(-np.maximum(z, -z)))


def dsoftplus(sigmoid: Floats) -> Floats:
    r"""Derivative of the soft rectifier, :math:`\sigma(z)`."""
    return sigmoid


def gelu(z: Floats, normal_cdf: Floats) -> Floats:
    r"""Gaussian error linear unit, :math:`z \, \Phi(z)`."""
    return z * normal_cdf


def normal_cdf(z: Floats) -> Floats:
    r"""Distribution function of the standard normal distribution.

    .. math:: \Phi(z) = \tfrac12 \left( 1 + \mathrm{erf}(z / \sqrt 2) \right)

    Args:
        z: Any real numbers.

    Returns:
        Between 0 and 1; the shape of z.
    """
    return (1 + _erf(z / math.sqrt(2))) / 2


def dgelu(z: Floats, normal_cdf: Floats) -> Floats:
    r"""Derivative of the Gaussian error linear unit.

    .. math:: \Phi(z) + z \, \varphi(z), \qquad \varphi(z) = e^{-z^2 / 2} / \sqrt{2 \pi}

    Args:
        z: Any real numbers.
        normal_cdf: The distribution function at z; the shape of z.

    Returns:
        The shape of z.
    """
    return normal_cdf + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def five_relu(z: Floats) -> Floats:
    r"""Five times the rectifier, :math:`5 \max(z, 0)`."""
    return 5 * np.maximum(z, 0)


def d_five_relu(z: Floats) -> Floats:
    """Derivative of five times the rectifier: 5 above 0, 0 elsewhere."""
    return 5 * (z > 0)


def activation(name: str, z: Floats, five_relu: Floats, tanh: Floats, sigmoid: Floats) -> Floats:
    """Activation of a name: five_relu, tanh, sigmoid or identity; the shape of z."""
    values = {"five_relu": five_relu, "tanh": tanh, "sigmoid": sigmoid, "identity": z}
    return values[name]


def jac(name: str, z: Floats, d_five_relu: Floats, dtanh: Floats, dsigmoid: Floats) -> Floats:
    r"""Jacobian of an activation.

    .. math:: J_{ij} = \partial y_i / \partial z_j = f'(z_i) \, \mathbb{1}\{i = j\}

    Args:
        name: five_relu, tanh, sigmoid or identity.
        z: Shape (M,).
        d_five_relu: Derivative of five times the rectifier; shape (M,).
        dtanh: Derivative of the hyperbolic tangent; shape (M,).
        dsigmoid: Derivative of the logistic function; shape (M,).

    Returns:
        A diagonal matrix; shape (M, M).
    """
    slopes = {
        "five_relu": d_five_relu,
        "tanh": dtanh,
        "sigmoid": dsigmoid,
        "identity": np.ones_like(z),
    }
    return np.diag(slopes[name])


def _erf(x: Floats) -> Floats:
    """Return the error function; numpy has none."""
    values: Floats = np.vectorize(math.erf, otypes=[np.float64])(x)
    return values.astype(x.dtype)
