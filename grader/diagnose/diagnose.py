"""Says what kind of mistake explains everything that came back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from grader.diagnose.generic import recognise
from grader.diagnose.seen import Seen, Tag, near
from grader.diagnose.worlds import Fails, Mistake, Mistakes
from grader.expect import Given, Oracle
from grader.load.derivatives import depends_on
from grader.model.answer import Answer, Listed, OutOfMemory, Returned, TooSlow
from grader.model.case import Case
from grader.model.case import Tag as CaseTag
from grader.model.course import CaseKind, StudentFunction
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.judgement import PartJudgement, Verdict
from grader.model.values import Floats

DIAGNOSED = frozenset(
    {
        Verdict.WRONG,
        Verdict.WRONG_SHAPE,
        Verdict.NOT_FINITE,
        Verdict.IMPRECISE,
        Verdict.RAISED,
        Verdict.WRONG_TYPE,
    }
)
_FEWEST = 2
"""Failing cases that a mistake must explain."""
_NOTHING = 1e-13
_UNITS = 2
"""Of the last decimal: so far a table worked out from rounded ones may be."""
_DISTINCT = 3
"""Numbers that it must explain in them."""

Came: TypeAlias = Floats | None
"""What came back for one cell; None where nothing usable did."""


@dataclass(frozen=True)
class _Cell:
    """One cell in one case."""

    name: str
    case: Case
    found: Came
    right: Floats
    fails: bool
    given: Given
    """What this one is computed from: the student's own values, and what was handed over."""
    own: bool
    """Whether any of these is the student's own."""
    follows: Floats
    """What follows rightly from these."""


@np.errstate(all="ignore")
def diagnose(
    judgement: PartJudgement,
    function: StudentFunction,
    answers: Mapping[str, Answer],
    cases: Sequence[Case],
    mistakes: Mistakes,
) -> Diagnosis | None:
    """Return what kind of mistake explains a part that is not right; None where nothing does.

    What the author declared comes first, since it speaks about this problem; then what any
    gradient can have; then what a small change of the reference would do.

    Args:
        judgement: The part.
        function: The function that it belongs to.
        answers: What came back, by the name of the case.
        cases: The cases of the problem.
        mistakes: Knows what is right, and what may have been done wrong.
    """
    oracle = mistakes.oracle
    for name, cost in ((function.greedy, OutOfMemory), (function.slow, TooSlow)):
        if name is not None and any(isinstance(each.finding, cost) for each in judgement.cases):
            return _named(name, oracle)
    if judgement.verdict not in DIAGNOSED or judgement.unsteady:
        return None
    cells = _cells(judgement, function, answers, cases, oracle)
    if not any(each.fails for each in cells):
        return None
    quantity = judgement.part.quantity
    typical = oracle.typical(quantity, cases)
    hidden = _hidden(quantity, function, oracle)
    together = _Together(function, answers, oracle)
    declared = _misconception(cells, quantity, hidden, typical, mistakes, together)
    failing = [each.found for each in cells if each.fails and each.found is not None]
    if declared is not None or not any(np.isfinite(each).any() for each in failing):
        return declared  # of nan alone there is nothing more to say
    return (
        _generic(cells, quantity, function, typical, oracle)
        or _mutant(cells, quantity, hidden, function, typical, mistakes)
        or _contract(cells, typical)
    )


def _cells(
    judgement: PartJudgement,
    function: StudentFunction,
    answers: Mapping[str, Answer],
    cases: Sequence[Case],
    oracle: Oracle,
) -> list[_Cell]:
    verdicts = {each.case: each.verdict for each in judgement.cases}
    quantity = judgement.part.quantity
    typical = oracle.typical(quantity, cases)
    cells = []
    for case in cases:
        verdict = verdicts.get(case.name)
        if verdict is None or case.kind is CaseKind.FORM:
            continue
        answer = answers[case.name]
        handed = _handed(function, case, oracle)
        own = _own(quantity, function, answer, case, oracle)
        given = {**handed, **own}
        for name, found in _came(quantity, function, answer, case, oracle).items():
            right = oracle.expected(name, case)
            if not oracle.admits(name, case, typical):
                continue
            follows = oracle.following(name, case, given) if given else None
            follows = right if follows is None else follows
            fails = verdict not in (Verdict.RIGHT, Verdict.FOLLOWED) and (
                found is None or not near(found, right, typical)
            )
            cells.append(_Cell(name, case, found, right, fails, given, bool(own), follows))
    return cells


