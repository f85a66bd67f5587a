"""What goes wrong in descent on the input: each function replaces its quantity."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]


def loss__of_another_class(p: Floats, target: int) -> Any:
    """The classes counted from 1."""
    return -np.log(p[target - 1])


def g_z3__of_another_class(p: Floats, target: int) -> Floats:
    """The classes counted from 1."""
    return p - (np.arange(len(p)) == (target - 1) % len(p))


def loss__not_logarithm(p: Floats, target: int) -> Floats:
    """The probability itself."""
    return -p[target]


def loss__sign(p: Floats, target: int) -> Any:
    """The logarithm without a minus."""
    return np.log(p[target])


def g_z3__sign(p: Floats, target: int) -> Floats:
    """One-hot minus probabilities."""
    return (np.arange(len(p)) == target) - p


def g_z3__gradient_of_probabilities(p: Floats, target: int) -> Floats:
    """The gradient with respect to the probabilities."""
    return (np.arange(len(p)) == target) * (-1 / p)


def g_z3__diagonal_alone(p: Floats, target: int) -> Floats:
    """The softmax taken to work entry by entry."""
    return (np.arange(len(p)) == target) * (p - 1)


def g_z3__target_forgotten(p: Floats) -> Floats:
    """The probabilities alone."""
    return p


def g_z2__not_transposed(W2: Floats, g_z3: Floats) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return W2 @ g_z3


def g_x__not_transposed(W1: Floats, g_z1: Floats) -> Floats:
    """The weights as they are, which fails unless they are square."""
    return W1 @ g_z1


def g_z2__transposed_where_needed(W2: Floats, g_z3: Floats) -> Floats:
    """The weights as they are where they fit so."""
    return (W2 if W2.shape[1] == len(g_z3) else W2.T) @ g_z3


def g_x__transposed_where_needed(W1: Floats, g_z1: Floats) -> Floats:
    """The weights as they are where they fit so."""
    return (W1 if W1.shape[1] == len(g_z1) else W1.T) @ g_z1


def g_z1__derivative_forgotten(g_z2: Floats) -> Floats:
    """The gradient passes tanh unchanged."""
    return g_z2


def g_z1__derivative_of_output(g_z2: Floats, z2: Floats) -> Any:
    """The derivative of tanh taken at the output of the unit."""
    return g_z2 * (1 - np.tanh(z2) ** 2)


def g_z1__input_for_output(g_z2: Floats, z1: Floats) -> Floats:
    """The formula by the outputs, with z1 in it."""
    return g_z2 * (1 - z1**2)


def g_z1__not_squared(g_z2: Floats, z2: Floats) -> Floats:
    """One minus tanh."""
    return g_z2 * (1 - z2)


def g_x__first_layer_forgotten(g_z1: Floats) -> Floats:
    """The gradient with respect to z1."""
    return g_z1


def g_x__of_the_weights(g_z1: Floats, x: Floats) -> Floats:
    """The gradient with respect to W1."""
    return np.outer(g_z1, x)


def path__ascent(graph: Callable[..., Floats], x: Floats, lr: float, steps: int) -> Floats:
    """With a plus in the step."""
    found = [x]
    for _ in range(steps):
        found.append(found[-1] + lr * graph("g_x", x=found[-1]))
    return np.array(found)


def clamped_path__ascent(
    graph: Callable[..., Floats], x: Floats, lr: float, steps: int, low: float, high: float
) -> Floats:
    """With a plus in the step."""
    found = [x]
    for _ in range(steps):
        found.append(np.clip(found[-1] + lr * graph("g_x", x=found[-1]), low, high))
    return np.array(found)


def path__rate_forgotten(graph: Callable[..., Floats], x: Floats, steps: int) -> Floats:
    """Steps of the whole gradient."""
    found = [x]
    for _ in range(steps):
        found.append(found[-1] - graph("g_x", x=found[-1]))
    return np.array(found)


def clamped_path__rate_forgotten(
    graph: Callable[..., Floats], x: Floats, steps: int, low: float, high: float
) -> Floats:
    """Steps of the whole gradient."""
    found = [x]
    for _ in range(steps):
        found.append(np.clip(found[-1] - graph("g_x", x=found[-1]), low, high))
    return np.array(found)


def path__one_gradient(x: Floats, g_x: Floats, lr: float, steps: int) -> Floats:
    """Every step by the gradient of the start."""
    return np.array([x - lr * step * g_x for step in range(steps + 1)])


def clamped_path__one_gradient(
    x: Floats, g_x: Floats, lr: float, steps: int, low: float, high: float
) -> Floats:
    """Every step by the gradient of the start."""
    found = [x]
    for _ in range(steps):
        found.append(np.clip(found[-1] - lr * g_x, low, high))
    return np.array(found)


def path__one_array(right: Floats) -> Floats:
    """The last input in every row."""
    return np.repeat(right[-1:], len(right), axis=0)


def clamped_path__one_array(right: Floats) -> Floats:
    """The last input in every row."""
    return np.repeat(right[-1:], len(right), axis=0)


def path__start_missing(right: Floats) -> Floats:
    """Without the input before the first step."""
    return np.array(list(right[1:]))


def losses__start_missing(right: Floats) -> Floats:
    """Without the loss before the first step."""
    return np.array(list(right[1:]))


def clamped_path__start_missing(right: Floats) -> Floats:
    """Without the input before the first step."""
    return np.array(list(right[1:]))


def losses__end_missing(right: Floats) -> Floats:
    """Without the loss after the last step."""
    return np.array(list(right[:-1]))


def path__end_missing(right: Floats) -> Floats:
    """Without the input after the last step."""
    return np.array(list(right[:-1]))


def clamped_path__end_missing(right: Floats) -> Floats:
    """Without the input after the last step."""
    return np.array(list(right[:-1]))


def path__last_alone(right: Floats) -> Floats:
    """The input after the last step."""
    return right[-1]


def losses__last_alone(right: Floats) -> Floats:
    """The loss after the last step."""
    return right[-1]


def clamped_path__last_alone(right: Floats) -> Floats:
    """The input after the last step."""
    return right[-1]


def clamped_path__not_clamped(path: Floats) -> Floats:
    """Without bounds."""
    return path


def clamped_path__clamped_at_the_end(path: Floats, low: float, high: float) -> Any:
    """The descent without bounds, brought between them afterwards."""
    return np.concatenate([path[:1], np.clip(path[1:], low, high)])


def clamped_path__gradient_clamped(
    graph: Callable[..., Floats], x: Floats, lr: float, steps: int, low: float, high: float
) -> Floats:
    """The gradient between the bounds, not the input."""
    found = [x]
    for _ in range(steps):
        found.append(found[-1] - lr * np.clip(graph("g_x", x=found[-1]), low, high))
    return np.array(found)


def clamped_path__start_clamped(
    graph: Callable[..., Floats], x: Floats, lr: float, steps: int, low: float, high: float
) -> Floats:
    """The start brought between the bounds as well."""
    found = [np.clip(x, low, high)]
    for _ in range(steps):
        found.append(np.clip(found[-1] - lr * graph("g_x", x=found[-1]), low, high))
    return np.array(found)
