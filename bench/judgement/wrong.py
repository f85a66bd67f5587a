"""Mistaken programs: is one accepted, and is its cause named?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bench.judgement.generic import (
    SAME,
    SLIGHT,
    distance,
    farthest,
    fingerprint,
    generic,
    generic_answers,
)
from bench.judgement.material import (
    Material,
    Remembering,
    answers,
    arrays_of,
    composed,
    material,
    planted,
    problem_of,
)
from bench.judgement.mistakes import HALF, Mistake, all_mutants, corruptions, doubled, others
from bench.judgement.rules import accepted_by
from bench.judgement.tally import Tally
from grader.diagnose.diagnose import diagnose
from grader.diagnose.worlds import Mistakes, misconceptions_of
from grader.graph import Node
from grader.judge.functions import judge
from grader.model.answer import Answer
from grader.model.case import Case
from grader.model.course import Problem, StudentFunction
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.judgement import PartJudgement, Verdict

ACCEPTED = (Verdict.RIGHT, Verdict.APPROXIMATE, Verdict.FOLLOWED, Verdict.UNSTABLE)
FLAGGED_NOT = (*ACCEPTED[:3], Verdict.NOT_ASSESSABLE, Verdict.UNMARKED)
_PAIRS = 12
"""Double mistakes of each quantity."""


@dataclass(frozen=True)
class Program:
    """A mistaken program: the function that it answers, and which of its parts are mistaken."""

    function: StudentFunction
    mistake: Mistake
    positions: tuple[int, ...]
    own: bool
    """Whether the mistake is in a part itself, not on the way to it."""


def narrowest(problem: Problem) -> dict[str, StudentFunction]:
    """Return for each quantity the function that hands back the fewest others with it."""
    found: dict[str, StudentFunction] = {}
    for function in problem.functions:
        for part in function.parts:
            known = found.get(part.quantity)
            if known is None or len(function.parts) < len(known.parts):
                found[part.quantity] = function
    return found


@cache
def programs(root: Path | None, name: str) -> tuple[tuple[Program, ...], tuple[Program, ...]]:
    """Return the mistaken programs of a problem, and those that differ by less than the tolerance.

    Programs that do the same as the reference, or as each other, on inputs without any design
    are left out.
    """
    problem = problem_of(root, name)
    mistaken: list[Program] = []
    slight: list[Program] = []
    seen: set[bytes] = set()
    for quantity, function in narrowest(problem).items():
        oracle, cases = generic(root, name)
        right = generic_answers(oracle.graph, function, root, name)
        simple = [
            *corruptions(quantity, material(root, name, 0)),
            *others(quantity, function, oracle, cases),
            *all_mutants(quantity, function, oracle),
        ]
        pairs = doubled(quantity, simple, problem, _PAIRS)
        for mistake in (*simple, *pairs):
            own = mistake.quantity == quantity
            place = [part.quantity for part in function.parts].index(quantity)
            positions = (place,) if own else tuple(range(len(function.parts)))
            found = generic_answers(planted(oracle, dict(mistake.nodes)), function, root, name)
            far = farthest(found, right, positions)
            key = function.name.encode() + fingerprint(found, positions)
            if far <= SAME or (key in seen and not mistake.named):
                continue
            seen.add(key)
            program = Program(function, mistake, positions, own)
            (mistaken if far > SLIGHT else slight).append(program)
    return tuple(mistaken), tuple(slight)


def study_wrong(root: Path | None, name: str, seed: int) -> Tally:
    """Return how mistaken programs of a problem are judged, ours and by other rules."""
    tally = Tally()
    here = material(root, name, seed)
    mistaken, slight = programs(root, name)
    for program in mistaken:
        found, judged = _judged(program, here)
        kind = program.mistake.kind
        verdicts = [judged[position].verdict for position in program.positions]
        accepted = all(verdict in ACCEPTED for verdict in verdicts)
        if accepted and _is_exact(program, found, here):
            tally.add("wrong", kind, name, "nothing was lost")
            continue
        tally.add("wrong", kind, name, "accepted" if accepted else "not accepted")
        if accepted:
            shown = f"{name}, {program.mistake.quantity}: {program.mistake.name} ({kind})"
            tally.tell("false accept", f"{shown}: {', '.join(map(str, verdicts))} (seed {seed})")
        for (rule, cases), passes in accepted_by(
            program.function, found, program.positions, here
        ).items():
            tally.add("rule", "wrong", rule, cases, str(passes))
        if program.own:
            _diagnosed(program, judged[program.positions[0]], found, here, tally, seed)
            _others_flagged(program, judged, tally, seed, name)
    for program in slight:
        _, judged = _judged(program, here)
        verdicts = [judged[position].verdict for position in program.positions]
        tally.add("slight", name, "/".join(map(str, verdicts)))
    return tally


def _is_exact(program: Program, found: Mapping[str, Answer], here: Material) -> bool:
    """Return whether what came back is right to the last digit in every case.

    Half precision holds every number that is drawn: where one is only handed on, none is lost.
    """
    right = answers(
        here.oracle.graph, program.function, here.suiting(program.function), here.oracle
    )
    return "half precision" in program.mistake.name and not farthest(
        found, right, program.positions
    )


def distinct(root: Path | None, name: str) -> dict[str, int]:
    """Return how many distinct mistaken programs there are of each kind."""
    counts: dict[str, int] = {}
    for program in programs(root, name)[0]:
        counts[program.mistake.kind] = counts.get(program.mistake.kind, 0) + 1
    return counts


def _judged(
    program: Program, here: Material
) -> tuple[dict[str, Answer], tuple[PartJudgement, ...]]:
    graph = planted(here.oracle, dict(program.mistake.nodes))
    cases = here.suiting(program.function)
    found = answers(graph, program.function, cases, here.oracle)
    return found, judge(program.function, found, cases, here.oracle)


def _others_flagged(
    program: Program,
    judged: Sequence[PartJudgement],
    tally: Tally,
    seed: int,
    name: str,
) -> None:
    """Note parts that were not mistaken and are flagged all the same."""
    if len(judged) == 1 or any(each.verdict is Verdict.RAISED for each in judged):
        return
    flagged = [
        each.part.quantity
        for position, each in enumerate(judged)
        if position not in program.positions and each.verdict not in FLAGGED_NOT
    ]
    tally.add("carried", name, "over" if flagged else "fair")
    if flagged:
        shown = f"{name}, {program.mistake.quantity}: {program.mistake.name}"
        tally.tell("over-penalised", f"{shown}: {', '.join(flagged)} (seed {seed})")


def _diagnosed(
    program: Program,
    judgement: PartJudgement,
    found: Mapping[str, Answer],
    here: Material,
    tally: Tally,
    seed: int,
) -> None:
    mistake = program.mistake
    name = here.problem.name
    if mistake.not_finite:
        right = judgement.verdict is Verdict.NOT_FINITE
        tally.add("diagnosis", "verdict" if right else "unnamed", name)
        return
    if not mistake.named or judgement.verdict is Verdict.RAISED:
        return  # what raises later on takes everything with it, and says so itself
    if HALF in mistake.named and judgement.verdict is not Verdict.IMPRECISE:
        return  # numbers vanished: that is more than a lack of digits
    cases = here.suiting(program.function)
    diagnosis = diagnose(judgement, program.function, found, cases, Mistakes(here.oracle))
    if mistake.is_named(diagnosis):
        outcome = "named"
    elif diagnosis is None:
        outcome = "unnamed"
    elif _is_same_world(diagnosis, program, here):
        outcome = "named"
    else:
        outcome = "misnamed"
    tally.add("diagnosis", outcome, name)
    if outcome != "named":
        shown = None if diagnosis is None else f"{diagnosis.kind}:{diagnosis.name}"
        text = f"{name}, {mistake.quantity}: {mistake.name}: {shown} ({judgement.verdict})"
        tally.tell(outcome, f"{text} (seed {seed})")


def _is_same_world(diagnosis: Diagnosis, program: Program, here: Material) -> bool:
    """Return whether what is named does the same as a mistake, on other inputs too."""
    name = here.problem.name
    oracle, cases = generic(here.root, name)
    nodes = dict(program.mistake.nodes)
    found = generic_answers(planted(oracle, nodes), program.function, here.root, name)
    if diagnosis.kind is Kind.OTHER_QUANTITY:
        return _hands_on(diagnosis.name, found, program, (oracle, cases))
    worlds = _worlds_of(diagnosis, program, oracle)
    if worlds is None:
        return False
    other = generic_answers(planted(oracle, worlds), program.function, here.root, name)
    return farthest(found, other, program.positions) <= SLIGHT


def _worlds_of(
    diagnosis: Diagnosis, program: Program, oracle: Remembering
) -> dict[str, Node] | None:
    """Return what a diagnosis says that a program does; None where it is no other formula."""
    match diagnosis.kind:
        case Kind.MISCONCEPTION:
            nodes = misconceptions_of(oracle.problem)[diagnosis.name]
            return {name: composed(oracle.graph.nodes[name], node) for name, node in nodes.items()}
        case Kind.MUTANT:
            found = all_mutants(program.mistake.quantity, program.function, oracle)
            ends = f": {diagnosis.name}"
            return next((dict(each.nodes) for each in found if each.name.endswith(ends)), None)
        case _:
            return None


def _hands_on(
    name: str,
    found: Mapping[str, Answer],
    program: Program,
    where: tuple[Remembering, Sequence[Case]],
) -> bool:
    """Return whether a program hands back the right value of another quantity."""
    oracle, cases = where
    sign = -1 if name.startswith("-") else 1
    (position,) = program.positions
    for case in cases:
        arrays = arrays_of(found[case.name], position)
        right = sign * np.asarray(oracle.value(name.removeprefix("-"), case))
        if arrays is None or distance(arrays[0], right) > SLIGHT:
            return False
    return True
