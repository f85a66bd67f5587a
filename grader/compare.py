"""Compares what came back with what is right.

Shape first, then type, then finite, then near. Nothing is ever broadcast, and
nothing that is empty, nan or missing counts as near.
"""

from collections.abc import Callable

import numpy as np

from grader.model.answer import Output, Oversized, Unusable
from grader.model.judgement import Differs, Finding, Near, NotFinite, WrongShape, WrongType
from grader.model.values import Floats

TAU = 1e-4
"""The relative difference that is allowed: 28 times what right programs in single
precision showed, 1/240 of the smallest real mistake."""
SHARE_OF_LARGEST = 0.1
"""How much the largest entry counts beside an entry itself: entries that cancel to
nothing are compared with the whole, without hiding errors in small ones."""
SIGMAS = 30.0
FLOOR = 1e-6
"""In overflow cases, relative to the typical size: a saturated gradient of 1e-168 has no
meaningful relative error."""


@np.errstate(all="ignore")
def compare(
    output: Output,
    right: Floats,
    typical: float,
    noise: Callable[[], Floats],
    *,
    overflow: bool = False,
) -> Finding:
    r"""Return how an output stands to the right value.

    .. math:: |s_{ij} - r_{ij}| \le \tau (|r_{ij}| + 0.1 R) + 30 \sigma_{ij},
        \qquad R = \max |r|

    Where r is 0 everywhere, R is a tenth of ``typical``.

    Args:
        output: What the student's code returned.
        right: The right value r.
        typical: Size of this quantity over the ordinary cases; positive.
        noise: Computes sigma, of the shape of r. Called only if the rest of the
            tolerance does not suffice, since it costs several evaluations.
        overflow: Whether the case is there for overflow.
    """
    match output:
        case Unusable():
            return WrongType(output.found)
        case Oversized():
            return WrongShape(output.shape, right.shape)
    if output.shape != right.shape:
        return WrongShape(output.shape, right.shape)
    if output.dtype.kind == "c":
        return WrongType("complex numbers")
    found = output.astype(np.float64)
    finite = np.isfinite(found)
    if not finite.all():
        bad = ~finite
        return NotFinite(int(bad.sum()), found.size, _index(int(bad.argmax()), found.shape))
    largest = float(np.abs(right).max(initial=0.0))
    size = np.abs(right) + SHARE_OF_LARGEST * (largest or SHARE_OF_LARGEST * typical)
    allowed = TAU * size + (FLOOR * typical if overflow else 0.0)
    difference = np.abs(found - right)
    if (difference <= allowed).all():
        return Near()
    allowed = allowed + SIGMAS * noise()
    beyond = ~(difference <= allowed)
    if not beyond.any():
        return Near()
    worst = int(np.where(beyond, difference / allowed, -1.0).argmax())
    return Differs(
        differing=int(beyond.sum()),
        total=found.size,
        worst=_index(worst, found.shape),
        relative=float((difference / size).flat[worst]),
        allowed=float((allowed / size).flat[worst]),
    )


def _index(flat: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(each) for each in np.unravel_index(flat, shape))
