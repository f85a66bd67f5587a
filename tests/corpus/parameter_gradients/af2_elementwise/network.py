def parameter_gradients(grad_a, h_prev):
    dW = grad_a * h_prev
    db = grad_a
    return dW, db
