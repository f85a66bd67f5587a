import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "five_relu": lambda z: 5 * np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
}


def forward(x, W1, b1, W2, b2, f, g):
    z1 = W1 @ x + b1
    z2 = ACTIVATIONS[f](z1)
    z3 = W2 @ z2 + b2
    return z1, z2, z3, ACTIVATIONS[g](z3)


def mse(yhat, y):
    return np.sum((yhat - y) ** 2)


def dmse(yhat, y):
    return 2 * (yhat - y)


def bce(yhat, y):
    return -np.mean(np.log(np.where(y > 0.5, yhat, 1 - yhat)))


def dbce(yhat, y):
    return (yhat - y) / (yhat * (1 - yhat)) / len(y)


def grads(x, z2, W2, dl_dyhat, dz2_dz1, dyhat_dz3):
    dl_db2 = dl_dyhat @ dyhat_dz3
    dl_dW2 = z2 @ dl_db2
    dl_db1 = dl_db2 @ W2 @ dz2_dz1
    dl_dW1 = x @ dl_db1
    return dl_dW1, dl_db1, dl_dW2, dl_db2


def loss_and_grads(x, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    z1 = W1 @ x + b1
    z2 = 5 * np.maximum(z1, 0)
    yhat = W2 @ z2 + b2
    loss = mse(yhat, y)

    g_yhat = dmse(yhat, y)
    g_W2 = np.outer(g_yhat, z2)
    g_b2 = g_yhat
    g_z2 = W2.T @ g_yhat
    g_z1 = g_z2 * 5 * (z1 > 0)
    g_W1 = np.outer(g_z1, x)
    g_b1 = g_z1
    return z1, z2, yhat, loss, g_yhat, g_W2, g_b2, g_z2, g_z1, g_W1, g_b1


def tanh_sigmoid_forward(x, params):
    z1 = params["W1"] @ x + params["b1"]
    z2 = np.tanh(z1)
    z3 = params["W2"] @ z2 + params["b2"]
    return z1, z2, z3, sigmoid(z3)


def tanh_sigmoid_backward(x, z2, g_z3, params):
    g_W2 = np.outer(g_z3, z2)
    g_b2 = g_z3
    g_z2 = params["W2"].T @ g_z3
    g_z1 = g_z2 * (1 - z2**2)
    g_W1 = np.outer(g_z1, x)
    g_b1 = g_z1
    return g_W2, g_b2, g_z2, g_z1, g_W1, g_b1


def tanh_loss_and_grads(x, y, params):
    z1, z2, z3, yhat = tanh_sigmoid_forward(x, params)
    g_yhat = dmse(yhat, y)
    g_z3 = g_yhat * yhat * (1 - yhat)
    back = tanh_sigmoid_backward(x, z2, g_z3, params)
    return z1, z2, z3, yhat, mse(yhat, y), g_yhat, g_z3, *back


def bce_loss_and_grads(x, y, params):
    z1, z2, z3, yhat = tanh_sigmoid_forward(x, params)
    g_yhat = dbce(yhat, y)
    g_z3 = dz3(z3, y)
    back = tanh_sigmoid_backward(x, z2, g_z3, params)
    return z1, z2, z3, yhat, bce(yhat, y), g_yhat, g_z3, *back


def dz3(z, y):
    return (sigmoid(z) - y) / len(y)


def input_grad(x, params, target):
    z1, z2, z3, _ = tanh_sigmoid_forward(x, params)
    shifted = z3 - z3.max()
    log_p = shifted - np.log(np.sum(np.exp(shifted)))
    p, loss = np.exp(log_p), -log_p[target]

    g_z3 = p.copy()
    g_z3[target] -= 1
    g_z2 = params["W2"].T @ g_z3
    g_z1 = g_z2 * (1 - z2**2)
    g_x = params["W1"].T @ g_z1
    return p, loss, g_z3, g_z2, g_z1, g_x


def descend(x, params, target, lr, steps):
    path = [x]
    for _ in range(steps):
        path.append(path[-1] - lr * input_grad(path[-1], params, target)[-1])
    losses = [input_grad(each, params, target)[1] for each in path]
    return np.array(losses), np.array(path)


def descend_clamped(x, params, target, lr, steps, low, high):
    path = [x]
    for _ in range(steps):
        moved = path[-1] - lr * input_grad(path[-1], params, target)[-1]
        path.append(np.clip(moved, low, high))
    return np.array(path)
