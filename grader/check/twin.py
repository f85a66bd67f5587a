"""The twin of a reference: its forward functions written once more, in torch."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from grader.errors import CourseError, Fault
from grader.expect import Oracle
from grader.forward import arrays, tensors
from grader.graph import Entries, GivenFunctions, holds_functions, run_module
from grader.load.reference import read_reference
from grader.model.case import Case
from grader.model.course import GRAPH, Gradient, Reference
from grader.model.values import Floats

if TYPE_CHECKING:
    from pathlib import Path


def find_twin(reference: Reference) -> Reference | None:
    """Return the twin of a reference, which stands in ``reference/twins/``, if there is one.

    Raises:
        CourseError: It is no module of plain functions.
    """
    path: Path = reference.path.parent / "twins" / reference.path.name
    return read_reference(path) if path.is_file() else None


class Twin:
    """One evaluation of a twin in a case, with tensors that know their history."""

    def __init__(self, twin: Reference, case: Case, oracle: Oracle) -> None:
        """Run the module; raises `CourseError` where that fails."""
        self._functions = run_module(twin)
        self._twin, self._case, self._oracle = twin, case, oracle
        self._values: dict[str, Any] = {}

    def value(self, quantity: str) -> Floats | list[Floats] | None:
        """Return a quantity as the twin has it; None where it has none."""
        try:
            found = self._tensor(quantity)
        except _NotThereError:
            return None
        if isinstance(found, Entries):
            return [np.asarray(each.detach(), dtype=np.float64) for each in found]
        return np.asarray(torch.as_tensor(found).detach(), dtype=np.float64)

    def gradient(self, gradient: Gradient) -> Floats | list[Floats] | None:
        """Return a derivative by automatic differentiation; None where the twin lacks a step."""
        of, wrt = gradient.of, gradient.wrt
        try:
            leaves = _leaves(self._tensor(wrt))
            self._values = {wrt: leaves}  # everything from here on, once more
            end = torch.as_tensor(self._tensor(of))
        except _NotThereError:
            return None
        each = leaves if isinstance(leaves, Entries) else [leaves]
        if end.ndim == 0 or (end.numel() == 1 and not isinstance(leaves, Entries)):
            found = [_slope(end.sum(), leaf).numpy() for leaf in each]
            if end.ndim:
                found = [array.reshape(*end.shape, *array.shape) for array in found]
        else:
            found = [
                torch.stack([_slope(entry, leaf) for entry in end.reshape(-1)])
                .reshape(*end.shape, *leaf.shape)
                .numpy()
                for leaf in each
            ]
        return found if isinstance(leaves, Entries) else found[0]

    def _tensor(self, quantity: str) -> Any:
        if quantity not in self._values:
            self._values[quantity] = self._evaluated(quantity)
        return self._values[quantity]

    def _evaluated(self, quantity: str) -> Any:
        case = self._case
        graph = self._oracle.graph
        ends = graph.range_of(quantity, case.values)
        if quantity in case.values:
            value = tensors(case.values[quantity])
            if ends is None or isinstance(value, Entries):
                return value
            return Entries(*ends, lambda number: value[number - ends[0]])
        if quantity not in self._twin.functions:
            if quantity in self._oracle.problem.gradients:
                # Verified by itself; what follows from it, such as a step, is to be compared too.
                return tensors(self._oracle.world(case).value(quantity))
            raise _NotThereError(quantity)
        function = self._functions[quantity]
        parameters = self._twin.functions[quantity].parameters
        letter = graph.letter_of(quantity)

        def call(number: int | None) -> Any:
            arguments = [self._argument(each, letter, number) for each in parameters]
            try:
                value = function(*arguments)
            except _NotThereError:
                raise
            except (Exception, SystemExit) as error:  # noqa: BLE001  (a course may raise anything)
                raise self._fault(quantity, f"raises {type(error).__name__}: {error}") from None
            if value is None:
                raise self._fault(quantity, "returns None; is its return missing?")
            return value

        return call(None) if ends is None else Entries(*ends, call)

    def _fault(self, quantity: str, what: str) -> CourseError:
        line = self._twin.functions[quantity].line
        text = f"{quantity} {what} (case {self._case.name})"
        return CourseError([Fault(self._twin.path, line, text)])

    def _argument(self, name: str, letter: str | None, number: int | None) -> Any:
        if name == letter:
            return number
        if name == GRAPH:
            return self._evaluate
        value = self._tensor(name)
        if holds_functions(self._case.values.get(name)):
            return self._given.callable(value)
        return value

    @cached_property
    def _given(self) -> GivenFunctions:
        """The given functions once more, in torch; those of the reference where there are none."""
        own = self._twin.given
        return GivenFunctions(own) if own.is_file() else self._oracle.graph.given

    def _evaluate(self, *names: str, **replaced: Any) -> Any:
        """Return quantities with others replaced, gradients by automatic differentiation."""
        inputs = self._oracle.problem.inputs
        nodes = self._oracle.graph.nodes
        own = {
            name: value
            for name, value in self._case.values.items()
            if name in inputs or name not in nodes
        }
        case = replace(self._case, values={**own, **arrays(replaced)})
        there = Twin(self._twin, case, self._oracle)
        gradients = self._oracle.problem.gradients
        found = [
            tensors(there.gradient(gradients[name]))
            if name in gradients and name not in self._functions
            else there._tensor(name)
            for name in names
        ]
        return found[0] if len(found) == 1 else tuple(found)


class _NotThereError(Exception):
    """A quantity that the twin does not define."""


def _leaves(value: Any) -> Any:
    if isinstance(value, Entries):
        found = {number: _leaf(value[number]) for number in range(value.first, value.last + 1)}
        return Entries(value.first, value.last, found.__getitem__)
    return _leaf(value)


def _leaf(value: Any) -> torch.Tensor:
    return torch.as_tensor(value, dtype=torch.float64).detach().clone().requires_grad_()


def _slope(end: torch.Tensor, leaf: torch.Tensor) -> torch.Tensor:
    if not end.requires_grad:
        return torch.zeros_like(leaf)
    (slope,) = torch.autograd.grad(end, leaf, retain_graph=True, allow_unused=True)
    return torch.zeros_like(leaf) if slope is None else slope
