"""The hinge loss over softmax probabilities once more, forward only, in torch."""

import torch
import torch.nn.functional as F
from torch import Tensor


def p(o: Tensor) -> Tensor:
    """Softmax over the last axis; the shape of o."""
    return torch.softmax(o, dim=-1)


def slack(p: Tensor, y: Tensor | int, margin: Tensor | float) -> Tensor:
    """By how much each wrong class violates the margin; -1 for the right class."""
    label = torch.as_tensor(y).long().unsqueeze(-1)
    violation = p + margin - p.gather(-1, label)
    return violation.scatter(-1, label, -1.0)


def active(slack: Tensor) -> Tensor:
    """Where the hinge is on: 1 above 0, else 0."""
    return torch.heaviside(slack, torch.zeros_like(slack))


def hinge(slack: Tensor) -> Tensor:
    """Loss, summed over wrong classes and over samples; a number."""
    return torch.sum(F.relu(slack))
