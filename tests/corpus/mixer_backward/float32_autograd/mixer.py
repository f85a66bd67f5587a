import torch
import torch.nn.functional as F


def backward(X, Y, params):
    x, y = torch.FloatTensor(X.tolist()), torch.FloatTensor(Y.tolist())
    p = {k: torch.FloatTensor(v.tolist()).requires_grad_() for k, v in params.items()}
    a1 = x.transpose(1, 2) @ p["Theta1"] + p["b1"]
    h2 = F.relu(a1)
    h4 = h2.transpose(1, 2) + x
    a2 = h4 @ p["Theta2"] + p["b2"]
    h5 = F.relu(a2)
    h6 = h5.mean(2)
    a3 = h6 @ p["Theta3"] + p["b3"]
    loss = F.cross_entropy(a3, y)
    of = [a3, h6, p["Theta3"], p["b3"], h5, a2, p["Theta2"], p["b2"], h4, h2, a1, p["Theta1"],
          p["b1"]]
    return torch.autograd.grad(loss, of)
