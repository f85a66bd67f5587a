"""Evaluates the graph of a reference: what is right, and how far rounding can move it."""

import sys
import traceback
from collections.abc import Callable, Collection, Mapping
from contextlib import redirect_stdout
from typing import Any, NoReturn, TypeAlias

import numpy as np

from grader.errors import CourseError, Fault
from grader.model.case import Case
from grader.model.course import CaseKind, Problem, Reference
from grader.model.values import Array, Floats, Value
from grader.stream import Stream

Functions: TypeAlias = Mapping[str, Callable[..., Any]]

_JIGGLES = 8
_MARGIN = 2.0**-9
"""How near to a kink a drawn value may come, relative to the largest: far more than rounding."""
_TIES = 128
_DEPTH = 10
"""Of lists in lists: one may hold itself."""
_LARGEST = 1e300
"""Of a right value: beyond it, differences would overflow and compare as equal."""
_ULP = 2.0**-23
"""One unit in the last place of single precision, relative to the value."""


class Oracle:
    """Knows the right values of one problem. Each is computed once, when it is asked for."""

    def __init__(self, problem: Problem) -> None:
        """Run the reference module; raises `CourseError` where that fails."""
        self._reference = problem.reference
        self._kinks = problem.kinks
        self._functions = _load(problem.reference)
        self._worlds: dict[str, dict[str, Any]] = {}
        self._expected: dict[tuple[str, str], Floats] = {}

    def value(self, quantity: str, case: Case) -> Value:
        """Return the value of an input, a size or a quantity in a case.

        Raises:
            CourseError: The reference raises, or returns something that is no
                finite number or array of numbers.
        """
        if case.name not in self._worlds:
            self._worlds[case.name] = self._world(case)
        value = self._evaluate(quantity, self._worlds[case.name], case)
        if not _is_value(value):
            kind = type(value).__name__
            self._fail(quantity, case, f"returns a {kind}, which is no value of the graph")
        found: Value = value
        return found

    def _world(self, case: Case, **slopes: Floats) -> dict[str, Any]:
        """Return the inputs of a case; every slope at a kink that is not given is 0."""
        values = {**case.values, **dict.fromkeys(self._kinks.values(), 0.0), **slopes}
        for value in values.values():
            _protect(value)
        return values

    def expected(self, quantity: str, case: Case) -> Floats:
        """Return the right value of a quantity as an array in double precision."""
        key = (quantity, case.name)
        if key not in self._expected:
            array = self._as_floats(self.value(quantity, case), quantity, case)
            array.flags.writeable = False
            self._expected[key] = array
        return self._expected[key]

    def _as_floats(self, value: Any, quantity: str, case: Case) -> Floats:
        try:
            array = np.asarray(value)
        except (ValueError, TypeError, RecursionError):
            self._fail(quantity, case, "does not return numbers")
        if array.dtype.kind not in "biuf":
            self._fail(quantity, case, "does not return numbers")
        if not (np.abs(array) <= _LARGEST).all():
            self._fail(quantity, case, f"returns nan, infinity, or more than {_LARGEST:g}")
        if not array.size and case.kind is not CaseKind.EMPTY:
            self._fail(quantity, case, "is empty, which is right only in a case of kind empty")
        return array.astype(np.float64)

    def noise(self, quantity: str, case: Case) -> Floats:
        """Return how far single precision moves each entry of a quantity.

        Root mean square of the differences to `expected`, over evaluations in single
        precision at inputs that are each moved by one unit in the last place.
        Entries where single precision overflows have no noise: 0. So has a reference
        that does not run in single precision.
        """
        right = self.expected(quantity, case)
        squares = np.zeros(right.shape)
        for number in range(_JIGGLES):
            stream = Stream("noise", case.name, number)
            world = {name: _jiggled(value, stream) for name, value in self._world(case).items()}
            try:
                moved = np.asarray(self._evaluate(quantity, world, case), dtype=np.float64)
            except (CourseError, ValueError, TypeError, RecursionError):
                return np.zeros(right.shape)
            if moved.shape != right.shape:
                return np.zeros(right.shape)
            with np.errstate(all="ignore"):
                squares += (moved - right) ** 2
        noise: Floats = np.sqrt(squares / _JIGGLES)
        return np.where(np.isfinite(noise), noise, 0.0)

    def keeps_off_kinks(self, case: Case, *, both_signs: bool) -> bool:
        """Return whether no entry of a quantity with a kink is near 0, relative to the largest.

        With ``both_signs``, whether some entries are also positive and some negative.
        """
        world = self._world(case)
        for quantity in self._kinks:
            entries = self._as_floats(self._evaluate(quantity, world, case), quantity, case)
            near = np.abs(entries) < _MARGIN * np.abs(entries).max(initial=0.0)
            if near.any() or not entries.all():
                return False
            if both_signs and entries.size > 1 and len(np.unique(entries > 0)) == 1:
                return False
        return True

    def bends(self, quantity: str, case: Case) -> tuple[Floats, ...]:
        """Return how a quantity changes with the slope at each tie, if that goes from 0 to 1.

        A tie is an entry that is exactly 0 of a quantity with a kink there. Masks enter a
        gradient linearly, so that every choice of slopes is the right value plus shares of these.
        """
        right = self.expected(quantity, case)
        bends = []
        for kink, slope in self._kinks.items():
            entries = self.expected(kink, case)
            sites = np.flatnonzero(entries == 0)
            if len(sites) > _TIES:
                message = f"has {len(sites)} ties; at most {_TIES} can be told apart"
                self._fail(kink, case, message)
            for site in sites:
                slopes = np.zeros(entries.shape)
                slopes.flat[site] = 1.0
                bent = self._evaluate(quantity, self._world(case, **{slope: slopes}), case)
                found = self._as_floats(bent, quantity, case)
                if found.shape != right.shape:
                    self._fail(quantity, case, f"has another shape where {slope} is an array")
                bend = found - right
                if bend.any():
                    bends.append(bend)
        return tuple(bends)

    def sources(self, quantity: str, among: Collection[str]) -> tuple[str, ...]:
        """Return those of some quantities that a quantity is computed from, next on the way."""
        found: dict[str, None] = {}
        for parent in self._reference.functions[quantity].parameters:
            if parent in among:
                found[parent] = None
            elif parent in self._reference.functions:
                found |= dict.fromkeys(self.sources(parent, among))
        return tuple(found)

    def following(self, quantity: str, case: Case, given: Mapping[str, Floats]) -> Floats | None:
        """Return what a quantity is when others have the values given; None where it fails."""
        world = self._world(case) | {name: given[name] for name in given if name != quantity}
        try:
            value = np.asarray(self._evaluate(quantity, world, case), dtype=np.float64)
        except (CourseError, ValueError, TypeError):
            return None
        return value if np.isfinite(value).all() else None

    def _evaluate(self, quantity: str, world: dict[str, Any], case: Case) -> Any:
        if quantity in world:
            return world[quantity]
        parameters = self._reference.functions[quantity].parameters
        arguments = [self._evaluate(parameter, world, case) for parameter in parameters]
        try:
            with np.errstate(all="ignore"), redirect_stdout(sys.stderr):
                value = self._functions[quantity](*arguments)
        except (Exception, SystemExit, GeneratorExit) as error:  # noqa: BLE001  (a course may raise anything)
            message = f"raises {type(error).__name__}: {error}"
            self._fail(quantity, case, message, _line_in(self._reference, error))
        if value is None:
            self._fail(quantity, case, "returns None; is its return missing?")
        _protect(value)
        world[quantity] = value
        return value

    def _fail(self, quantity: str, case: Case, message: str, line: int | None = None) -> NoReturn:
        function = self._reference.functions.get(quantity)
        line = line or (function.line if function else 1)
        text = f"{quantity} {message} (case {case.name})"
        raise CourseError([Fault(self._reference.path, line, text)])


