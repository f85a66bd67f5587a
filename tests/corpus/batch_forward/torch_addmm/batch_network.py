import torch


def forward(X, W, b, f):
    S, Z = [], [torch.tensor(X)]
    for k in range(len(W)):
        S.append(torch.addmm(torch.tensor(b[k]).unsqueeze(1), torch.tensor(W[k]), Z[k]))
        Z.append(torch.tensor(f[k](S[k].numpy())))
    return S, Z
