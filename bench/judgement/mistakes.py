"""Mistakes: what may have gone wrong in one quantity, and how it should be named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from bench.judgement.material import Material, Remembering, changed, composed, hidden, in_scope
from grader.diagnose.worlds import Mistakes, misconceptions_of
from grader.graph import Node
from grader.model.case import Case
from grader.model.course import CaseKind, Problem, StudentFunction
from grader.model.diagnosis import Diagnosis

OFF = 1e-3
HALF = "imprecise:half"


@dataclass(frozen=True)
class Mistake:
    """A program that computes some quantities otherwise."""

    name: str
    kind: str
    """``corruption``, ``mutant``, ``misconception`` or ``pair``."""
    quantity: str
    """What is mistaken; of a misconception its name, since it may sit in several."""
    nodes: tuple[tuple[str, Node], ...]
    named: tuple[str, ...] = ()
    """Patterns of ``kind:name`` of the diagnoses that are right, if there are any."""
    not_finite: bool = False
    """Whether the verdict ``not_finite`` names it by itself."""

    def is_named(self, diagnosis: Diagnosis | None) -> bool:
        """Return whether a diagnosis is one of those that are right."""
        if diagnosis is None:
            return False
        found = f"{diagnosis.kind}:{diagnosis.name}"
        return any(fnmatchcase(found, pattern) for pattern in self.named)


@dataclass(frozen=True)
class _Kind:
    """A way to spoil an array, whatever it is."""

    name: str
    change: Callable[..., Any]
    named: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    of_arrays: bool = False
    """Whether a name needs several entries: of a single number it might be anything."""
    at_least: float = 0.0
    """Whether a name needs numbers of some size."""


def corruptions(quantity: str, here: Material) -> Iterator[Mistake]:
    """Yield the mistakes that any gradient can have; many do nothing to this or that quantity.

    Args:
        quantity: What is spoiled.
        here: The problem; its cases tell how large and of what shape the quantity is.
    """
    problem, oracle = here.problem, here.oracle
    rights = [
        oracle.expected(cell, case)
        for case in here.cases
        if case.kind is CaseKind.ORDINARY and case.tag is None and case.suits(quantity)
        for cell in oracle.cells(quantity, case)
    ]
    several = sum(right.size >= _SEVERAL for right in rights) > len(rights) / 2
    sizes = np.abs(np.concatenate([right.ravel() for right in rights]))
    middle = float(np.median(sizes[sizes > 0]))
    for kind in (*_PLAIN, _clipped(middle), *_of_sizes(problem)):
        telling = (several or not kind.of_arrays) and middle >= kind.at_least
        yield Mistake(
            kind.name,
            "corruption",
            quantity,
            ((quantity, changed(oracle.graph.nodes[quantity], _guarded(kind.change), kind.more)),),
            kind.named if telling else (),
            not_finite=kind.name == "NaN in one entry",
        )


_SEVERAL = 3


def _clipped(at: float) -> _Kind:
    return _Kind("clipped", lambda r: np.clip(r, -at, at), ("clipped:*",), of_arrays=True)


def _guarded(change: Callable[..., Any]) -> Callable[..., Any]:
    """Return a change that gets a copy it may write to, and leaves what is no array alone."""

    def guarded(right: Any, *more: Any) -> Any:
        array = np.array(right, dtype=np.float64)
        return change(array, *more) if array.size else right

    return guarded


def _first_entry(right: Any, to: Callable[[float, float], float]) -> Any:
    right.flat[0] = to(right.flat[0], float(np.abs(right).max()))
    return right


def _rows(right: Any, keep: slice) -> Any:
    if right.ndim == 0:
        return right
    kept = np.zeros_like(right)
    kept[keep] = right[keep]
    return kept


def _first_row_doubled(right: Any) -> Any:
    if right.ndim:
        right[0] *= 2
    return right


def _every_other_sign(right: Any) -> Any:
    right.flat[1::2] *= -1
    return right


def _if(axes: int, change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda right: change(right) if right.ndim >= axes else right


_NEARLY = ("imprecise:nearly", "scale:constant")

_PLAIN = (
    _Kind("sign", lambda r: -r, ("scale:-1",)),
    _Kind("twice", lambda r: 2 * r, ("scale:2",)),
    _Kind("half", lambda r: r / 2, ("scale:1/2",)),
    _Kind("three times", lambda r: 3 * r, ("scale:3",)),
    _Kind("minus one half", lambda r: -r / 2, ("scale:-1/2",)),
    _Kind("0.9 of it", lambda r: 0.9 * r, ("scale:constant",), of_arrays=True),
    _Kind("transposed", lambda r: r.T, ("transposed:transpose",)),
    _Kind("first axes swapped", _if(3, lambda r: r.swapaxes(0, 1)), ("transposed:axes 1, 0, 2",)),
    _Kind("last axes swapped", _if(3, lambda r: r.swapaxes(1, 2)), ("transposed:axes 0, 2, 1",)),
    _Kind(
        "transposed and reshaped",
        lambda r: r.T.reshape(r.shape),
        ("transposed:transpose, reshape",),
    ),
    _Kind("NaN in one entry", lambda r: _first_entry(r, lambda *_: np.nan)),
    _Kind("zero", np.zeros_like, ("zero:zero",)),
    _Kind(
        "one entry off by 1e-3",
        lambda r: _first_entry(r, lambda entry, largest: entry + OFF * largest),
        ("entry:first entry", "imprecise:nearly"),
    ),
    _Kind("everything off by 1e-3", lambda r: r * (1 + OFF), _NEARLY),
    _Kind(
        "rounded to 4 decimals",
        lambda r: np.round(r, 4),
        ("rounded:4", "pattern:*tiny*", "imprecise:nearly"),
        of_arrays=True,
    ),
    _Kind(
        "rounded to 2 decimals",
        lambda r: np.round(r, 2),
        ("rounded:2", "pattern:*tiny*", "imprecise:nearly"),
        of_arrays=True,
    ),
    _Kind("whole numbers", np.trunc, ("rounded:*",), of_arrays=True, at_least=2.0),
    _Kind("first sample only", lambda r: _rows(r, slice(1)), ("samples:only first*",)),
    _Kind("all but the last", lambda r: _rows(r, slice(-1)), ("samples:all but last*",)),
    _Kind("an axis in front", lambda r: r[np.newaxis], ("axis:axis too many",)),
    _Kind("an axis behind", lambda r: r[..., np.newaxis], ("axis:axis too many",)),
    _Kind("squeezed", np.squeeze, ("axis:axis too few", "pattern:*=1*")),
    _Kind("flat", lambda r: r.ravel(), ("shape:reshape", "axis:*")),
    _Kind("reversed", np.flip, ("reversed:reversed",)),
    _Kind("reversed rows", _if(1, lambda r: r[::-1]), ("reversed:*",)),
    _Kind("absolute", np.abs, ("sign:absolute",)),
    _Kind("positive part", lambda r: np.maximum(r, 0), ("clipped:*",), of_arrays=True),
    _Kind("summed over everything", np.sum, ("sum:scalar, added up",)),
    _Kind("summed over the first axis", _if(1, lambda r: r.sum(0)), ("sum:*added up",)),
    _Kind("mean over the first axis", _if(1, lambda r: r.mean(0)), ("sum:*averaged",)),
    _Kind("the sum in each entry", lambda r: np.full(r.shape, r.sum())),
    _Kind("first row doubled", _first_row_doubled, ("entry:first *",)),
    _Kind("every other sign", _every_other_sign, ("sign:some",)),
    _Kind(
        "half precision",
        lambda r: r.astype(np.float16).astype(np.float64),
        (HALF,),
        of_arrays=True,
    ),
    _Kind("something added", lambda r: r + 0.1 * np.abs(r).max()),
    _Kind("squared", lambda r: r**2),
)


def _of_sizes(problem: Problem) -> Iterator[_Kind]:
    for number, each in enumerate(problem.sizes):
        shown = ", ".join(f"{name}={size}" for name, size in each.items())
        yield _Kind(
            f"wrong for the sizes {shown}", partial(_wrong_for, number, problem), (), tuple(each)
        )
    sizes = [name for name in problem.sizes[0] if isinstance(problem.sizes[0][name], int)]
    for name in sizes:
        yield _Kind(f"times {name}", lambda r, s: r * s, (f"scale:{name}",), (name,))
        yield _Kind(f"over {name}", lambda r, s: r / s, (f"scale:1/{name}",), (name,))
        yield _Kind(
            f"wrong where {name} is 1",
            lambda r, s: r + (np.abs(r).max() or 1.0) * (s == 1),
            (f"pattern:*{name}=1*",),
            (name,),
        )
    for one, two in pairwise(sizes):
        yield _Kind(
            f"{one} for {two}",
            lambda r, s, t: r * t / s,
            (f"scale:{two}/{one}",),
            (one, two),
        )
    for name in sizes[:1]:
        yield _Kind(
            f"over {name} - 1",
            lambda r, s: r * s / np.float64(s - 1),
            (f"scale:{name}/({name} - 1)",),
            (name,),
        )


def _wrong_for(number: int, problem: Problem, right: Any, *sizes: Any) -> Any:
    """Return what is wrong in one set of sizes only: would any of them be passed over?"""
    wanted = [
        list(size) if isinstance(size, tuple) else size for size in problem.sizes[number].values()
    ]
    return right + (np.abs(right).max() or 1.0) * (list(sizes) == wanted)


def others(
    quantity: str, function: StudentFunction, oracle: Remembering, cases: Sequence[Case]
) -> Iterator[Mistake]:
    """Yield programs that hand back another array of the same shape in the place of a quantity."""
    problem = oracle.problem
    for name in in_scope(quantity, function, problem):
        if quantity in function.lists or oracle.graph.letter_of(name) is not None:
            continue
        shapes = [(_shape(name, case, oracle), _shape(quantity, case, oracle)) for case in cases]
        if all(one is not None and one == other for one, other in shapes):
            node = Node((name,), lambda other: other, problem.path, 1)
            yield Mistake(
                f"{name} instead",
                "corruption",
                quantity,
                ((quantity, node),),
                (f"other_quantity:{name}",),
            )


def _shape(name: str, case: Case, oracle: Remembering) -> tuple[int, ...] | None:
    value = oracle.value(name, case)
    return value.shape if isinstance(value, np.ndarray) else None


def all_mutants(quantity: str, function: StudentFunction, oracle: Remembering) -> Iterator[Mistake]:
    """Yield the first-order mutants of a quantity and of what is hidden on the way to it."""
    problem = oracle.problem
    for name in (quantity, *hidden(quantity, function, problem)):
        for mutant, node in Mistakes(oracle).mutants_of(name, in_scope(name, function, problem)):
            yield Mistake(f"{name}: {mutant.change}", "mutant", name, ((name, node),))


def declared(oracle: Remembering) -> Iterator[Mistake]:
    """Yield the misconceptions that the author declared, each alone."""
    for name, nodes in misconceptions_of(oracle.problem).items():
        worlds = tuple(
            (quantity, composed(oracle.graph.nodes[quantity], node))
            for quantity, node in nodes.items()
        )
        yield Mistake(name, "misconception", name, worlds, (f"misconception:{name}",))


def doubled(
    quantity: str, mistakes: Sequence[Mistake], problem: Problem, count: int
) -> Iterator[Mistake]:
    """Yield programs that make two mistakes in one quantity: any, and then a corruption."""
    rng = np.random.default_rng(len(quantity) + 7 * len(mistakes))
    own = [each for each in mistakes if each.quantity == quantity]
    kinds = (*_PLAIN, *_of_sizes(problem))
    for _ in range(count if own else 0):
        first = own[int(rng.integers(len(own)))]
        kind = kinds[int(rng.integers(len(kinds)))]
        ((_, node),) = first.nodes
        yield Mistake(
            f"{first.name}, then {kind.name}",
            "pair",
            quantity,
            ((quantity, changed(node, _guarded(kind.change), kind.more)),),
        )
