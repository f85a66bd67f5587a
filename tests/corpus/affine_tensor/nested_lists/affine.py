def dy_dW(x, m):
    n = len(x)
    return [[[x[k] if i == j else 0 for k in range(n)] for j in range(m)] for i in range(m)]
