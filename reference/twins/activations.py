"""The activation functions once more, forward only, in torch."""

import torch
import torch.nn.functional as F
from torch import Tensor


def sigmoid(z: Tensor) -> Tensor:
    """Logistic function, by the exponential of the logarithm; the shape of z."""
    return torch.exp(F.logsigmoid(z.double()))


def tanh(z: Tensor) -> Tensor:
    """Hyperbolic tangent, by the logistic function; the shape of z."""
    return 2 * torch.sigmoid(2 * z.double()) - 1


def relu(z: Tensor) -> Tensor:
    """Rectifier; the shape of z."""
    return F.relu(z.double())


def leaky_relu(z: Tensor, alpha: Tensor) -> Tensor:
    """Leaky rectifier, as the larger of two lines; the shape of z."""
    return torch.maximum(z.double(), alpha * z)


def softplus(z: Tensor) -> Tensor:
    """Soft rectifier; the shape of z."""
    return torch.logaddexp(z.double(), torch.zeros_like(z, dtype=torch.double))


def normal_cdf(z: Tensor) -> Tensor:
    """Distribution function of the standard normal distribution; the shape of z."""
    return torch.special.ndtr(z.double())


def gelu(z: Tensor) -> Tensor:
    """Gaussian error linear unit; the shape of z."""
    return F.gelu(z.double(), approximate="none")


def five_relu(z: Tensor) -> Tensor:
    """Five times the rectifier, by a clamp; the shape of z."""
    return torch.clamp(5 * z.double(), min=0)


def activation(name: str, z: Tensor) -> Tensor:
    """Activation of a name; the shape of z."""
    match name:
        case "five_relu":
            return 5 * F.relu(z)
        case "tanh":
            return torch.tanh(z)
        case "sigmoid":
            return torch.sigmoid(z)
        case _:
            return z.clone()
