def scaled_grads(dC_dW, dC_db, c):
    dC2_dW = c * dC_dW
    return dC2_dW
