def scaled_grads(dC_dW, dC_db, c):
    return dC_dW + c, dC_db + c
