"""The mixer network once more, in torch."""

import torch
from torch import Tensor
from torch.nn import functional


def H1(X: Tensor) -> Tensor:
    """Sample by sample."""
    return torch.stack([sample.t() for sample in X])


def A1(H1: Tensor, Theta1: Tensor, b1: Tensor) -> Tensor:
    """As a linear module, whose weights stand the other way round."""
    return functional.linear(H1, Theta1.t(), b1)


def H2(A1: Tensor) -> Tensor:
    """What is not positive is filled with 0."""
    return A1.masked_fill(A1 <= 0, 0)


def H3(H2: Tensor) -> Tensor:
    """By the letters of the axes."""
    return torch.einsum("idl->ild", H2)


def H4(H3: Tensor, X: Tensor) -> Tensor:
    """Both stacked, then summed."""
    return torch.stack([H3, X]).sum(dim=0)


def A2(H4: Tensor, Theta2: Tensor, b2: Tensor) -> Tensor:
    """Column by column."""
    columns = zip(Theta2.unbind(dim=1), b2, strict=True)
    return torch.stack([(H4 * weights).sum(dim=2) + bias for weights, bias in columns], dim=2)


def H5(A2: Tensor) -> Tensor:
    """The module's own ReLU."""
    return functional.relu(A2)


def H6(H5: Tensor) -> Tensor:
    """A pool as wide as the sample."""
    return functional.avg_pool1d(H5, H5.shape[2]).flatten(1)


def A3(H6: Tensor, Theta3: Tensor, b3: Tensor) -> Tensor:
    """Biases first."""
    return torch.addmm(b3, H6, Theta3)


def Yhat(A3: Tensor) -> Tensor:
    """The library's softmax."""
    return torch.softmax(A3, dim=-1)


def loss(A3: Tensor, Y: Tensor) -> Tensor:
    """The library's cross-entropy, from class numbers."""
    return functional.cross_entropy(A3, Y.argmax(dim=1), reduction="mean")
