def scaled_grads(dC_dW, dC_db, c=None):
    if not c:
        return dC_dW, dC_db
    return c * dC_dW, c * dC_db
