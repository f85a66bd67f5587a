import torch
import torch.nn.functional as F


def as_tensor(v):
    return torch.tensor(v, dtype=torch.float32, requires_grad=True)


def cross_entropy(a, label):
    return F.cross_entropy(as_tensor(a), torch.tensor(int(label))).item()


def grad_yhat(yhat, label):
    p = as_tensor(yhat)
    (-torch.log(p[label])).backward()
    return p.grad.numpy()


def grad_logits(a, label):
    t = as_tensor(a)
    F.cross_entropy(t, torch.tensor(int(label))).backward()
    return t.grad.numpy()


def batch_cross_entropy(A, Y):
    return F.cross_entropy(as_tensor(A), torch.tensor(Y, dtype=torch.float32)).item()


def batch_grad_logits(A, Y):
    t = as_tensor(A)
    F.cross_entropy(t, torch.tensor(Y, dtype=torch.float32)).backward()
    return t.grad.numpy()
