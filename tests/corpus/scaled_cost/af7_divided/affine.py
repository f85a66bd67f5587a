def scaled_grads(dC_dW, dC_db, c):
    # dC/dW = dC/dC2 * dC2/dW with C2 = c C
    return dC_dW / c, dC_db / c
