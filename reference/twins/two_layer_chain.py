"""How a loss changes if the two layers do, to first order, in torch."""

import torch
from torch import Tensor


def change_of_z3(V2: Tensor, z2: Tensor, c2: Tensor) -> Tensor:
    """How z3 changes if the second layer does; shape (K, 1)."""
    return torch.einsum("mk,mi->ki", V2, z2) + c2.reshape(-1, 1)


def change_of_z1(V1: Tensor, x: Tensor, c1: Tensor) -> Tensor:
    """How z1 changes if the first layer does; shape (M, 1)."""
    return torch.einsum("nm,ni->mi", V1, x) + c1.reshape(-1, 1)


def loss_by_layer_2(dl_dyhat: Tensor, dyhat_dz3: Tensor, change_of_z3: Tensor) -> Tensor:
    """How the loss changes if the second layer does; a number."""
    return torch.einsum("ij,jk,ki->", dl_dyhat, dyhat_dz3, change_of_z3)


def loss_by_layer_1(
    dl_dyhat: Tensor, dyhat_dz3: Tensor, W2: Tensor, dz2_dz1: Tensor, change_of_z1: Tensor
) -> Tensor:
    """How the loss changes if the first layer does; a number."""
    return torch.einsum("ij,jk,km,mn,ni->", dl_dyhat, dyhat_dz3, W2, dz2_dz1, change_of_z1)
