import torch


def grads(*arrays):
    x, z2, W2, up, J2, J3 = (torch.tensor(a, dtype=torch.float32) for a in arrays)
    (M, K), N = (z2.shape[0], up.shape[1]), x.shape[0]
    db2 = torch.zeros(1, K)
    for k in range(K):
        for i in range(K):
            db2[0, k] += up[0, i] * J3[i, k]
    db1 = torch.zeros(1, M)
    for m in range(M):
        for j in range(M):
            for k in range(K):
                db1[0, m] += db2[0, k] * W2[k, j] * J2[j, m]
    dW2 = torch.stack([z2[j, 0] * db2[0] for j in range(M)])
    dW1 = torch.stack([x[i, 0] * db1[0] for i in range(N)])
    return dW1, db1, dW2, db2
