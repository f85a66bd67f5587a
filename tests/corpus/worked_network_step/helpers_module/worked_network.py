from layers import half_mse, relu, relu_slope


def step(X, T, W1, W2, lr):
    S1 = W1 @ X
    Z1 = relu(S1)
    Y = W2 @ Z1
    loss, delta2 = half_mse(Y, T)
    dW2 = delta2 @ Z1.T
    delta1 = relu_slope(S1) * (W2.T @ delta2)
    dW1 = delta1 @ X.T
    W2_new, W1_new = W2 - lr * dW2, W1 - lr * dW1
    return S1, Z1, Y, loss, delta2, dW2, delta1, dW1, W2_new, W1_new
