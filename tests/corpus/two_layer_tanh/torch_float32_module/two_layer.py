import torch
from torch import nn


def tanh_loss_and_grads(x, y, params):
    first = nn.Linear(len(x), len(params["b1"]))
    second = nn.Linear(len(params["b1"]), len(y))
    with torch.no_grad():
        first.weight.copy_(torch.tensor(params["W1"]))
        first.bias.copy_(torch.tensor(params["b1"]))
        second.weight.copy_(torch.tensor(params["W2"]))
        second.bias.copy_(torch.tensor(params["b2"]))
    z1 = first(torch.tensor(x).float())
    z2 = z1.tanh()
    z3 = second(z2)
    yhat = z3.sigmoid()
    loss = nn.MSELoss(reduction="sum")(yhat, torch.tensor(y).float())
    g_z1, g_z2, g_z3, g_yhat = torch.autograd.grad(loss, [z1, z2, z3, yhat], retain_graph=True)
    loss.backward()
    return (z1, z2, z3, yhat, loss, g_yhat, g_z3, second.weight.grad, second.bias.grad, g_z2,
            g_z1, first.weight.grad, first.bias.grad)
