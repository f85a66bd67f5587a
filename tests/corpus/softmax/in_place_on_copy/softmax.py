import numpy as np


def softmax(z):
    out = np.array(z, dtype=float)   # copy! do not change the caller's array
    out -= out.max()
    np.exp(out, out=out)
    out /= out.sum()
    return out


def softmax_rows(Z):
    out = np.array(Z, dtype=float)
    for row in out:
        row -= row.max()
        np.exp(row, out=row)
        row /= row.sum()
    return out
