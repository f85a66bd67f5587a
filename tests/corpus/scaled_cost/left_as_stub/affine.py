def scaled_grads(dC_dW, dC_db, c):
    """Return dC2/dW and dC2/db for C2 = c C."""
    raise NotImplementedError("exercise 1.1 (b)")
