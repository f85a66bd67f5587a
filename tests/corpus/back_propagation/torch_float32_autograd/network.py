import torch


def back_propagation(theta, h, a, y, yhat):
    W = [torch.from_numpy(w).float().requires_grad_() for w in theta["W"]]
    b = [torch.from_numpy(v).float().requires_grad_() for v in theta["b"]]
    out = torch.from_numpy(h[0]).float()
    for k, (w, v) in enumerate(zip(W, b)):
        out = torch.nn.functional.linear(out if k == 0 else torch.tanh(out), w, v)
    loss = -(torch.from_numpy(y).float() * torch.log_softmax(out, 0)).sum()
    grads = torch.autograd.grad(loss, W + b)
    return list(grads[:len(W)]), list(grads[len(W):])
