import plain


def softmax_beta(x, beta):
    return plain.probs(beta * x)


def softmax_beta_jacobian(x, beta):
    # y = f(u), u = beta x  ->  dy/dx = f'(u) beta
    return plain.jac(beta * x) * beta
