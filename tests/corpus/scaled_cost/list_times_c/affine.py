def scaled_grads(dC_dW, dC_db, c):
    return dC_dW.tolist() * c, dC_db.tolist() * c
