"""The network with one unit a layer once more, in torch."""

import torch
import torch.nn.functional as F
from torch import Tensor


def w1(w: Tensor) -> Tensor:
    """Weight of layer 1."""
    return w.unbind()[0]


def w2(w: Tensor) -> Tensor:
    """Weight of layer 2."""
    return w.unbind()[1]


def w3(w: Tensor) -> Tensor:
    """Weight of layer 3."""
    return w.unbind()[2]


def a1(w1: Tensor, x: Tensor, b: Tensor) -> Tensor:
    """Weighted input of layer 1."""
    return x * w1 + b[0]


def h1(a1: Tensor) -> Tensor:
    """Output of layer 1, by the logistic function."""
    return 2 * torch.sigmoid(2 * a1) - 1


def a2(w2: Tensor, h1: Tensor, b: Tensor) -> Tensor:
    """Weighted input of layer 2."""
    return h1 * w2 + b[1]


def h2(a2: Tensor) -> Tensor:
    """Output of layer 2, by the logistic function."""
    return 2 * torch.sigmoid(2 * a2) - 1


def a3(w3: Tensor, h2: Tensor, b: Tensor) -> Tensor:
    """Weighted input of layer 3."""
    return h2 * w3 + b[2]


def yhat(a3: Tensor) -> Tensor:
    """Output of the network, by tanh."""
    return (1 + torch.tanh(a3 / 2)) / 2


def C(yhat: Tensor) -> Tensor:
    """Cross-entropy with the target 1."""
    return F.binary_cross_entropy(yhat, torch.ones_like(yhat))


def factors(
    dC_dyhat: Tensor,
    dyhat_da3: Tensor,
    da3_dh2: Tensor,
    dh2_da2: Tensor,
    da2_dh1: Tensor,
    dh1_da1: Tensor,
    da1_dw1: Tensor,
) -> Tensor:
    """All factors of the chain, put together from either end; shape (7,)."""
    upper = [dC_dyhat, dyhat_da3, da3_dh2]
    lower = [da1_dw1, dh1_da1, da2_dh1, dh2_da2]
    return torch.tensor(upper + lower[::-1], dtype=torch.float64)
