import numpy as np


class Net:
    def __init__(self, W1, W2):
        self.W1, self.W2 = W1, W2

    def forward(self, X):
        self.X = X
        self.S1 = self.W1.dot(X)
        self.Z1 = self.S1.clip(min=0)
        return self.W2.dot(self.Z1)

    def backward(self, delta2):
        self.dW2 = delta2.dot(self.Z1.T)
        self.delta1 = self.W2.T.dot(delta2) * (self.S1 > 0)
        self.dW1 = self.delta1.dot(self.X.T)

    def update(self, lr):
        self.W2 = self.W2 - lr * self.dW2
        self.W1 = self.W1 - lr * self.dW1


def step(X, T, W1, W2, lr):
    net, N = Net(W1, W2), X.shape[1]
    Y = net.forward(X)
    delta2 = (Y - T) / N
    net.backward(delta2)
    net.update(lr)
    return {"S1": net.S1, "Z1": net.Z1, "Y": Y, "loss": N / 2 * np.sum(delta2 ** 2),
            "delta2": delta2, "dW2": net.dW2, "delta1": net.delta1, "dW1": net.dW1,
            "W2_new": net.W2, "W1_new": net.W1}
