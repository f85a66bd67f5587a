"""How others compare, as graders: each rule with a free check of the shape."""

from collections.abc import Callable, Mapping, Sequence
from itertools import starmap

import numpy as np

from bench.judgement.material import Material, arrays_of
from grader.model.answer import Answer
from grader.model.case import Case
from grader.model.course import CaseKind, StudentFunction
from grader.model.values import Array, Floats

Rule = Callable[[Floats, Floats], bool]
"""From what was found and what is right to whether it is accepted."""


def numpy_allclose(found: Floats, right: Floats) -> bool:
    """Return what ``np.allclose`` says with its defaults."""
    return bool(np.allclose(found, right, rtol=1e-5, atol=1e-8))


def gradcheck(found: Floats, right: Floats) -> bool:
    """Return what the tolerances of ``torch.autograd.gradcheck`` say."""
    return bool(np.allclose(found, right, rtol=1e-3, atol=1e-5))


def cs231n(found: Floats, right: Floats) -> bool:
    """Return whether the largest relative error, entry by entry, is at most 1e-4."""
    error = np.abs(found - right) / np.maximum(1e-8, np.abs(found) + np.abs(right))
    return bool(np.max(error, initial=0.0) <= 1e-4)  # noqa: PLR2004  (the course's number)


def deeplearning_ai(found: Floats, right: Floats) -> bool:
    """Return whether the ratio of norms is not above 2e-7; nan is above nothing."""
    ratio = np.linalg.norm(found - right) / (np.linalg.norm(found) + np.linalg.norm(right))
    return not ratio > 2e-7  # noqa: PLR2004  (as in the notebook)


RULES: Mapping[str, Rule] = {
    "np.allclose, 1e-5 and 1e-8": numpy_allclose,
    "gradcheck, 1e-3 and 1e-5": gradcheck,
    "CS231n, at most 1e-4": cs231n,
    "deeplearning.ai, not above 2e-7": deeplearning_ai,
}

SETS = ("our cases", "one usual case")


def accepted_by(
    function: StudentFunction,
    answers: Mapping[str, Answer],
    positions: Sequence[int],
    material: Material,
) -> dict[tuple[str, str], bool]:
    """Return by rule and by set of cases whether a program is accepted."""
    cases = {
        position: [
            case
            for case in material.cases
            if case.name in answers
            and case.kind is CaseKind.ORDINARY
            and case.suits(function.parts[position].quantity)
            and material.admits(function.parts[position].quantity, case)
        ]
        for position in positions
    }
    found = {}
    for name, rule in RULES.items():
        for which in SETS:
            found[(name, which)] = all(
                _passes(rule, function, answers[case.name], position, (material, case))
                for position, own in cases.items()
                for case in (own if which == SETS[0] else own[:1])
            )
    return found


def _passes(
    rule: Rule,
    function: StudentFunction,
    answer: Answer,
    position: int,
    where: tuple[Material, Case],
) -> bool:
    material, case = where
    quantity = function.parts[position].quantity
    cells = material.oracle.cells(quantity, case)
    arrays = arrays_of(answer, position)
    if arrays is None or len(arrays) != len(cells):
        return False
    rights = [material.oracle.expected(cell, case) for cell in cells]
    return all(starmap(_comparing(rule), zip(arrays, rights, strict=True)))


def _comparing(rule: Rule) -> Callable[[Array, Floats], bool]:
    def compares(found: Array, right: Floats) -> bool:
        if found.shape != right.shape or found.dtype.kind == "c":
            return False
        with np.errstate(all="ignore"):
            return rule(found.astype(np.float64), right)

    return compares
