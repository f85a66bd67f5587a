def scaled_grads(dC_dW, dC_db, c):
    # factor c from the cost and c from the chain rule
    return c * (c * dC_dW), c * (c * dC_db)
