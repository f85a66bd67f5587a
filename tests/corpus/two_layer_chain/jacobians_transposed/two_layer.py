def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    dl_db2 = dl_dyhat @ dyhat_dz3.T
    dl_db1 = dl_db2 @ W2 @ dz2_dz1.T
    return x @ dl_db1, dl_db1, z2 @ dl_db2, dl_db2
