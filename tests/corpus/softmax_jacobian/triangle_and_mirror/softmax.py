import math


def softmax_jacobian(z):
    n = len(z)
    m = max(z)
    e = [math.exp(v - m) for v in z]
    s = math.fsum(e)
    J = [[0.0] * n for _ in range(n)]
    for i in range(n):
        J[i][i] = e[i] / s - (e[i] / s) ** 2
        for j in range(i + 1, n):
            J[i][j] = J[j][i] = -e[i] * e[j] / s / s    # symmetric
    return tuple(tuple(row) for row in J)
