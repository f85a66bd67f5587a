def scaled_grads(dC_dW, dC_db, c):
    W = []
    for row in dC_dW.tolist():
        W.append([c * g for g in row])
    b = [c * g for g in dC_db.tolist()]
    return W, b
