import torch


def act(name, z):
    return {"relu": z.clamp(min=0), "sigmoid": 1 / (1 + torch.exp(-z)), "identity": z.clone()}[name]


def jacobian(name, z):
    if name == "relu":
        return torch.diag((z > 0).to(z.dtype))
    if name == "sigmoid":
        s = act("sigmoid", z)
        return torch.diag(s * (1 - s))
    return torch.eye(len(z))


class MLP(object):
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.f_function, self.g_function = f_function, g_function
        self.parameters = dict(W1=torch.zeros(linear_1_out_features, linear_1_in_features),
                               b1=torch.zeros(linear_1_out_features),
                               W2=torch.zeros(linear_2_out_features, linear_2_in_features),
                               b2=torch.zeros(linear_2_out_features))
        self.grads, self.cache = {}, {}

    def forward(self, x):
        W1, b1, W2, b2 = [self.parameters[k] for k in ("W1", "b1", "W2", "b2")]
        self.cache["samples"] = []
        outputs = []
        for row in x:
            z1 = W1 @ row + b1
            z2 = act(self.f_function, z1)
            z3 = W2 @ z2 + b2
            self.cache["samples"].append((row, z1, z2, z3))
            outputs.append(act(self.g_function, z3))
        return torch.stack(outputs)

    def backward(self, dJdy_hat):
        W2 = self.parameters["W2"]
        self.grads = dict(dJdW1=0, dJdb1=0, dJdW2=0, dJdb2=0)
        for (row, z1, z2, z3), upstream in zip(self.cache["samples"], dJdy_hat):
            dz3 = upstream @ jacobian(self.g_function, z3)
            dz1 = dz3 @ W2 @ jacobian(self.f_function, z1)
            self.grads["dJdW2"] = self.grads["dJdW2"] + torch.outer(dz3, z2)
            self.grads["dJdb2"] = self.grads["dJdb2"] + dz3
            self.grads["dJdW1"] = self.grads["dJdW1"] + torch.outer(dz1, row)
            self.grads["dJdb1"] = self.grads["dJdb1"] + dz1

    def clear_grad_and_cache(self):
        self.grads, self.cache = {}, {}


def mse_loss(y, y_hat):
    total = 0.0
    grad = torch.zeros_like(y_hat)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            e = y_hat[i, j] - y[i, j]
            total += e ** 2
            grad[i, j] = 2 * e
    count = y.shape[0] * y.shape[1]
    return total / count, grad / count


def bce_loss(y, y_hat):
    per_row = -(y * y_hat.log() + (1 - y) * (1 - y_hat).log()).mean(dim=1)
    grad = (-(y / y_hat) + (1 - y) / (1 - y_hat)) / y.shape[1] / y.shape[0]
    return per_row.mean(), grad
