def parameter_gradients(grad_a, h_prev):
    return grad_a @ h_prev.T, grad_a
