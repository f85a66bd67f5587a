import torch


def forward(X, params):
    f = lambda a: torch.tensor(a.tolist(), dtype=torch.float64)
    X = f(X)
    T1, b1, T2, b2, T3, b3 = (f(params[k]) for k in ("Theta1", "b1", "Theta2", "b2", "Theta3", "b3"))
    H1 = X.transpose(1, 2)
    A1 = H1 @ T1 + b1
    H2 = torch.relu(A1)
    H3 = H2.transpose(1, 2)
    H4 = H3 + X
    A2 = H4 @ T2 + b2
    H5 = torch.relu(A2)
    H6 = H5.mean(dim=2)
    A3 = H6 @ T3 + b3
    Yhat = torch.softmax(A3, dim=0)
    return [H1, A1, H2, H3, H4, A2, H5, H6, A3, Yhat]
