"""Descent on the input of a classifier once more, in torch."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


def z1(W1: Tensor, x: Tensor, b1: Tensor) -> Tensor:
    """Weighted inputs of the hidden layer; shape (M,)."""
    return F.linear(x, W1, b1)


def z2(z1: Tensor) -> Tensor:
    """Outputs of the hidden layer, by the logistic function; shape (M,)."""
    return 2 * torch.sigmoid(2 * z1) - 1


def z3(W2: Tensor, z2: Tensor, b2: Tensor) -> Tensor:
    """Weighted inputs of the output layer; shape (K,)."""
    return torch.addmv(b2, W2, z2)


def p(z3: Tensor) -> Tensor:
    """Probabilities of the classes; shape (K,)."""
    return torch.softmax(z3, dim=0)


def loss(z3: Tensor, target: int) -> Tensor:
    """Cross-entropy with the class aimed at; a number."""
    return F.cross_entropy(z3[None], torch.tensor([int(target)]))


def path(graph: Callable[..., Tensor], x: Tensor, lr: float, steps: int) -> Tensor:
    """Inputs on the way down, by an optimiser; shape (steps + 1, N)."""
    return _descended(graph, x, lr, steps, (-torch.inf, torch.inf))


def losses(graph: Callable[..., Tensor], path: Tensor) -> Tensor:
    """Losses on the way down; shape (steps + 1,)."""
    return torch.stack([graph("loss", x=each) for each in path])


def clamped_path(
    graph: Callable[..., Tensor], x: Tensor, lr: float, steps: int, low: float, high: float
) -> Tensor:
    """Inputs on the way down between two bounds, by an optimiser; shape (steps + 1, N)."""
    return _descended(graph, x, lr, steps, (low, high))


def _descended(
    graph: Callable[..., Tensor], x: Tensor, lr: float, steps: int, bounds: tuple[float, float]
) -> Tensor:
    found = torch.empty(int(steps) + 1, len(x), dtype=x.dtype)
    found[0] = x
    point = x.clone().requires_grad_()
    optimiser = torch.optim.SGD([point], lr=float(lr))
    for step in range(int(steps)):
        point.grad = graph("g_x", x=point.detach())
        optimiser.step()
        with torch.no_grad():
            point.clamp_(*map(float, bounds))
        found[step + 1] = point.detach()
    return found
