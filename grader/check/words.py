"""Whether answers in words that are right are judged right, and wrong ones are not."""

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

import numpy as np

from grader.errors import CourseError, Fault
from grader.expect import Oracle
from grader.judge.by_word import judge_words
from grader.load.problem import lines_of
from grader.model.case import Case
from grader.model.course import (
    AskedChoice,
    AskedOrder,
    AskedShort,
    AskedWords,
    AskedWritten,
    Problem,
)
from grader.model.judgement import Verdict
from grader.model.sheet import Typed

_NONSENSE = "zz 0 zz"


def examine_words(problem: Problem, case: Case, oracle: Oracle) -> tuple[int, list[Fault]]:
    """Return how many answers in words were tried, and what is wrong.

    Every answer that the author names as right is right, and one with a hint, or one that is
    nonsense, is not.
    """
    tried = 0
    faults = []
    for asked in problem.words:
        name = asked.part.quantity
        line = lines_of(problem, ("parts",))
        try:
            for typed, wanted in _answers(asked, case, oracle):
                tried += 1
                verdict = judge_words(asked, typed, case, oracle, problem.file).verdict
                if (verdict is Verdict.RIGHT) != wanted:
                    text = f"parts: {name}: {_shown(typed)} is judged {verdict}"
                    faults.append(Fault(problem.path, line, text))
        except CourseError as error:
            faults += error.faults
    return tried, faults


def _answers(asked: AskedWords, case: Case, oracle: Oracle) -> Iterator[tuple[Typed, bool]]:
    """Yield answers, and whether each is right."""
    match asked:
        case AskedChoice():
            for right in asked.right:
                yield _typed(sorted(right)), True
            for wrong in asked.hints:
                yield _typed([wrong]), frozenset([wrong]) in asked.right
            yield _typed([*asked.options]), frozenset(asked.options) in asked.right
        case AskedOrder():
            order = _in_order(asked.options, asked.before)
            yield _typed(order), True
            first, second = asked.before[0]
            swapped = {first: second, second: first}
            yield _typed([swapped.get(each, each) for each in order]), False
        case AskedShort():
            for text in (*asked.accepts, *map(str, asked.numbers)):
                yield _typed(text), True
            for quantity in asked.quantities:
                yield _typed(_listed(oracle.value(quantity, case))), True
            for wrong in asked.hints:
                value = _listed(oracle.value(wrong, case)) if asked.quantities else wrong
                yield _typed(value), False
            yield _typed(_NONSENSE), False
        case AskedWritten():
            return
        case _:
            assert_never(asked)


def _in_order(options: Mapping[str, str], before: tuple[tuple[str, str], ...]) -> list[str]:
    """Return some order that keeps the pairs; the load has seen to it that there is one."""
    order: list[str] = []
    left = [*options]
    while left:
        ready = (
            each
            for each in left
            if not any(first in left for first, second in before if second == each)
        )
        order.append(next(ready))
        left.remove(order[-1])
    return order


def _listed(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _typed(value: Any) -> Typed:
    if isinstance(value, list | tuple):
        return Typed(tuple(_typed(each) for each in value), 1)
    return Typed(str(value), 1)


def _shown(typed: Typed) -> str:
    if isinstance(typed.content, str):
        return typed.content
    return f"[{', '.join(map(_shown, typed.content))}]"
