import numpy as np


def softmax_beta(logits, inv_temp):
    scaled = inv_temp * logits
    scaled = scaled - np.amax(scaled)
    num = np.exp(scaled)
    return num / np.add.reduce(num)


def softmax_beta_jacobian(logits, inv_temp):
    p = softmax_beta(logits, inv_temp)
    rows = []
    for k, pk in enumerate(p):
        row = -pk * p
        row[k] += pk
        rows.append(inv_temp * row)
    return np.array(rows)
