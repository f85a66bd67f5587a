def scaled_grads(dC_dW, dC_db, c):
    dC2_dW = c * dC_dW
    dC2_db = c * dC_db
    print(dC2_dW, dC2_db)
