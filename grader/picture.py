"""Draws where an array differs, in few and coarse steps."""

import numpy as np

from grader.model.picture import Picture, Step, Steps
from grader.model.values import Array, Floats

_ROWS, _COLUMNS = 24, 32
"""As many as can be told apart on a telephone."""
_BOUNDS = np.array([0.01, 0.1, 1.0])
_MOST = 1_000_000
"""Entries of which steps are kept; of a larger array nobody would find the place."""


def steps_beyond(difference: Floats, size: Floats, beyond: Array) -> Steps | None:
    """Return the step of every entry; None of a very large array.

    Args:
        difference: How far off each entry is, of any shape.
        size: What differences are measured by, of the same shape.
        beyond: Whether it is more than is allowed, of the same shape.
    """
    if difference.size > _MOST:
        return None
    with np.errstate(all="ignore"):
        steps = 1 + _BOUNDS.searchsorted(difference / size)
    return Steps(difference.shape, np.where(beyond, steps, 0).astype(np.uint8).tobytes())


def steps_not_finite(bad: Array) -> Steps | None:
    """Return which entries are nan or infinite; None of a very large array."""
    if bad.size > _MOST:
        return None
    return Steps(bad.shape, (int(Step.NOT_FINITE) * bad.astype(np.uint8)).tobytes())


def steps_in_digits(beyond: Array) -> Steps:
    """Return which numbers by hand are off; by how much is not told."""
    return Steps(beyond.shape, (int(Step.MORE) * beyond.astype(np.uint8)).tobytes())


def draw(steps: Steps, of: str, case: str, worst: tuple[int, ...]) -> Picture | None:
    """Return the picture of an array; None where there is nothing to point at.

    Args:
        steps: Of each entry of the array.
        of: The name of the quantity.
        case: The name of the case.
        worst: The index of the entry that is marked.
    """
    flat = np.frombuffer(steps.steps, np.uint8)
    if flat.size <= 1:
        return None
    columns = steps.shape[-1]
    plane = flat.reshape(-1, columns)
    row, column = divmod(int(np.ravel_multi_index(worst, steps.shape)), columns)
    height, width = _block(plane.shape[0], _ROWS), _block(columns, _COLUMNS)
    return Picture(
        of=steps.cell or of,
        case=case,
        shape=steps.shape,
        rows=tuple(tuple(Step(each) for each in line) for line in _pooled(plane, height, width)),
        worst=(row // height, column // width),
        reduced=height * width > 1,
    )


def _block(length: int, most: int) -> int:
    return -(-length // most)


def _pooled(plane: Array, height: int, width: int) -> list[list[int]]:
    """Return the largest of each block; those at the ends may be smaller."""
    below = np.maximum.reduceat(plane, np.arange(0, plane.shape[0], height), axis=0)
    pooled = np.maximum.reduceat(below, np.arange(0, plane.shape[1], width), axis=1)
    found: list[list[int]] = pooled.tolist()
    return found
