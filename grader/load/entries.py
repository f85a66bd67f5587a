"""What the values in a problem file mean."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from grader.documents import Place, Plain, as_dict, as_list
from grader.model.course import (
    Choice,
    Drawn,
    Each,
    Fixed,
    Generator,
    Labels,
    Normal,
    OneHot,
    Probabilities,
    Size,
    Uniform,
    Upstream,
)
from grader.model.values import GivenFunction, Value

LARGEST_SIZE = 4096

_GENERATORS = ("normal", "upstream", "uniform", "labels", "one_hot", "probabilities")


class Mismatch(Exception):  # noqa: N818  (it becomes a fault with a line)
    """A value does not have the shape that is declared for it."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def suits(case: Mapping[str, Plain], quantity: str) -> bool:
    """Return whether a case is meant for a quantity."""
    return case.get("for") is None or quantity in as_list(case["for"])


def is_size(value: Plain) -> bool:
    """Return whether a value can be a size."""
    return type(value) is int and 0 <= value <= LARGEST_SIZE


def whole_sizes(sizes: Mapping[str, Plain]) -> dict[str, int | tuple[int, ...]]:
    """Return those sizes of a set that are whole numbers, or lists of them."""
    whole: dict[str, int | tuple[int, ...]] = {}
    for name, size in sizes.items():
        if is_size(size):
            whole[name] = int(str(size))
        elif isinstance(size, list) and size and all(map(is_size, size)):
            whole[name] = tuple(int(str(each)) for each in size)
    return whole


def as_fraction(value: Plain) -> Fraction:
    """Return marks, or a share of them, exactly."""
    # The shortest text of a float: 0.1 in the file means one tenth.
    return Fraction(str(value))


def sizes_named(entry: Plain) -> Iterator[tuple[Place, str]]:
    """Yield the sizes, and formulas of sizes, in a generator, with their place in it."""
    for key, value in as_dict(entry).items():
        if key == "below" and isinstance(value, str):
            yield (key,), value
        elif key in _GENERATORS:
            yield from (
                ((key, i), each) for i, each in enumerate(as_list(value)) if type(each) is str
            )


def shape_of(entry: Plain) -> tuple[Size, ...] | None:
    """Return the shape that a generator declares; None for a fixed value."""
    for key, value in as_dict(entry).items():
        if key in _GENERATORS:
            return tuple(each for each in as_list(value) if isinstance(each, int | str))
    return None


def is_choice(entry: Plain) -> bool:
    """Return whether an input is a choice among texts, or among given functions."""
    return isinstance(entry, dict) and ("choice" in entry or "given" in entry)


def options_of(entry: Plain) -> list[Plain]:
    """Return what a choice is among."""
    return as_list(as_dict(entry).get("choice", as_dict(entry).get("given")))


def generator_of(entry: Plain) -> Generator:
    """Return what an input says: a generator, or a fixed value."""
    if not isinstance(entry, dict):
        return Fixed(literal(entry))
    if "fixed" in entry:
        return Fixed(literal(entry["fixed"]))
    drawn = _drawn(entry)
    letter = entry.get("each")
    return Each(letter, drawn) if isinstance(letter, str) else drawn


def case_generator(value: Plain, declared: Plain) -> Generator:
    """Return what a case says for an input: a given function is named by its name alone."""
    if "given" not in as_dict(declared) or isinstance(value, dict):
        return generator_of(value)
    if isinstance(value, list):
        return Fixed([GivenFunction(str(each)) for each in value])
    return Fixed(GivenFunction(str(value)))


def _drawn(entry: dict[str, Plain]) -> Drawn:
    if is_choice(entry):
        options = tuple(str(each) for each in options_of(entry))
        return Choice(tuple(map(GivenFunction, options)) if "given" in entry else options)
    shape = shape_of(entry) or ()
    number = {key: entry[key] for key in ("scale", "low", "high") if key in entry}
    floats = {key: float(value) for key, value in number.items() if isinstance(value, int | float)}
    match entry:
        case {"normal": _}:
            return Normal(shape, **floats)
        case {"uniform": _}:
            return Uniform(shape, **floats)
        case {"labels": _, "below": int() | str() as below}:
            return Labels(shape, below)
        case {"upstream": _}:
            return Upstream(shape)
        case {"one_hot": _}:
            return OneHot(shape)
        case _:
            return Probabilities(shape)


def literal(value: Plain) -> Value:
    """Return a value as it stands in a file: a list of numbers is an array.

    A list of whole numbers is an array of integers. Other lists stay lists.

    Raises:
        ValueError: It is nothing that can be a quantity, or a ragged list of numbers.
    """
    match value:
        case bool() | None:
            raise ValueError("a value is a number, text, a list or a mapping")
        case int() | float() | str():
            return value
        case dict():
            return {name: literal(each) for name, each in value.items()}
        case _:
            if _numeric(value):
                try:
                    array = np.array(value)
                except ValueError:
                    raise ValueError("its rows differ in length") from None
                if array.dtype.kind not in "if":
                    raise ValueError("a whole number in it is too large; write it with a point")
                return array
            return [literal(each) for each in value]


def _numeric(value: Plain) -> bool:
    if isinstance(value, list):
        return all(_numeric(each) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)
