"""Half precision, and slopes at ties."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.judgement.material import Material, arrays_of, changed, material, returned
from bench.judgement.rules import RULES, SETS, accepted_by
from bench.judgement.tally import Tally
from grader.graph import World
from grader.judge.functions import judge
from grader.model.answer import Answer, Listed, Output, Returned
from grader.model.case import Case
from grader.model.course import CaseKind, StudentFunction
from grader.model.judgement import Verdict

Half = Callable[[Material, StudentFunction, Case], Answer]
"""A program in half precision."""

_TAKEN = (Verdict.RIGHT, Verdict.APPROXIMATE, Verdict.UNSTABLE)


def study_precision(root: Path | None, name: str, seed: int) -> Tally:
    """Return how programs in half precision, and other slopes at ties, are judged."""
    tally = Tally()
    here = material(root, name, seed)
    for function in here.problem.functions:
        cases = here.suiting(function)
        for how, make in _HALVES.items():
            found = {case.name: make(here, function, case) for case in cases}
            for position, judged in enumerate(judge(function, found, cases, here.oracle)):
                if _exact(found, here, function, position):
                    tally.add("half", how, "nothing was lost")
                    continue
                accepted = judged.verdict in _TAKEN
                tally.add("half", how, "accepted" if accepted else str(judged.verdict))
                if accepted:
                    shown = f"{name}, {function.name}, {judged.part.quantity}"
                    tally.tell("half", f"{shown}, {how}: {judged.verdict} (seed {seed})")
        _ties(here, function, tally, seed)
    for how, make in _SINGLES.items():
        _single(here, how, make, tally, seed)
    return tally


def _single(here: Material, how: str, make: Half, tally: Tally, seed: int) -> None:
    """Judge a right program in single precision, by all functions of a problem together."""
    name = here.problem.name
    verdicts: dict[str, str] = {}
    passes = {(rule, cases): True for rule in RULES for cases in SETS}
    for function in here.problem.functions:
        cases = here.suiting(function)
        found = {case.name: make(here, function, case) for case in cases}
        for position, judged in enumerate(judge(function, found, cases, here.oracle)):
            if judged.verdict not in (Verdict.RIGHT, Verdict.APPROXIMATE):
                shown = f"{function.name}, {judged.part.quantity}"
                verdicts[shown] = str(judged.verdict)
            own = accepted_by(function, found, (position,), here)
            passes = {key: passes[key] and own[key] for key in passes}
    tally.add("right", "single", name, "rejected" if verdicts else "accepted")
    for shown, verdict in verdicts.items():
        tally.tell("false reject", f"{name}, {how}, {shown}: {verdict} (seed {seed})")
    for key, accepted in passes.items():
        tally.add("rule", "single", *key, str(accepted))


def _exact(
    found: Mapping[str, Answer], here: Material, function: StudentFunction, position: int
) -> bool:
    """Return whether half precision made no difference: a number was only handed on."""
    quantity = function.parts[position].quantity
    for case in here.suiting(function):
        arrays = arrays_of(found[case.name], position)
        cells = here.oracle.cells(quantity, case)
        if arrays is None or len(arrays) != len(cells):
            return False
        for array, cell in zip(arrays, cells, strict=True):
            right = here.oracle.expected(cell, case)
            if array.shape != right.shape or not np.array_equal(array.astype(np.float64), right):
                return False
    return True


def _arguments(here: Material, function: StudentFunction, case: Case) -> dict[str, Any]:
    given = {
        name: here.oracle.value(name, case)
        for name in function.arguments
        if name not in case.values
    }
    return {**case.values, **given}


def _converted(value: Any, convert: Callable[[Any], Any]) -> Any:
    match value:
        case bool() | int() | str():
            return value
        case np.ndarray() if value.dtype.kind != "f":
            return value
        case list() | tuple():
            return [_converted(each, convert) for each in value]
        case dict():
            return {name: _converted(each, convert) for name, each in value.items()}
        case _:
            return convert(value)


def _in_steps(convert: Callable[[Any], Any], out: Callable[[Any], Any]) -> Half:
    """Return a program whose inputs and quantities are each converted, and what goes out."""

    def program(here: Material, function: StudentFunction, case: Case) -> Answer:
        graph = here.oracle.graph
        nodes = {
            name: changed(node, lambda value: _converted(value, convert))
            for name, node in graph.nodes.items()
            if name not in _BUNDLES
        }
        values = _converted(_arguments(here, function, case), convert)
        found = returned(World(graph.replaced(nodes), values, case.name), function)
        if not isinstance(found, Returned):
            return found
        return replace(found, outputs=tuple(_sent(each, out) for each in found.outputs))

    return program


def _sent(output: Output, out: Callable[[Any], Any]) -> Output:
    if isinstance(output, Listed):
        return Listed(tuple(_sent(each, out) for each in output.entries))
    return np.asarray(out(output)) if isinstance(output, np.ndarray) else output


def _bfloat16(value: Any) -> Any:
    """Round to the eight bits of bfloat16, to nearest."""
    array = np.asarray(value)
    bits = array.astype(np.float32).view(np.uint32).astype(np.uint64)
    rounded = ((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000).astype(np.uint32)
    return np.where(np.isfinite(array), rounded.view(np.float32), array).astype(np.float32)


def _summed_twice(array: Any) -> Any:
    """Return the same numbers after a sum in double precision that leaves no float32 behind."""
    return (array.astype(np.float64) + 1 / 3) - 1 / 3


_BUNDLES = frozenset({"params", "theta"})

_HALVES: Mapping[str, Half] = {
    "float16 in and out": _in_steps(np.float16, lambda array: array),
    "float16 inside": _in_steps(np.float16, np.float64),
    "bfloat16 inside": _in_steps(_bfloat16, np.float64),
}

_SINGLES: Mapping[str, Half] = {
    "float32 in and out": _in_steps(np.float32, lambda array: array),
    "float32 inside": _in_steps(np.float32, np.float64),
    "float32 inside, a last step in float64": _in_steps(np.float32, _summed_twice),
}

SLOPES = {">": 0.0, ">=": 1.0, "one half": 0.5}


def _ties(here: Material, function: StudentFunction, tally: Tally, seed: int) -> None:
    """Judge programs that are right but for their slope at ties, which may be any."""
    cases = here.suiting(function)
    slopes = [slope for slope in here.problem.kinks.values() if slope is not None]
    if not slopes or not any(case.kind is CaseKind.TIE for case in cases):
        return
    for shown, slope in SLOPES.items():
        found = {
            case.name: returned(
                World(
                    here.oracle.graph,
                    {**_arguments(here, function, case), **dict.fromkeys(slopes, slope)},
                    case.name,
                ),
                function,
            )
            for case in cases
        }
        for judged in judge(function, found, cases, here.oracle):
            right = judged.verdict is Verdict.RIGHT
            tally.add("ties", shown, "right" if right else "rejected")
            if not right:
                where = f"{here.problem.name}, {function.name}, {judged.part.quantity}"
                tally.tell("ties", f"{where}, {shown}: {judged.verdict} (seed {seed})")
