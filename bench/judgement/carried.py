"""Errors carried forward: is exactly what is mistaken flagged, and nothing that follows from it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.judgement.generic import (
    SLIGHT,
    distance,
    farthest,
    fingerprint,
    generic,
    generic_answers,
)
from bench.judgement.material import (
    OWN,
    Material,
    answers,
    arrays_of,
    material,
    planted,
    problem_of,
)
from bench.judgement.mistakes import Mistake, all_mutants, corruptions
from bench.judgement.tally import Tally
from grader.graph import World
from grader.judge.functions import judge
from grader.model.answer import Answer, Returned
from grader.model.course import StudentFunction
from grader.model.judgement import PartJudgement, Verdict

CHAINS: Mapping[str, tuple[Path | None, str, str]] = {
    "mixer, forward": (None, "mixer_forward", "forward"),
    "mixer, backward": (None, "mixer_backward", "backward"),
    "4-layer MLP, backward": (OWN, "backward", "backward"),
    "L layers as lists, both ways": (OWN, "both_ways", "both_ways"),
    "two layers, both ways": (None, "two_layer_regression", "loss_and_grads"),
    "one step of descent": (None, "worked_network_step", "step"),
}
"""Functions of many quantities: where each can be found."""

_KINDS = (
    "sign",
    "twice",
    "half",
    "three times",
    "0.9 of it",
    "transposed",
    "last axes swapped",
    "transposed and reshaped",
    "zero",
    "NaN in one entry",
    "first sample only",
    "all but the last",
    "reversed rows",
    "absolute",
    "positive part",
    "first row doubled",
    "every other sign",
    "something added",
    "squared",
)
_SIZED = ("times ", "over ")
_FOLLOWS = (Verdict.RIGHT, Verdict.APPROXIMATE, Verdict.FOLLOWED, Verdict.NOT_ASSESSABLE)


@dataclass(frozen=True)
class Chain:
    """A function of many quantities, and the mistakes that are planted in each."""

    name: str
    root: Path | None
    function: StudentFunction
    mistakes: tuple[Mistake, ...]


@cache
def chain(name: str) -> Chain:
    """Return a chain with all mistakes that keep the shapes, and that show without design."""
    root, problem_name, function_name = CHAINS[name]
    problem = problem_of(root, problem_name)
    function = next(each for each in problem.functions if each.name == function_name)
    oracle, _ = generic(root, problem_name)
    right = generic_answers(oracle.graph, function, root, problem_name)
    found: list[Mistake] = []
    seen: set[bytes] = set()
    for position, part in enumerate(function.parts):
        tried = [
            each
            for each in corruptions(part.quantity, material(root, problem_name, 0))
            if each.name in _KINDS or (each.name.startswith(_SIZED) and " - " not in each.name)
        ]
        tried += [
            each
            for each in all_mutants(part.quantity, function, oracle)
            if each.quantity == part.quantity
        ]
        for mistake in tried:
            graph = planted(oracle, dict(mistake.nodes))
            mistaken = generic_answers(graph, function, root, problem_name)
            if not _same_shapes(mistaken, right):
                continue
            key = fingerprint(mistaken, (position,)) + bytes([position])
            if farthest(mistaken, right, (position,)) > SLIGHT and key not in seen:
                seen.add(key)
                found.append(mistake)
    return Chain(name, root, function, tuple(found))


def _same_shapes(found: Mapping[str, Answer], right: Mapping[str, Answer]) -> bool:
    """Return whether everything comes back in its shape, so that each part can be judged."""
    for case, answer in found.items():
        other = right[case]
        if not isinstance(answer, Returned) or not isinstance(other, Returned):
            return False
        for position in range(len(answer.outputs)):
            one, two = arrays_of(answer, position), arrays_of(other, position)
            if one is None or two is None or [e.shape for e in one] != [e.shape for e in two]:
                return False
    return True


def study_chain(name: str, seed: int, pairs: int) -> Tally:
    """Return what is flagged where one or two mistakes are planted."""
    tally = Tally()
    here_chain = chain(name)
    here = material(here_chain.root, CHAINS[name][1], seed)
    for mistake in here_chain.mistakes:
        _plant((mistake,), here_chain, here, tally, seed)
    for pair in _sampled(here_chain, seed, pairs):
        _plant(pair, here_chain, here, tally, seed)
    return tally


def _sampled(here: Chain, seed: int, count: int) -> list[tuple[Mistake, Mistake]]:
    """Return some pairs of mistakes in two quantities, others for each seed."""
    rng = np.random.default_rng((seed, len(here.mistakes)))
    quantities = [part.quantity for part in here.function.parts]
    both = list(combinations(quantities, 2))
    found: list[tuple[Mistake, Mistake]] = []
    while len(found) < count:
        one, other = both[int(rng.integers(len(both)))]
        first = [each for each in here.mistakes if each.quantity == one]
        second = [each for each in here.mistakes if each.quantity == other]
        if not first or not second:
            continue
        pair = (
            first[int(rng.integers(len(first)))],
            second[int(rng.integers(len(second)))],
        )
        if not _circular(pair):
            found.append(pair)
    return found


def _circular(pair: Sequence[Mistake]) -> bool:
    """Return whether two mistakes would each be computed from the other."""
    nodes = dict(node for each in pair for node in each.nodes)
    (one, first), (other, second) = nodes.items()
    return one in second.parameters and other in first.parameters


def _plant(
    mistakes: Sequence[Mistake], chain_: Chain, here: Material, tally: Tally, seed: int
) -> None:
    function = chain_.function
    cases = here.suiting(function)
    nodes = dict(node for each in mistakes for node in each.nodes)
    found = answers(planted(here.oracle, nodes), function, cases, here.oracle)
    judged = judge(function, found, cases, here.oracle)
    verdicts = {each.part.quantity: each.verdict for each in judged}
    planted_in = {each.quantity for each in mistakes}
    flagged = {name for name, verdict in verdicts.items() if verdict not in _FOLLOWS}
    count = "one" if len(mistakes) == 1 else "two"
    naive = {each.part.quantity for each in judged if _differs(each)}
    tally.add("chain", chain_.name, count, "planted")
    tally.add("chain", chain_.name, count, "flagged without carrying", many=len(naive))
    tally.add("chain", chain_.name, count, "exact", many=int(flagged == planted_in))
    tally.add("chain", chain_.name, count, "over", many=int(bool(flagged - planted_in)))
    what = " and ".join(f"{each.quantity} ({each.name})" for each in mistakes)
    for name in sorted(flagged - planted_in):
        text = f"{chain_.name}: {what}: {name} is {verdicts[name]} (seed {seed})"
        tally.tell(f"over-penalised, {count}", text)
    for name in sorted(planted_in - flagged):
        why = _why(name, verdicts[name], found, chain_, here)
        tally.add("chain", chain_.name, count, "missed", why)
        text = f"{chain_.name}: {what}: {name} is {verdicts[name]}: {why} (seed {seed})"
        tally.tell(f"missed, {count}", text)


def _differs(judgement: PartJudgement) -> bool:
    """Return whether a part is not right by itself, which is all that one would see otherwise."""
    return any(each.verdict is not Verdict.RIGHT for each in judgement.cases)


def _why(
    quantity: str,
    verdict: Verdict,
    found: Mapping[str, Answer],
    chain_: Chain,
    here: Material,
) -> str:
    """Return why a planted mistake was not flagged."""
    if verdict is Verdict.NOT_ASSESSABLE:
        return "it hangs on something from which nothing can follow"
    if verdict in (Verdict.RIGHT, Verdict.APPROXIMATE):
        return "the two cancel: it is right after all"
    if _without_effect(quantity, found, chain_, here):
        return "it has no effect on what came before"
    return "it follows from something else that came back"


def _without_effect(
    quantity: str, found: Mapping[str, Answer], chain_: Chain, here: Material
) -> bool:
    """Return whether the right function of the student's own values gives the same."""
    function = chain_.function
    names = [part.quantity for part in function.parts]
    for case in here.suiting(function):
        answer = found[case.name]
        if not isinstance(answer, Returned):
            return False
        own = {name: arrays_of(answer, place) for place, name in enumerate(names)}
        given = {
            name: arrays if name in function.lists else arrays[0]
            for name, arrays in own.items()
            if name != quantity and arrays is not None
        }
        world = World(here.oracle.graph, {**case.values, **given}, case.name)
        follows = world.fresh(quantity)
        entries = list(follows) if quantity in function.lists else [follows]
        pairs = zip(own[quantity] or [], map(np.asarray, entries), strict=True)
        if any(distance(*pair) > SLIGHT for pair in pairs):
            return False
    return True
