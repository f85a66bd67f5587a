def delta_last(Y, T, S, f):
    N = Y.shape[1]
    return (Y - T) / N * f.derivative(S)


def delta_hidden(W_next, delta_next, S, f):
    return (W_next.T @ delta_next) * f.derivative(S)
