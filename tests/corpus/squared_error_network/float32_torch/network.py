import torch


def squared_error_network(theta, X, Y):
    W = [torch.tensor(w, dtype=torch.float32) for w in theta["W"]]
    b = [torch.tensor(v, dtype=torch.float32)[:, None] for v in theta["b"]]
    z = [torch.tensor(X, dtype=torch.float32).T]
    for i, (w, v) in enumerate(zip(W, b), 1):
        s = w @ z[-1] + v
        z.append(s if i == len(W) else s.tanh())
    out = z.pop()
    error = out - torch.tensor(Y, dtype=torch.float32).T
    g = g_out = 2 * error / len(Y)
    dW, db = [], []
    while W:
        dW.append((g @ z[-1].T).numpy())
        db.append(g.sum(1).numpy())
        g = (W.pop().T @ g) * (1 - z.pop() ** 2)
    loss = error.pow(2).sum(0).mean().item()
    return out.T.numpy(), loss, g_out.T.numpy(), dW[::-1], db[::-1]
