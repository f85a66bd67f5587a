"""Draws the cases of a problem, the same on every machine.

Every input of every case has a stream of its own, keyed by seed, problem, case and
input: adding an input, a part or a case moves no other draw. Values are multiples of
1/1024, exact in single and double precision alike.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from math import ceil, floor, prod
from typing import TypeAlias, assert_never

import numpy as np

from grader.errors import CourseError, Fault
from grader.formula import evaluate, names_in
from grader.model.case import Case, Tag
from grader.model.course import (
    CaseKind,
    CaseSpec,
    Choice,
    Each,
    Fixed,
    Form,
    Generator,
    Labels,
    Normal,
    OneHot,
    Probabilities,
    Problem,
    Size,
    Sizes,
    Uniform,
    Upstream,
)
from grader.model.values import Array, Value
from grader.stream import GRID, Stream

_TINY, _HUGE = 2.0**-10, 8.0
_BECAUSE = {
    Tag.SPECIAL_ROWS: "rows of zeros, of equal entries, and the same row twice",
    Tag.TINY: "all numbers are a thousand times smaller",
    Tag.HUGE: "some numbers are eight times larger",
    Tag.WIDE: "some probabilities are near 0, others near 1",
    Tag.UPSTREAM: "the first case with its upstream gradient times -2",
    Tag.BATCH: "the first case with every sample twice",
}
_FORMS = {
    Form.SINGLE: "arrays in single precision",
    Form.STRIDED: "arrays that are views of larger ones",
    Form.LABELS: "labels of the type uint8",
}

_SMALLEST, _LARGEST = GRID // 4, 2 * GRID
_PER_CENT_NEGATIVE = 40


Acceptable: TypeAlias = Callable[[Case, bool], bool]
"""Whether a drawn case may be used; with the flag, whether it is also as one would wish."""

_WISHES, _DRAWS = 100, 200


def _any_case(_case: Case, _as_wished: bool) -> bool:  # noqa: FBT001  (called by position)
    return True


def draw_cases(
    problem: Problem, seed: int, acceptable: Acceptable = _any_case, secret: bytes | None = None
) -> tuple[Case, ...]:
    """Return the cases of a problem: one for each set of sizes, its author's, designed ones.

    A case in which anything is drawn is drawn again until it is acceptable: a hundred
    times as one would wish it, and another hundred as it may just be. A designed case that
    is not acceptable is left out.

    Args:
        problem: What is asked.
        seed: Chooses the numbers.
        acceptable: Whether a drawn case may be used.
        secret: Chooses the numbers of one more case, which nobody can work out without it.

    Raises:
        CourseError: No draw is acceptable.
    """
    names: dict[str, int] = {}
    specs = [
        (
            ", ".join([*_named(sizes), *_chosen(problem, number)]) or "drawn",
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
    if problem.values or problem.words:
        spec = CaseSpec(CaseKind.ORDINARY, {}, {}, because=None, parts=None)
        specs.append(("given", "values", spec))
    cases = [
        _draw_acceptably(problem, spec, _unique(name, names), (seed, place), acceptable)
        for name, place, spec in specs
    ]
    if problem.functions and problem.sizes:
        cases += designed_cases(problem, cases[0], acceptable)
        if secret is not None:
            cases.append(_hidden(problem, secret, acceptable))
    return tuple(cases)


def _named(sizes: Sizes) -> list[str]:
    return [f"{size}={_shown(length)}" for size, length in sizes.items()]


def _chosen(problem: Problem, turn: int) -> list[str]:
    """Return what the choices of a case are."""
    taken = {
        name: generator.options[turn % len(generator.options)]
        for name, generator in problem.inputs.items()
        if isinstance(generator, Choice) and len(generator.options) > 1
    }
    return [
        f"{name}={option if isinstance(option, str) else option.name}"
        for name, option in taken.items()
    ]


def _shown(length: int | tuple[int, ...]) -> str:
    return str(length) if isinstance(length, int) else f"({','.join(map(str, length))})"


def _hidden(problem: Problem, secret: bytes, acceptable: Acceptable) -> Case:
    key = hashlib.sha256(secret).hexdigest()
    sizes = problem.sizes[Stream(key, problem.name, "sizes").below(len(problem.sizes))]
    because = "its numbers are known to nobody who works on the answer"
    spec = CaseSpec(CaseKind.ORDINARY, {}, sizes, because, parts=None)
    case = _draw_acceptably(problem, spec, str(Tag.HIDDEN), (key, "hidden"), acceptable)
    return replace(case, tag=Tag.HIDDEN)


def _draw_acceptably(
    problem: Problem, spec: CaseSpec, name: str, key: tuple[object, str], acceptable: Acceptable
) -> Case:
    for attempt in range(_DRAWS):
        case = draw_case(problem, spec, name, key, attempt)
        if not case.drawn or spec.kind is CaseKind.TIE or acceptable(case, attempt < _WISHES):
            return case
    message = f"no draw of the case {name} keeps away from the kinks {', '.join(problem.kinks)}"
    raise CourseError([Fault(problem.path, spec.line, message)])


def _unique(name: str, names: dict[str, int]) -> str:
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name} {names[name]}"


def draw_case(
    problem: Problem, spec: CaseSpec, name: str, key: tuple[object, str], attempt: int = 0
) -> Case:
    """Return one draw of a case, acceptable or not."""
    values: dict[str, Value] = {
        size: length if isinstance(length, int) else list(length)
        for size, length in spec.sizes.items()
    }
    seed, place = key
    turn = _turn(problem, key)
    generators = {**problem.inputs, **spec.given}
    for input_name, generator in generators.items():
        again = (attempt,) if attempt else ()
        stream = Stream(seed, problem.name, place, input_name, *again)
        values[input_name] = _draw(generator, spec.sizes, problem.index, stream, turn)
    return Case(
        name,
        spec.kind,
        spec.because,
        values,
        spec.parts,
        sizes=spec.sizes,
        drawn=any(not isinstance(each, Fixed) for each in generators.values()),
        line=spec.line,
    )


def _turn(problem: Problem, key: tuple[object, str]) -> int:
    """Return which of the options of a choice a case takes: the sets of sizes take turns."""
    seed, place = key
    kind, _, number = place.partition(" ")
    if kind == "sizes":
        return int(number)
    # An author's case says which it wants; nobody can work out what a hidden one takes.
    return 0 if kind in ("cases", "values") else Stream(seed, problem.name, place, "turn").below(60)


def _draw(
    generator: Generator,
    sizes: Sizes,
    index: Mapping[str, tuple[str, str]],
    stream: Stream,
    turn: int,
) -> Value:
    match generator:
        case Fixed(value):
            return value
        case Choice(options):
            return options[turn % len(options)]
        case Each(letter, entry):
            first, last = (evaluate(formula, sizes) for formula in index[letter])
            return [
                _draw(entry, {**sizes, letter: number}, index, stream, turn + number - first)
                for number in range(first, last + 1)
            ]
        case Normal(shape, scale):
            return _signed(_lengths(shape, sizes), scale, _PER_CENT_NEGATIVE, stream)
        case Upstream(shape):
            return _signed(_lengths(shape, sizes), 1.0, 50, stream)
        case Uniform(shape, low, high):
            return _uniform(_lengths(shape, sizes), low, high, stream)
        case Labels(shape, below):
            lengths = _lengths(shape, sizes)
            labels = _labels(prod(lengths), evaluate(below, sizes), stream)
            return np.array(labels, dtype=np.int64).reshape(lengths) if lengths else labels[0]
        case OneHot(shape):
            *rows, classes = _lengths(shape, sizes)
            labels = _labels(prod(rows), classes, stream)
            return np.eye(classes)[labels].reshape(*rows, classes)
        case Probabilities(shape):
            return _probabilities(_lengths(shape, sizes), stream)
        case _:
            assert_never(generator)


def _lengths(shape: tuple[Size, ...], sizes: Sizes) -> tuple[int, ...]:
    return tuple(evaluate(size, sizes) for size in shape)


def designed_cases(problem: Problem, first: Case, acceptable: Acceptable) -> list[Case]:
    """Return cases made from the first one, each special in a way that hides mistakes elsewhere.

    What is not acceptable is left out: of rows that are special, those of an input; of others,
    the case. The forms come last; they cost nothing unless the problem demands them.
    """
    builders: dict[Tag, Callable[[], Case]] = {
        Tag.SPECIAL_ROWS: lambda: _with_special_rows(problem, first, acceptable),
        Tag.TINY: lambda: _scaled(problem, first, _TINY),
        Tag.HUGE: lambda: _scaled(problem, first, _HUGE),
        Tag.WIDE: lambda: _with_wide_probabilities(problem, first),
        Tag.UPSTREAM: lambda: _with_another_upstream(problem, first),
        Tag.BATCH: lambda: _with_samples_twice(problem, first),
    }
    cases = []
    for tag, build in builders.items():
        case = build()
        if case is not first and acceptable(case, False):  # noqa: FBT003  (called by position)
            large = tag is Tag.HUGE and any(
                each.kind is CaseKind.OVERFLOW for each in problem.cases
            )
            kind = CaseKind.OVERFLOW if large else case.kind
            because = _BECAUSE[tag]
            cases.append(replace(case, name=str(tag), tag=tag, kind=kind, because=because))
    forms = [Form.SINGLE, Form.STRIDED]
    if any(isinstance(each, Labels) for each in problem.inputs.values()):
        forms.append(Form.LABELS)
    cases += [
        replace(first, name=_FORMS[form], kind=CaseKind.FORM, form=form, of=first.name)
        for form in forms
    ]
    return cases


def _with(case: Case, values: Mapping[str, Value], sizes: Sizes | None = None) -> Case:
    """Return a case with some values replaced; the case itself where there are none."""
    if not values:
        return case
    sizes = {**case.sizes, **(sizes or {})}
    return replace(case, values={**case.values, **sizes, **values}, sizes=sizes)


def _with_special_rows(problem: Problem, first: Case, acceptable: Acceptable) -> Case:
    case = first
    for name, generator in problem.inputs.items():
        value = case.values[name]
        if isinstance(generator, Normal) and isinstance(value, np.ndarray) and value.size > 1:
            tried = _with(case, {name: _special_rows(value)})
            if acceptable(tried, False):  # noqa: FBT003  (called by position)
                case = tried
    return case


def _special_rows(value: Array) -> Array:
    special = value.copy()
    if value.ndim == 1:
        special[:] = value[0]
        return special
    special[-1] = 0.0
    if len(value) > 2:  # noqa: PLR2004
        special[-2] = value[-2].flat[0]
    if len(value) > 3:  # noqa: PLR2004
        special[1] = value[0]
    return special


def _scaled(problem: Problem, first: Case, scale: float) -> Case:
    """Return a case with all that is drawn with a sign made smaller, or the first made larger."""
    names = [
        name
        for name, generator in problem.inputs.items()
        if isinstance(entry_of(generator), Normal | Upstream)
    ]
    names = names if scale < 1 else names[:1]
    return _with(first, {name: _times(first.values[name], scale) for name in names})


def entry_of(generator: Generator) -> Generator:
    """Return what an entry is drawn by, where an input is a list; else the generator itself."""
    return generator.entry if isinstance(generator, Each) else generator


def _times(value: Value, factor: float) -> Value:
    match value:
        case np.ndarray() | int() | float():
            return value * factor
        case list():
            return [_times(each, factor) for each in value]
        case _:
            return value


def _with_wide_probabilities(problem: Problem, first: Case) -> Case:
    wide = {}
    for name, generator in problem.inputs.items():
        value = first.values[name]
        if isinstance(generator, Probabilities) and isinstance(value, np.ndarray):
            classes = value.shape[-1]
            if 1 < classes < GRID // 5:
                rows = np.full((value.size // classes, classes), 5 / GRID)
                rows[:, 0] = (GRID - 5 * (classes - 1)) / GRID
                for number, row in enumerate(rows):
                    rows[number] = np.roll(row, number)
                wide[name] = rows.reshape(value.shape)
    return _with(first, wide)


def _with_another_upstream(problem: Problem, first: Case) -> Case:
    names = [name for name, each in problem.inputs.items() if isinstance(each, Upstream)]
    return _with(first, {name: _times(first.values[name], -2.0) for name in names})


def _with_samples_twice(problem: Problem, first: Case) -> Case:
    batch = problem.batch
    if batch is None:
        return first
    twice = {}
    for name, generator in problem.inputs.items():
        value = first.values[name]
        drawn = entry_of(generator)
        shape = () if isinstance(drawn, Fixed | Each | Choice) else drawn.shape
        named = [size for size in shape if isinstance(size, str) and batch in names_in(size)]
        if named and (isinstance(generator, Each) or named != [batch]):
            return first  # in a formula, or in a list, twice as much may be anything
        if batch in shape and isinstance(value, np.ndarray):
            twice[name] = np.concatenate([value, value], axis=shape.index(batch))
    samples = first.sizes[batch]
    return _with(first, twice, {batch: 2 * samples} if isinstance(samples, int) else None)


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
