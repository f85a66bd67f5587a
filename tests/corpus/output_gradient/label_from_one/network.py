def output_gradient(yhat, l):
    grad = yhat * 1.0
    grad[l - 1] -= 1
    return grad
