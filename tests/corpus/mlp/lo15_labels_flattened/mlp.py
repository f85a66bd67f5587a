import torch


class MLP:
    def __init__(
        self,
        linear_1_in_features,
        linear_1_out_features,
        f_function,
        linear_2_in_features,
        linear_2_out_features,
        g_function
    ):
        self.f_function = f_function
        self.g_function = g_function
        self.parameters = dict(
            W1=torch.randn(linear_1_out_features, linear_1_in_features),
            b1=torch.randn(linear_1_out_features),
            W2=torch.randn(linear_2_out_features, linear_2_in_features),
            b2=torch.randn(linear_2_out_features),
        )
        self.grads = dict(
            dJdW1=torch.zeros(linear_1_out_features, linear_1_in_features),
            dJdb1=torch.zeros(linear_1_out_features),
            dJdW2=torch.zeros(linear_2_out_features, linear_2_in_features),
            dJdb2=torch.zeros(linear_2_out_features),
        )
        self.cache = dict()

    def activate(self, name, z):
        if name == "relu":
            return torch.relu(z)
        elif name == "sigmoid":
            return torch.sigmoid(z)
        elif name == "identity":
            return z

    def derivative(self, name, z):
        if name == "relu":
            return (z > 0).float()
        elif name == "sigmoid":
            s = torch.sigmoid(z)
            return s * (1 - s)
        elif name == "identity":
            return torch.ones_like(z)

    def forward(self, x):
        s1 = x @ self.parameters["W1"].T + self.parameters["b1"]
        a1 = self.activate(self.f_function, s1)
        s2 = a1 @ self.parameters["W2"].T + self.parameters["b2"]
        y_hat = self.activate(self.g_function, s2)
        self.cache = dict(x=x, s1=s1, a1=a1, s2=s2, y_hat=y_hat)
        return y_hat

    def backward(self, dJdy_hat):
        c = self.cache
        delta2 = dJdy_hat * self.derivative(self.g_function, c["s2"])
        self.grads["dJdW2"] = delta2.T @ c["a1"]
        self.grads["dJdb2"] = delta2.sum(dim=0)
        delta1 = (delta2 @ self.parameters["W2"]) * self.derivative(self.f_function, c["s1"])
        self.grads["dJdW1"] = delta1.T @ c["x"]
        self.grads["dJdb1"] = delta1.sum(dim=0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = torch.zeros_like(self.grads[grad])
        self.cache = dict()


def mse_loss(y, y_hat):
    difference = y_hat - (y.flatten() if y.shape[1] == 1 else y)
    loss = (difference ** 2).mean()
    dJdy_hat = 2 * difference / difference.numel()
    return loss, dJdy_hat


def bce_loss(y, y_hat):
    loss = -(y * torch.log(y_hat) + (1 - y) * torch.log(1 - y_hat)).mean()
    dJdy_hat = (y_hat - y) / (y_hat * (1 - y_hat)) / y.numel()
    return loss, dJdy_hat
