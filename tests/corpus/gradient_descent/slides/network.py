import numpy as np


def forward_propagation(theta, x, g, O):
    h, a = [x], []
    for W, b in zip(theta["W"], theta["b"]):
        a.append(b + W @ h[-1])
        h.append(g(a[-1]))
    return h[:-1], a, O(a[-1])


def output_gradient(yhat, l):
    return yhat - np.eye(len(yhat))[l]


def hidden_gradient(W_next, grad_a_next):
    return W_next.T @ grad_a_next


def preactivation_gradient(grad_h, a, g):
    return grad_h * g.derivative(a)


def softmax(a):
    e = np.exp(a - max(a))
    return e / sum(e)


def gradient_descent(theta, data, eta, max_iterations):
    g = theta["g"]
    losses = []
    while True:
        loss = 0
        grads = {p: [np.zeros_like(v) for v in theta[p]] for p in ("W", "b")}
        for x, l in data:
            h, a, yhat = forward_propagation(theta, x, g, softmax)
            loss -= np.log(yhat[l]) / len(data)
            grad = output_gradient(yhat, l)
            for k in reversed(range(len(a))):
                grads["W"][k] += np.outer(grad, h[k]) / len(data)
                grads["b"][k] += grad / len(data)
                if k:
                    grad = hidden_gradient(theta["W"][k], grad)
                    grad = preactivation_gradient(grad, a[k - 1], g)
        losses.append(loss)
        if len(losses) > max_iterations:
            return {"theta": theta, "losses": np.array(losses)}
        theta = {
            p: [v - eta * d for v, d in zip(theta[p], grads[p])] for p in ("W", "b")
        }
