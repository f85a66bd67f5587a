"""Knows what is right, how far rounding can move it, and what follows from other values."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from grader.compare import FLOOR, relative_size
from grader.errors import CourseError
from grader.graph import Entries, Graph, World, quantity_of
from grader.model.case import Case, Tag
from grader.model.course import GRAPH, CaseKind, Problem
from grader.model.values import Array, Floats, GivenFunction, Value
from grader.stream import Stream

_JIGGLES = 8
_LOOKS = 2
"""As many of them as it takes to see that a draw is noisy."""
MARGIN = 2.0**-9
"""How near to a kink a drawn value may come, relative to the largest: far more than rounding."""
_MANY = 4
"""Entries of a slice, of which one sign alone would be chance."""
_TIES = 128
_DEPTH = 10
"""Of lists in lists: one may hold itself."""
_LARGEST = 1e300
"""Of a right value: beyond it, differences would overflow and compare as equal."""
_NOISE = 3e-5
"""How far single precision may move a right value, relative to its size, in a drawn case: 30 times
that is a thousandth, less than any real mistake."""
_DOUBLE_NOISE = 1e-11
_MODERATE = 64.0
"""Below this no exponential overflows, in single precision either."""

Given = Mapping[str, Floats | list[Floats]]


class Oracle:
    """Knows the right values of one problem. Each is computed once, when it is asked for.

    A *cell* is what is compared: a quantity, or one entry of a list, written ``dW[2]``.
    """

    def __init__(self, problem: Problem, graph: Graph | None = None) -> None:
        """Run the reference module; raises `CourseError` where that fails."""
        self.problem = problem
        self.graph = graph or Graph(problem)
        self._worlds: dict[str, World] = {}
        self._expected: dict[tuple[str, str], Floats] = {}
        self._admitted: dict[tuple[str, str], bool] = {}
        self._noises: dict[tuple[str, str, str], Floats] = {}
        self._jiggled: dict[tuple[str, int, str], World] = {}

    def value(self, quantity: str, case: Case) -> Value:
        """Return the value of an input, a size or a quantity in a case.

        Raises:
            CourseError: The reference raises, or returns something that is no
                finite number or array of numbers.
        """
        value = self._world(case).plain(quantity)
        if not _is_value(value):
            kind = type(value).__name__
            self._world(case).fail(quantity, f"returns a {kind}, which is no value of the graph")
        found: Value = value
        return found

    def handed(self, quantity: str, case: Case) -> Any:
        """Return a quantity as a student's function gets it."""
        return self._world(case).plain(quantity)

    def typical(self, quantity: str, cases: Sequence[Case]) -> float:
        """Return the typical size of a quantity over the ordinary cases that were not designed.

        The median of the largest entries; cases where it is 0 everywhere do not count, and
        without any other it is 1.
        """
        largest = [
            float(np.abs(self.expected(cell, case)).max(initial=0.0))
            for case in cases
            if case.kind is CaseKind.ORDINARY and case.tag is None and case.suits(quantity)
            for cell in self.cells(quantity, case)
        ]
        return float(np.median([each for each in largest if each] or [1.0]))

    def can_call(self, case: Case, arguments: Collection[str]) -> bool:
        """Return whether a function can be called in a designed case: its arguments have values.

        That a case was made from another one is no promise that the reference can take it: a
        row of zeros has no direction, and what was made larger may overflow.
        """
        try:
            return all(_is_finite(self.value(name, case)) for name in arguments)
        except CourseError:
            return False

    def can_take(self, case: Case, quantity: str) -> bool:
        """Return whether a quantity has a right value in a designed case."""
        try:
            for cell in self.cells(quantity, case):
                self.expected(cell, case)
        except CourseError:
            return False
        return True

    def _world(self, case: Case) -> World:
        if case.key not in self._worlds:
            self._worlds[case.key] = self.world(case)
        return self._worlds[case.key]

    def world(self, case: Case, given: Mapping[str, Any] | None = None) -> World:
        """Return an evaluation of the graph in a case, with some values given otherwise."""
        return World(self.graph, {**case.values, **(given or {})}, case.name)

    def cells(self, quantity: str, case: Case) -> tuple[str, ...]:
        """Return what of a quantity is compared by itself: all of it, or each entry of a list."""
        ends = self.graph.range_of(quantity, case.values)
        if ends is None:
            return (quantity,)
        return tuple(f"{quantity}[{number}]" for number in range(ends[0], ends[1] + 1))

    def expected(self, cell: str, case: Case) -> Floats:
        """Return the right value of a cell as an array in double precision."""
        key = (cell, case.key)
        if key not in self._expected:
            array = self._as_floats(cell, self._world(case), case)
            array.flags.writeable = False
            self._expected[key] = array
        return self._expected[key]

    def number(self, quantity: str, case: Case) -> float:
        """Return the right value of a quantity that is a number.

        Raises:
            CourseError: It is a list, or an array.
        """
        if self.cells(quantity, case) != (quantity,) or self.expected(quantity, case).ndim:
            self._world(case).fail(quantity, "is no single number, as a limit has to be")
        return float(self.expected(quantity, case))

    def _as_floats(self, cell: str, world: World, case: Case) -> Floats:
        value = world.cell(cell)
        quantity = quantity_of(cell)
        try:
            array = np.asarray(value)
        except (ValueError, TypeError, RecursionError):
            world.fail(quantity, "does not return numbers")
        if array.dtype.kind not in "biuf":
            world.fail(quantity, "does not return numbers")
        if not (np.abs(array) <= _LARGEST).all():
            world.fail(quantity, f"returns nan, infinity, or more than {_LARGEST:g}")
        if not array.size and case.kind is not CaseKind.EMPTY:
            world.fail(quantity, "is empty, which is right only in a case of kind empty")
        return array.astype(np.float64)

    def noise(self, cell: str, case: Case) -> Floats:
        """Return how far single precision moves each entry of a cell.

        Root mean square of the differences to `expected`, over evaluations in single
        precision at inputs that are each moved by one unit in the last place.
        Entries where single precision overflows have no noise: 0. So has a reference
        that does not run in single precision, and a tie, where rounding turns masks over.
        """
        if case.kind is CaseKind.TIE:
            return np.zeros(self.expected(cell, case).shape)
        return self._noise(cell, case, np.dtype(np.float32))

    def _noise(self, cell: str, case: Case, precision: np.dtype[Any]) -> Floats:
        key = (cell, case.key, precision.name)
        if key not in self._noises:
            self._noises[key] = self._measured_noise(cell, case, precision)
        return self._noises[key]

    def _measured_noise(self, cell: str, case: Case, precision: np.dtype[Any]) -> Floats:
        right = self.expected(cell, case)
        squares = np.zeros(right.shape)
        for world in self._jiggled_worlds(case, precision):
            try:
                moved = np.asarray(world.cell(cell), dtype=np.float64)
            except (CourseError, ValueError, TypeError, RecursionError):
                return np.zeros(right.shape)
            if moved.shape != right.shape:
                return np.zeros(right.shape)
            with np.errstate(all="ignore"):
                squares += (moved - right) ** 2
        noise: Floats = np.sqrt(squares / _JIGGLES)
        return np.where(np.isfinite(noise), noise, 0.0)

    def _jiggled_worlds(self, case: Case, precision: np.dtype[Any]) -> list[World]:
        """Return evaluations at inputs moved by one unit; what is computed in them is kept."""
        return [self._jiggled_world(case, number, precision) for number in range(_JIGGLES)]

    def _jiggled_world(self, case: Case, number: int, precision: np.dtype[Any]) -> World:
        key = (case.key, number, precision.name)
        if key not in self._jiggled:
            values = {
                name: _jiggled(value, Stream("noise", case.key, number, name), precision)
                for name, value in case.values.items()
            }
            self._jiggled[key] = World(self.graph, values, case.name)
        return self._jiggled[key]

    def admits(self, cell: str, case: Case, typical: float) -> bool:
        """Return whether a drawn case may be held against an answer.

        Not where rounding in single precision moves the right value itself too far; not where
        a case that was made large has become larger than was meant; and not where a gradient
        has all but vanished, beside its typical size: that is what rounding has left of it.
        """
        if not case.drawn:
            return True
        largest = float(np.abs(self.expected(cell, case)).max(initial=0.0))
        if case.tag is not Tag.TINY and 0 < largest < FLOOR * typical:
            return False
        key = (cell, case.key)
        if key not in self._admitted:
            self._admitted[key] = self._admits(cell, case)
        return self._admitted[key]

    def _admits(self, cell: str, case: Case) -> bool:
        right = self.expected(cell, case)
        largest = float(np.abs(right).max(initial=0.0))
        if case.tag is Tag.HUGE and not self._is_moderate(quantity_of(cell), case):
            return False
        if not largest:
            return True
        size = relative_size(right, 0.0)
        # In single precision small numbers vanish, and with them what they do.
        double = self._noise(cell, case, np.dtype(np.float64))
        return bool((self.noise(cell, case) <= _NOISE * size).all()) and bool(
            (double <= _DOUBLE_NOISE * size).all()
        )

    def _is_moderate(self, quantity: str, case: Case) -> bool:
        """Return whether a quantity and all it is computed from stay far from overflow."""
        world = self._world(case)
        seen: set[str] = set()
        pending = [quantity]
        while pending:
            name = pending.pop()
            value = world.value(name)
            entries = value if isinstance(value, Entries) else [value]
            for entry in entries:
                array = np.asarray(entry) if isinstance(entry, np.ndarray | float) else np.zeros(1)
                if not (np.abs(array) <= _MODERATE).all():
                    return False
            seen.add(name)
            if name in self.graph.nodes and name not in self.problem.inputs:
                known = {GRAPH, *self.graph.slopes, *self.problem.index, *seen, *pending}
                parents = self.graph.nodes[name].parameters
                pending += [parent for parent in parents if parent not in known]
        return True

    def is_quiet(self, case: Case) -> bool:
        """Return whether rounding in single precision leaves everything asked for about as it is.

        A quicker look than `admits`, for choosing among draws.
        """
        try:
            return all(
                self._is_quiet(cell, case)
                for part in self.problem.parts
                if case.suits(part.quantity)
                for cell in self.cells(part.quantity, case)
            )
        except CourseError:
            return True  # that is a fault of the course, and comes out when it is asked for

    def _is_quiet(self, cell: str, case: Case) -> bool:
        right = self.expected(cell, case)
        size = relative_size(right, 0.0)
        for number in range(_LOOKS):
            world = self._jiggled_world(case, number, np.dtype(np.float32))
            try:
                moved = np.asarray(world.cell(cell), dtype=np.float64)
            except (CourseError, ValueError, TypeError, RecursionError):
                return True  # it does not run in single precision
            if moved.shape == right.shape and not (np.abs(moved - right) <= _NOISE * size).all():
                return False
        return True

    def keeps_off_kinks(self, case: Case, *, both_signs: bool) -> bool:
        """Return whether no entry of a quantity with a kink is near 0, relative to the largest.

        With ``both_signs``, whether also some entries are positive and some negative: of all,
        and of each slice along an axis, so that every unit is on for some samples and off for
        others. Slices of a few entries may have one sign.
        """
        if not self.problem.kinks:
            return True
        world = self.world(case)
        for kink in self.problem.kinks:
            for cell in self.cells(kink, case):
                entries = self._as_floats(cell, world, case)
                near = np.abs(entries) < MARGIN * np.abs(entries).max(initial=0.0)
                if near.any() or not entries.all():
                    return False
                if both_signs and not _has_both_signs(entries):
                    return False
        return True

    def bends(self, cell: str, case: Case, given: Given | None = None) -> tuple[Floats, ...]:
        """Return how a cell changes with the slope at each tie, if that goes from 0 to 1.

        A tie is an entry that is exactly 0 of a quantity with a kink there. Masks enter a
        gradient linearly, so that every choice of slopes is the right value plus shares of these.
        """
        quantity = quantity_of(cell)
        own = {name: value for name, value in (given or {}).items() if name != quantity}
        world = self.world(case, own) if own else self._world(case)
        bends = []
        for kink, slope in self.problem.kinks.items():
            if slope is None or self.graph.letter_of(kink) is not None:
                continue
            entries = self._as_floats(kink, world, case)
            sites = np.flatnonzero(entries == 0)
            if len(sites) > _TIES:
                world.fail(kink, f"has {len(sites)} ties; at most {_TIES} can be told apart")
            right = self._as_floats(cell, world, case) if len(sites) else None
            for site in sites:
                slopes = np.zeros(entries.shape)
                slopes.flat[site] = 1.0
                found = self._as_floats(cell, self.world(case, {**own, slope: slopes}), case)
                if right is None or found.shape != right.shape:
                    world.fail(quantity, f"has another shape where {slope} is an array")
                bend = found - right
                if bend.any():
                    bends.append(bend)
        return tuple(bends)

    def sources(self, quantity: str, among: Collection[str]) -> tuple[str, ...]:
        """Return those of some quantities that a quantity is computed from, next on the way."""
        found: dict[str, None] = {}
        seen = {quantity}
        pending = [quantity]
        while pending:
            for parent in self.graph.nodes[pending.pop(0)].parameters:
                if parent in among:
                    found[parent] = None
                elif parent in self.graph.nodes and parent not in seen:
                    seen.add(parent)
                    if parent not in self.problem.inputs:
                        pending.append(parent)
        return tuple(found)

    def on_the_way(self, quantities: Collection[str], known: Collection[str]) -> set[str]:
        """Return quantities and all that leads to them from what is known, and from inputs."""
        found: set[str] = set()
        pending = list(quantities)
        while pending:
            name = pending.pop()
            if name in self.graph.nodes and name not in found and name not in self.problem.inputs:
                found.add(name)
                node = self.graph.nodes[name]
                pending += [parent for parent in node.parameters if parent not in known]
                pending += node.evaluates
        return found

    def following(self, cell: str, case: Case, given: Given) -> Floats | None:
        """Return what a cell is when others have the values given; None where it fails.

        An entry of a list may also follow from the other entries of its own list.
        """
        world = self.world(case, given)
        try:
            value = np.asarray(world.fresh_cell(cell), dtype=np.float64)
        except (CourseError, ValueError, TypeError):
            return None
        return value if np.isfinite(value).all() else None


