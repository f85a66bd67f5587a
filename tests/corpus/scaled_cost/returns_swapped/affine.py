def scaled_grads(dC_dW, dC_db, c):
    return c * dC_db, c * dC_dW
