r"""Gradient descent on a classifier of L layers, with a batch of samples.

Rows are samples. Layers are numbered as in the book: W, b, A from 1 to L, H from 0 to L - 1,
where :math:`H_0` are the samples. The width of layer k is :math:`n_k`. Hidden layers have the
activation g, the last one has the softmax. The loss is the cross-entropy, the mean over the N
samples.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]
Path: TypeAlias = Mapping[str, Any]


class Activation(Protocol):
    """A function of numbers, entry by entry, and its derivative."""

    def __call__(self, a: Floats) -> Floats:
        """Return the values, of the shape of a."""

    def derivative(self, a: Floats) -> Floats:
        """Return the derivatives, of the shape of a."""


def data(X: Floats, labels: Floats) -> list[tuple[Floats, int]]:
    """All samples with their classes, as they are handed in."""
    return [(x, int(label)) for x, label in zip(X, labels, strict=True)]


def A(k: int, H: Layers, W: Layers, b: Layers) -> Floats:
    r"""Weighted inputs of layer k, :math:`H_{k-1} W_k^\top + b_k`; shape (N, n_k)."""
    return H[k - 1] @ W[k].T + b[k]


def H(j: int, X: Floats, A: Layers, g: Activation) -> Floats:
    r"""Outputs of layer j, of which layer 0 are the samples; shape (N, n_j)."""
    return X if j == 0 else g(A[j])


def log_probabilities(A: Layers) -> Floats:
    r"""Logarithms of the outputs, :math:`A_L - \log \sum_j e^{A_{L j}}` in each row; (N, n_L)."""
    return A[len(A)] - np.logaddexp.reduce(A[len(A)], axis=1, keepdims=True)


def loss(log_probabilities: Floats, labels: Floats) -> Floats:
    r"""Cross-entropy, the mean over the samples.

    .. math:: C = -\frac{1}{N} \sum_i \log \hat y_{i \ell_i}

    Args:
        log_probabilities: Logarithms of the outputs; shape (N, n_L).
        labels: The right classes, from 0 on; shape (N,).

    Returns:
        A number, at least 0.
    """
    return -np.take_along_axis(log_probabilities, labels[:, np.newaxis], axis=1).mean()


def output_gradient(log_probabilities: Floats, labels: Floats) -> Floats:
    r"""Gradient with respect to the weighted inputs of the last layer.

    .. math:: \nabla_{A_L} C = (\hat Y - Y) / N

    Args:
        log_probabilities: Logarithms of the outputs; shape (N, n_L).
        labels: The right classes, from 0 on; shape (N,).

    Returns:
        Shape (N, n_L); each row sums to 0.
    """
    target = np.arange(log_probabilities.shape[1]) == labels[:, np.newaxis]
    return (np.exp(log_probabilities) - target) / len(labels)


def delta(
    k: int, output_gradient: Floats, delta: Layers, W: Layers, A: Layers, g: Activation
) -> Floats:
    r"""Gradient with respect to the weighted inputs of layer k.

    .. math:: \delta_L = \nabla_{A_L} C, \qquad
        \delta_k = (\delta_{k+1} W_{k+1}) \odot g'(A_k) \quad (k < L)

    Args:
        k: The layer.
        output_gradient: That of the last layer; shape (N, n_L).
        delta: The layers above.
        W: Weights; shapes (n_k, n_(k-1)).
        A: Weighted inputs; shapes (N, n_k).
        g: The activation of the hidden layers.

    Returns:
        Shape (N, n_k).
    """
    if k == len(A):
        return output_gradient
    return (delta[k + 1] @ W[k + 1]) * g.derivative(A[k])


def dW(k: int, delta: Layers, H: Layers) -> Floats:
    r"""Gradient with respect to the weights, :math:`\delta_k^\top H_{k-1}`; the shape of W_k."""
    return delta[k].T @ H[k - 1]


def db(k: int, delta: Layers) -> Floats:
    r"""Gradient with respect to the biases of layer k, the sum over samples; shape (n_k,)."""
    return delta[k].sum(axis=0)


def W_new(k: int, W: Layers, dW: Layers, eta: float) -> Floats:
    r"""Weights of layer k after one step, :math:`W_k - \eta \, dW_k`."""
    return W[k] - eta * dW[k]


def b_new(k: int, b: Layers, db: Layers, eta: float) -> Floats:
    r"""Biases of layer k after one step, :math:`b_k - \eta \, db_k`."""
    return b[k] - eta * db[k]


def descent(graph: Callable[..., Any], W: Layers, b: Layers, max_iterations: int) -> Path:
    r"""Follow the steps of gradient descent.

    .. math:: \theta_{t+1} = \theta_t - \eta \nabla C(\theta_t)

    Args:
        graph: Evaluates the network with other parameters.
        W: Weights to begin with.
        b: Biases to begin with.
        max_iterations: How many steps; each takes all samples.

    Returns:
        A dict: the parameters W and b at the end, lists, and the losses, of shape
        (max_iterations + 1,), from before the first step to after the last.
    """
    W, b = list(W), list(b)
    losses = []
    for _ in range(max_iterations):
        before, *after = graph("loss", "W_new", "b_new", W=W, b=b)
        losses.append(before)
        W, b = (list(each) for each in after)
    losses.append(graph("loss", W=W, b=b))
    return {"W": W, "b": b, "losses": np.array(losses)}


def W_end(k: int, descent: Path) -> Floats:
    """Weights of layer k after all steps; shape (n_k, n_(k-1))."""
    return descent["W"][k - 1]


def b_end(k: int, descent: Path) -> Floats:
    """Biases of layer k after all steps; shape (n_k,)."""
    return descent["b"][k - 1]


def losses(descent: Path) -> Floats:
    """Losses from before the first step to after the last; shape (max_iterations + 1,)."""
    return descent["losses"]
