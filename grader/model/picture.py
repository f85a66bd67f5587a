"""Where an array differs from what is right: in steps, from which no right value can be had."""

from dataclasses import dataclass
from enum import IntEnum


class Step(IntEnum):
    """How far off an entry is, relative to its size."""

    NEAR = 0
    """Not further than is allowed."""
    HUNDREDTH = 1
    """Up to 1 %."""
    TENTH = 2
    """Up to 10 %."""
    WHOLE = 3
    """Up to 100 %."""
    MORE = 4
    NOT_FINITE = 5
    """nan or infinity."""


@dataclass(frozen=True)
class Steps:
    """The step of every entry of an array."""

    shape: tuple[int, ...]
    steps: bytes
    """One byte an entry, the last axis running fastest."""
    cell: str = ""
    """Which entry of a list the array is, such as ``dW[2]``; empty where there is no list."""


@dataclass(frozen=True)
class Picture:
    """The steps of an array, laid out in a plane and made small enough to be drawn."""

    of: str
    """The quantity, or the entry of a list of arrays."""
    case: str
    shape: tuple[int, ...]
    """Of the array."""
    rows: tuple[tuple[Step, ...], ...]
    """The last axis runs along the rows; all other axes run down. Of entries that were drawn
    as one, the furthest off counts."""
    worst: tuple[int, int]
    """Row and column, in ``rows``, of the entry that is furthest beyond what is allowed."""
    reduced: bool
    """Whether several entries were drawn as one."""
