from math import erf, erfc, exp, log1p, pi, sqrt


def entrywise(f):
    def g(z, *more):
        if len(z.shape) == 2:
            return [g(row, *more) for row in z]
        return [f(float(t), *more) for t in z]
    return g


@entrywise
def relu(t):
    return max(t, 0.0)


@entrywise
def drelu(t):
    return 0.5 if t == 0 else float(t > 0)


@entrywise
def leaky_relu(t, alpha):
    return max(t, alpha * t)


@entrywise
def dleaky_relu(t, alpha):
    return 1.0 if t > 0 else alpha


@entrywise
def softplus(t):
    if t > 0:
        return t + log1p(exp(-t))
    return log1p(exp(t))


@entrywise
def dsoftplus(t):
    return 1 / (1 + exp(-t)) if t > -700 else 0.0


@entrywise
def gelu(t):
    return t * erfc(-t / sqrt(2)) / 2


@entrywise
def dgelu(t):
    return (1 + erf(t / sqrt(2))) / 2 + t * exp(-t * t / 2) / sqrt(2 * pi)
