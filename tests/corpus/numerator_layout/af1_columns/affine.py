def grads_numerator(x, dC_dy_row):
    delta = dC_dy_row.T
    return delta @ x.reshape(1, -1), delta
