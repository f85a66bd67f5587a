"""The network of two layers without biases once more, in torch."""

import torch
import torch.nn.functional as F
from torch import Tensor


def S1(W1: Tensor, X: Tensor) -> Tensor:
    """Weighted inputs of the hidden layer; shape (H, N)."""
    return F.linear(X.T, W1).T


def Z1(S1: Tensor) -> Tensor:
    """Outputs of the hidden layer; shape (H, N)."""
    return F.relu(S1)


def Y(W2: Tensor, Z1: Tensor) -> Tensor:
    """Outputs of the network; shape (K, N)."""
    return torch.einsum("kh,hn->kn", W2, Z1)


def loss(Y: Tensor, T: Tensor) -> Tensor:
    """Half the mean over samples of the squared distance to the target; a number."""
    return F.mse_loss(Y, T, reduction="none").sum(dim=0).mean() / 2


def W2_new(W2: Tensor, lr: Tensor | float, dW2: Tensor) -> Tensor:
    """Weights after the step; shape (K, H)."""
    return torch.addcmul(W2, torch.as_tensor(lr), dW2, value=-1)


def W1_new(W1: Tensor, lr: Tensor | float, dW1: Tensor) -> Tensor:
    """Weights after the step; shape (H, d)."""
    return torch.addcmul(W1, torch.as_tensor(lr), dW1, value=-1)
