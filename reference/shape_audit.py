"""The sizes of the parameters of a feed-forward network, from the widths of its layers."""

from collections.abc import Sequence

_Sizes = list[tuple[int, ...]]


def W_sizes(n: Sequence[int]) -> _Sizes:
    """Sizes of the weights, from layer 1 on: rows count outputs, columns inputs.

    Args:
        n: The widths, from that of the input to that of the output.
    """
    return [(int(n[k]), int(n[k - 1])) for k in range(1, len(n))]


def b_sizes(n: Sequence[int]) -> _Sizes:
    """Sizes of the biases as vectors with one axis, from layer 1 on."""
    return [(int(n[k]),) for k in range(1, len(n))]


def b_columns(n: Sequence[int]) -> _Sizes:
    """Sizes of the biases as columns, from layer 1 on."""
    return [(int(n[k]), 1) for k in range(1, len(n))]


def W_transposed(n: Sequence[int]) -> _Sizes:
    """Sizes of the transposed weights: for weights a mistake."""
    return [(int(n[k - 1]), int(n[k])) for k in range(1, len(n))]


def W_last_transposed(n: Sequence[int]) -> _Sizes:
    """Sizes of the weights, those of the last layer transposed: a mistake."""
    last = len(n) - 1
    sizes = [(int(n[k]), int(n[k - 1])) for k in range(1, last)]
    return [*sizes, (int(n[last - 1]), int(n[last]))]


def b_of_inputs(n: Sequence[int]) -> _Sizes:
    """Widths of what comes into each layer: for biases a mistake."""
    return [(int(n[k - 1]),) for k in range(1, len(n))]


def b_rows(n: Sequence[int]) -> _Sizes:
    """Sizes of the biases as rows: for columns a mistake."""
    return [(1, int(n[k])) for k in range(1, len(n))]
