def softmax_vjp(y, g):
    return y * (g - (g * y).sum())
