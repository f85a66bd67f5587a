import torch


def parameter_gradients(grad_a, h_prev):
    g = torch.tensor(grad_a, dtype=torch.float32).unsqueeze(1)
    h = torch.tensor(h_prev, dtype=torch.float32).unsqueeze(1)
    return (g @ h.T).numpy(), g.squeeze(1).numpy()
