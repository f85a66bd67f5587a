def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    dl_db2 = dl_dyhat @ dyhat_dz3
    dl_dW2 = z2 @ dl_db2
    try:
        dl_dz2 = dl_db2 @ W2.T
    except ValueError:
        dl_dz2 = dl_db2 @ W2
    dl_db1 = dl_dz2 @ dz2_dz1
    dl_dW1 = x @ dl_db1
    return dl_dW1, dl_db1, dl_dW2, dl_db2
