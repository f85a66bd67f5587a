def delta_last(Y, T, S, f):
    return (Y - T) / len(Y) * f.derivative(S)


def delta_hidden(W_next, delta_next, S, f):
    fp = f.derivative(S)
    return fp * (W_next.T @ delta_next * fp)
