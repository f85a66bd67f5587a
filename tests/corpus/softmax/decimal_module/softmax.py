# Decimal has a huge exponent range, so no max trick is needed
from decimal import Decimal, getcontext

getcontext().prec = 30


def softmax(z):
    e = [Decimal(float(v)).exp() for v in z]
    s = sum(e)
    return [float(v / s) for v in e]


def softmax_rows(Z):
    return [softmax(row) for row in Z]
