import torch
import torch.nn.functional as F


def loss_from_logits(A3, Y):
    A3 = torch.tensor(A3, dtype=torch.float32)
    return F.cross_entropy(A3, torch.tensor(Y).argmax(dim=1)).item()


def loss(Yhat, Y):
    raise NotImplementedError
