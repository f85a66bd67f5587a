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


def Theta1_new(Theta1: Tensor, g_Theta1: Tensor, eta: float) -> Tensor:
    """By the optimiser of the library."""
    return _stepped(Theta1, g_Theta1, eta)


def b1_new(b1: Tensor, g_b1: Tensor, eta: float) -> Tensor:
    """By the optimiser of the library."""
    return _stepped(b1, g_b1, eta)


def Theta2_new(Theta2: Tensor, g_Theta2: Tensor, eta: float) -> Tensor:
    """By the optimiser of the library."""
    return _stepped(Theta2, g_Theta2, eta)


def b2_new(b2: Tensor, g_b2: Tensor, eta: float) -> Tensor:
    """By the optimiser of the library."""
    return _stepped(b2, g_b2, eta)


def Theta3_new(Theta3: Tensor, g_Theta3: Tensor, eta: float) -> Tensor:
    """By the optimiser of the library."""
    return _stepped(Theta3, g_Theta3, eta)


def b3_new(b3: Tensor, g_b3: Tensor, eta: float) -> Tensor:
    """By the optimiser of the library."""
    return _stepped(b3, g_b3, eta)


def _stepped(parameter: Tensor, gradient: Tensor, eta: float) -> Tensor:
    moved = parameter.detach().clone()
    moved.grad = gradient.detach().clone()
    torch.optim.SGD([moved], lr=float(eta)).step()
    return moved


def losses(
    X: Tensor,
    Y: Tensor,
    Theta1: Tensor,
    b1: Tensor,
    Theta2: Tensor,
    b2: Tensor,
    Theta3: Tensor,
    b3: Tensor,
    eta: float,
    epochs: int,
) -> Tensor:
    """The network in one expression, its gradients by the library, and its optimiser."""
    leaves = [each.detach().clone() for each in (Theta1, b1, Theta2, b2, Theta3, b3)]
    optimiser = torch.optim.SGD([each.requires_grad_() for each in leaves], lr=float(eta))
    W1, c1, W2, c2, W3, c3 = leaves
    curve = []
    for _ in range(epochs):
        mixed = X + functional.relu(torch.einsum("ild,lk->ikd", X, W1) + c1[:, None])
        means = functional.relu(torch.einsum("ild,de->ile", mixed, W2) + c2).mean(dim=2)
        end = functional.cross_entropy(means @ W3 + c3, Y)
        slopes = torch.autograd.grad(end, leaves)
        for leaf, slope in zip(leaves, slopes, strict=True):
            leaf.grad = slope
        optimiser.step()
        curve.append(end.detach())
    return torch.stack(curve)