def _has_both_signs(entries: Floats) -> bool:
    positive = entries > 0
    if entries.size > 1 and (positive.all() or not positive.any()):
        return False
    for axis in range(entries.ndim if entries.ndim > 1 else 0):
        others = tuple(each for each in range(entries.ndim) if each != axis)
        slices = entries.size // entries.shape[axis] if entries.size else 0
        if slices >= _MANY:
            alike = positive.all(axis=others) | ~positive.any(axis=others)
            if alike.any():
                return False
    return True


def acceptable(oracle: Oracle) -> Callable[[Case, bool], bool]:
    """Return whether a drawn case may be used: away from kinks, and without too much rounding.

    What is designed is made from another case and cannot be drawn again; rounding is looked at
    when it is judged (`Oracle.admits`).
    """

    def accepts(case: Case, as_wished: bool) -> bool:  # noqa: FBT001  (called by position)
        if not oracle.keeps_off_kinks(case, both_signs=as_wished):
            return False
        # With an oracle of its own: nothing right may lie about while student code runs. A draw
        # has the name of the case that it may become, so nothing of one may be kept for another.
        if case.kind is not CaseKind.ORDINARY or not as_wished:
            return True
        return Oracle(oracle.problem, oracle.graph).is_quiet(case)

    return accepts


