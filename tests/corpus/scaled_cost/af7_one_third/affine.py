def scaled_grads(dC_dW, dC_db, c=3):
    dC_dC2 = 1 / 3
    return dC_dC2 * dC_dW, dC_dC2 * dC_db
