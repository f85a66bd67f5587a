def grads_numerator(x, dC_dy_row):
    return x * dC_dy_row, dC_dy_row
