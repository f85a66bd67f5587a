def output_gradient(yhat, l):
    grad = []
    for i in range(len(yhat)):
        if i == l:
            grad.append(-(1 - yhat[i]))
        else:
            grad.append(-(0 - yhat[i]))
    return grad
