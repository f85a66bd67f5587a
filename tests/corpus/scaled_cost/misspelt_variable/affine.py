def scaled_grads(dC_dW, dC_db, c):
    dC2_dW = c * dC_dw
    dC2_db = c * dC_db
    return dC2_dW, dC2_db
