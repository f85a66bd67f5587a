"""What goes wrong in gradient descent on a network: each function replaces its quantity."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]
Graph: TypeAlias = Callable[..., Any]
Path: TypeAlias = Mapping[str, Any]


class Activation(Protocol):
    """A function of numbers, entry by entry, and its derivative."""

    def __call__(self, a: Floats) -> Floats:
        """Return the values, of the shape of a."""

    def derivative(self, a: Floats) -> Floats:
        """Return the derivatives, of the shape of a."""


def W_new__ascent(k: int, W: Layers, dW: Layers, eta: float) -> Floats:
    """Up the slope."""
    return W[k] + eta * dW[k]


def b_new__ascent(k: int, b: Layers, db: Layers, eta: float) -> Floats:
    """Up the slope."""
    return b[k] + eta * db[k]


def b_new__biases_left(k: int, b: Layers) -> Floats:
    """The biases stay as they are."""
    return b[k]


def W_new__nothing_learnt(k: int, W: Layers) -> Floats:
    """The parameters stay as they are."""
    return W[k]


def b_new__nothing_learnt(k: int, b: Layers) -> Floats:
    """The parameters stay as they are."""
    return b[k]


def W_new__only_last_layer(k: int, W: Layers, dW: Layers, eta: float) -> Floats:
    """The lower layers stay as they are."""
    return W[k] - eta * dW[k] if k == len(W) else W[k]


def b_new__only_last_layer(k: int, b: Layers, db: Layers, eta: float) -> Floats:
    """The lower layers stay as they are."""
    return b[k] - eta * db[k] if k == len(b) else b[k]


def W_new__rate_forgotten(k: int, W: Layers, dW: Layers) -> Floats:
    """The whole gradient as the step."""
    return W[k] - dW[k]


def b_new__rate_forgotten(k: int, b: Layers, db: Layers) -> Floats:
    """The whole gradient as the step."""
    return b[k] - db[k]


def delta__updated_weights(
    k: int,
    output_gradient: Floats,
    delta: Layers,
    W_new: Layers,
    A: Layers,
    g: Activation,
) -> Floats:
    """Through the weights from after the step."""
    if k == len(A):
        return output_gradient
    return (delta[k + 1] @ W_new[k + 1]) * g.derivative(A[k])


def output_gradient__mean_forgotten(right: Floats, labels: Floats) -> Floats:
    """The sum over the samples in the gradient, and the mean in the loss."""
    return right * len(labels)


def output_gradient__mean_never(right: Floats, labels: Floats) -> Floats:
    """The sum over the samples."""
    return right * len(labels)


def loss__mean_never(right: Floats, labels: Floats) -> Floats:
    """The sum over the samples."""
    return right * len(labels)


def loss__mean_forgotten_in_the_loss(right: Floats, labels: Floats) -> Floats:
    """The sum over the samples in the loss, and the mean in the gradient."""
    return right * len(labels)


def output_gradient__mean_twice(right: Floats, labels: Floats) -> Floats:
    """Divided by the number of samples once more."""
    return right / len(labels)


def output_gradient__softmax_skipped(log_probabilities: Floats, labels: Floats) -> Floats:
    """The gradient with respect to the probabilities."""
    target = np.arange(log_probabilities.shape[1]) == labels[:, np.newaxis]
    return -target / np.exp(log_probabilities) / len(labels)


def output_gradient__diagonal_only(right: Floats, labels: Floats) -> Floats:
    """The softmax as if each probability came from its own score alone."""
    return right * (np.arange(right.shape[1]) == labels[:, np.newaxis])


def output_gradient__derivative_on_last(right: Floats, A: Layers, g: Activation) -> Floats:
    """The last layer treated as a hidden one."""
    return right * g.derivative(A[len(A)])


def delta__derivative_forgotten(
    k: int, output_gradient: Floats, delta: Layers, W: Layers
) -> Floats:
    """The gradient passes the activation unchanged."""
    if k == len(W):
        return output_gradient
    return delta[k + 1] @ W[k + 1]


def delta__derivative_of_layer_above(
    k: int,
    output_gradient: Floats,
    delta: Layers,
    W: Layers,
    A: Layers,
    g: Activation,
) -> Floats:
    """The derivative, or mask, one layer too high: before the product with the weights."""
    if k == len(A):
        return output_gradient
    return (delta[k + 1] * g.derivative(A[k + 1])) @ W[k + 1]


def delta__derivative_twice(
    k: int,
    output_gradient: Floats,
    delta: Layers,
    W: Layers,
    A: Layers,
    g: Activation,
) -> Floats:
    """A derivative, or mask, before the product with the weights, and another behind it."""
    if k == len(A):
        return output_gradient
    return ((delta[k + 1] * g.derivative(A[k + 1])) @ W[k + 1]) * g.derivative(A[k])


def delta__derivative_too_late(
    k: int,
    output_gradient: Floats,
    delta: Layers,
    W: Layers,
    A: Layers,
    g: Activation,
) -> Floats:
    """The derivative, or mask, behind the weights of its own layer: fails where widths differ."""
    if k == len(A):
        return output_gradient
    below = delta[k + 1] @ W[k + 1]
    return below if k + 1 == len(A) else below * g.derivative(A[k + 1])


def delta__at_activation(
    k: int,
    output_gradient: Floats,
    delta: Layers,
    W: Layers,
    H: Layers,
    g: Activation,
) -> Floats:
    """The derivative at H in place of A: the activation is taken twice."""
    if k == len(W):
        return output_gradient
    return (delta[k + 1] @ W[k + 1]) * g.derivative(H[k])


def delta__value_for_derivative(
    k: int, output_gradient: Floats, delta: Layers, W: Layers, H: Layers
) -> Floats:
    """The activation itself in place of its derivative."""
    if k == len(W):
        return output_gradient
    return (delta[k + 1] @ W[k + 1]) * H[k]


def delta__of_the_gradient(
    k: int, output_gradient: Floats, delta: Layers, W: Layers, g: Activation
) -> Floats:
    """The derivative, or mask, of the gradient that comes from above."""
    if k == len(W):
        return output_gradient
    above = delta[k + 1] @ W[k + 1]
    return above * g.derivative(above)


def delta__always_tanh(
    k: int, output_gradient: Floats, delta: Layers, W: Layers, A: Layers
) -> Floats:
    """The derivative of tanh, whichever the activation is."""
    if k == len(W):
        return output_gradient
    return (delta[k + 1] @ W[k + 1]) * (1 - np.tanh(A[k]) ** 2)


def delta__always_relu(
    k: int, output_gradient: Floats, delta: Layers, W: Layers, A: Layers
) -> Floats:
    """The derivative of the ReLU, whichever the activation is."""
    if k == len(W):
        return output_gradient
    return (delta[k + 1] @ W[k + 1]) * (A[k] > 0)


def dW__own_outputs(k: int, delta: Layers, H: Layers, A: Layers) -> Floats:
    """With what the layer puts out, which fails where widths differ."""
    return delta[k].T @ (A[k] if k == len(H) else H[k])


def db__bias_averaged(k: int, delta: Layers) -> Floats:
    """The mean over the samples of a gradient that is a mean already."""
    return delta[k].mean(axis=0)


def db__first_sample(k: int, delta: Layers) -> Floats:
    """Only the first sample counts."""
    return delta[k][0]


def descent__first_gradient_kept(
    graph: Graph, W: Layers, b: Layers, eta: float, max_iterations: int
) -> Path:
    """The gradient is worked out once, before the loop."""
    W, b = list(W), list(b)
    dW, db = (list(each) for each in graph("dW", "db", W=W, b=b))
    losses = [graph("loss", W=W, b=b)]
    for _ in range(max_iterations):
        W = [one - eta * slope for one, slope in zip(W, dW, strict=True)]
        b = [one - eta * slope for one, slope in zip(b, db, strict=True)]
        losses.append(graph("loss", W=W, b=b))
    return {"W": W, "b": b, "losses": np.array(losses)}


def descent__gradients_kept(
    graph: Graph, W: Layers, b: Layers, eta: float, max_iterations: int
) -> Path:
    """The gradients of all steps so far are added up."""
    W, b = list(W), list(b)
    dW, db = [0 * each for each in W], [0 * each for each in b]
    losses = [graph("loss", W=W, b=b)]
    for _ in range(max_iterations):
        more = graph("dW", "db", W=W, b=b)
        dW = [one + other for one, other in zip(dW, more[0], strict=True)]
        db = [one + other for one, other in zip(db, more[1], strict=True)]
        W = [one - eta * slope for one, slope in zip(W, dW, strict=True)]
        b = [one - eta * slope for one, slope in zip(b, db, strict=True)]
        losses.append(graph("loss", W=W, b=b))
    return {"W": W, "b": b, "losses": np.array(losses)}


def descent__sample_by_sample(
    graph: Graph, W: Layers, b: Layers, X: Floats, labels: Floats, max_iterations: int
) -> Path:
    """A step after each sample."""
    W, b = list(W), list(b)
    losses = [graph("loss", W=W, b=b)]
    for _ in range(max_iterations):
        for i in range(len(labels)):
            one = {"X": X[i : i + 1], "labels": labels[i : i + 1]}
            W, b = (list(each) for each in graph("W_new", "b_new", W=W, b=b, **one))
        losses.append(graph("loss", W=W, b=b))
    return {"W": W, "b": b, "losses": np.array(losses)}


def descent__one_step_more(graph: Graph, W: Layers, b: Layers, max_iterations: int) -> Path:
    """The loss is noted before each step, and a step follows the last one too."""
    W, b = list(W), list(b)
    losses = []
    for _ in range(max_iterations + 1):
        losses.append(graph("loss", W=W, b=b))
        W, b = (list(each) for each in graph("W_new", "b_new", W=W, b=b))
    return {"W": W, "b": b, "losses": np.array(losses)}


def losses__without_the_last(descent: Path) -> Floats:
    """The loss before each step, and none after the last."""
    return descent["losses"][:-1]


def losses__without_the_first(descent: Path) -> Floats:
    """The loss after each step, and none before the first."""
    return descent["losses"][1:]