def _load(reference: Reference) -> Functions:
    namespace: dict[str, Any] = {"__name__": f"reference.{reference.path.stem}"}
    try:
        # What a reference prints must not stand in a report.
        with redirect_stdout(sys.stderr):
            exec(compile(reference.source, str(reference.path), "exec"), namespace)  # noqa: S102
    except (Exception, SystemExit, GeneratorExit) as error:  # noqa: BLE001  (a course may raise anything)
        line = _line_in(reference, error) or 1
        message = f"cannot be imported: {type(error).__name__}: {error}"
        raise CourseError([Fault(reference.path, line, message)]) from None
    for name, function in reference.functions.items():
        if not callable(namespace.get(name)):
            message = f"{name} is no function any more at the end of the module"
            raise CourseError([Fault(reference.path, function.line, message)])
    return {name: namespace[name] for name in reference.functions}


def _is_value(value: Any, depth: int = 0) -> bool:
    if depth > _DEPTH:
        return False
    match value:
        case np.ndarray() | np.generic():
            return value.dtype.kind in "biufc"
        case bool() | int() | float() | str():
            return True
        case Mapping():
            return all(
                isinstance(name, str) and _is_value(value[name], depth + 1) for name in value
            )
        case list() | tuple():
            return all(_is_value(each, depth + 1) for each in value)
        case _:
            return False


def _protect(value: Any, depth: int = 0) -> None:
    """Make arrays read-only: a reference that works in place would change what others get."""
    if depth > _DEPTH:
        return
    match value:
        case np.ndarray():
            value.flags.writeable = False
        case Mapping():
            for each in value.values():
                _protect(each, depth + 1)
        case list() | tuple():
            for each in value:
                _protect(each, depth + 1)


def _line_in(reference: Reference, error: BaseException) -> int | None:
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(reference.path)
    ]
    return lines[-1] if lines else None


def _jiggled(value: Value, stream: Stream) -> Any:
    """Return a value in single precision, each number moved up or down by one unit."""
    match value:
        case bool() | int() | str():
            return value
        case float():
            return np.float32(value * (1 + _ULP * (1 - 2 * stream.below(2))))
        case np.ndarray():
            if value.dtype.kind != "f":
                return value
            signs = np.array([1 - 2 * stream.below(2) for _ in range(value.size)])
            moved: Array = (value * (1 + _ULP * signs.reshape(value.shape))).astype(np.float32)
            return moved
        case Mapping():
            return {name: _jiggled(each, stream) for name, each in value.items()}
        case _:
            return [_jiggled(each, stream) for each in value]
