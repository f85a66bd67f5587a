def softmax_vjp(y, g):
    # like sigmoid: local derivative times what comes from above
    return g * y * (1 - y)
