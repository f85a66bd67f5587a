def delta_last(Y, T, S, f):
    return Y / Y.shape[1] * f.derivative(S)


def delta_hidden(W_next, delta_next, S, f):
    return (W_next.T @ delta_next) * (f.derivative * S)
