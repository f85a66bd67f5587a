def hidden_gradient(W_next, grad_a_next):
    return W_next.sum(axis=0)


def preactivation_gradient(grad_h, a, g):
    return grad_h * g(a)
