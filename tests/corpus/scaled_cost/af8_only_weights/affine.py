def scaled_grads(dC_dW, dC_db, c):
    dC2_dW = c * dC_dW
    dC2_db = dC_db        # b stands alone in y = Wx + b
    return dC2_dW, dC2_db
