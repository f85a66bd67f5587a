def hidden_gradient(W_next, grad_a_next):
    m, n = W_next.shape
    grad = [0.0] * n
    for j in range(n):
        for i in range(m):
            grad[j] += grad_a_next[i] * W_next[i][j]
    return grad


def preactivation_gradient(grad_h, a, g):
    slopes = g.derivative(a)
    return [u * v for u, v in zip(grad_h, slopes)]
