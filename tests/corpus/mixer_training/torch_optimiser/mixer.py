import torch
from torch import nn


def sgd_step(params, grads, eta):
    with torch.no_grad():
        return {k: torch.as_tensor(v) - eta * torch.as_tensor(grads[f"g_{k}"]) for k, v in params.items()}


class Mixer(nn.Module):
    def __init__(self, params):
        super().__init__()
        for name, value in params.items():
            setattr(self, name, nn.Parameter(torch.as_tensor(value)))

    def forward(self, X):
        H4 = torch.relu(X.mT @ self.Theta1 + self.b1).mT + X
        H6 = torch.relu(H4 @ self.Theta2 + self.b2).mean(-1)
        return H6 @ self.Theta3 + self.b3


def train(data, params, eta, epochs):
    X, Y = map(torch.as_tensor, data)
    model = Mixer(params)
    opt = torch.optim.SGD(model.parameters(), lr=eta)
    history = torch.zeros(epochs)
    for i in range(epochs):
        opt.zero_grad()
        loss = nn.CrossEntropyLoss()(model(X), Y.argmax(1))
        loss.backward()
        opt.step()
        history[i] = loss
    return history
