def back_propagation(theta, h, a, y, yhat):
    raise NotImplementedError
