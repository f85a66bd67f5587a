import torch


def t(a):
    return torch.tensor(a.tolist(), dtype=torch.float32)


def backward(X, Y, params):
    X, Y = t(X), t(Y)
    T1, b1 = t(params["Theta1"]), t(params["b1"])
    T2, b2 = t(params["Theta2"]), t(params["b2"])
    T3, b3 = t(params["Theta3"]), t(params["b3"])
    m, L, D = X.shape
    A1 = X.transpose(1, 2) @ T1 + b1
    H4 = torch.relu(A1).transpose(1, 2) + X
    A2 = H4 @ T2 + b2
    H6 = torch.relu(A2).mean(2)
    Yhat = torch.softmax(H6 @ T3 + b3, 1)
    g = {"g_A3": (Yhat - Y) / m}
    g["g_H6"] = g["g_A3"] @ T3.t()
    g["g_Theta3"] = H6.t() @ g["g_A3"]
    g["g_b3"] = g["g_A3"].sum(0)
    g["g_H5"] = (g["g_H6"] / D).unsqueeze(2).expand(m, L, D)
    g["g_A2"] = g["g_H5"] * (A2 > 0)
    g["g_Theta2"] = torch.einsum("ild,ile->de", H4, g["g_A2"])
    g["g_b2"] = g["g_A2"].sum((0, 1))
    g["g_H4"] = g["g_A2"] @ T2.t()
    g["g_H2"] = g["g_H4"].transpose(1, 2)
    g["g_A1"] = g["g_H2"] * (A1 > 0)
    g["g_Theta1"] = torch.einsum("ild,idk->lk", X, g["g_A1"])
    g["g_b1"] = g["g_A1"].sum((0, 1))
    return g
