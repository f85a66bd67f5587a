"""Judges numbers by hand: each table directly, or as what follows from earlier ones."""

from collections.abc import Mapping, Sequence

import numpy as np

from grader.compare import compare_digits
from grader.expect import Oracle
from grader.judge.overall import subsets, verdict_of
from grader.model.answer import NotAttempted
from grader.model.case import Case
from grader.model.course import AskedValues
from grader.model.judgement import (
    CaseJudgement,
    DiffersInDigits,
    Finding,
    Followed,
    Near,
    PartJudgement,
    WrongShape,
)
from grader.model.sheet import Unreadable
from grader.model.values import Floats

_FAR = 1e4
"""So many times larger than right a table may be that others follow from."""


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
        judged = CaseJudgement(case.name, case.kind, case.because, verdict_of(finding), finding)
        judgements.append(PartJudgement(part, asked, judged.verdict, (judged,)))
    return tuple(judgements)


def usable_tables(
    asked: AskedValues,
    tables: Mapping[str, Floats | Unreadable | NotAttempted],
    case: Case,
    oracle: Oracle,
) -> Mapping[str, Floats]:
    """Return the tables that others may be worked out from, in the shapes of the reference."""
    return _Hand(asked.decimals, tables, case, oracle).usable


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
        self.usable = {
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
        right = self._oracle.expected(quantity, self._case)
        if np.abs(table).max(initial=0.0) > _FAR * max(1.0, np.abs(right).max(initial=0.0)):
            return False  # beside it, what a step adds would be lost in rounding
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
        others = [name for name in self.usable if name != quantity]
        sources = self._oracle.sources(quantity, others)
        # Not by itself: a table worked out from rounded ones is as sound as they are.
        sound = [name for name in sources if isinstance(self.finding(name), Near)]
        mistaken = [name for name in sources if name not in sound]
        for carried in subsets(mistaken):
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
        given = {name: self.usable[name] for name in sources}
        value = self._oracle.following(quantity, self._case, given)
        table = self.usable.get(quantity)
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
