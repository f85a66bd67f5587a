"""Puts the quantities of a function together that are marked as one part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from grader.judge.overall import gravest
from grader.model.judgement import Verdict
from grader.model.report import CaseReport, Feedback, PartReport, State

_NOT_GRAVE = (
    *(Verdict.RIGHT, Verdict.FOLLOWED, Verdict.APPROXIMATE, Verdict.UNSTABLE, Verdict.NUMERICAL),
    Verdict.NOT_ASSESSABLE,
)
"""From the best to the worst; all others are graver."""


def as_one(name: str, parts: Sequence[PartReport]) -> PartReport:
    """Return one part that has the marks of several, and says what is wrong with which.

    Args:
        name: That of the function that has the marks.
        parts: How each quantity went, whatever function it came from.
    """
    verdict = _worst([each.verdict for each in parts if each.verdict is not None])
    states = {each.state for each in parts}
    # Beside a failure of our own nothing else is said: no level of detail takes that away.
    unmarked = [each for each in parts if each.state is State.UNMARKED]
    if unmarked:
        state = State.UNMARKED
    elif len(states) == 1:
        state = parts[0].state
    else:
        state = State.AWARDED
    awarded = sum((each.awarded or Fraction() for each in parts), Fraction())
    return PartReport(
        part=name,
        function=name,
        state=state,
        awarded=awarded if state is State.AWARDED else None,
        available=sum((each.available for each in parts), Fraction()),
        verdict=verdict,
        feedback=_feedback(unmarked or parts),
        diagnosis=next((each.diagnosis for each in parts if each.diagnosis is not None), None),
        cases=_cases(parts),
        statement=next((each.statement for each in parts if each.statement), ""),
        place=next((each.place for each in parts if each.awarded != each.available), None)
        or parts[0].place,
        picture=next((each.picture for each in parts if each.picture is not None), None),
        precision=parts[0].precision if len({each.precision for each in parts}) == 1 else None,
    )


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    grave = [each for each in verdicts if each not in _NOT_GRAVE]
    return gravest(grave) if grave else max(verdicts, key=_NOT_GRAVE.index)


def _feedback(parts: Sequence[PartReport]) -> Feedback:
    """Return what is wrong with each quantity; what is said of several is said once."""
    said: dict[Feedback, list[str]] = {}
    failing = {each.part for each in parts if each.awarded != each.available}
    # What is not right first: of a note on something right, there is no more to say than that.
    for each in sorted(parts, key=lambda each: each.part not in failing):
        if each.feedback.wrong:
            said.setdefault(each.feedback, []).append(each.part)
    if not said:
        return Feedback("", "")
    if len(said) == 1 and all(each.feedback.wrong for each in parts):
        return next(iter(said))
    (first, names), *more = said.items()
    known = {each.part: each.diagnosis for each in parts}
    wrong = [f"{', '.join(names)}: {first.wrong}"]
    for others in (each for _, each in more):
        diagnosis = known[others[0]]
        wrong += [f"{', '.join(others)}: {diagnosis.wrong}"] if diagnosis else []
    unnamed = [name for _, each in more for name in each if known[name] is None]
    if off := [name for name in unnamed if name in failing]:
        wrong.append(f"Not right either: {', '.join(off)}.")
    return Feedback(" ".join(wrong), first.advice)


def _cases(parts: Sequence[PartReport]) -> tuple[CaseReport, ...]:
    together: dict[str, list[CaseReport]] = {}
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        for case in part.cases:
            together.setdefault(case.case, []).append(case)
            found.setdefault(case.case, {})[part.part] = case.found
    return tuple(
        replace(
            cases[0], verdict=_worst([each.verdict for each in cases]), found=_found(found[name])
        )
        for name, cases in together.items()
    )


def _found(said: Mapping[str, str]) -> str:
    """Return what was found of each quantity in one case; what all have in common, once."""
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    return " ".join(f"{part}: {text}" for part, text in said.items() if text)
