import torch
import torch.nn.functional as F


def bce_loss_and_grads(x, y, params):
    p = {k: torch.tensor(v, dtype=torch.float32, requires_grad=True) for k, v in params.items()}
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32)
    z1 = p["W1"] @ x + p["b1"]
    z2 = torch.tanh(z1)
    z3 = p["W2"] @ z2 + p["b2"]
    yhat = torch.sigmoid(z3)
    loss = F.binary_cross_entropy(yhat, y)
    for t in (z1, z2, z3, yhat):
        t.retain_grad()
    loss.backward()
    return {
        "z1": z1.detach(), "z2": z2.detach(), "z3": z3.detach(), "yhat": yhat.detach(),
        "loss": loss.item(), "g_yhat": yhat.grad, "g_z3": z3.grad, "g_W2": p["W2"].grad,
        "g_b2": p["b2"].grad, "g_z2": z2.grad, "g_z1": z1.grad, "g_W1": p["W1"].grad,
        "g_b1": p["b1"].grad,
    }


def dz3(z, y):
    z = torch.tensor(z, dtype=torch.float32, requires_grad=True)
    F.binary_cross_entropy_with_logits(z, torch.tensor(y, dtype=torch.float32)).backward()
    return z.grad
