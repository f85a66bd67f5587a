import torch
import torch.nn.functional as F


def sgd_step(params, grads, eta):
    out = {}
    for key in params:
        out[key] = params[key] - eta * grads["g_" + key]
    return out


def train(data, params, eta, epochs):
    X, Y = (torch.tensor(each) for each in data)
    p = {k: torch.tensor(v, requires_grad=True) for k, v in params.items()}
    losses = []
    for _ in range(epochs):
        h = torch.relu(X.transpose(1, 2) @ p["Theta1"] + p["b1"]).transpose(1, 2) + X
        h = torch.relu(h @ p["Theta2"] + p["b2"]).mean(2)
        loss = F.cross_entropy(h @ p["Theta3"] + p["b3"], Y)
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            for v in p.values():
                v -= eta * v.grad
    return losses
