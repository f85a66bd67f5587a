"""Reads ``answers.yaml``: numbers by hand by a rule that people expect, and words as typed."""

import re
from math import isfinite
from pathlib import Path
from typing import TypeAlias

import numpy as np
import yaml

from grader.documents import Document, Place, Plain, as_dict, read_yaml
from grader.errors import FileError
from grader.model.sheet import Sheet, Typed, Unreadable
from grader.model.submission import SubmittedFile
from grader.model.values import Floats

DEPTH = 10

_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")
_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+\Z")
_BLANKS = ("~", "null", "Null", "NULL")
_DASHES = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}", "-"))
_SHOWN = 40
_COLON = "mapping values are not allowed"
_QUOTE = "; a text with a colon goes into quotes, or below a | and further in"

Cells: TypeAlias = "float | list[Cells]"


class _Fault(Exception):  # noqa: N818  (it never leaves this module)
    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


def read_sheet(submitted: SubmittedFile) -> Sheet:
    """Return the tables in a file; what cannot be read in it is named with its line."""
    if not submitted.content.strip():
        return Sheet(submitted.path, {}, {})
    try:
        document = read_yaml(Path(submitted.path), submitted.content, depth=DEPTH, scalar=_scalar)
    except FileError as error:
        document = Document(Path(submitted.path), faults=list(error.faults))
    if not document.faults and not isinstance(document.value, dict):
        document.blame((), "a mapping was expected: the problem, then its quantities")
    if document.faults:
        first = document.faults[0]
        message = first.message + (_QUOTE if _COLON in first.message else "")
        return Sheet(submitted.path, {}, {}, Unreadable(submitted.path, first.line, message))
    lines: dict[tuple[str, ...], int] = {}
    tables: dict[str, dict[str, Floats | Unreadable] | Unreadable] = {}
    typed: dict[str, dict[str, Typed | Unreadable]] = {}
    for problem, quantities in as_dict(document.value).items():
        line = lines[(problem,)] = document.line((problem,))
        if quantities is not None and not isinstance(quantities, dict):
            message = f"{problem[:_SHOWN]}: a mapping was expected: each part, and its answer"
            tables[problem] = Unreadable(submitted.path, line, message)
            continue
        found = tables[problem] = {}
        texts = typed[problem] = {}
        for quantity, cells in as_dict(quantities).items():
            place = (problem, quantity)
            lines[place] = document.line(place)
            if cells is not None:
                found[quantity] = _table(cells, place, document)
                texts[quantity] = _text(cells, place, document)
    return Sheet(submitted.path, tables, lines, typed=typed)


def _scalar(event: yaml.ScalarEvent) -> str | None:
    """Return the text of a scalar as it was typed; nothing for a blank."""
    text: str = event.value.strip()
    plain: bool = event.implicit[0]
    return None if not text or (plain and text in _BLANKS) else text


def _text(content: Plain, place: Place, document: Document) -> Typed | Unreadable:
    try:
        return _typed(content, place, document)
    except _Fault as fault:
        return Unreadable(str(document.path), document.line(fault.place), str(fault))


def _typed(content: Plain, place: Place, document: Document) -> Typed:
    line = document.line(place)
    match content:
        case list():
            each = (_typed(one, (*place, number), document) for number, one in enumerate(content))
            return Typed(tuple(each), line)
        case str() | None:
            return Typed(content or "", line)
        case _:
            message = f"{place[1]}: text or a list was expected, and this is a mapping{_QUOTE}"
            raise _Fault(place, message)


def _table(cells: Plain, place: Place, document: Document) -> Floats | Unreadable:
    try:
        numbers = _numbers(cells, place)
        try:
            return np.array(numbers, dtype=np.float64)
        except ValueError:
            raise _Fault(place, f"{place[1]}: its rows differ in length") from None
    except _Fault as fault:
        return Unreadable(str(document.path), document.line(fault.place), str(fault))


def _numbers(cells: Plain, place: Place) -> Cells:
    match cells:
        case list():
            return [_numbers(each, (*place, number)) for number, each in enumerate(cells)]
        case str():
            return _number(cells, place)
        case None:
            raise _Fault(place, f"{place[1]}: a cell is blank")
        case _:
            raise _Fault(place, f"{place[1]}: a number or a list of numbers was expected")


def _number(text: str, place: Place) -> float:
    plain = text.translate(_DASHES)
    if _NUMBER.match(plain) and isfinite(float(plain)):
        return float(plain)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    hint = "; write a point, not a comma" if _COMMA.match(plain) else ""
    raise _Fault(place, f"{place[1]}: {shown} is no number{hint}")
