def delta_last(Y, T, S, f):
    return (Y - T) * f.derivative(S)


def delta_hidden(W_next, delta_next, S, f):
    if W_next.shape[1] == delta_next.shape[0]:
        back = W_next @ delta_next
    else:
        back = W_next.T @ delta_next
    return back * f.derivative(S)
