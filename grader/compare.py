"""Compares what came back with what is right.

Shape first, then type, then finite, then near. Nothing is ever broadcast, nan is near
nothing, and an empty array is near only what is rightly empty.
"""

from collections.abc import Callable

import numpy as np

from grader.model.answer import Listed, Output, Oversized, Unusable
from grader.model.judgement import (
    Differs,
    DiffersInDigits,
    Finding,
    Near,
    NotFinite,
    Precision,
    WrongShape,
    WrongType,
)
from grader.model.values import Array, Floats
from grader.picture import steps_beyond, steps_in_digits, steps_not_finite

TAU = 1e-4
"""The relative difference that is allowed: 28 times what right programs in single
precision showed, 1/240 of the smallest real mistake."""
_SHARE_OF_LARGEST = 0.1
"""How much the largest entry counts beside an entry itself: entries that cancel to
nothing are compared with the whole, without hiding errors in small ones."""
SIGMAS = 30.0
CURVE_TAU = 1e-5
"""The same for the losses of a descent: exact steps in single precision stay within 4e-8 over
100 of them, and a misplaced mask shows with 1e-4 at least."""
STRICT_TAU, STRICT_SIGMAS = 1e-9, 3e-7
"""The same where a problem demands double precision."""
DOUBLE = 1e-12
"""What right programs in double precision never exceed, but for ..."""
DOUBLE_SIGMAS = 1e-7
"""... the noise of the calculation itself, which is that of single precision divided by 2^29."""
SINGLE_AT_LEAST = 2e-8
"""Nearer than this, but no double precision, was never single precision, in part or whole."""
TIE_FACTOR = 3.0
"""How much more is allowed at ties, where slopes are fitted to the answer."""
_STILL = 1e-13
FLOOR = 1e-6
"""In overflow cases, relative to the typical size: a saturated gradient of 1e-168 has no
meaningful relative error."""


@np.errstate(all="ignore")
def compare(  # noqa: PLR0913  (what the rule speaks about)
    output: Output,
    right: Floats,
    typical: float,
    noise: Callable[[], Floats],
    bends: Callable[[], tuple[Floats, ...]] = tuple,
    *,
    overflow: bool = False,
    strict: bool = False,
    curve: bool = False,
) -> Finding:
    r"""Return how an output stands to the right value.

    .. math:: |s_{ij} - r_{ij}| \le \tau (|r_{ij}| + 0.1 R) + 30 \sigma_{ij},
        \qquad R = \max |r|

    Where r is 0 everywhere, R is a tenth of ``typical``. At ties, where a mask may be
    anything from 0 to 1, r may be any value that some choice of slopes gives.

    Args:
        output: What the student's code returned.
        right: The right value r.
        typical: Size of this quantity over the ordinary cases; positive.
        noise: Computes sigma, of the shape of r. Called only if the rest of the
            tolerance does not suffice, since it costs several evaluations.
        bends: Computes how r changes with the slope at each tie; none elsewhere.
        overflow: Whether the case is there for overflow.
        strict: Whether double precision is demanded.
        curve: Whether these are the losses of a descent.
    """
    match output:
        case Unusable():
            return WrongType(output.found)
        case Oversized():
            return WrongShape(output.shape, right.shape)
        case Listed():
            return WrongType(f"a list of {len(output.entries)}")
    if output.shape != right.shape:
        return WrongShape(output.shape, right.shape)
    if output.dtype.kind == "c":
        return WrongType("complex numbers")
    found = output.astype(np.float64)
    # Most answers are right by far. What is near by this is near by the whole rule: nothing
    # that is nan or infinite is, since no comparison with it is true.
    if (np.abs(found - right) <= DOUBLE * np.abs(right)).all():
        return Near()
    finite = np.isfinite(found)
    if not finite.all():
        bad = ~finite
        first = _index(int(bad.argmax()), found.shape)
        return NotFinite(int(bad.sum()), found.size, first, steps_not_finite(bad))
    size = relative_size(right, typical)
    tau = STRICT_TAU if strict else CURVE_TAU if curve else TAU
    allowed = tau * size + (FLOOR * typical if overflow else 0.0)
    difference = np.abs(found - right)
    if (difference <= DOUBLE * size).all():
        return Near()
    if (difference <= allowed).all():
        return _near(found, difference, size, noise)
    if ties := bends():
        # Rounding would turn the masks over: it says nothing about the noise here.
        left = np.abs(_without_bends(found - right, ties, allowed))
        if (left <= TIE_FACTOR * allowed).all():
            return Near()
    else:
        allowed = allowed + (STRICT_SIGMAS if strict else SIGMAS) * noise()
    beyond = ~(difference <= allowed)
    if not beyond.any():
        return _near(found, difference, size, noise)
    worst = int(np.where(beyond, difference / allowed, -1.0).argmax())
    return Differs(
        differing=int(beyond.sum()),
        total=found.size,
        worst=_index(worst, found.shape),
        relative=float((difference / size).flat[worst]),
        allowed=float((allowed / size).flat[worst]),
        error=float((difference / size).max()),
        steps=steps_beyond(difference, size, beyond),
    )


