import numpy as np


def softmax_beta(x, beta):
    p = float(beta) ** x
    return p / p.sum()
