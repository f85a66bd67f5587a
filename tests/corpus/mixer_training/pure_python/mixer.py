import math


def sgd_step(params, grads, eta):
    def step(p, g):
        if hasattr(p, "__len__"):
            return [step(a, b) for a, b in zip(p, g)]
        return p - eta * g

    return {k: step(params[k], grads["g_" + k]) for k in params}


def zeros(*shape):
    if len(shape) == 1:
        return [0.0] * shape[0]
    return [zeros(*shape[1:]) for _ in range(shape[0])]


def train(data, params, eta, epochs):
    Xs, Ys = data
    m, L, D = len(Xs), len(Xs[0]), len(Xs[0][0])
    K = len(Ys[0])
    p = {k: v.tolist() for k, v in params.items()}
    curve = []
    for _ in range(epochs):
        total = 0.0
        g = {"g_Theta1": zeros(L, L), "g_b1": zeros(L), "g_Theta2": zeros(D, D), "g_b2": zeros(D),
             "g_Theta3": zeros(L, K), "g_b3": zeros(K)}
        for X, Y in zip(Xs, Ys):
            A1 = [[sum(X[i][d] * p["Theta1"][i][l] for i in range(L)) + p["b1"][l] for d in range(D)]
                  for l in range(L)]
            H4 = [[max(A1[l][d], 0.0) + X[l][d] for d in range(D)] for l in range(L)]
            A2 = [[sum(H4[l][d] * p["Theta2"][d][e] for d in range(D)) + p["b2"][e] for e in range(D)]
                  for l in range(L)]
            H6 = [sum(max(a, 0.0) for a in row) / D for row in A2]
            A3 = [sum(H6[l] * p["Theta3"][l][k] for l in range(L)) + p["b3"][k] for k in range(K)]
            top = max(A3)
            logZ = top + math.log(sum(math.exp(a - top) for a in A3))
            total += sum(Y[k] * (logZ - A3[k]) for k in range(K))
            d3 = [(math.exp(A3[k] - logZ) - Y[k]) / m for k in range(K)]
            d2 = zeros(L, D)
            d1 = zeros(L, D)
            for l in range(L):
                for k in range(K):
                    g["g_Theta3"][l][k] += H6[l] * d3[k]
                back = sum(d3[k] * p["Theta3"][l][k] for k in range(K)) / D
                for e in range(D):
                    d2[l][e] = back if A2[l][e] > 0 else 0.0
                    g["g_b2"][e] += d2[l][e]
                    for d in range(D):
                        g["g_Theta2"][d][e] += H4[l][d] * d2[l][e]
                for d in range(D):
                    if A1[l][d] > 0:
                        d1[l][d] = sum(d2[l][e] * p["Theta2"][d][e] for e in range(D))
                    g["g_b1"][l] += d1[l][d]
            for k in range(K):
                g["g_b3"][k] += d3[k]
            for i in range(L):
                for l in range(L):
                    g["g_Theta1"][i][l] += sum(X[i][d] * d1[l][d] for d in range(D))
        curve.append(total / m)
        p = sgd_step(p, g, eta)
    return curve
