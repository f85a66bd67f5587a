import torch


def forward(X, params):
    X = torch.tensor(X.tolist(), dtype=torch.float32)
    p = {k: torch.tensor(v.tolist(), dtype=torch.float32) for k, v in params.items()}
    H1 = X.permute(0, 2, 1)
    A1 = torch.matmul(H1, p["Theta1"]) + p["b1"]
    H2 = torch.relu(A1)
    H3 = H2.permute(0, 2, 1)
    H4 = H3 + X
    A2 = torch.matmul(H4, p["Theta2"]) + p["b2"]
    H5 = torch.relu(A2)
    H6 = H5.mean(dim=2)
    A3 = torch.matmul(H6, p["Theta3"]) + p["b3"]
    Yhat = torch.softmax(A3, dim=1)
    return {"H1": H1, "A1": A1, "H2": H2, "H3": H3, "H4": H4, "A2": A2, "H5": H5, "H6": H6,
            "A3": A3, "Yhat": Yhat}