def _came(
    quantity: str, function: StudentFunction, answer: Answer, case: Case, oracle: Oracle
) -> dict[str, Came]:
    """Return what came back for each cell of a quantity."""
    names = oracle.cells(quantity, case)
    nothing: dict[str, Came] = dict.fromkeys(names)
    if not isinstance(answer, Returned):
        return nothing
    position = [part.quantity for part in function.parts].index(quantity)
    output = answer.outputs[position]
    entries = output.entries if isinstance(output, Listed) else (output,)
    if len(entries) != len(names):
        return nothing
    return {
        name: entry.astype(np.float64)
        if isinstance(entry, np.ndarray) and entry.dtype.kind != "c"
        else None
        for name, entry in zip(names, entries, strict=True)
    }


def _handed(function: StudentFunction, case: Case, oracle: Oracle) -> Given:
    """Return the quantities that a function is called with: no mistake before them shows here."""
    nodes = oracle.graph.nodes
    return {
        name: oracle.handed(name, case)
        for name in function.arguments
        if name in nodes and name not in case.values
    }


def _own(
    quantity: str, function: StudentFunction, answer: Answer, case: Case, oracle: Oracle
) -> Given:
    """Return the student's own values that lead to a quantity, next on the way.

    Right ones too: a mistake that would show in them was not made.
    """
    if not function.several or not isinstance(answer, Returned):
        return {}
    others = [part.quantity for part in function.parts if part.quantity != quantity]
    given: dict[str, Floats | list[Floats]] = {}
    for source in oracle.sources(quantity, others):
        if not oracle.can_take(case, source):
            continue
        came = _came(source, function, answer, case, oracle)
        rights = {name: oracle.expected(name, case) for name in came}
        values = [found for found in came.values() if found is not None]
        if len(values) < len(came) or any(
            found.shape != right.shape or not np.isfinite(found).all()
            for found, right in zip(values, rights.values(), strict=True)
        ):
            continue
        given[source] = values[0] if source in came else values
    return given


@np.errstate(all="ignore")
def diagnose_by_hand(
    judgement: PartJudgement,
    decimals: int,
    tables: Mapping[str, Floats],
    case: Case,
    mistakes: Mistakes,
) -> Diagnosis | None:
    """Return the one declared mistake that gives a table by hand; None where there is no such.

    Args:
        judgement: The table.
        decimals: How many are asked for.
        tables: All tables that can be worked on from, in the shapes of the reference.
        case: What was given.
        mistakes: Knows what is right, and what may have been done wrong.
    """
    oracle = mistakes.oracle
    quantity = judgement.part.quantity
    if judgement.verdict is not Verdict.WRONG or quantity not in tables:
        return None
    others = [name for name in tables if name != quantity]
    given = {name: tables[name] for name in oracle.sources(quantity, others)}
    right = oracle.following(quantity, case, given)
    right = oracle.expected(quantity, case) if right is None else right
    unit = 10.0**-decimals
    found = []
    for name, mistake in mistakes.declared.items():
        predicted = mistake.predicted(quantity, case, given)
        if isinstance(predicted, Fails) or predicted.shape != right.shape:
            continue
        agrees = np.abs(predicted - tables[quantity]) <= _UNITS * unit
        if agrees.all() and (np.abs(predicted - right) > 2 * _UNITS * unit).any():
            found.append(name)
    if len(found) != 1:
        return None
    return _named(found[0], oracle)


def _hidden(quantity: str, function: StudentFunction, oracle: Oracle) -> set[str]:
    """Return what a student works out on the way to a quantity without handing it back."""
    known = {*function.arguments, *(part.quantity for part in function.parts)}
    return oracle.on_the_way([quantity], known) - {quantity}