def _is_finite(value: Any) -> bool:
    match value:
        case np.ndarray() | float():
            array = np.asarray(value)
            return array.dtype.kind not in "fc" or bool(np.isfinite(array).all())
        case Mapping():
            return all(_is_finite(each) for each in value.values())
        case list() | tuple():
            return all(_is_finite(each) for each in value)
        case _:
            return True


def _is_value(value: Any, depth: int = 0) -> bool:
    if depth > _DEPTH:
        return False
    match value:
        case np.ndarray() | np.generic():
            return value.dtype.kind in "biufc"
        case bool() | int() | float() | str() | GivenFunction():
            return True
        case Mapping():
            return all(
                isinstance(name, str) and _is_value(value[name], depth + 1) for name in value
            )
        case list() | tuple():
            return all(_is_value(each, depth + 1) for each in value)
        case _:
            return False


def _jiggled(value: Value, stream: Stream, precision: np.dtype[Any]) -> Any:
    """Return a value in some precision, each number moved up or down by one unit."""
    ulp = float(np.finfo(precision).eps)
    match value:
        case bool() | int() | str() | GivenFunction():
            return value
        case float():
            return precision.type(value * (1 + ulp * (1 - 2 * stream.below(2))))
        case np.ndarray():
            if value.dtype.kind != "f":
                return value
            signs = np.array(stream.signs(value.size)).reshape(value.shape)
            moved: Array = (value * (1 + ulp * signs)).astype(precision)
            return moved
        case Mapping():
            return {name: _jiggled(each, stream, precision) for name, each in value.items()}
        case _:
            return [_jiggled(each, stream, precision) for each in value]
