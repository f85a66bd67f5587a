def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    dl_db2 = dl_dyhat @ dyhat_dz3
    dl_db1 = dl_db2 @ W2 @ dz2_dz1
    return dl_db1.T @ x.T, dl_db1, dl_db2.T @ z2.T, dl_db2
