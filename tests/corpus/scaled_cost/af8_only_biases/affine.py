def scaled_grads(dC_dW, dC_db, c):
    out = {"dC2_dW": dC_dW, "dC2_db": dC_db}
    out["dC2_db"] = c * out["dC2_db"]
    return out
