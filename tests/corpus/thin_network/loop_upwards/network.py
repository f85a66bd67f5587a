import math


def chain_factors(w, b, x):
    h, factors = x, []
    for k in range(3):
        factors.append(float(w[k]) if k else x)
        a = float(w[k]) * h + float(b[k])
        if k < 2:
            h = math.tanh(a)
            factors.append(1 / math.cosh(a) ** 2)
    s = 1 / (1 + math.exp(-a))
    factors += [s * (1 - s), -1 / s]
    product = 1
    for f in factors:
        product *= f
    return {"factors": factors[::-1], "product": product}
