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
        """
        Args:
            linear_1_in_features: the in features of first linear layer
            f_function: string for the f function: relu | sigmoid | identity
        """
        acts = {
            'relu': (lambda z: torch.max(z, torch.zeros_like(z)), lambda z: torch.sign(torch.relu(z))),
            'sigmoid': (lambda z: torch.sigmoid(z), lambda z: torch.sigmoid(z) * (1 - torch.sigmoid(z))),
            'identity': (lambda z: z, lambda z: torch.ones(z.shape[0], z.shape[1])),
        }
        self.f, self.fp = acts[f_function]
        self.g, self.gp = acts[g_function]

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

        # put all the cache value you need in self.cache
        self.cache = dict()

    def forward(self, x):
        z1 = torch.matmul(x, self.parameters['W1'].t()) + self.parameters['b1']
        z2 = self.f(z1)
        z3 = torch.matmul(z2, self.parameters['W2'].t()) + self.parameters['b2']
        y_hat = self.g(z3)
        self.cache['x'] = x
        self.cache['z1'] = z1
        self.cache['z2'] = z2
        self.cache['z3'] = z3
        self.cache['y_hat'] = y_hat
        return y_hat

    def backward(self, dJdy_hat):
        dz3 = dJdy_hat * self.gp(self.cache['z3'])
        self.grads['dJdW2'] = dz3.t() @ self.cache['z2']
        self.grads['dJdb2'] = dz3.sum(0)
        dz2 = dz3 @ self.parameters['W2']
        dz1 = dz2 * self.fp(self.cache['z1'])
        self.grads['dJdW1'] = dz1.t() @ self.cache['x']
        self.grads['dJdb1'] = dz1.sum(0)

    def clear_grad_and_cache(self):
        for grad in self.grads:
            self.grads[grad] = torch.zeros_like(self.grads[grad])
        self.cache = dict()


def mse_loss(y, y_hat):
    """
    Args:
        y: the label tensor (batch_size, linear_2_out_features)
        y_hat: the prediction tensor (batch_size, linear_2_out_features)
    """
    loss = torch.mean((y_hat - y) ** 2)
    dJdy_hat = 2 * (y_hat - y) / (y.shape[0] * y.shape[1])
    return loss, dJdy_hat


def bce_loss(y, y_hat):
    loss = torch.mean(-(y * torch.log(y_hat) + (1 - y) * torch.log(1 - y_hat)))
    dJdy_hat = -(y / y_hat - (1 - y) / (1 - y_hat)) / (y.shape[0] * y.shape[1])
    return loss, dJdy_hat
