def scaled_grads(dC_dW, dC_db, c):
    factor = 1 / c
    return factor * dC_dW, factor * dC_db
