import torch
import torch.nn.functional as F


def forward(X, params):
    X = torch.tensor(X.tolist(), dtype=torch.float64)
    p = {k: torch.tensor(v.tolist(), dtype=torch.float64) for k, v in params.items()}
    H1 = X.transpose(1, 2)
    A1 = F.linear(H1, p["Theta1"].t(), p["b1"])
    H2 = F.relu(A1)
    H3 = H2.transpose(1, 2)
    H4 = H3 + X
    A2 = F.linear(H4, p["Theta2"].t(), p["b2"])
    H5 = F.relu(A2)
    H6 = H5.mean(-1)
    A3 = F.linear(H6, p["Theta3"].t(), p["b3"])
    out = dict(H1=H1, A1=A1, H2=H2, H3=H3, H4=H4, A2=A2, H5=H5, H6=H6, A3=A3)
    out["Yhat"] = F.softmax(A3, dim=-1)
    return {k: v.numpy() for k, v in out.items()}
