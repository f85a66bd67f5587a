import torch
import torch.nn.functional as F


def forward(X, params):
    X = torch.tensor(X.tolist(), dtype=torch.float64)
    p = {k: torch.tensor(v.tolist(), dtype=torch.float64) for k, v in params.items()}
    H1 = X.transpose(1, 2)
    A1 = F.linear(H1, p["Theta1"], p["b1"])
    H2 = F.relu(A1)
    H3 = H2.transpose(1, 2)
    H4 = H3 + X
    A2 = F.linear(H4, p["Theta2"], p["b2"])
    H5 = F.relu(A2)
    H6 = H5.mean(-1)
    A3 = H6 @ p["Theta3"] + p["b3"]  # F.linear complained here
    Yhat = F.softmax(A3, dim=-1)
    return dict(H1=H1, A1=A1, H2=H2, H3=H3, H4=H4, A2=A2, H5=H5, H6=H6, A3=A3, Yhat=Yhat)
