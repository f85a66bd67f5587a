def delta_last(Y, T, S, f):
    return (Y - T) / Y.shape[1] * f.derivative(Y)


def delta_hidden(W_next, delta_next, S, f):
    Z = f(S)
    return (W_next.T @ delta_next) * f.derivative(Z)
