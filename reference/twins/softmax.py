"""The softmax once more, forward only, in torch."""

import torch
from torch import Tensor
from torch.nn import functional


def softmax(z: Tensor) -> Tensor:
    """Softmax of one vector; shape (n,)."""
    return torch.softmax(z.double(), dim=0)


def softmax_rows(Z: Tensor) -> Tensor:
    """Softmax of each row, by the logarithm of its normaliser; shape (m, n)."""
    return torch.stack([torch.exp(row - torch.logsumexp(row, dim=0)) for row in Z.double()])


def softmax_beta(x: Tensor, beta: Tensor | float) -> Tensor:
    """Softmax with an inverse temperature, by its logarithm; shape (n,)."""
    return torch.exp(torch.log_softmax(beta * x.double(), dim=0))


def dsoftmax(z: Tensor, i: int, k: int) -> Tensor:
    """One entry of the Jacobian, by what is left of the probability; a number."""
    logs = torch.log_softmax(z.double(), dim=0)
    others = torch.exp(logs).sum() - torch.exp(logs[k])
    return torch.exp(logs[i]) * others if i == k else -torch.exp(logs[i] + logs[k])


def weighted_softmax(softmax: Tensor, g: Tensor) -> Tensor:
    """A cost of the probabilities that has the given gradient; a number."""
    return torch.sum(softmax * g)


def yhat(a: Tensor) -> Tensor:
    """Predictions for one sample, by the logarithm of the normaliser; shape (k,)."""
    return torch.exp(a.double() - torch.logsumexp(a.double(), dim=0))


def Yhat(A: Tensor) -> Tensor:
    """Predictions for a batch, by the library; shape (m, k)."""
    return torch.softmax(A.double(), dim=-1)


def cross_entropy(a: Tensor, label: int) -> Tensor:
    """The library's cross-entropy of a batch of one; a number."""
    return functional.cross_entropy(
        a.double().unsqueeze(0), torch.as_tensor(label).long().reshape(1)
    )


def cross_entropy_of_prediction(yhat: Tensor, label: int) -> Tensor:
    """By the negative log-likelihood of the library; a number."""
    return functional.nll_loss(
        torch.log(yhat).unsqueeze(0), torch.as_tensor(label).long().reshape(1)
    )


def batch_cross_entropy(A: Tensor, Y: Tensor) -> Tensor:
    """The library's cross-entropy, from class numbers; a number."""
    return functional.cross_entropy(A.double(), Y.argmax(dim=1), reduction="mean")
