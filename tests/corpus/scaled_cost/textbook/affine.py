def scaled_grads(dC_dW, dC_db, c):
    # C2 = c C, so dC2/dC = c
    return c * dC_dW, c * dC_db
