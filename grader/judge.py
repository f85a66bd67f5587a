"""Judges answers: each part in each case, then each part over all its cases."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import assert_never

import numpy as np

from grader.compare import compare, compare_digits
from grader.expect import Oracle
from grader.model.answer import (
    Answer,
    Crashed,
    Exited,
    NotAttempted,
    NotMarked,
    OutOfMemory,
    Raised,
    Returned,
    TimedOut,
    TooMuchOutput,
)
from grader.model.case import Case
from grader.model.course import AskedValues, CaseKind, Part, StudentFunction
from grader.model.judgement import (
    CaseJudgement,
    Differs,
    DiffersInDigits,
    Finding,
    Followed,
    Near,
    NotFinite,
    PartJudgement,
    Verdict,
    WrongShape,
    WrongType,
)
from grader.model.sheet import Unreadable
from grader.model.values import Floats

_GRAVEST_FIRST = (
    Verdict.UNMARKED,
    Verdict.CRASHED,
    Verdict.EXITED,
    Verdict.TOO_MUCH_OUTPUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.TIMED_OUT,
    Verdict.RAISED,
    Verdict.UNREADABLE,
    Verdict.WRONG_TYPE,
    Verdict.WRONG_SHAPE,
    Verdict.NOT_FINITE,
    Verdict.WRONG,
    Verdict.NOT_ATTEMPTED,
)
_UNSTABLE_AT_MOST = _GRAVEST_FIRST[_GRAVEST_FIRST.index(Verdict.RAISED) :]
"""Failures that mean instability where only overflow cases show them. A process that was lost
is another matter."""


def judge(
    function: StudentFunction, answers: Mapping[str, Answer], cases: Sequence[Case], oracle: Oracle
) -> tuple[PartJudgement, ...]:
    """Return a judgement on each part that a student's function answers.

    Args:
        function: The function that was asked for.
        answers: Its answer in each case that suits it, by the name of the case.
        cases: The cases of the problem.
        oracle: Knows what is right.
    """
    return tuple(
        _judge_part(function, position, part, answers, cases, oracle)
        for position, part in enumerate(function.parts)
    )


def _judge_part(
    function: StudentFunction,
    position: int,
    part: Part,
    answers: Mapping[str, Answer],
    cases: Sequence[Case],
    oracle: Oracle,
) -> PartJudgement:
    suiting = [case for case in cases if case.name in answers and case.suits(part.quantity)]
    size = _TypicalSize(part.quantity, suiting, oracle)
    judgements = []
    for case in suiting:
        finding = _find(answers[case.name], position, part.quantity, case, oracle, size)
        judgements.append(
            CaseJudgement(case.name, case.kind, case.because, _verdict(finding), finding)
        )
    changed = {
        position: None
        for answer in answers.values()
        if isinstance(answer, Returned)
        for position in answer.changed
    }
    names = tuple(function.arguments[each] for each in changed if each < len(function.arguments))
    return PartJudgement(part, function, _overall(judgements), tuple(judgements), names)


class _TypicalSize:
    """The median, over the ordinary cases, of the largest entry of a quantity.

    Cases where it is 0 everywhere do not count; if there are no others it is 1.
    """

    def __init__(self, quantity: str, cases: Sequence[Case], oracle: Oracle) -> None:
        largest = [
            float(np.abs(oracle.expected(quantity, case)).max(initial=0.0))
            for case in cases
            if case.kind is CaseKind.ORDINARY
        ]
        self.value = float(np.median([each for each in largest if each] or [1.0]))


def _find(
    answer: Answer,
    position: int,
    quantity: str,
    case: Case,
    oracle: Oracle,
    size: _TypicalSize,
) -> Finding:
    if not isinstance(answer, Returned):
        return answer
    return compare(
        answer.outputs[position],
        oracle.expected(quantity, case),
        size.value,
        lambda: oracle.noise(quantity, case),
        lambda: oracle.bends(quantity, case),
        overflow=case.kind is CaseKind.OVERFLOW,
    )


def _verdict(finding: Finding) -> Verdict:
    match finding:
        case Near():
            return Verdict.RIGHT
        case Followed():
            return Verdict.FOLLOWED
        case Differs() | DiffersInDigits():
            return Verdict.WRONG
        case Unreadable():
            return Verdict.UNREADABLE
        case NotFinite():
            return Verdict.NOT_FINITE
        case WrongShape():
            return Verdict.WRONG_SHAPE
        case WrongType():
            return Verdict.WRONG_TYPE
        case Raised():
            return Verdict.RAISED
        case TimedOut():
            return Verdict.TIMED_OUT
        case OutOfMemory():
            return Verdict.OUT_OF_MEMORY
        case TooMuchOutput():
            return Verdict.TOO_MUCH_OUTPUT
        case Exited():
            return Verdict.EXITED
        case Crashed():
            return Verdict.CRASHED
        case NotAttempted():
            return Verdict.NOT_ATTEMPTED
        case NotMarked():
            return Verdict.UNMARKED
        case _:
            assert_never(finding)


def _overall(judgements: Sequence[CaseJudgement]) -> Verdict:
    """Return the gravest verdict; `unstable` where only overflow cases fail.

    Nothing judged is not the same as everything right.
    """
    if not judgements:
        return Verdict.UNMARKED
    failed = [each for each in judgements if each.verdict is not Verdict.RIGHT]
    if not failed:
        return Verdict.RIGHT
    gravest = min((each.verdict for each in failed), key=_GRAVEST_FIRST.index)
    only_overflow = all(each.kind is CaseKind.OVERFLOW for each in failed)
    some_other = any(each.kind is not CaseKind.OVERFLOW for each in judgements)
    if only_overflow and some_other and gravest in _UNSTABLE_AT_MOST:
        return Verdict.UNSTABLE
    return gravest


def judge_values(
    asked: AskedValues,
    tables: Mapping[str, Floats | Unreadable | NotAttempted],
    case: Case,
    oracle: Oracle,
) -> tuple[PartJudgement, ...]:
    """Return a judgement on each table of numbers by hand.

    A table is right if it is that of the reference, and *followed* if it follows rightly
    from the student's own earlier tables. What follows may be as much further away as one
    unit in each of the cells that it comes from can move it.
    """
    hand = _Hand(asked.decimals, tables, case, oracle)
    judgements = []
    for part in asked.parts:
        finding = hand.finding(part.quantity)
        judged = CaseJudgement(case.name, case.kind, case.because, _verdict(finding), finding)
        judgements.append(PartJudgement(part, asked, judged.verdict, (judged,)))
    return tuple(judgements)


class _Hand:
    """The tables of one student, and how each stands to the reference by itself."""

    def __init__(
        self,
        decimals: int,
        tables: Mapping[str, Floats | Unreadable | NotAttempted],
        case: Case,
        oracle: Oracle,
    ) -> None:
        self._decimals = decimals
        self._tables = tables
        self._case = case
        self._oracle = oracle
        self._findings: dict[str, Finding] = {}
        self._direct = {quantity: self._by_itself(quantity) for quantity in tables}
        self._usable = {
            quantity: table.reshape(oracle.expected(quantity, case).shape)
            for quantity, table in tables.items()
            if isinstance(table, np.ndarray) and self._may_be_followed(quantity, table)
        }

    def _by_itself(self, quantity: str) -> Finding:
        table = self._tables[quantity]
        if isinstance(table, Unreadable | NotAttempted):
            return table
        right = self._oracle.expected(quantity, self._case)
        return compare_digits(table, right, self._decimals)

    def _may_be_followed(self, quantity: str, table: Floats) -> bool:
        """Return whether a table may be worked on from: it must not make what follows trivial."""
        if isinstance(self._direct[quantity], WrongShape):
            return False
        return not self._is_nothing(table, quantity)

    def _is_nothing(self, table: Floats, quantity: str, more: Floats | float = 0.0) -> bool:
        """Return whether a table is 0 as far as its decimals go, and the right one is not."""
        unit = 10.0**-self._decimals
        right = self._oracle.expected(quantity, self._case)
        return bool((np.abs(table) <= unit + more).all() and (np.abs(right) > unit).any())

    def _is_an_input(self, value: Floats, quantity: str, more: Floats) -> bool:
        """Return whether something that should differ from an input came out as that."""
        unit = 10.0**-self._decimals
        right = self._oracle.expected(quantity, self._case)
        given = [each for each in self._case.values.values() if isinstance(each, np.ndarray)]
        return any(
            each.shape == value.shape
            and bool((np.abs(value - each) <= unit + more).all())
            and bool((np.abs(right - each) > unit).any())
            for each in given
        )

    def finding(self, quantity: str) -> Finding:
        """Return how a table stands to the reference, or to what the student worked from."""
        if quantity not in self._findings:
            self._findings[quantity] = self._find(quantity)
        return self._findings[quantity]

    def _find(self, quantity: str) -> Finding:
        direct = self._direct[quantity]
        if not isinstance(direct, DiffersInDigits):
            return direct
        others = [name for name in self._usable if name != quantity]
        sources = self._oracle.sources(quantity, others)
        # Not by itself: a table worked out from rounded ones is as sound as they are.
        sound = [name for name in sources if isinstance(self.finding(name), Near)]
        mistaken = [name for name in sources if name not in sound]
        for carried in _subsets(mistaken):
            if self._follows(quantity, [*sound, *carried]):
                return Followed(carried) if carried else Near()
        return direct

    def _moved(self, quantity: str, given: Mapping[str, Floats], value: Floats) -> Floats:
        other = self._oracle.following(quantity, self._case, given)
        if other is None or other.shape != value.shape:
            return np.zeros(value.shape)
        return np.abs(other - value)

    def _follows(self, quantity: str, sources: Sequence[str]) -> bool:
        """Return whether a table is what comes out of some of the student's own tables.

        Tables that are not among ``sources`` are taken from the reference.
        """
        given = {name: self._usable[name] for name in sources}
        value = self._oracle.following(quantity, self._case, given)
        table = self._usable.get(quantity)
        if value is None or table is None or value.shape != table.shape:
            return False
        unit = 10.0**-self._decimals
        widened = np.zeros(value.shape)
        for name, cells in given.items():
            for cell in range(cells.size):
                both = [
                    self._moved(quantity, {**given, name: _with(cells, cell, sign * unit)}, value)
                    for sign in (1, -1)
                ]
                # The lesser: one way only may turn a mask over, which is no rounding.
                widened += np.minimum(*both)
        if self._is_nothing(value, quantity, widened) or self._is_an_input(
            value, quantity, widened
        ):
            return False
        return compare_digits(table, value, self._decimals, widened=widened) == Near()


def _with(cells: Floats, cell: int, more: float) -> Floats:
    moved = cells.copy()
    moved.flat[cell] += more
    return moved


def _subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all choices of some names, the largest last."""
    return [chosen for count in range(len(names) + 1) for chosen in combinations(names, count)]
