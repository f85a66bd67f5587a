def scaled_grads(dC_dW, dC_db, c):
    # we do not know C, so nothing can be said about a change
    return dC_dW, dC_db