class _Together:
    """What came back beside a quantity."""

    def __init__(
        self, function: StudentFunction, answers: Mapping[str, Answer], oracle: Oracle
    ) -> None:
        self._function, self._answers, self._oracle = function, answers, oracle

    def bears_out(self, mistake: Mistake, quantity: str, cases: Sequence[Case]) -> bool:
        """Return whether no other quantity is right that a mistake would have made wrong."""
        for case in cases[:_FEWEST]:
            for part in self._function.parts:
                if part.quantity != quantity and self._is_spared(mistake, part.quantity, case):
                    return False
        return True

    def _is_spared(self, mistake: Mistake, quantity: str, case: Case) -> bool:
        if not self._oracle.can_take(case, quantity):
            return False
        typical = self._oracle.typical(quantity, [case])
        came = _came(quantity, self._function, self._answers[case.name], case, self._oracle)
        for name, found in came.items():
            right = self._oracle.expected(name, case)
            predicted = mistake.predicted(name, case, {}, own=False)
            if found is not None and near(found, right, typical):
                return not _agrees(right, predicted, typical)
        return False


def _misconception(
    cells: Sequence[_Cell],
    quantity: str,
    hidden: set[str],
    typical: float,
    mistakes: Mistakes,
    together: _Together,
) -> Diagnosis | None:
    """Return the first declared mistake that explains everything, also what came back beside it."""
    found = {
        name: mistake
        for name, mistake in mistakes.declared.items()
        if mistake.touches(quantity, hidden)
        and (_explains(mistake, cells, typical) or _explains_raising(mistake, cells, typical))
    }
    if not found:
        return None
    failing = [each.case for each in cells if each.fails]
    names = [
        name
        for name, mistake in found.items()
        if len(found) == 1 or together.bears_out(mistake, quantity, failing)
    ]
    return _named((names or list(found))[0], mistakes.oracle)


def _named(name: str, oracle: Oracle) -> Diagnosis:
    wrong, advice = sentences(oracle.problem.misconceptions[name])
    return Diagnosis(Kind.MISCONCEPTION, name, wrong, advice)


def sentences(hint: str) -> tuple[str, str]:
    """Return the first sentence of a hint, and the rest of it."""
    first, *rest = re.split(r"(?<=[.!?])\s+", " ".join(hint.split()), maxsplit=1)
    return first, rest[0] if rest else ""


def _predicted(mistake: Mistake, cell: _Cell) -> Floats | Fails:
    return mistake.predicted(cell.name, cell.case, cell.given, own=cell.own)


def _explains(mistake: Mistake, cells: Sequence[_Cell], typical: float) -> bool:
    """Return whether a mistake gives what came back in every case, and says something wrong."""
    told = [each for each in cells if each.case.kind in (CaseKind.ORDINARY, CaseKind.EMPTY)]
    # The failing ones first: most mistakes are ruled out by the first of them.
    explained: list[_Cell] = []
    returned = False
    numbers = 0
    for cell in sorted(told, key=lambda each: not each.fails):
        predicted = _predicted(mistake, cell)
        if not _agrees(cell.found, predicted, typical):
            return False
        if cell.fails:
            if not isinstance(predicted, Fails) and _agrees(predicted, cell.follows, typical):
                continue
            explained.append(cell)
            returned = returned or cell.found is not None
            numbers += 0 if isinstance(predicted, Fails) else predicted.size
    # A case that was made from another one says little more than that.
    distinct = {cell.right.tobytes() for cell in explained}
    return returned and len(distinct) >= _FEWEST and numbers >= _DISTINCT


def _explains_raising(mistake: Mistake, cells: Sequence[_Cell], typical: float) -> bool:
    """Return whether a mistake raises where nothing came back, and changes nothing elsewhere."""
    told = [each for each in cells if each.case.kind in (CaseKind.ORDINARY, CaseKind.EMPTY)]
    raising = {each.right.tobytes() for each in told if each.found is None}
    returned = {each.right.tobytes() for each in told if each.found is not None}
    return (
        len(raising) >= _FEWEST
        and len(returned) >= _FEWEST
        and all(_agrees(each.found, _predicted(mistake, each), typical) for each in told)
    )


def _agrees(found: Came, predicted: Floats | Fails, typical: float) -> bool:
    if isinstance(predicted, Fails):
        return found is None
    if found is None or found.shape != predicted.shape:
        return False
    holes = ~np.isfinite(predicted)
    if not np.array_equal(holes, ~np.isfinite(found)):
        return False
    # What has cancelled to nothing is what rounding has left of it: nothing, in both.
    nothing = holes | (np.maximum(np.abs(found), np.abs(predicted)) <= _NOTHING * typical)
    return near(np.where(nothing, 0.0, found), np.where(nothing, 0.0, predicted), typical)


