def preactivation_gradient(grad_h, a, g):
    return grad_h * (g.derivative * a)
