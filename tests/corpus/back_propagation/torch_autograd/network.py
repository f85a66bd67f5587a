import torch
import torch.nn.functional as F


def back_propagation(theta, h, a, y, yhat):
    W = [torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in theta["W"]]
    b = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in theta["b"]]
    v = torch.tensor(h[0], dtype=torch.float64)
    for k in range(len(W)):
        v = W[k] @ v + b[k]
        if k < len(W) - 1:
            v = torch.tanh(v)
    F.cross_entropy(v, torch.tensor(y, dtype=torch.float64)).backward()
    return [w.grad for w in W], [v.grad for v in b]
