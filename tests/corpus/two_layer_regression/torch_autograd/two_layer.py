import torch
import torch.nn.functional as F


def loss_and_grads(x, y, params):
    p = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in params.items()}
    x, y = torch.tensor(x), torch.tensor(y)
    z1 = F.linear(x, p["W1"], p["b1"])
    z2 = 5 * F.relu(z1)
    yhat = F.linear(z2, p["W2"], p["b2"])
    loss = F.mse_loss(yhat, y, reduction="sum")
    for t in (z1, z2, yhat):
        t.retain_grad()
    loss.backward()
    return {
        "z1": z1.detach().numpy(), "z2": z2.detach().numpy(), "yhat": yhat.detach().numpy(),
        "loss": loss.item(), "g_yhat": yhat.grad.numpy(), "g_W2": p["W2"].grad.numpy(),
        "g_b2": p["b2"].grad.numpy(), "g_z2": z2.grad.numpy(), "g_z1": z1.grad.numpy(),
        "g_W1": p["W1"].grad.numpy(), "g_b1": p["b1"].grad.numpy(),
    }
