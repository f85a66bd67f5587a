"""What goes wrong on the way forward through a network: each function replaces its quantity."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[Any]
Layers: TypeAlias = Sequence[Floats]
Function: TypeAlias = Callable[[Floats], Floats]


def _logistic(z: Floats) -> Floats:
    return 1 / (1 + np.exp(-z))


def _softmax(z: Floats) -> Floats:
    e = np.exp(z - z.max())
    return e / e.sum()


def a__from_the_right(k: int, W: Layers, h: Layers, b: Layers) -> Floats:
    """The sample on the left of the weights, which fails unless they are square."""
    return b[k] + h[k - 1] @ W[k]


def _turned(last: Floats) -> Floats:
    if last.shape[0] != last.shape[1]:
        raise ValueError("the shapes do not fit")  # and nothing comes back, of any layer
    return last.T


def a__last_weights_turned(k: int, W: Layers, h: Layers, b: Layers) -> Floats:
    """The last weights as if their shape were (n, k), which fails unless they are square."""
    last = _turned(W[len(W)])
    return b[k] + (last if k == len(W) else W[k]) @ h[k - 1]


def a__bias_forgotten(k: int, W: Layers, h: Layers) -> Floats:
    """The weights alone."""
    return W[k] @ h[k - 1]


def a__last_bias_forgotten(k: int, W: Layers, h: Layers, b: Layers) -> Floats:
    """No biases in the last layer."""
    return W[k] @ h[k - 1] + (0 * b[k] if k == len(W) else b[k])


def a__activation_included(k: int, W: Layers, h: Layers, b: Layers, g: Function) -> Floats:
    """What the hidden layers put out where their weighted inputs belong."""
    inputs = b[k] + W[k] @ h[k - 1]
    return inputs if k == len(W) else g(inputs)


def h__activation_included(j: int, x: Floats, a: Layers) -> Floats:
    """As it is: the activation is in the weighted inputs already."""
    return x if j == 0 else a[j]


def a__from_weighted_inputs(k: int, W: Layers, a: Layers, x: Floats, b: Layers) -> Floats:
    """From the weighted inputs of the layer below, not from its outputs."""
    return b[k] + W[k] @ (x if k == 1 else a[k - 1])


def h__activation_forgotten(j: int, x: Floats, a: Layers) -> Floats:
    """The weighted inputs themselves."""
    return x if j == 0 else a[j]


def h__activation_of_the_sample(j: int, x: Floats, a: Layers, g: Function) -> Floats:
    """The sample goes through the activation as well."""
    return g(x) if j == 0 else g(a[j])


def h__output_function_inside(
    j: int,
    x: Floats,
    a: Layers,
    O: Function,  # noqa: E741
) -> Floats:
    """The output function in every layer."""
    return x if j == 0 else O(a[j])


def h__tanh_always(j: int, x: Floats, a: Layers) -> Floats:
    """One activation, whichever is asked for."""
    return x if j == 0 else np.tanh(a[j])


def h__logistic_always(j: int, x: Floats, a: Layers) -> Floats:
    """One activation, whichever is asked for."""
    return x if j == 0 else _logistic(a[j])


def h__relu_always(j: int, x: Floats, a: Layers) -> Floats:
    """One activation, whichever is asked for."""
    return x if j == 0 else np.maximum(a[j], 0)


def yhat__activation_on_last(
    a: Layers,
    g: Function,
    O: Function,  # noqa: E741
) -> Floats:
    """The activation of the hidden layers before the output function."""
    return O(g(a[len(a)]))


def yhat__activation_for_output(a: Layers, g: Function) -> Floats:
    """The activation of the hidden layers in place of the output function."""
    return g(a[len(a)])


def yhat__output_function_forgotten(a: Layers) -> Floats:
    """The last weighted inputs themselves."""
    return a[len(a)]


def yhat__softmax_always(a: Layers) -> Floats:
    """One output function, whichever is asked for."""
    return _softmax(a[len(a)])


def yhat__output_function_twice(a: Layers, O: Function) -> Floats:  # noqa: E741
    """The output function once more."""
    return O(O(a[len(a)]))
