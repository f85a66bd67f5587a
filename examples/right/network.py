import numpy as np


def forward_propagation(theta, x, g, O):
    W, b = theta["W"], theta["b"]
    h, a = [x], []
    for k in range(len(W)):
        a.append(b[k] + W[k] @ h[k])
        if k < len(W) - 1:
            h.append(g(a[k]))
    return h, a, O(a[-1])


def output_gradient(yhat, label):
    grad = yhat.copy()
    grad[label] -= 1
    return grad


def hidden_gradient(W_next, grad_a_next):
    return W_next.T @ grad_a_next


def preactivation_gradient(grad_h, a, g):
    return grad_h * g.derivative(a)


def parameter_gradients(grad_a, h_prev):
    return np.outer(grad_a, h_prev), grad_a


def back_propagation(theta, h, a, y, yhat):
    W = theta["W"]
    L = len(W)
    dW, db = [None] * L, [None] * L
    grad = yhat - y
    for k in range(L - 1, -1, -1):
        dW[k], db[k] = parameter_gradients(grad, h[k])
        if k > 0:
            grad = (W[k].T @ grad) * (1 - np.tanh(a[k - 1]) ** 2)
    return dW, db


def chain_factors(w, b, x):
    h1 = np.tanh(w[0] * x + b[0])
    h2 = np.tanh(w[1] * h1 + b[1])
    yhat = 1 / (1 + np.exp(-(w[2] * h2 + b[2])))
    factors = np.array([-1 / yhat, yhat * (1 - yhat), w[2], 1 - h2**2, w[1], 1 - h1**2, x])
    return factors, np.prod(factors)


def squared_error_network(theta, X, Y):
    W, b = theta["W"], theta["b"]
    L, N = len(W), len(X)
    H, A = [X], []
    for k in range(L):
        A.append(H[k] @ W[k].T + b[k])
        H.append(np.tanh(A[k]))
    Yhat = A[-1]
    loss = np.sum((Yhat - Y) ** 2) / N
    g_Yhat = 2 * (Yhat - Y) / N

    dW, db = [None] * L, [None] * L
    grad = g_Yhat
    for k in range(L - 1, -1, -1):
        dW[k], db[k] = grad.T @ H[k], grad.sum(axis=0)
        if k > 0:
            grad = (grad @ W[k]) * (1 - np.tanh(A[k - 1]) ** 2)
    return Yhat, loss, g_Yhat, dW, db


def softmax(a):
    e = np.exp(a - a.max())
    return e / e.sum()


def loss_and_gradients(W, b, g, data):
    loss, dW, db = 0.0, [0 * each for each in W], [0 * each for each in b]
    for x, label in data:
        h, a, yhat = forward_propagation({"W": W, "b": b}, x, g, softmax)
        loss -= np.log(yhat[label]) / len(data)
        grad = output_gradient(yhat, label) / len(data)
        for k in range(len(W) - 1, -1, -1):
            dW[k] += np.outer(grad, h[k])
            db[k] += grad
            if k > 0:
                grad = preactivation_gradient(hidden_gradient(W[k], grad), a[k - 1], g)
    return loss, dW, db


def gradient_descent(theta, data, eta, max_iterations):
    W, b, g = theta["W"], theta["b"], theta["g"]
    losses = []
    for _ in range(max_iterations):
        loss, dW, db = loss_and_gradients(W, b, g, data)
        losses.append(loss)
        W = [each - eta * step for each, step in zip(W, dW)]
        b = [each - eta * step for each, step in zip(b, db)]
    losses.append(loss_and_gradients(W, b, g, data)[0])
    return {"W": W, "b": b}, np.array(losses)
