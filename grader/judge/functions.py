"""Judges what functions returned: each part directly, or as what follows from earlier ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader.compare import FLOOR, TAU, compare
from grader.errors import CourseError
from grader.expect import Oracle
from grader.graph import quantity_of
from grader.judge.overall import gravest, overall, precision, subsets, verdict_of
from grader.model.answer import Answer, Listed, NotMarked, Output, Returned
from grader.model.case import Case, Tag
from grader.model.course import CaseKind, Demand, Form, Part, StudentFunction
from grader.model.judgement import (
    CaseJudgement,
    Differs,
    Finding,
    Followed,
    Near,
    NotAssessable,
    NotFinite,
    PartJudgement,
    Precision,
    Verdict,
    WrongType,
)
from grader.model.values import Array, Floats

_FAR = 1e4
"""So many times larger or smaller than right a value may be that others follow from."""
_WHOLE = (Verdict.RIGHT, Verdict.APPROXIMATE, Verdict.FOLLOWED)
_MOST_SOURCES = 5
"""Of which every choice is tried; of more, all together and each alone."""


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
    asked = [case for case in cases if case.name in answers]
    typical = _TypicalSizes(asked, oracle)
    calls = {case.name: _Call(function, answers[case.name], case, typical) for case in asked}
    changed = {
        position: None
        for answer in answers.values()
        if isinstance(answer, Returned)
        for position in answer.changed
    }
    names = tuple(function.arguments[each] for each in changed if each < len(function.arguments))
    return tuple(_judge_part(part, function, calls, names, oracle) for part in function.parts)


def _judge_part(
    part: Part,
    function: StudentFunction,
    calls: Mapping[str, "_Call"],
    changed: tuple[str, ...],
    oracle: Oracle,
) -> PartJudgement:
    demanded = {Form(each) for each in oracle.problem.demands if each is not Demand.UNCHANGED}
    judgements = []
    for call in calls.values():
        case = call.case
        if not case.suits(part.quantity) or not call.has(part.quantity):
            continue
        finding = call.finding(part.quantity)
        # What only the noise lets pass is as doubtful as what it does not.
        doubtful = isinstance(finding, Differs | NotFinite) or (
            isinstance(finding, Near)
            and (finding.precision is Precision.APPROXIMATE or finding.error > TAU)
        )
        if doubtful and not call.admitted(part.quantity):
            continue
        judgements.append(
            CaseJudgement(
                case.name,
                case.kind,
                case.because,
                verdict_of(finding),
                finding,
                case.tag,
                counts=case.form is None or case.form in demanded,
            )
        )
    if not judgements and calls:
        finding = NotMarked("in every case rounding moves what is right too far to tell")
        name = next(iter(calls))
        kind = CaseKind.ORDINARY
        judgements.append(CaseJudgement(name, kind, None, Verdict.UNMARKED, finding))
    counted = [each for each in judgements if each.counts]
    verdict = overall(counted)
    if changed and Demand.UNCHANGED in oracle.problem.demands and verdict in _WHOLE:
        verdict = Verdict.WRONG
    return PartJudgement(
        part,
        function,
        verdict,
        tuple(judgements),
        changed,
        precision=precision(counted),
    )


class _TypicalSizes:
    """The typical size of each quantity, computed once."""

    def __init__(self, cases: Sequence[Case], oracle: Oracle) -> None:
        self._cases, self.oracle = cases, oracle
        self._known: dict[str, float] = {}

    def of(self, quantity: str) -> float:
        if quantity not in self._known:
            self._known[quantity] = self.oracle.typical(quantity, self._cases)
        return self._known[quantity]


class _Call:
    """What one call returned, and how each quantity in it stands."""

    def __init__(
        self, function: StudentFunction, answer: Answer, case: Case, typical: _TypicalSizes
    ) -> None:
        self.case = case
        self._function, self._answer = function, answer
        self._typical, self._oracle = typical, typical.oracle
        self._positions = {part.quantity: i for i, part in enumerate(function.parts)}
        self._direct: dict[str, Finding] = {}

    def finding(self, quantity: str) -> Finding:
        """Return how a quantity stands to the reference, or to what the student worked from."""
        direct = self._by_itself(quantity)
        # What is no array at all is a mistake of its own, whatever came before it.
        if isinstance(direct, Near | WrongType) or not isinstance(self._answer, Returned):
            return direct
        return self._carried(quantity, direct)

    def has(self, quantity: str) -> bool:
        """Return whether there is a right value, as there is in all but some designed cases."""
        return self.case.tag is None or self._oracle.can_take(self.case, quantity)

    def admitted(self, quantity: str) -> bool:
        """Return whether the case may be held against an answer."""
        typical = self._typical.of(quantity)
        cells = self._oracle.cells(quantity, self.case)
        return all(self._oracle.admits(cell, self.case, typical) for cell in cells)

    def _by_itself(self, quantity: str) -> Finding:
        if quantity not in self._direct:
            self._direct[quantity] = self._compare_directly(quantity)
        return self._direct[quantity]

    def _compare_directly(self, quantity: str) -> Finding:
        if not isinstance(self._answer, Returned):
            return self._answer
        outputs = self._outputs(quantity)
        if isinstance(outputs, WrongType):
            return outputs
        return _worst([self._placed(cell, self._compare(cell, outputs[cell])) for cell in outputs])

    def _placed(self, cell: str, finding: Finding) -> Finding:
        """Return a finding on one entry of a list with its name."""
        if isinstance(finding, Differs | NotFinite) and finding.steps and quantity_of(cell) != cell:
            return replace(finding, steps=replace(finding.steps, cell=cell))
        return finding

    def _outputs(self, quantity: str) -> Mapping[str, Output] | WrongType:
        """Return what came back for each cell of a quantity."""
        if not isinstance(self._answer, Returned):  # pragma: no cover  (asked only for such)
            raise TypeError(self._answer)
        output = self._answer.outputs[self._positions[quantity]]
        cells = self._oracle.cells(quantity, self.case)
        if cells == (quantity,):
            return {quantity: output}
        match output:
            case Listed() if len(output.entries) == len(cells):
                return dict(zip(cells, output.entries, strict=True))
            case Listed():
                return WrongType(f"a list of {len(output.entries)}, not of {len(cells)}")
            case np.ndarray():
                return WrongType("one array")
            case _:
                finding = compare(output, np.zeros(()), 1.0, lambda: np.zeros(()))
                return finding if isinstance(finding, WrongType) else WrongType("one large array")

    def _compare(self, cell: str, output: Output) -> Finding:
        oracle, case = self._oracle, self.case
        return compare(
            output,
            oracle.expected(cell, case),
            self._typical.of(quantity_of(cell)),
            lambda: oracle.noise(cell, case),
            lambda: oracle.bends(cell, case),
            overflow=_is_large(case),
            strict=oracle.problem.strict,
            curve=self._function.curve,
        )

    def _carried(self, quantity: str, direct: Finding) -> Finding:
        """Return whether a quantity that is not right follows from others that are not."""
        others = [name for name in self._positions if name != quantity]
        sources = [
            name
            for name in self._oracle.sources(quantity, others)
            # What a case does not suit may have no right value in it.
            if self._oracle.can_take(self.case, name)
        ]
        if quantity in self._oracle.graph.nodes[quantity].parameters:
            sources.append(quantity)  # an entry of a list, from the others
        usable = {name: value for name in sources if (value := self._usable(name)) is not None}
        mistaken = [name for name in sources if not isinstance(self._by_itself(name), Near)]
        trivial = None
        # With all of the student's own values first: right ones are not the reference's to the
        # last digit, which counts where what follows is small.
        for chosen in dict.fromkeys(
            [tuple(usable), *_choices([name for name in mistaken if name in usable])]
        ):
            given = {name: usable[name] for name in chosen}
            follows, leads_nowhere = self._follows(quantity, given)
            if follows and not leads_nowhere:
                carried = tuple(name for name in chosen if name in mistaken and name != quantity)
                return Followed(carried) if carried or quantity in mistaken else Near()
            if leads_nowhere and any(name in mistaken for name in chosen):
                trivial = trivial or next(name for name in chosen if name in mistaken)
        blocked = [name for name in mistaken if name not in usable and name != quantity]
        if blocked:
            return NotAssessable(blocked[0], "nothing can be worked out from it")
        if trivial is not None:
            return NotAssessable(trivial, "with it nothing is left to work out")
        return direct

    def _usable(self, quantity: str) -> Floats | list[Floats] | None:
        """Return what came back for a quantity, if others may follow from it."""
        outputs = self._outputs(quantity)
        if isinstance(outputs, WrongType):
            return None
        arrays = []
        typical = self._typical.of(quantity)
        for cell, output in outputs.items():
            right = self._oracle.expected(cell, self.case)
            if not isinstance(output, np.ndarray) or not _worked_on(output, right, typical):
                return None
            if quantity in self._oracle.problem.kinks and not _same_signs(output, right):
                return None  # a mask of ones or zeros would leave nothing of what it masks
            arrays.append(output.astype(np.float64))
        return arrays[0] if len(outputs) == 1 and quantity in outputs else arrays

    def _follows(
        self, quantity: str, given: Mapping[str, Floats | list[Floats]]
    ) -> tuple[bool, bool]:
        """Return whether a quantity is what comes out of others, and whether that is nothing."""
        outputs = self._outputs(quantity)
        if isinstance(outputs, WrongType):
            return False, False
        nothing = False
        for cell, output in outputs.items():
            if isinstance(self._compare(cell, output), Near):
                continue
            value = self._oracle.following(cell, self.case, given)
            if value is None:
                return False, True
            right = self._oracle.expected(cell, self.case)
            if not self._is_what_follows(cell, output, value, given):
                return False, False
            nothing = nothing or _is_nothing(value, right)
        return True, nothing

    def _is_what_follows(
        self, cell: str, output: Output, value: Floats, given: Mapping[str, Floats | list[Floats]]
    ) -> bool:
        oracle, case = self._oracle, self.case
        finding = compare(
            output,
            value,
            self._typical.of(quantity_of(cell)),
            lambda: oracle.noise(cell, case),
            lambda: self._bends(cell, given),
            overflow=_is_large(case),
            strict=oracle.problem.strict,
            curve=self._function.curve,
        )
        return isinstance(finding, Near)

    def _bends(self, cell: str, given: Mapping[str, Floats | list[Floats]]) -> tuple[Floats, ...]:
        try:
            return self._oracle.bends(cell, self.case, given)
        except CourseError:
            return ()  # the student's own values may be more than the reference can take


def _is_large(case: Case) -> bool:
    return case.kind is CaseKind.OVERFLOW or case.tag is Tag.HUGE


def _worked_on(output: Array, right: Floats, typical: float) -> bool:
    """Return whether others may follow from an array: whole, finite, and of a size that tells.

    Beside values that are far too large what a step adds to them is lost in rounding, and from
    values that are nothing nothing follows: neither would show whether the step is right.
    """
    return (
        output.shape == right.shape
        and output.dtype.kind != "c"
        and bool(np.isfinite(output).all())
        and _is_of_a_size(output.astype(np.float64), right, typical)
    )


def _is_of_a_size(value: Floats, right: Floats, typical: float) -> bool:
    found = float(np.abs(value).max(initial=0.0))
    wanted = float(np.abs(right).max(initial=0.0))
    if not wanted:
        return found <= _FAR * typical
    return wanted / _FAR <= found <= wanted * _FAR


def _same_signs(output: Array, right: Floats) -> bool:
    """Return whether an array has both signs where the right one has."""
    both = bool((right > 0).any() and (right < 0).any())
    return not both or bool((output > 0).any() and (output < 0).any())


def _is_nothing(value: Floats, right: Floats) -> bool:
    """Return whether a value is 0, or as good as that, where the right one is not."""
    largest = float(np.abs(right).max(initial=0.0))
    return bool(largest) and float(np.abs(value).max(initial=0.0)) <= FLOOR * largest


def _choices(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return choices of some names, from all of them down to each alone."""
    if len(names) > _MOST_SOURCES:
        return [tuple(names), *((name,) for name in names)]
    return [chosen for chosen in reversed(subsets(names)) if chosen]


def _worst(findings: Sequence[Finding]) -> Finding:
    """Return the finding on a list: that of its worst entry."""
    failed = [each for each in findings if not isinstance(each, Near)]
    if failed:
        worst = gravest([verdict_of(each) for each in failed])
        return next(each for each in failed if verdict_of(each) is worst)
    near = [each for each in findings if isinstance(each, Near)]
    order = list(Precision)
    return max(near, key=lambda each: (order.index(each.precision), each.error))
