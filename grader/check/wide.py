"""Draws that no author chose, to see whether two formulas are the same."""

from dataclasses import replace

import numpy as np

from grader.errors import CourseError
from grader.expect import Oracle
from grader.model.case import Case
from grader.model.course import (
    CaseKind,
    CaseSpec,
    Fixed,
    Generator,
    Normal,
    Problem,
    Sizes,
    Uniform,
)
from grader.plan import draw_case
from grader.stream import Stream

_DRAWS = 40
_LENGTHS = (1, 2, 3, 4, 5, 6, 7)
_LAYERS = (2, 3, 4, 5)
_SCALES = (1.0, 0.25, 3.0)


def wide_cases(problem: Problem, oracle: Oracle) -> list[Case]:
    """Return cases with sizes and numbers of their own, those that the reference can take.

    What the author fixed is drawn too, as long as it has the shape of numbers in double
    precision: that an input was always the same must not make two formulas alike.
    """
    cases = []
    for number in range(_DRAWS):
        stream = Stream(problem.name, "wide", number)
        sizes = _sizes(problem, stream)
        inputs = {
            name: _widened(each, stream, _SCALES[number % len(_SCALES)])
            for name, each in problem.inputs.items()
        }
        spec = CaseSpec(CaseKind.ORDINARY, inputs, sizes, because=None, parts=None)
        try:
            case = draw_case(problem, spec, f"wide draw {number}", ("wide", str(number)))
            for part in problem.parts:
                for cell in oracle.cells(part.quantity, case):
                    oracle.expected(cell, case)
        except (CourseError, ValueError, IndexError, TypeError):
            continue
        cases.append(case)
    return cases


def _sizes(problem: Problem, stream: Stream) -> Sizes:
    if not problem.sizes:
        return {}
    found: dict[str, int | tuple[int, ...]] = {}
    for name, length in problem.sizes[0].items():
        if isinstance(length, int):
            found[name] = _LENGTHS[stream.below(len(_LENGTHS))]
        else:
            layers = _LAYERS[stream.below(len(_LAYERS))]
            found[name] = tuple(_LENGTHS[stream.below(len(_LENGTHS))] for _ in range(layers))
    return found


def _widened(generator: Generator, stream: Stream, scale: float) -> Generator:
    match generator:
        case Normal(shape, own):
            return Normal(shape, own * scale)
        case Uniform(_, low, high):
            # Further out than was asked for, as far as the sign stays.
            return replace(generator, low=low / 2 if low > 0 else low, high=high * 2)
        case Fixed(value=np.ndarray() as value) if value.dtype.kind == "f":
            drawn = [(1 + stream.below(4096)) / 1024 - 2 for _ in range(value.size)]
            return Fixed(np.array(drawn).reshape(value.shape))
        case Fixed(value=float() as value):
            return Fixed(value * (1 + stream.below(2048) / 1024) or stream.below(2048) / 1024)
        case _:
            return generator