def _generic(
    cells: Sequence[_Cell],
    quantity: str,
    function: StudentFunction,
    typical: float,
    oracle: Oracle,
) -> Diagnosis | None:
    names = [part.quantity for part in function.parts if part.quantity != quantity]
    seen = [
        Seen(
            case=f"{each.case.name} {each.name}",
            found=each.found,
            right=each.follows,
            fails=each.fails,
            sizes=_plain_sizes(each.case),
            constants=_constants(each.case),
            others=_others(each.case, names, function, oracle),
            tags=_tags(each.case),
            typical=typical,
        )
        for each in cells
    ]
    return recognise(seen)


def _plain_sizes(case: Case) -> dict[str, int]:
    return {name: size for name, size in case.sizes.items() if isinstance(size, int)}


def _constants(case: Case) -> dict[str, float]:
    return {
        name: float(value)
        for name, value in case.values.items()
        if isinstance(value, float) and name not in case.sizes
    }


def _others(
    case: Case, names: Iterable[str], function: StudentFunction, oracle: Oracle
) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for name in (*names, *function.arguments):
        if not oracle.can_call(case, [name]):
            continue
        value = oracle.value(name, case)
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            found[name] = value
    return found


def _tags(case: Case) -> frozenset[str]:
    tags: set[str] = set()
    if case.kind is CaseKind.OVERFLOW:
        tags.add(Tag.OVERFLOW)
    if case.kind is CaseKind.TIE:
        tags.add(Tag.TIE)
    if case.tag is CaseTag.TINY:
        tags.add(Tag.TINY)
    if case.tag is CaseTag.HUGE:
        tags.add(Tag.HUGE)
    arrays = [each for each in case.values.values() if isinstance(each, np.ndarray)]
    if case.tag is CaseTag.SPECIAL_ROWS:
        rows = any(each.ndim > 1 and not each[-1].any() for each in arrays)
        tags.add(Tag.ZERO_ROW if rows else Tag.EQUAL_ENTRIES)
    if not case.drawn and arrays and all(each.dtype.kind == "i" for each in arrays):
        tags.add(Tag.WHOLE_NUMBERS)
    return frozenset(tags)


def _mutant(
    cells: Sequence[_Cell],
    quantity: str,
    hidden: set[str],
    function: StudentFunction,
    typical: float,
    mistakes: Mistakes,
) -> Diagnosis | None:
    oracle = mistakes.oracle
    names = (*function.arguments, *(part.quantity for part in function.parts))
    for changed in (quantity, *sorted(hidden)):
        others = tuple(
            name
            for name in names
            if name != changed and not depends_on(name, changed, oracle.problem.reference)
        )
        for mutant, node in mistakes.mutants_of(changed, others):
            if _explains(Mistake(oracle, {changed: node}), cells, typical):
                wrong = f"It behaves exactly as if {mutant.behaves}."
                advice = "Compare this step with your derivation, factor by factor."
                return Diagnosis(Kind.MUTANT, mutant.behaves, wrong, advice)
    return None


def _contract(cells: Sequence[_Cell], typical: float) -> Diagnosis | None:
    """Return a rule of every gradient that is broken, where nothing better is known."""
    plain = [each for each in cells if each.case.drawn and each.case.tag is None]
    for cell in cells:
        first = next((each for each in plain if each.name == cell.name), None)
        if first is None or first.found is None or cell.found is None:
            continue
        if cell.found.shape != first.found.shape or cell.right.shape != first.right.shape:
            continue
        if (
            cell.case.tag is CaseTag.UPSTREAM
            and near(cell.right, -2 * first.right, typical)
            and not near(cell.found, -2 * first.found, typical)
        ):
            return Diagnosis(
                Kind.LINEARITY,
                "upstream",
                "This does not double where the upstream gradient doubles.",
                "A gradient is linear in the upstream gradient: look for where that enters twice, "
                "or not at all.",
            )
        if (
            cell.case.tag is CaseTag.BATCH
            and near(cell.right, first.right, typical)
            and not near(cell.found, first.found, typical)
        ):
            return Diagnosis(
                Kind.BATCH,
                "repeated",
                "This changes where every sample comes twice, and a mean over the batch does not.",
                "Look for where the mean over the batch is taken: once, and over the batch alone.",
            )
    return None
