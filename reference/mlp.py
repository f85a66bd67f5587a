r"""A network of two layers as a class: forward, the two losses, and the gradients of a batch.

Rows are samples. The activations f and g are named by texts: relu, sigmoid or identity.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def _sigmoid(z: Floats) -> Floats:
    return 0.5 * (1 + np.tanh(z / 2))


def _activation(name: str, z: Floats) -> Floats:
    if name == "relu":
        return np.maximum(z, 0)
    return _sigmoid(z) if name == "sigmoid" else z


def _slope(name: str, z: Floats) -> Floats:
    if name == "relu":
        return (z > 0).astype(z.dtype)
    return _sigmoid(z) * _sigmoid(-z) if name == "sigmoid" else np.ones_like(z)


def parameters(W1: Floats, b1: Floats, W2: Floats, b2: Floats) -> dict[str, Floats]:
    """All parameters, as they are set from outside."""
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def z1(x: Floats, W1: Floats, b1: Floats) -> Floats:
    r"""What goes into f.

    .. math:: z_1 = x W_1^T + b_1

    Args:
        x: A batch; shape (N, in1).
        W1: Weights; shape (out1, in1).
        b1: Biases; shape (out1,).

    Returns:
        Shape (N, out1).
    """
    return x @ W1.T + b1


def z2(z1: Floats, f: str) -> Floats:
    """What comes out of f; shape (N, out1)."""
    return _activation(f, z1)


def z3(z2: Floats, W2: Floats, b2: Floats) -> Floats:
    """What goes into g; shape (N, out2)."""
    return z2 @ W2.T + b2


def y_hat(z3: Floats, g: str) -> Floats:
    """What the network puts out; shape (N, out2)."""
    return _activation(g, z3)


def J(dJdy_hat: Floats, y_hat: Floats) -> Floats:
    """A cost with the gradient that comes in; a number."""
    return (dJdy_hat * y_hat).sum()


def upstream(dJdy_hat: Floats) -> Floats:
    """What the gradients begin with; shape (N, out2)."""
    return dJdy_hat * 1


def dz3(upstream: Floats, z3: Floats, g: str) -> Floats:
    """Gradient with respect to what goes into g; shape (N, out2)."""
    return upstream * _slope(g, z3)


def dz1(dz3: Floats, W2: Floats, z1: Floats, f: str) -> Floats:
    """Gradient with respect to what goes into f; shape (N, out1)."""
    return (dz3 @ W2) * _slope(f, z1)


def dJdW2(dz3: Floats, z2: Floats) -> Floats:
    """Gradient with respect to W2, summed over the batch; shape (out2, out1)."""
    return dz3.T @ z2


def dJdb2(dz3: Floats) -> Floats:
    """Gradient with respect to b2, summed over the batch; shape (out2,)."""
    return dz3.sum(axis=0)


def dJdW1(dz1: Floats, x: Floats) -> Floats:
    """Gradient with respect to W1, summed over the batch; shape (out1, in1)."""
    return dz1.T @ x


def dJdb1(dz1: Floats) -> Floats:
    """Gradient with respect to b1, summed over the batch; shape (out1,)."""
    return dz1.sum(axis=0)


def mse(y: Floats, p: Floats) -> Floats:
    """Mean squared error over all entries; a number.

    Args:
        y: Labels; shape (N, K).
        p: Outputs of a network; shape (N, K).
    """
    return ((p - y) ** 2).mean()


def dmse(y: Floats, p: Floats) -> Floats:
    """Gradient of the mean squared error with respect to the outputs; shape (N, K)."""
    return 2 * (p - y) / p.size


def t(classes: Floats, W1: Floats) -> Floats:
    """Labels that are 0 or 1, as numbers of the type of the weights; shape (N, K)."""
    return classes.astype(W1.dtype)


def bce(t: Floats, q: Floats) -> Floats:
    """Binary cross-entropy, the mean over all entries; a number.

    Args:
        t: Labels that are 0 or 1; shape (N, K).
        q: Outputs between 0 and 1; shape (N, K).
    """
    return -(t * np.log(q) + (1 - t) * np.log(1 - q)).mean()


def dbce(t: Floats, q: Floats) -> Floats:
    """Gradient of the binary cross-entropy with respect to the outputs; shape (N, K)."""
    return (q - t) / (q * (1 - q)) / q.size
