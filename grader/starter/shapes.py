"""Says what a function is handed and what it returns: kinds of values, and their shapes.

Nothing declares the shape of a computed quantity. So the graph is evaluated for several sets of
sizes, and each axis is called by the first simple formula of sizes that fits in all of them.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.expect import Oracle
from grader.model.case import Case
from grader.model.course import Choice, Each, Problem
from grader.model.values import GivenFunction
from grader.plan import draw_cases

Sizes = Mapping[str, Any]
"""The sizes of a case by name; in a list, also the place of the entry, called ``i``."""

_PLACE = "i"
_UNKNOWN = "a value"
_FEW = 3


class Shapes:
    """Describes the values of one problem."""

    def __init__(self, problem: Problem) -> None:
        """Draw a case for each set of sizes; raises `CourseError` where the reference fails."""
        self._problem = problem
        self._oracle = Oracle(problem)
        self._cases = draw_cases(problem, 0)[: len(problem.sizes) or None]
        self._article, self._array = ("a", "tensor") if problem.tensors else ("an", "array")

    def describe_returned(self, name: str) -> str:
        """Return what a quantity is that comes back: whether its numbers are whole is no matter."""
        return self._words([(_as_real(value), sizes) for value, sizes in self._seen(name)])

    def describe(self, name: str) -> str:
        """Return what an input, a size or a quantity is, such as ``an array of shape (m, n)``."""
        generator = self._problem.inputs.get(name)
        drawn = generator.entry if isinstance(generator, Each) else generator
        if isinstance(drawn, Choice):
            return _one_of(drawn, several=isinstance(generator, Each))
        return self._words(self._seen(name))

    def _seen(self, name: str) -> list[tuple[Any, Sizes]]:
        seen = []
        for case in self._cases:
            # A draw that nobody chose may be one that the reference cannot take.
            with contextlib.suppress(CourseError):
                seen.append((self._oracle.value(name, case), self._sizes(case)))
        return seen

    def _sizes(self, case: Case) -> Sizes:
        return {name: case.values[name] for name in case.sizes}

    def _words(self, seen: Sequence[tuple[Any, Sizes]]) -> str:
        values = [value for value, _ in seen]
        if not values:
            return f"{self._article} {self._array}"
        if _all(values, _is_array):
            return self._words_of_arrays(seen)
        if _all(values, _is_whole):
            return "a whole number"
        if _all(values, _is_number):
            return "a number"
        if all(isinstance(value, str) for value in values):
            return "a text"
        if all(_is_function(value) for value in values):
            return "a function"
        if all(isinstance(value, Mapping) for value in values):
            return self._words_of_dicts(seen)
        if all(isinstance(value, list | tuple) for value in values):
            return self._words_of_lists(seen)
        return _UNKNOWN

    def _words_of_arrays(self, seen: Sequence[tuple[Any, Sizes]]) -> str:
        whole = all(value.dtype.kind in "bui" for value, _ in seen)
        what = f"{self._array} of whole numbers" if whole else self._array
        shape = _shape([(value.shape, sizes) for value, sizes in seen])
        return f"{self._article} {what}{'' if shape is None else f' of shape {shape}'}"

    def _words_of_dicts(self, seen: Sequence[tuple[Any, Sizes]]) -> str:
        keys = list(seen[0][0])
        if any(list(value) != keys for value, _ in seen):
            return "a dict"
        entries = [
            f'"{key}", {self._words([(value[key], sizes) for value, sizes in seen])}'
            for key in keys
        ]
        return f"a dict with {'; '.join(entries)}"

    def _words_of_entries(self, seen: Sequence[tuple[Any, Sizes]]) -> str | None:
        """Describe lists entry by entry, where they are short and always as long."""
        lengths = {len(value) for value, _ in seen}
        if len(lengths) > 1 or max(lengths) > _FEW:
            return None
        entries = [
            self._words([(value[place], sizes) for value, sizes in seen])
            for place in range(lengths.pop())
        ]
        return f"a list of {_joined(entries, 'and')}"

    def _words_of_lists(self, seen: Sequence[tuple[Any, Sizes]]) -> str:
        entries = [
            (entry, {**sizes, _PLACE: place})
            for value, sizes in seen
            for place, entry in enumerate(value)
        ]
        values = [entry for entry, _ in entries]
        if not values:
            return "a list"
        if _all(values, _is_array):
            shape = _shape([(entry.shape, sizes) for entry, sizes in entries])
            words = f"a list of {self._array}s"
            if shape is None:
                return self._words_of_entries(seen) or words
            at = f", at index {_PLACE}" if f"[{_PLACE}" in shape else ""
            return f"{words}{at} of shape {shape}"
        if _all(values, _is_whole):
            return "a list of whole numbers"
        if _all(values, _is_number):
            return "a list of numbers"
        if all(isinstance(value, str) for value in values):
            return "a list of texts"
        if all(_is_function(value) for value in values):
            return "a list of functions"
        return "a list"


def _one_of(choice: Choice, *, several: bool) -> str:
    names = [each.name for each in choice.options if isinstance(each, GivenFunction)]
    if names:
        start = "a list of functions, each" if several else "a function:"
        return f"{start} {_joined(names, 'or')}"
    texts = [f'"{each}"' for each in choice.options]
    return f"{'a list of texts, each' if several else 'one of'} {_joined(texts, 'or')}"


def _joined(names: Sequence[str], word: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last


def _all(values: Iterable[Any], holds: Callable[[Any], bool]) -> bool:
    return all(holds(value) for value in values)


def _as_real(value: Any) -> Any:
    """Return the same with real numbers in the place of whole ones."""
    match value:
        case np.ndarray() | np.generic() | int():
            array = np.asarray(value)
            return array.astype(np.float64) if array.dtype.kind in "bui" else array
        case Mapping():
            return {name: _as_real(each) for name, each in value.items()}
        case list() | tuple():
            return [_as_real(each) for each in value]
        case _:
            return value


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return False
    return isinstance(value, int | float | np.generic) or (
        isinstance(value, np.ndarray) and value.ndim == 0
    )


def _is_whole(value: Any) -> bool:
    return _is_number(value) and np.asarray(value).dtype.kind in "ui"


def _is_function(value: Any) -> bool:
    return isinstance(value, GivenFunction) or callable(value)


def _shape(seen: Sequence[tuple[tuple[int, ...], Sizes]]) -> str | None:
    """Return a shape in names of sizes; None where the values have no shape in common."""
    axes = {len(shape) for shape, _ in seen}
    if len(axes) != 1:
        return None
    names = [_names(sizes) for _, sizes in seen]
    found = []
    for axis in range(axes.pop()):
        formula = _formula([shape[axis] for shape, _ in seen], names)
        if formula is None:
            return None
        found.append(formula)
    return f"({', '.join(found)}{',' if len(found) == 1 else ''})"


def _formula(lengths: Sequence[int], names: Sequence[Mapping[str, int]]) -> str | None:
    """Return the simplest formula that gives the length of an axis wherever it was seen."""
    alike = {str(lengths[0]): lengths[0]} if len(set(lengths)) == 1 else {}
    for formulas in (names, [alike] * len(names), [_compounds(each) for each in names]):
        for text in formulas[0]:
            if [known.get(text) for known in formulas] == list(lengths):
                return text
    return None


def _names(sizes: Sizes) -> dict[str, int]:
    """Return the sizes, and the entries and lengths of those that are lists."""
    found: dict[str, int] = {}
    place = sizes.get(_PLACE)
    for name, size in sizes.items():
        if name == _PLACE:
            continue
        if isinstance(size, int):
            found[name] = size
            continue
        if place is not None:
            own = {f"{name}[{_PLACE}]": place, f"{name}[{_PLACE} + 1]": place + 1}
            found |= {text: size[at] for text, at in own.items() if at < len(size)}
        found |= {f"{name}[0]": size[0], f"{name}[-1]": size[-1], f"len({name})": len(size)}
    return found


def _compounds(names: Mapping[str, int]) -> dict[str, int]:
    """Return sizes one more and one less, and products of two."""
    found: dict[str, int] = {}
    for name, size in names.items():
        found |= {f"{name} + 1": size + 1, f"{name} - 1": size - 1}
    for first, one in names.items():
        for second, other in names.items():
            if f"{second} * {first}" not in found:
                found[f"{first} * {second}"] = one * other
    return found
