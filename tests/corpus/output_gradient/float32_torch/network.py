import torch
import torch.nn.functional as F


def output_gradient(yhat, l):
    p = torch.as_tensor(yhat, dtype=torch.float32)
    target = F.one_hot(torch.as_tensor(int(l)), num_classes=p.shape[0])
    return (p - target).numpy()
