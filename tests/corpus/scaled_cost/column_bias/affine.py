def scaled_grads(dC_dW, dC_db, c):
    return c * dC_dW, c * dC_db[:, None]
