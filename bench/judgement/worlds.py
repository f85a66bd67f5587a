"""Declared misconceptions: is each recognised where it is the only fault?"""

from collections.abc import Mapping
from pathlib import Path

from bench.judgement.generic import SLIGHT, farthest, generic, generic_answers
from bench.judgement.material import Material, Remembering, answers, composed, material, planted
from bench.judgement.mistakes import Mistake, declared
from bench.judgement.tally import Tally
from grader.diagnose.diagnose import DIAGNOSED, diagnose
from grader.diagnose.worlds import Mistakes, misconceptions_of
from grader.graph import Node
from grader.judge.functions import judge
from grader.model.answer import Raised
from grader.model.course import StudentFunction
from grader.model.diagnosis import Diagnosis, Kind


def study_worlds(root: Path | None, name: str, seed: int) -> Tally:
    """Return how the declared misconceptions of a problem are named."""
    tally = Tally()
    here = material(root, name, seed)
    for mistake in declared(here.oracle):
        outcomes: set[str] = set()
        said: list[str] = []
        for function in here.problem.functions:
            for outcome, text in _named(mistake, function, here):
                outcomes.add(outcome)
                tally.add("parts with a misconception", outcome)
                if outcome != "recognised":
                    said.append(text)
        if "recognised" in outcomes:
            outcome = "recognised"
        elif outcomes:
            outcome = "not recognised"
        else:
            outcome = "does not show"
        tally.add("misconception", name, outcome)
        if outcome != "recognised":
            text = "; ".join(said) or "no part is judged wrong"
            tally.tell("misconception", f"{name}, {mistake.name}: {text} (seed {seed})")
        for text in said:
            tally.tell("misconception, part", f"{name}, {mistake.name}: {text} (seed {seed})")
    return tally


def _named(mistake: Mistake, function: StudentFunction, here: Material) -> list[tuple[str, str]]:
    """Return for each part that is judged wrong whether the misconception is named."""
    cases = here.suiting(function)
    nodes = dict(mistake.nodes)
    found = answers(planted(here.oracle, nodes), function, cases, here.oracle)
    outcomes = []
    for position, judgement in enumerate(judge(function, found, cases, here.oracle)):
        if judgement.verdict not in DIAGNOSED:
            continue
        where = f"{function.name}, {judgement.part.quantity}: {judgement.verdict}"
        if all(isinstance(each, Raised) for each in found.values()):
            outcomes.append(("always raises", where))
            continue
        diagnosis = diagnose(judgement, function, found, cases, Mistakes(here.oracle))
        if diagnosis is None:
            outcomes.append(("unnamed", f"{where}, unnamed"))
        elif diagnosis.kind is Kind.MISCONCEPTION and (
            diagnosis.name == mistake.name or _same(diagnosis, nodes, function, position, here)
        ):
            outcomes.append(("recognised", where))
        else:
            outcomes.append(("other", f"{where}, named {diagnosis.kind}:{diagnosis.name}"))
    return outcomes


def _same(
    diagnosis: Diagnosis,
    nodes: Mapping[str, Node],
    function: StudentFunction,
    position: int,
    here: Material,
) -> bool:
    """Return whether another misconception does the same to a part, on inputs without design."""
    oracle, _ = generic(here.root, here.problem.name)
    other = _world(diagnosis.name, oracle)
    one, two = (
        generic_answers(planted(oracle, each), function, here.root, here.problem.name)
        for each in (other, nodes)
    )
    return farthest(one, two, (position,)) <= SLIGHT


def _world(name: str, oracle: Remembering) -> dict[str, Node]:
    nodes = misconceptions_of(oracle.problem)[name]
    return {
        quantity: composed(oracle.graph.nodes[quantity], node) for quantity, node in nodes.items()
    }
