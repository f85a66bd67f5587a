"""The affine map and costs of it once more, forward only, in torch."""

import torch
import torch.nn.functional as F
from torch import Tensor


def y(W: Tensor, b: Tensor, x: Tensor) -> Tensor:
    """Affine map of one sample; shape (m,)."""
    return F.linear(x, W, b)


def C(dC_dy: Tensor, y: Tensor) -> Tensor:
    """A cost that has the given gradient; a number."""
    return torch.sum(dC_dy * y)


def C2(c: Tensor | float, dC_dW: Tensor, W: Tensor, dC_db: Tensor, b: Tensor) -> Tensor:
    """A scaled cost, of a C that has the given gradients; a number."""
    weights = torch.einsum("ij,ij->", dC_dW, W)
    biases = torch.einsum("i,i->", dC_db, b)
    return c * weights + c * biases


def C_numerator(W_transposed: Tensor, b_row: Tensor, x: Tensor, dC_dy_row: Tensor) -> Tensor:
    """A cost that has the given gradient; a number."""
    return torch.dot(dC_dy_row[0], F.linear(x, W_transposed.t(), b_row[0]))


def C_rows(X: Tensor, W_rows: Tensor, b_rows: Tensor, G_rows: Tensor) -> Tensor:
    """A cost of a batch of rows; a number."""
    return torch.einsum("ij,ij->", G_rows, F.linear(X, W_rows.t(), b_rows))


def C_cols(Z: Tensor, W_cols: Tensor, b_cols: Tensor, G_cols: Tensor) -> Tensor:
    """A cost of a batch of columns, one after the other; a number."""
    samples = zip(Z.unbind(dim=1), G_cols.unbind(dim=1), strict=True)
    return torch.stack([g.dot(F.linear(z, W_cols, b_cols)) for z, g in samples]).sum()


def W_collapsed(W1: Tensor, W2: Tensor) -> Tensor:
    """What both layers without biases make of the unit vectors; shape (m, n)."""
    units = torch.eye(W1.shape[1], dtype=W1.dtype)
    return F.linear(F.linear(units, W1), W2).t()


def b_collapsed(b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    """What the second layer makes of the biases of the first; shape (m,)."""
    return F.linear(b1, W2, b2)
