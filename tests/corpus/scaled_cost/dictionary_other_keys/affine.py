def scaled_grads(dC_dW, dC_db, c):
    return {"dW": c * dC_dW, "db": c * dC_db}
