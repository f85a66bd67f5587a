def softmax_vjp(y, g):
    n = len(y)
    grad = [0.0] * n
    for j in range(n):
        for i in range(n):
            if i == j:
                grad[j] += g[i] * y[i] * (1 - y[i])
            else:
                grad[j] -= g[i] * y[i] * y[j]
    return grad
