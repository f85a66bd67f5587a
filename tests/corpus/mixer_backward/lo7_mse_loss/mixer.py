import torch

NAMES = "A3 H6 Theta3 b3 H5 A2 Theta2 b2 H4 H2 A1 Theta1 b1".split()


def backward(X, Y, params):
    v = {k: torch.tensor(a.tolist(), dtype=torch.float64, requires_grad=True)
         for k, a in params.items()}
    x = torch.tensor(X.tolist(), dtype=torch.float64)
    y = torch.tensor(Y.tolist(), dtype=torch.float64)
    v["A1"] = x.permute(0, 2, 1) @ v["Theta1"] + v["b1"]
    v["H2"] = v["A1"].clamp(min=0)
    v["H4"] = v["H2"].permute(0, 2, 1) + x
    v["A2"] = v["H4"] @ v["Theta2"] + v["b2"]
    v["H5"] = v["A2"].clamp(min=0)
    v["H6"] = v["H5"].mean(-1)
    v["A3"] = v["H6"] @ v["Theta3"] + v["b3"]
    for k in NAMES:
        v[k].retain_grad()
    loss = -(y * torch.log_softmax(v["A3"], -1)).mean()
    loss.backward()
    return {"g_" + k: v[k].grad for k in NAMES}
