def output_gradient(yhat, l):
    d = yhat.copy()
    d[l] -= 1
    return d * yhat * (1 - yhat)
