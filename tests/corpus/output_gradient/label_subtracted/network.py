def output_gradient(yhat, l):
    return yhat - l
