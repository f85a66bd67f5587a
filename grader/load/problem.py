"""Reads one problem: its file, its reference, and whether the two fit."""

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, prod
from pathlib import Path
from typing import Any

import numpy as np

from grader.documents import Document, Place, Plain, as_dict, as_list, read_yaml
from grader.errors import CourseError, Fault, FileError
from grader.load.cache import is_known, remember
from grader.load.hints import nearest
from grader.load.reference import read_reference
from grader.model.course import (
    ANSWERS,
    AskedValues,
    CaseKind,
    CaseSpec,
    Fixed,
    Generator,
    Labels,
    Normal,
    OneHot,
    Part,
    Probabilities,
    Problem,
    Reference,
    Size,
    StudentFunction,
    Uniform,
    Upstream,
    answered_in,
)
from grader.model.values import Value
from grader.stream import GRID

_SCHEMA = Path(__file__).with_name("problem.schema.json")
_GENERATORS = ("normal", "upstream", "uniform", "labels", "one_hot", "probabilities")
_LARGEST_SIZE = 4096
_MOST_ENTRIES = 100_000
"""Of one input: drawing more would keep a run waiting."""
_CASE_WORDS = ("kind", "because", "for")


def read_problem(root: Path, path: Path) -> Problem:
    """Return the problem in a file of the course at ``root``.

    Raises:
        CourseError: All faults of the file and of its reference at once.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    try:
        document = read_yaml(path, content)
    except FileError as error:
        raise CourseError(error.faults) from None
    _check_schema(document, content)
    reference = _reference(document, root)
    reader = _Reader(document, reference)
    reader.check()
    if document.faults:
        raise CourseError(document.faults)
    if reference is None:
        raise CourseError([Fault(path, 1, "the reference is missing")])
    digest = hashlib.sha256(content + b"\0" + reference.source.encode()).hexdigest()
    return reader.problem(reference, digest)


def _check_schema(document: Document, content: bytes) -> None:
    """Note the faults of form, and take what has them out of the document."""
    schema = _SCHEMA.read_bytes()
    fingerprint = hashlib.sha256(schema + b"\0" + content).hexdigest()
    if is_known(fingerprint):
        return
    # jsonschema is slow to import, and most files were seen before.
    from grader.load.schema import blame_schema_faults  # noqa: PLC0415

    places = blame_schema_faults(document, json.loads(schema))
    if not places and not document.faults:
        remember(fingerprint)
    for place in places:
        _take_out(document, place)


def _take_out(document: Document, place: Place) -> None:
    """Make what stands at a place unknown, so that nobody also says it is missing.

    A mapping stays: what is wrong with it is a key, and the others can still be checked.
    """
    holder: Any = document.value
    last: Any = place[-1] if place else None
    with contextlib.suppress(KeyError, IndexError, TypeError):
        for step in place[:-1]:
            holder = holder[step]
        if not isinstance(holder[last], dict):
            holder[last] = None


def _reference(document: Document, root: Path) -> Reference | None:
    name = as_dict(document.value).get("reference")
    if not isinstance(name, str):
        return None
    path = root / "reference" / f"{name}.py"
    if not path.is_file():
        found = sorted(each.stem for each in path.parent.glob("*.py"))
        document.blame(
            ("reference",),
            f"there is no reference/{name}.py{nearest(name, found)}",
        )
        return None
    try:
        return read_reference(path)
    except CourseError as error:
        document.faults += error.faults
        return None


class _Reader:
    """What a document says, after everything in it that has a wrong form was taken out.

    Every check copes with what is missing, so that one fault does not hide others.
    """

    def __init__(self, document: Document, reference: Reference | None) -> None:
        self._document = document
        self._content = as_dict(document.value)
        self._reference = reference
        self._inputs = as_dict(self._content.get("inputs"))
        self._size_sets = [as_dict(each) for each in as_list(self._content.get("sizes"))]
        self._sizes = list(dict.fromkeys(name for each in self._size_sets for name in each))
        self._asked = [as_dict(each) for each in as_list(self._content.get("parts"))]
        self._cases = [as_dict(each) for each in as_list(self._content.get("cases"))]
        self._sound: set[str] = set()
        """Quantities whose ancestors were followed, once."""
        self._kinks = {
            quantity: slope
            for quantity, slope in as_dict(self._content.get("kinks")).items()
            if isinstance(slope, str)
        }

    # Checks

    def check(self) -> None:
        """Note every fault of meaning."""
        self._check_names()
        self._check_sizes()
        self._check_inputs()
        self._check_kinks()
        self._check_parts()
        self._check_kind_of_answer()
        self._check_cases()
        self._check_keeps()

    def _blame(self, place: Place, message: str) -> None:
        self._document.blame(place, message)

    def _check_names(self) -> None:
        path = self._document.path
        name, file = self._content.get("problem"), self._content.get("file")
        if isinstance(name, str) and name != path.stem:
            message = f"found {name}, allowed is the name of the file, {path.stem}"
            self._blame(("problem",), f"problem: {message}")
        if isinstance(file, str) and file != answered_in(path):
            message = f"found {file}, allowed is {answered_in(path)}, after the problem's folder"
            self._blame(("file",), f"file: {message}")

    def _check_sizes(self) -> None:
        for number, each in enumerate(self._size_sets):
            missing = [name for name in self._sizes if name not in each]
            if missing and each:
                self._blame(("sizes", number), f"sizes: this set lacks {', '.join(missing)}")
            for name, size in each.items():
                # A schema takes 2.0 for a whole number.
                if isinstance(size, float):
                    self._blame(
                        ("sizes", number, name), f"sizes: {name} is {size}; write {size:.0f}"
                    )
            self._check_draws({}, each, ("sizes", number))
        for name in self._sizes:
            if name in self._inputs:
                self._blame(("inputs", name), f"inputs: {name} is already a size")

    def _check_draws(
        self, given: Mapping[str, Plain], sizes: Mapping[str, Plain], place: Place
    ) -> None:
        """Note inputs that cannot be drawn with these sizes."""
        for name, entry in {**self._inputs, **given}.items():
            shape = _shape(entry)
            if shape is None or not isinstance(entry, dict):
                continue
            named = [each if isinstance(each, int) else sizes.get(each) for each in shape]
            lengths = [length for length in named if isinstance(length, int)]
            if len(lengths) < len(named):
                continue  # that is another fault
            below = entry.get("below", 1)
            below = sizes.get(below, 1) if isinstance(below, str) else below
            if prod(lengths) > _MOST_ENTRIES:
                message = f"{prod(lengths)} entries; at most {_MOST_ENTRIES} are drawn"
            elif lengths and lengths[-1] < 1 and ("one_hot" in entry or "probabilities" in entry):
                message = "no class is left; the last size must be at least 1"
            elif "probabilities" in entry and lengths and lengths[-1] > GRID:
                message = f"{lengths[-1]} classes; probabilities have at most {GRID}"
            elif "one_hot" in entry and not lengths:
                message = "one_hot needs a size: the number of classes"
            elif isinstance(below, int) and below < 1:
                message = "below must be at least 1"
            else:
                continue
            self._blame((*place, name) if name in given else place, f"{name}: {message}")

    def _check_inputs(self) -> None:
        for name, entry in self._inputs.items():
            if entry is not None:
                self._check_entry(entry, ("inputs", name), f"inputs.{name}")

    def _check_entry(self, entry: Plain, place: Place, name: str) -> None:
        """Note what is wrong with a value or a generator."""
        if _shape(entry) is None:
            value = entry.get("fixed") if isinstance(entry, dict) else entry
            try:
                _literal(value)
            except ValueError as error:
                self._blame(place, f"{name}: {error}")
        else:
            for step, size in _sizes_named(entry):
                if size not in self._sizes:
                    declared = ", ".join(self._sizes) or "none"
                    message = f"size {size} is not declared; sizes are {declared}"
                    self._blame((*place, *step), f"{name}: {message}")
            if isinstance(entry, dict) and "uniform" in entry:
                low, high = entry.get("low", 0), entry.get("high", 1)
                if isinstance(low, int | float) and isinstance(high, int | float):
                    message = ""
                    if low >= high:
                        message = f"low is {low} and high is {high}; low must be less"
                    elif ceil(low * GRID) > floor(high * GRID):
                        message = f"no multiple of 1/{GRID} lies between low and high"
                    if message:
                        self._blame(place, f"{name}: {message}")

    def _check_kinks(self) -> None:
        for quantity, slope in self._kinks.items():
            self._check_quantity("kinks", quantity, ("kinks", quantity))
            known = {*self._inputs, *self._sizes}
            if self._reference is not None:
                known |= set(self._reference.functions)
                uses = [each.parameters for each in self._reference.functions.values()]
                if not any(slope in parameters for parameters in uses):
                    message = f"no function of the reference has the parameter {slope}"
                    self._blame(("kinks", quantity), f"kinks: {message}")
            if slope in known:
                message = f"{slope} is already an input, a size or a quantity"
                self._blame(("kinks", quantity), f"kinks: {message}")

    def _check_kind_of_answer(self) -> None:
        """Numbers by hand are given one table of inputs, and have a file of their own."""
        by_hand = answered_in(self._document.path) == ANSWERS
        for number, asked in enumerate(self._asked):
            if ("values" in asked) != by_hand and asked:
                message = (
                    "in problems/answers/ every part has values"
                    if by_hand
                    else "values are for answers.yaml; put the problem into problems/answers/"
                )
                self._blame(("parts", number), f"parts: {message}")
        if by_hand:
            for key in ("sizes", "cases"):
                if key in self._content:
                    self._blame((key,), f"{key}: numbers by hand have one case: that of the inputs")
            for name, entry in self._inputs.items():
                if _shape(entry) is not None:
                    message = "numbers by hand need inputs that are given, not drawn"
                    self._blame(("inputs", name), f"inputs.{name}: {message}")

    def _check_parts(self) -> None:
        functions: set[str] = set()
        quantities: set[str] = set()
        for number, asked in enumerate(self._asked):
            place: Place = ("parts", number)
            name = asked.get("function", asked.get("quantity"))
            if isinstance(name, str):
                if name in functions:
                    self._blame(place, f"parts: {name} is asked for twice")
                functions.add(name)
            if "quantity" in asked and "returns" in asked:
                continue  # the schema has said so
            for quantity in self._returns(asked):
                if quantity in quantities:
                    self._blame(place, f"parts: the quantity {quantity} is asked for twice")
                quantities.add(quantity)
                self._check_quantity("parts", quantity, place)
            for argument in as_list(asked.get("arguments")):
                if isinstance(argument, str):
                    self._check_argument(argument, (*place, "arguments"))
            self._check_marks(asked, place)

    def _returns(self, asked: Mapping[str, Plain]) -> list[str]:
        returns = asked.get("returns", asked.get("quantity", asked.get("values")))
        listed = returns if isinstance(returns, list) else [returns]
        return [each for each in listed if isinstance(each, str)]

    def _check_quantity(self, key: str, quantity: str, place: Place) -> None:
        if self._reference is None:
            return
        if quantity not in self._reference.functions:
            hint = nearest(quantity, list(self._reference.functions))
            where = f"reference/{self._reference.path.name}"
            self._blame(place, f"{key}: {quantity} is no function of {where}{hint}")
            return
        self._check_ancestors(quantity, place, ())

    def _check_argument(self, argument: str, place: Place) -> None:
        if argument in self._inputs or argument in self._sizes or self._reference is None:
            return
        if argument in self._reference.functions:
            self._check_ancestors(argument, place, ())
            return
        known = [*self._inputs, *self._sizes, *self._reference.functions]
        message = "is neither an input, nor a size, nor a quantity of the reference"
        self._blame(place, f"arguments: {argument} {message}{nearest(argument, known)}")

    def _check_ancestors(self, quantity: str, place: Place, above: tuple[str, ...]) -> None:
        """Follow a quantity to what it is computed from; note cycles and unknown names."""
        if self._reference is None or (quantity in self._sound and quantity not in above):
            return
        if quantity in above:
            circle = [*above[above.index(quantity) :], quantity]
            line = self._reference.functions[quantity].line
            message = f"these quantities go in a circle: {' -> '.join(circle)}"
            self._document.faults.append(Fault(self._reference.path, line, message))
            return
        function = self._reference.functions[quantity]
        for parent in function.parameters:
            if parent in self._inputs or parent in self._sizes:
                continue
            if parent in self._kinks.values():
                continue
            if parent in self._reference.functions:
                self._check_ancestors(parent, place, (*above, quantity))
                self._sound.add(parent)
                continue
            known = [*self._inputs, *self._sizes, *self._reference.functions]
            where = f"reference/{self._reference.path.name}:{function.line}"
            self._blame(
                place,
                f"parts: {quantity} is computed from {parent} ({where}), which is "
                f"neither an input, nor a size, nor a quantity{nearest(parent, known)}",
            )

    def _check_marks(self, asked: Mapping[str, Plain], place: Place) -> None:
        marks, returns = asked.get("marks"), self._returns(asked)
        if isinstance(marks, dict) and set(marks) != {"each"}:
            for quantity in returns:
                if quantity not in marks:
                    self._blame((*place, "marks"), f"marks: {quantity} has none")
            for quantity in marks:
                if quantity not in returns:
                    message = f"{quantity} is not among what comes back: {', '.join(returns)}"
                    self._blame((*place, "marks", quantity), f"marks: {message}")
        elif marks is not None and not isinstance(marks, dict) and len(returns) > 1:
            message = f"write {{each: 1}}, or {{{', '.join(f'{each}: 1' for each in returns)}}}"
            self._blame((*place, "marks"), f"marks: several quantities come back; {message}")

    def _check_cases(self) -> None:
        quantities = [each for asked in self._asked for each in self._returns(asked)]
        for number, case in enumerate(self._cases):
            place: Place = ("cases", number)
            for name in case:
                if name not in (*_CASE_WORDS, *self._inputs, *self._sizes):
                    known = [*self._inputs, *self._sizes, *_CASE_WORDS]
                    message = f"{name} is neither an input nor a size{nearest(name, known)}"
                    self._blame((*place, name), f"cases: {message}")
            for part in as_list(case.get("for")):
                if isinstance(part, str) and part not in quantities:
                    message = f"for: {part} is no part{nearest(part, quantities)}"
                    self._blame((*place, "for"), f"cases: {message}")
            self._check_case_values(case, place)
        if not self._size_sets and answered_in(self._document.path) != ANSWERS:
            for number, asked in enumerate(self._asked):
                for quantity in self._returns(asked):
                    # Of nothing, everything is right: an empty case alone would prove nothing.
                    telling = [case for case in self._cases if case.get("kind") != "empty"]
                    if not any(_suits(case, quantity) for case in telling):
                        message = f"{quantity} has no case; add sizes, or a case that suits it"
                        self._blame(("parts", number), f"parts: {message}")

    def _check_case_values(self, case: Mapping[str, Plain], place: Place) -> None:
        try:
            self._sizes_of(case)
        except _Mismatch as error:
            self._blame((*place, error.name), f"cases: {error}")
        else:
            first = self._size_sets[0] if self._size_sets else {}
            given = {name: case[name] for name in case if name in self._inputs}
            self._check_draws(given, {**first, **self._sizes_of(case)}, place)
        for name, value in case.items():
            if name in self._sizes and value is not None and not _is_size(value):
                message = f"the size {name} must be a whole number up to {_LARGEST_SIZE}"
                self._blame((*place, name), f"cases: {message}")
            if name in self._inputs and value is not None:
                self._check_entry(value, (*place, name), f"cases: {name}")

    def _sizes_of(self, case: Mapping[str, Plain]) -> dict[str, int]:
        """Return the sizes that a case gives, or that the values in it have."""
        sizes = {name: case[name] for name in self._sizes if type(case.get(name)) is int}
        for name, value in case.items():
            shape = _shape(self._inputs.get(name))
            if name not in self._inputs or shape is None or isinstance(value, dict):
                continue
            try:
                found = np.shape(_literal(value))  # type: ignore[arg-type]
            except ValueError:
                continue
            if len(found) != len(shape):
                wanted = f"[{', '.join(map(str, shape))}]"
                raise _Mismatch(name, f"{name} has {len(found)} axes, its shape is {wanted}")
            for size, length in zip(shape, found, strict=True):
                known = sizes.setdefault(size, length) if isinstance(size, str) else size
                if known != length:
                    raise _Mismatch(name, f"{name}: {size} is {length} here and {known} elsewhere")
        return {name: size for name, size in sizes.items() if isinstance(size, int)}

    def _check_keeps(self) -> None:
        for kind, share in as_dict(self._content.get("keeps")).items():
            if share is not None and _fraction(share) > 1:
                self._blame(("keeps", kind), f"keeps: {share} is more than all")

    # The problem

    def problem(self, reference: Reference, digest: str) -> Problem:
        """Return the problem; only after every check has passed."""
        content = self._content
        path = self._document.path
        first = self._size_sets[0] if self._size_sets else {}
        return Problem(
            name=path.stem,
            title=str(content["title"]),
            source=None if "source" not in content else str(content["source"]),
            statement=str(content["statement"]),
            path=path,
            file=answered_in(path),
            reference=reference,
            sizes=tuple(_whole(each) for each in self._size_sets),
            inputs={name: _generator(entry) for name, entry in self._inputs.items()},
            keeps={
                CaseKind(kind): _fraction(share)
                for kind, share in as_dict(content.get("keeps")).items()
            },
            kinks=self._kinks,
            functions=tuple(
                self._function(asked, reference) for asked in self._asked if "values" not in asked
            ),
            values=tuple(
                AskedValues(self._parts(asked), int(str(asked["decimals"])))
                for asked in self._asked
                if "values" in asked
            ),
            cases=tuple(self._case(case, _whole(first)) for case in self._cases),
            digest=digest,
        )

    def _function(self, asked: Mapping[str, Plain], reference: Reference) -> StudentFunction:
        name = str(asked.get("function", asked.get("quantity")))
        parts = self._parts(asked)
        parameters = list(reference.functions[parts[0].quantity].parameters)
        arguments = asked.get("arguments", parameters)
        statement = asked.get("statement")
        return StudentFunction(
            name=name,
            arguments=tuple(str(each) for each in as_list(arguments)),
            parts=parts,
            several=isinstance(asked.get("returns"), list),
            statement=statement if isinstance(statement, str) else None,
        )

    def _parts(self, asked: Mapping[str, Plain]) -> tuple[Part, ...]:
        marks = asked["marks"]
        each = marks if isinstance(marks, dict) else {"each": marks}
        return tuple(
            Part(quantity, _fraction(each.get(quantity, each.get("each"))))
            for quantity in self._returns(asked)
        )

    def _case(self, case: Mapping[str, Plain], first: Mapping[str, int]) -> CaseSpec:
        because = case.get("because")
        suits = case.get("for")
        return CaseSpec(
            kind=CaseKind(str(case.get("kind", CaseKind.ORDINARY))),
            given={name: _generator(case[name]) for name in case if name in self._inputs},
            sizes={**first, **self._sizes_of(case)},
            because=because if isinstance(because, str) else None,
            parts=tuple(str(part) for part in suits) if isinstance(suits, list) else None,
        )


class _Mismatch(Exception):  # noqa: N818  (it never leaves this module)
    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def _suits(case: Mapping[str, Plain], quantity: str) -> bool:
    return case.get("for") is None or quantity in as_list(case["for"])


def _is_size(value: Plain) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST_SIZE


def _whole(sizes: Mapping[str, Plain]) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if isinstance(size, int)}


def _fraction(value: Plain) -> Fraction:
    # The shortest text of a float: 0.1 in the file means one tenth.
    return Fraction(str(value))


def _sizes_named(entry: Plain) -> Iterator[tuple[Place, str]]:
    """Yield the sizes that a generator names, with their place in it."""
    for key, value in as_dict(entry).items():
        if key == "below" and isinstance(value, str):
            yield (key,), value
        elif key in _GENERATORS:
            yield from (
                ((key, i), each) for i, each in enumerate(as_list(value)) if type(each) is str
            )


def _shape(entry: Plain) -> tuple[Size, ...] | None:
    """Return the shape that a generator declares; None for a fixed value."""
    for key, value in as_dict(entry).items():
        if key in _GENERATORS:
            return tuple(each for each in as_list(value) if isinstance(each, int | str))
    return None


def _generator(entry: Plain) -> Generator:
    if not isinstance(entry, dict):
        return Fixed(_literal(entry))
    if "fixed" in entry:
        return Fixed(_literal(entry["fixed"]))
    shape = _shape(entry) or ()
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


def _literal(value: Plain) -> Value:
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
            return {name: _literal(each) for name, each in value.items()}
        case _:
            if _numeric(value):
                try:
                    return np.array(value)
                except ValueError:
                    raise ValueError("its rows differ in length") from None
            return [_literal(each) for each in value]


def _numeric(value: Plain) -> bool:
    if isinstance(value, list):
        return all(_numeric(each) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)
