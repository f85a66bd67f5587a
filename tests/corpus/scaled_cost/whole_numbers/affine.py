def scaled_grads(dC_dW, dC_db, c):
    k = int(c)
    return k * dC_dW, k * dC_db
