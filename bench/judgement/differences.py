"""Finite differences in the place of formulas, by every rule that students use."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.judgement.material import Material, material
from bench.judgement.programs import Called, handed_back, marked_as_called
from bench.judgement.tally import Tally
from grader.errors import CourseError
from grader.graph import Graph, World
from grader.load.derivatives import depends_on
from grader.load.reference import read_reference
from grader.model.answer import Answer, NotAttempted, Raised
from grader.model.course import Problem, StudentFunction

STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
SCHEMES = ("central", "forward")
HIDDEN = "central, 1e-05, then in single precision"

Inputs = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From the arguments of a function to the inputs of the forward graph."""


def _params(given: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name != "params"}
    return {**rest, **given["params"]}


def _network(given: Mapping[str, Any]) -> dict[str, Any]:
    W, b = given["theta"]["W"], given["theta"]["b"]
    sizes = [W[0].shape[1], *(each.shape[0] for each in W)]
    return {"W": W, "b": b, "x": given["h"][0], "y": given["y"], "n": sizes}


def _affine(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**given, "b": np.zeros(len(given["dC_dy"]))}


def _scaled(given: Mapping[str, Any]) -> dict[str, Any]:
    # At 0 a difference of a linear cost is exact, to the last digit.
    ones = {"W": np.ones_like(given["dC_dW"]), "b": np.ones_like(given["dC_db"])}
    return {**given, **ones}


WHOLE: Mapping[tuple[str, str], Inputs] = {
    ("softmax_jacobian", "softmax_jacobian"): dict,
    ("softmax_beta", "softmax_beta_jacobian"): dict,
    ("affine_backward", "affine_backward"): _affine,
    ("scaled_cost", "scaled_grads"): _scaled,
    ("worked_network_step", "step"): dict,
    ("hinge", "hinge_grad"): dict,
    ("two_layer_regression", "loss_and_grads"): _params,
    ("back_propagation", "back_propagation"): _network,
    ("mixer_backward", "backward"): _params,
}
"""The functions that get all that a forward pass needs, and how it is had from their arguments."""


DEGREES = {
    "affine_backward": 1,
    "scaled_cost": 1,
    "worked_network_step": 2,
    "two_layer_regression": 2,
}
"""Of what is differentiated, in each variable, where it is a polynomial between the kinks."""


def study_differences(
    name: str, seed: int, steps: Sequence[float] = STEPS, schemes: Sequence[str] = SCHEMES
) -> Tally:
    """Return the verdicts on programs that take differences of the forward pass."""
    tally = Tally()
    asked = [function for problem, function in WHOLE if problem == name]
    if not asked:
        return tally
    here = material(None, name, seed)
    for scheme in (*schemes, HIDDEN):
        for step in steps if scheme != HIDDEN else (1e-5,):
            program = differencing(here, scheme, step)
            parts = marked_as_called(here, program, seed)
            for function in here.problem.functions:
                if function.name not in asked:
                    continue
                for part in function.parts:
                    if part.quantity not in here.problem.gradients:
                        continue
                    verdict = str(parts[part.quantity].verdict)
                    tally.add("difference", scheme, f"{step:.0e}", verdict, name)
                    if verdict == "right" and scheme != HIDDEN and not _is_exact(name, scheme):
                        shown = f"{name}, {part.quantity}, {scheme}, {step:.0e}"
                        tally.tell("difference", f"{shown} (seed {seed})")
    return tally


def _is_exact(name: str, scheme: str) -> bool:
    """Return whether a difference has no error but that of rounding, however large the step."""
    return DEGREES.get(name, 3) <= (1 if scheme == "forward" else 2)


def differencing(here: Material, scheme: str, step: float) -> Called:
    """Return a program that takes differences for every gradient that it is asked for."""
    problem, graph = here.problem, here.oracle.graph

    def program(function: StudentFunction, arguments: Sequence[Any]) -> Answer:
        inputs = WHOLE.get((problem.name, function.name))
        if inputs is None:
            return NotAttempted("It is another function that takes differences.")
        given = dict(zip(function.arguments, arguments, strict=True))
        quantities = [part.quantity for part in function.parts]
        try:
            values = dict(inputs(given))
            values |= {
                name: _difference(graph, problem, name, values, (scheme, step))
                for name in quantities
                if name in problem.gradients
            }
            world = World(graph, values, "differences")
            return handed_back([world.plain(name) for name in quantities], function)
        except (CourseError, ValueError, TypeError, KeyError, IndexError) as error:
            return Raised(type(error).__name__, str(error), None, None)

    return program


def _difference(
    graph: Graph, problem: Problem, name: str, values: Mapping[str, Any], how: tuple[str, float]
) -> Any:
    """Return a gradient, entry by entry."""
    gradient = problem.gradients[name]
    base = World(graph, values, "differences")
    at = base.plain(gradient.wrt)
    if isinstance(at, list):

        def at_layer(entry: Any, layer: int) -> Any:
            moved = [*at[:layer], entry, *at[layer + 1 :]]
            world = World(graph, {**values, gradient.wrt: moved}, "differences")
            return np.asarray(world.value(gradient.of), dtype=np.float64)

        return [
            _entries(partial(at_layer, layer=layer), at[layer], how) for layer in range(len(at))
        ]
    order = _between(gradient.wrt, gradient.of, problem)
    parents = {parent for each in order for parent in graph.nodes[each].parameters}
    known = {each: base.plain(each) for each in parents if each not in order}

    def forward(value: Any) -> Any:
        found = {**known, gradient.wrt: value}
        for each in order:
            node = graph.nodes[each]
            if node.function is not None:
                found[each] = node.function(*(found[parent] for parent in node.parameters))
        return np.asarray(found[gradient.of], dtype=np.float64)

    with np.errstate(all="ignore"):
        return _entries(forward, at, how)


@cache
def _order(path: Path, wrt: str, of: str) -> tuple[str, ...]:
    """Return the quantities between a variable and what depends on it, in order."""
    reference = read_reference(path)
    between = [
        each
        for each in reference.functions
        if depends_on(each, wrt, reference) and (each == of or depends_on(of, each, reference))
    ]
    found: list[str] = []
    while between:
        ready = [
            each
            for each in between
            if not any(parent in between for parent in reference.functions[each].parameters)
        ]
        found += ready
        between = [each for each in between if each not in ready]
    return tuple(found)


def _between(wrt: str, of: str, problem: Problem) -> tuple[str, ...]:
    return _order(problem.reference.path, wrt, of)


def _entries(forward: Callable[[Any], Any], at: Any, how: tuple[str, float]) -> Any:
    scheme, step = how
    start = np.asarray(at, dtype=np.float64)
    here = forward(start)
    found = np.zeros((*here.shape, *start.shape))
    for place in np.ndindex(start.shape):
        ahead, behind = start.copy(), start.copy()
        ahead[place] += step
        behind[place] -= step
        found[(..., *place)] = (
            (forward(ahead) - here) / step
            if scheme == "forward"
            else (forward(ahead) - forward(behind)) / (2 * step)
        )
    return found.astype(np.float32) if scheme == HIDDEN else found
