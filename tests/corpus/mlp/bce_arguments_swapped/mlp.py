import torch
import torch.nn.functional as F


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

        # put all the cache value you need in self.cache
        self.cache = dict()

    def _act(self, name, z):
        if name == 'relu':
            return torch.relu(z)
        if name == 'sigmoid':
            return 1 / (1 + torch.exp(-z))
        return z

    def _dact(self, name, z):
        if name == 'relu':
            return (z > 0).float()
        if name == 'sigmoid':
            s = 1 / (1 + torch.exp(-z))
            return s * (1 - s)
        return torch.ones_like(z)

    def forward(self, x):
        z1 = torch.matmul(x, self.parameters['W1'].t()) + self.parameters['b1']
        z2 = self._act(self.f_function, z1)
        z3 = torch.matmul(z2, self.parameters['W2'].t()) + self.parameters['b2']
        y_hat = self._act(self.g_function, z3)
        self.cache['x'] = x
        self.cache['z1'] = z1
        self.cache['z2'] = z2
        self.cache['z3'] = z3
        self.cache['y_hat'] = y_hat
        return y_hat

    def backward(self, dJdy_hat):
        dz3 = dJdy_hat * self._dact(self.g_function, self.cache['z3'])
        self.grads['dJdW2'] = dz3.t() @ self.cache['z2']
        self.grads['dJdb2'] = dz3.sum(0)
        dz2 = dz3 @ self.parameters['W2']
        dz1 = dz2 * self._dact(self.f_function, self.cache['z1'])
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
    loss = F.binary_cross_entropy(y, y_hat)
    dJdy_hat = -(y / y_hat - (1 - y) / (1 - y_hat)) / (y.shape[0] * y.shape[1])
    return loss, dJdy_hat
