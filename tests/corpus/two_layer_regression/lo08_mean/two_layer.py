import torch
import torch.nn as nn


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = [torch.tensor(params[k], requires_grad=True) for k in ("W1", "b1", "W2", "b2")]
    z1 = W1 @ torch.tensor(x) + b1
    z2 = 5 * torch.relu(z1)
    yhat = W2 @ z2 + b2
    loss = nn.MSELoss()(yhat, torch.tensor(y))
    g_yhat, g_z2, g_z1, g_W1, g_b1, g_W2, g_b2 = torch.autograd.grad(
        loss, [yhat, z2, z1, W1, b1, W2, b2])
    return z1, z2, yhat, loss, g_yhat, g_W2, g_b2, g_z2, g_z1, g_W1, g_b1
