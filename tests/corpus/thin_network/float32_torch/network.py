import torch


def chain_factors(w, b, x):
    w = torch.tensor(w, dtype=torch.float32, requires_grad=True)
    b = torch.tensor(b, dtype=torch.float32)
    h = torch.tensor(float(x))
    chain = []
    for k in range(3):
        a = w[k] * h + b[k]
        chain.append(a)
        h = torch.tanh(a) if k < 2 else torch.sigmoid(a)
        chain.append(h)
    chain.append(-torch.log(h))
    factors = []
    for above, below in zip(chain[::-1], chain[-2::-1]):
        factors += torch.autograd.grad(above, below, retain_graph=True)
    factors.append(torch.tensor(float(x)))
    product = torch.autograd.grad(chain[-1], w)[0][0]
    return torch.stack(factors).numpy(), product.item()
