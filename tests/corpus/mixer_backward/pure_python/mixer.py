from math import exp


def zeros(*shape):
    return [zeros(*shape[1:]) for _ in range(shape[0])] if shape else 0.0


def backward(X, Y, params):
    X, Y = X.tolist(), Y.tolist()
    p = {k: v.tolist() for k, v in params.items()}
    m, L, D, K = len(X), len(X[0]), len(X[0][0]), len(p["b3"])
    gA3, gH6, gT3, gb3 = zeros(m, K), zeros(m, L), zeros(L, K), zeros(K)
    gH5, gA2, gT2, gb2 = zeros(m, L, D), zeros(m, L, D), zeros(D, D), zeros(D)
    gH4, gH2, gA1 = zeros(m, L, D), zeros(m, D, L), zeros(m, D, L)
    gT1, gb1 = zeros(L, L), zeros(L)
    for i in range(m):
        a1, h4, a2 = zeros(D, L), zeros(L, D), zeros(L, D)
        h6, a3 = zeros(L), zeros(K)
        for d in range(D):
            for l in range(L):
                a1[d][l] = sum(X[i][j][d] * p["Theta1"][j][l] for j in range(L)) + p["b1"][l]
                h4[l][d] = max(a1[d][l], 0.0) + X[i][l][d]
        for l in range(L):
            for d in range(D):
                a2[l][d] = sum(h4[l][e] * p["Theta2"][e][d] for e in range(D)) + p["b2"][d]
            h6[l] = sum(max(v, 0.0) for v in a2[l]) / D
        for k in range(K):
            a3[k] = sum(h6[l] * p["Theta3"][l][k] for l in range(L)) + p["b3"][k]
        e = [exp(v - max(a3)) for v in a3]
        for k in range(K):
            gA3[i][k] = (e[k] / sum(e) - Y[i][k]) / m
            gb3[k] += gA3[i][k]
            for l in range(L):
                gT3[l][k] += h6[l] * gA3[i][k]
                gH6[i][l] += gA3[i][k] * p["Theta3"][l][k]
        for l in range(L):
            for d in range(D):
                gH5[i][l][d] = gH6[i][l] / D
                gA2[i][l][d] = gH5[i][l][d] if a2[l][d] > 0 else 0.0
                gb2[d] += gA2[i][l][d]
        for l in range(L):
            for d in range(D):
                for c in range(D):
                    gT2[c][d] += h4[l][c] * gA2[i][l][d]
                gH4[i][l][d] = sum(gA2[i][l][c] * p["Theta2"][d][c] for c in range(D))
                gH2[i][d][l] = gH4[i][l][d]
                gA1[i][d][l] = gH2[i][d][l] if a1[d][l] > 0 else 0.0
                gb1[l] += gA1[i][d][l]
        for d in range(D):
            for l in range(L):
                for j in range(L):
                    gT1[j][l] += X[i][j][d] * gA1[i][d][l]
    return [gA3, gH6, gT3, gb3, gH5, gA2, gT2, gb2, gH4, gH2, gA1, gT1, gb1]
