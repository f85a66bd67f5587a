def output_gradient(yhat, l):
    return -(1 - yhat[l])
