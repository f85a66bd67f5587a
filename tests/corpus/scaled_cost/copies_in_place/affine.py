def scaled_grads(dC_dW, dC_db, c):
    new_W, new_b = dC_dW.copy(), dC_db.copy()
    new_W *= c
    new_b *= c
    return new_W, new_b
