"""Gradient descent on a classifier of L layers once more, by the optimiser of torch."""

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


def A(k: int, H: Sequence[Tensor], W: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
    """Weighted inputs of layer k; shape (N, n_k)."""
    return F.linear(H[k - 1], W[k], b[k])


def H(j: int, X: Tensor, A: Sequence[Tensor], g: Callable[[Tensor], Tensor]) -> Tensor:
    """Outputs of layer j; shape (N, n_j)."""
    return g(A[j]) if j else X.clone()


def log_probabilities(A: Sequence[Tensor]) -> Tensor:
    """Logarithms of the outputs; shape (N, n_L)."""
    return torch.log_softmax(A[len(A)], dim=1)


def loss(log_probabilities: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy, the mean over the samples; a number."""
    return F.nll_loss(log_probabilities, labels.long())


def W_end(
    k: int,
    X: Tensor,
    labels: Tensor,
    W: Sequence[Tensor],
    b: Sequence[Tensor],
    g: Callable[[Tensor], Tensor],
    eta: float,
    max_iterations: int,
) -> Tensor:
    """Weights of layer k after all steps; shape (n_k, n_(k-1))."""
    return _descent(X, labels, W, b, g, eta, max_iterations)[0][k - 1]


def b_end(
    k: int,
    X: Tensor,
    labels: Tensor,
    W: Sequence[Tensor],
    b: Sequence[Tensor],
    g: Callable[[Tensor], Tensor],
    eta: float,
    max_iterations: int,
) -> Tensor:
    """Biases of layer k after all steps; shape (n_k,)."""
    return _descent(X, labels, W, b, g, eta, max_iterations)[1][k - 1]


def losses(
    X: Tensor,
    labels: Tensor,
    W: Sequence[Tensor],
    b: Sequence[Tensor],
    g: Callable[[Tensor], Tensor],
    eta: float,
    max_iterations: int,
) -> Tensor:
    """Losses from before the first step to after the last; shape (max_iterations + 1,)."""
    return _descent(X, labels, W, b, g, eta, max_iterations)[2]


def _descent(
    X: Tensor,
    labels: Tensor,
    W: Sequence[Tensor],
    b: Sequence[Tensor],
    g: Callable[[Tensor], Tensor],
    eta: float,
    max_iterations: int,
) -> tuple[list[Tensor], list[Tensor], Tensor]:
    weights = [each.detach().clone().requires_grad_() for each in W]
    biases = [each.detach().clone().requires_grad_() for each in b]
    optimiser = torch.optim.SGD([*weights, *biases], lr=float(eta))
    curve = []
    for step in range(int(max_iterations) + 1):
        z = X
        for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
            z = g(F.linear(z, weight, bias))
        end = F.cross_entropy(F.linear(z, weights[-1], biases[-1]), labels.long())
        curve.append(end.detach())
        if step < max_iterations:
            optimiser.zero_grad()
            torch.autograd.backward(end)
            optimiser.step()
    return (
        [each.detach() for each in weights],
        [each.detach() for each in biases],
        torch.stack(curve),
    )
