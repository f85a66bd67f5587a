import math


def slope(t, name):
    if name == "identity":
        return 1
    if name == "five_relu":
        return 5 if t > 0 else 0
    if name == "tanh":
        return 1 / math.cosh(t) ** 2
    return 1 / (2 + math.exp(t) + math.exp(-t))


def jac(z, name):
    n = len(z)
    J = []
    for i in range(n):
        J.append([slope(z[i], name) if i == j else 0 for j in range(n)])
    return J
