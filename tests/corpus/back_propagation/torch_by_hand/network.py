import torch


def to(v):
    return torch.as_tensor(v).to(torch.float32)


def back_propagation(theta, h, a, y, yhat):
    dW, db = [], []
    delta = to(yhat) - to(y)
    with torch.no_grad():
        for k in reversed(range(len(h))):
            dW = [torch.outer(delta, to(h[k]))] + dW
            db = [delta.clone()] + db
            if k:
                delta = torch.mv(to(theta["W"][k]).t(), delta)
                delta.mul_(1 - torch.tanh(to(a[k - 1])) ** 2)
    return dW, db