def relative_size(right: Floats, typical: float) -> Floats:
    r"""Return what differences are measured by, entry by entry.

    .. math:: |r_{ij}| + 0.1 R, \qquad R = \max |r|

    Where r is 0 everywhere, R is a tenth of ``typical``.
    """
    largest = float(np.abs(right).max(initial=0.0))
    size: Floats = np.abs(right) + _SHARE_OF_LARGEST * (largest or _SHARE_OF_LARGEST * typical)
    return size


def _near(found: Floats, difference: Floats, size: Floats, noise: Callable[[], Floats]) -> Near:
    """Return how exact an answer is that is right, but not by far."""
    error = float((difference / size).max())
    if (found == found.astype(np.float32)).all():
        return Near(Precision.SINGLE, error)
    if (difference <= DOUBLE * size + DOUBLE_SIGMAS * noise()).all():
        return Near()
    return Near(Precision.APPROXIMATE, error)


def _without_bends(difference: Floats, bends: tuple[Floats, ...], allowed: Floats) -> Floats:
    """Return what is left of a difference after the shares from 0 to 1 that fit it best.

    Least squares in units of what is allowed.
    """
    weight = 1 / np.where(allowed > 0, allowed, 1.0)
    columns = np.stack([(bend * weight).ravel() for bend in bends], axis=1)
    left = (difference * weight).ravel()
    remains: Floats = left - columns @ _fit_shares(columns, left)
    unweighted: Floats = remains.reshape(difference.shape) / weight
    return unweighted


def _fit_shares(columns: Floats, target: Floats) -> Floats:
    """Return the shares from 0 to 1 that bring columns nearest to a target, by least squares.

    An active set: shares at a bound stay there until letting one go would help, the others
    are solved for, and cut off where they would leave their bounds (Stark and Parker, 1995).
    """
    shares: Floats = np.clip(np.linalg.lstsq(columns, target, rcond=None)[0], 0.0, 1.0)
    free = (shares > 0) & (shares < 1)
    scale = np.linalg.norm(columns, axis=0) * (np.linalg.norm(target) + 1)
    for _ in range(20 * len(shares) + 20):
        while free.any():
            rest = target - columns[:, ~free] @ shares[~free]
            wish = np.linalg.lstsq(columns[:, free], rest, rcond=None)[0]
            now = shares[free]
            move = wish - now
            room = np.where(move > 0, 1 - now, now)
            with np.errstate(divide="ignore", invalid="ignore"):
                steps = np.where(move == 0, np.inf, room / np.abs(move))
            step = min(1.0, float(steps.min()))
            shares[free] = np.clip(now + step * move, 0.0, 1.0)
            if step >= 1:
                break
            # Those that have reached their bound stay there.
            free[np.flatnonzero(free)[steps <= step]] = False
        pull = columns.T @ (target - columns @ shares)
        helps = np.where(shares >= 1, -pull, pull) / scale
        helps[free] = -np.inf
        if (helps <= _STILL).all():
            break
        free[int(helps.argmax())] = True
    return shares


@np.errstate(all="ignore")
def compare_digits(
    found: Array,
    right: Floats,
    decimals: int,
    *,
    widened: Floats | float = 0.0,
) -> Finding:
    """Return how a table of numbers by hand stands to the right one.

    A cell may be one unit of the last decimal away, whether it was rounded or cut off, and
    as much more as ``widened`` says. Axes of length 1 may be left out.
    """
    if found.shape not in (right.shape, _squeezed(right.shape)):
        return WrongShape(found.shape, right.shape)
    cells = found.reshape(right.shape)
    # A little more than a unit: 0.4 - 0.3 is more than 0.1 in binary.
    allowed = 10.0**-decimals * (1 + 1e-9) + widened
    beyond = ~(np.abs(cells - right) <= allowed)
    if not beyond.any():
        return Near()
    first = _index(int(beyond.argmax()), right.shape)
    steps = steps_in_digits(beyond)
    return DiffersInDigits(int(beyond.sum()), right.size, first, decimals, steps)


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(size for size in shape if size != 1)


def _index(flat: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(each) for each in np.unravel_index(flat, shape))
