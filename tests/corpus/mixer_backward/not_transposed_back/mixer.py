import torch


def backward(X, Y, params):
    X, Y = (torch.tensor(a.tolist(), dtype=torch.float64) for a in (X, Y))
    p = {k: torch.tensor(v.tolist(), dtype=torch.float64) for k, v in params.items()}
    m, L, D = X.shape
    H1 = X.mT
    A1 = H1.matmul(p["Theta1"]).add(p["b1"])
    H4 = A1.clamp(min=0).mT.add(X)
    A2 = H4.matmul(p["Theta2"]).add(p["b2"])
    H6 = A2.clamp(min=0).sum(-1).div(D)
    Yhat = H6.matmul(p["Theta3"]).add(p["b3"]).log_softmax(-1).exp()
    gA3 = (Yhat - Y).div(m)
    gH6 = gA3.matmul(p["Theta3"].mT)
    gH5 = gH6.div(D)[..., None].repeat(1, 1, D)
    gA2 = gH5.masked_fill(A2 <= 0, 0)
    gH4 = gA2.matmul(p["Theta2"].mT)
    gH2 = gH4
    gA1 = gH2.masked_fill(A1 <= 0, 0)
    return {
        "g_A3": gA3, "g_H6": gH6, "g_Theta3": H6.mT.matmul(gA3), "g_b3": gA3.sum(0),
        "g_H5": gH5, "g_A2": gA2, "g_Theta2": H4.mT.matmul(gA2).sum(0), "g_b2": gA2.sum((0, 1)),
        "g_H4": gH4, "g_H2": gH2, "g_A1": gA1, "g_Theta1": H1.mT.matmul(gA1).sum(0),
        "g_b1": gA1.sum((0, 1)),
    }
