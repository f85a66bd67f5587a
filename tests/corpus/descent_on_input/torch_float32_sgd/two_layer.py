import torch
import torch.nn.functional as F


def network(x, params):
    p = {k: torch.tensor(v, dtype=torch.float32) for k, v in params.items()}
    z1 = p["W1"] @ x + p["b1"]
    z2 = torch.tanh(z1)
    return z1, z2, p["W2"] @ z2 + p["b2"]


def input_grad(x, params, target):
    x = torch.tensor(x, dtype=torch.float32, requires_grad=True)
    z1, z2, z3 = network(x, params)
    loss = F.cross_entropy(z3, torch.tensor(target))
    g = torch.autograd.grad(loss, (z3, z2, z1, x))
    return (z3.softmax(0), loss, *g)


def run(x, params, target, lr, steps, bounds=None):
    x = torch.tensor(x, dtype=torch.float32, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=lr)
    losses, path = [], []
    for step in range(steps + 1):
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x, params)[-1], torch.tensor(target))
        losses.append(loss.item())
        path.append(x.detach().clone())
        loss.backward()
        optimizer.step()
        if bounds:
            with torch.no_grad():
                x.clamp_(*bounds)
    return torch.tensor(losses), torch.stack(path)


def descend(x, params, target, lr, steps):
    return run(x, params, target, lr, steps)


def descend_clamped(x, params, target, lr, steps, low, high):
    return run(x, params, target, lr, steps, (low, high))[1]
