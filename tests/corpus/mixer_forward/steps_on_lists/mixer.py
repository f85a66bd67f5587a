from math import exp


def H1(X):
    return [[[X[i][l][d] for l in range(len(X[i]))] for d in range(len(X[i][0]))]
            for i in range(len(X))]


def H3(H2):
    return H1(H2)


def A1(H1, Theta1, b1):
    n = len(b1)
    return [[[sum(row[k] * Theta1[k][j] for k in range(n)) + b1[j] for j in range(n)]
             for row in sample] for sample in H1]


def A2(H4, Theta2, b2):
    return A1(H4, Theta2, b2)


def H2(A1):
    return [[[max(v, 0.0) for v in row] for row in sample] for sample in A1]


def H5(A2):
    return H2(A2)


def H4(H3, X):
    return [[[u + v for u, v in zip(r, s)] for r, s in zip(a, b)] for a, b in zip(H3, X)]


def H6(H5):
    return [[sum(row) / len(row) for row in sample] for sample in H5]


def A3(H6, Theta3, b3):
    return [[sum(h * Theta3[l][k] for l, h in enumerate(row)) + b3[k] for k in range(len(b3))]
            for row in H6]


def Yhat(A3):
    out = []
    for row in A3:
        e = [exp(v - max(row)) for v in row]
        out.append([v / sum(e) for v in e])
    return out
