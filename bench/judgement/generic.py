"""Inputs drawn without any design: what is the same here, in many sizes and scales, is the same.

They decide which programs are mistaken at all. Whether the cases of a problem show it is
another question, and the one that is studied.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from bench.judgement.material import Remembering, answer, arrays_of, problem_of
from grader.formula import evaluate
from grader.graph import Graph
from grader.model.answer import Answer
from grader.model.case import Case
from grader.model.course import (
    CaseKind,
    Each,
    Fixed,
    Generator,
    Labels,
    Normal,
    OneHot,
    Probabilities,
    Problem,
    Sizes,
    StudentFunction,
    Uniform,
    Upstream,
)
from grader.model.values import Array

SCALES = (1.0, 4.0, 1e-3)
SAME = 1e-9
"""Programs that differ by less, relative to size, are the same program."""
SLIGHT = 1e-4
"""Programs that differ by less everywhere differ by less than the tolerance, which is meant so."""
_SEED = 20_240
_LAST_BITS = 8
"""Of single precision, which are left out where programs are told apart."""


@cache
def generic(root: Path | None, name: str) -> tuple[Remembering, tuple[Case, ...]]:
    """Return cases of a problem in all its sizes and on several scales, and their oracle."""
    problem = problem_of(root, name)
    rng = np.random.default_rng(_SEED)
    specs: list[tuple[Mapping[str, Generator], Sizes]] = [({}, sizes) for sizes in problem.sizes]
    specs += [(spec.given, spec.sizes) for spec in problem.cases if spec.kind is CaseKind.ORDINARY]
    cases = []
    for number, (given, sizes) in enumerate(specs):
        for scale in SCALES:
            generators = {**problem.inputs, **given}
            values: dict[str, Any] = {
                size: length if isinstance(length, int) else list(length)
                for size, length in sizes.items()
            }
            values |= {
                key: _draw(each, sizes, problem, rng, (scale, _range(key, problem)))
                for key, each in generators.items()
            }
            cases.append(
                Case(
                    f"generic {number} at {scale:g}",
                    CaseKind.ORDINARY,
                    None,
                    values,
                    None,
                    sizes=sizes,
                    drawn=True,
                )
            )
    return Remembering(problem), tuple(cases)


def _range(name: str, problem: Problem) -> tuple[float, float]:
    """Return how far a number may go: as it is drawn, or as an author's case has it."""
    generator = problem.inputs[name]
    if not isinstance(generator, Uniform):
        return 0.0, 0.0
    given = [spec.given.get(name) for spec in problem.cases if spec.kind is not CaseKind.TIE]
    fixed = [
        float(each.value)
        for each in given
        if isinstance(each, Fixed) and isinstance(each.value, int | float)
    ]
    return min([generator.low, *fixed]), max([generator.high, *fixed])


def _draw(
    generator: Generator,
    sizes: Sizes,
    problem: Problem,
    rng: np.random.Generator,
    how: tuple[float, tuple[float, float]],
) -> Any:
    scale, (low, high) = how
    match generator:
        case Fixed(value):
            return value
        case Each(letter, entry):
            first, last = (evaluate(formula, sizes) for formula in problem.index[letter])
            return [
                _draw(entry, {**sizes, letter: number}, problem, rng, how)
                for number in range(first, last + 1)
            ]
        case Normal(shape, spread):
            return _plain(rng.normal(size=_lengths(shape, sizes)) * spread * scale)
        case Upstream(shape):
            return _plain(rng.normal(size=_lengths(shape, sizes)) * scale)
        case Uniform(shape, _, _):
            return _plain(rng.uniform(low, high, size=_lengths(shape, sizes)))
        case Labels(shape, below):
            lengths = _lengths(shape, sizes)
            labels = rng.integers(evaluate(below, sizes), size=lengths)
            return labels if lengths else int(labels)
        case OneHot(shape):
            *rows, classes = _lengths(shape, sizes)
            labels = rng.integers(classes, size=prod(rows))
            return np.eye(classes)[labels].reshape(*rows, classes)
        case Probabilities(shape):
            *rows, classes = _lengths(shape, sizes)
            return rng.dirichlet(np.ones(classes), size=tuple(rows))
    raise TypeError(generator)  # pragma: no cover


def _plain(array: Any) -> Any:
    return array if np.ndim(array) else float(array)


def _lengths(shape: Sequence[int | str], sizes: Sizes) -> tuple[int, ...]:
    return tuple(evaluate(size, sizes) for size in shape)


@np.errstate(all="ignore")
def distance(found: Array, right: Array) -> float:
    """Return the largest difference, relative to size; infinite for another shape."""
    if found.shape != right.shape or found.dtype.kind == "c":
        return np.inf
    one, other = found.astype(np.float64), right.astype(np.float64)
    holes = ~np.isfinite(other)
    if not np.array_equal(~np.isfinite(one), holes):
        return np.inf
    one, other = np.where(holes, 0.0, one), np.where(holes, 0.0, other)
    size = np.abs(other) + 0.1 * (np.abs(other).max(initial=0.0) or 1.0)
    return float((np.abs(one - other) / size).max(initial=0.0))


def farthest(
    first: Mapping[str, Answer], second: Mapping[str, Answer], positions: Sequence[int]
) -> float:
    """Return how far two programs are apart in some of their outputs, over all cases."""
    largest = 0.0
    for case, answer_ in first.items():
        for position in positions:
            one, other = arrays_of(answer_, position), arrays_of(second[case], position)
            if one is None or other is None:
                largest = max(largest, 0.0 if one is other else np.inf)
            elif len(one) != len(other):
                largest = np.inf
            else:
                pairs = zip(one, other, strict=True)
                largest = max([largest, *(distance(*pair) for pair in pairs)])
    return largest


def generic_answers(
    graph: Graph, function: StudentFunction, root: Path | None, name: str
) -> dict[str, Answer]:
    """Return what a program answers to all generic inputs."""
    oracle, cases = generic(root, name)
    return {case.name: answer(graph, function, case, oracle) for case in cases}


def fingerprint(answers: Mapping[str, Answer], positions: Sequence[int]) -> bytes:
    """Return what is the same for programs that answer the same, but for rounding."""
    parts: list[bytes] = []
    for answer_ in answers.values():
        for position in positions:
            arrays = arrays_of(answer_, position)
            if arrays is None:
                parts.append(b"nothing")
                continue
            for array in arrays:
                with np.errstate(all="ignore"):
                    bits = array.astype(np.float32).view(np.int32) >> _LAST_BITS
                parts.append(repr(array.shape).encode() + bits.tobytes())
    return b"|".join(parts)
