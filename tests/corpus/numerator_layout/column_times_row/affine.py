def grads_numerator(x, dC_dy_row):
    dW = x.reshape(-1, 1) @ dC_dy_row
    return dW, dC_dy_row
