"""Draws the cases of a problem, the same on every machine.

Every input of every case has a stream of its own, keyed by seed, problem, case and
input: adding an input, a part or a case moves no other draw. Values are multiples of
1/1024, exact in single and double precision alike.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import ceil, floor, prod
from typing import TypeAlias, assert_never

import numpy as np

from grader.errors import CourseError, Fault
from grader.model.case import Case
from grader.model.course import (
    CaseKind,
    CaseSpec,
    Fixed,
    Generator,
    Labels,
    Normal,
    OneHot,
    Probabilities,
    Problem,
    Size,
    Uniform,
    Upstream,
)
from grader.model.values import Array, Value
from grader.stream import GRID, Stream

_SMALLEST, _LARGEST = GRID // 4, 2 * GRID
_PER_CENT_NEGATIVE = 40


Acceptable: TypeAlias = Callable[[Case, bool], bool]
"""Whether a drawn case may be used; with the flag, whether it is also as one would wish."""

_WISHES, _DRAWS = 100, 200


def _any_case(_case: Case, _as_wished: bool) -> bool:  # noqa: FBT001  (called by position)
    return True


def draw_cases(problem: Problem, seed: int, acceptable: Acceptable = _any_case) -> tuple[Case, ...]:
    """Return the cases of a problem: one for each set of sizes, then those of its author.

    A case in which anything is drawn is drawn again until it is acceptable: a hundred
    times as one would wish it, and another hundred as it may just be.

    Raises:
        CourseError: No draw is acceptable.
    """
    names: dict[str, int] = {}
    specs = [
        (
            ", ".join(f"{size}={length}" for size, length in sizes.items()) or "drawn",
            f"sizes {number}",
            CaseSpec(CaseKind.ORDINARY, {}, sizes, because=None, parts=None),
        )
        for number, sizes in enumerate(problem.sizes)
    ]
    specs += [
        (
            "special" if spec.kind is CaseKind.ORDINARY else str(spec.kind),
            f"cases {number}",
            spec,
        )
        for number, spec in enumerate(problem.cases)
    ]
    if problem.values:
        spec = CaseSpec(CaseKind.ORDINARY, {}, {}, because=None, parts=None)
        specs.append(("given", "values", spec))
    return tuple(
        _draw_acceptably(problem, spec, _unique(name, names), (seed, place), acceptable)
        for name, place, spec in specs
    )


def _draw_acceptably(
    problem: Problem, spec: CaseSpec, name: str, key: tuple[int, str], acceptable: Acceptable
) -> Case:
    generators = {**problem.inputs, **spec.given}
    anything = any(not isinstance(each, Fixed) for each in generators.values())
    for attempt in range(_DRAWS):
        case = _draw_case(problem, spec, name, key, attempt)
        if not anything or spec.kind is CaseKind.TIE or acceptable(case, attempt < _WISHES):
            return case
    message = f"no draw of the case {name} keeps away from the kinks {', '.join(problem.kinks)}"
    raise CourseError([Fault(problem.path, 1, message)])


def _unique(name: str, names: dict[str, int]) -> str:
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name} {names[name]}"


def _draw_case(
    problem: Problem, spec: CaseSpec, name: str, key: tuple[int, str], attempt: int
) -> Case:
    values: dict[str, Value] = dict(spec.sizes)
    seed, place = key
    for input_name, generator in {**problem.inputs, **spec.given}.items():
        again = (attempt,) if attempt else ()
        stream = Stream(seed, problem.name, place, input_name, *again)
        values[input_name] = _draw(generator, spec.sizes, stream)
    return Case(name, spec.kind, spec.because, values, spec.parts)


def _draw(generator: Generator, sizes: Mapping[str, int], stream: Stream) -> Value:
    match generator:
        case Fixed(value):
            return value
        case Normal(shape, scale):
            return _signed(_lengths(shape, sizes), scale, _PER_CENT_NEGATIVE, stream)
        case Upstream(shape):
            return _signed(_lengths(shape, sizes), 1.0, 50, stream)
        case Uniform(shape, low, high):
            return _uniform(_lengths(shape, sizes), low, high, stream)
        case Labels(shape, below):
            lengths = _lengths(shape, sizes)
            labels = _labels(prod(lengths), _length(below, sizes), stream)
            return np.array(labels, dtype=np.int64).reshape(lengths) if lengths else labels[0]
        case OneHot(shape):
            *rows, classes = _lengths(shape, sizes)
            labels = _labels(prod(rows), classes, stream)
            return np.eye(classes)[labels].reshape(*rows, classes)
        case Probabilities(shape):
            return _probabilities(_lengths(shape, sizes), stream)
        case _:
            assert_never(generator)


def _length(size: Size, sizes: Mapping[str, int]) -> int:
    return size if isinstance(size, int) else sizes[size]


def _lengths(shape: tuple[Size, ...], sizes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(_length(size, sizes) for size in shape)


def _shaped(multiples: list[int], shape: tuple[int, ...]) -> Array | float:
    if not shape:
        return multiples[0] / GRID
    return np.array(multiples, dtype=np.float64).reshape(shape) / GRID


def _signed(
    shape: tuple[int, ...], scale: float, per_cent_negative: int, stream: Stream
) -> Array | float:
    """Draw magnitudes that differ from each other, as long as there is room, and signs.

    No value is near zero, and no two can cancel: equal magnitudes hide mistakes.
    Of two values or more some are positive and some negative.
    """
    low, high = max(1, round(_SMALLEST * scale)), round(_LARGEST * scale)
    count = prod(shape)
    taken: set[int] = set()
    multiples = []
    for _ in range(count):
        magnitude = low + stream.below(high - low + 1)
        while magnitude in taken and 2 * count <= high - low:
            magnitude = low + stream.below(high - low + 1)
        taken.add(magnitude)
        multiples.append(-magnitude if stream.below(100) < per_cent_negative else magnitude)
    if count > 1 and len({multiple > 0 for multiple in multiples}) == 1:
        turned = stream.below(count)
        multiples[turned] = -multiples[turned]
    return _shaped(multiples, shape)


def _uniform(shape: tuple[int, ...], low: float, high: float, stream: Stream) -> Array | float:
    first, last = ceil(low * GRID), floor(high * GRID)
    return _shaped([first + stream.below(last - first + 1) for _ in range(prod(shape))], shape)


def _labels(count: int, classes: int, stream: Stream) -> list[int]:
    """Draw labels, unsorted; each class once before any comes again at random."""
    every = stream.shuffled(list(range(classes)))
    return stream.shuffled([*every, *(stream.below(classes) for _ in range(count))][:count])


def _probabilities(shape: tuple[int, ...], stream: Stream) -> Array | float:
    """Cut the unit interval at different multiples of 1/1024."""
    if not shape:
        return (1 + stream.below(GRID - 1)) / GRID
    *rows, classes = shape
    multiples: list[int] = []
    for _ in range(prod(rows)):
        cuts: set[int] = set()
        while len(cuts) < classes - 1:
            cuts.add(1 + stream.below(GRID - 1))
        edges = [0, *sorted(cuts), GRID]
        multiples += [right - left for left, right in pairwise(edges)][:classes]
    return _shaped(multiples, shape)
