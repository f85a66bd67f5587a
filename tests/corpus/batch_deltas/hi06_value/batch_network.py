def delta_last(Y, T, S, f):
    return (Y - T) / Y.shape[1] * f(S)


def delta_hidden(W_next, delta_next, S, f):
    return (W_next.T @ delta_next) * f(S)
