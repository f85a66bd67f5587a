"""Reads YAML into plain values, with the line of everything, and without surprises.

The text is taken event by event from the C parser, never by its composer, which
recurses in C and crashes on deep nesting. Anchors, aliases and tags are refused.
Scalars follow YAML 1.2: ``1e-2`` is a number, ``no`` and ``1:30`` are text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from grader.errors import Fault, FileError

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"
Place: TypeAlias = tuple[str | int, ...]

DEPTH = 20
BYTES = 1 << 20

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


@dataclass
class Document:
    """A value, the line where each part of it stands, and what is wrong so far."""

    path: Path
    value: Plain = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place that contains it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def blame(self, place: Place, message: str) -> None:
        """Note a fault at a place."""
        self.faults.append(Fault(self.path, self.line(place), message))


def read_yaml(
    path: Path,
    content: bytes,
    *,
    depth: int = DEPTH,
    scalar: Callable[[yaml.ScalarEvent], Plain] | None = None,
) -> Document:
    """Return the one document in a file.

    Duplicate keys are among its faults. ``scalar`` makes values of scalars; the default
    follows YAML 1.2.

    Raises:
        FileError: The file is not YAML, or nested too deep, or uses anchors,
            aliases or tags.
    """
    document = Document(path)
    if len(content) > BYTES:
        raise FileError([Fault(path, 1, f"larger than {BYTES >> 20} MB, which is the limit")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError([Fault(path, line, "not UTF-8 text; save the file as UTF-8")]) from None
    try:
        events = _guarded(yaml.parse(text, Loader=yaml.CSafeLoader), path, depth)
        # The start of the stream, then of the document.
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            raise FileError([Fault(path, 1, "the file is empty; a mapping was expected")])
        document.value = _Builder(events, document, scalar or _scalar).build(next(events), ())
        next(events)
        extra = next(events)
        if not isinstance(extra, yaml.StreamEndEvent):
            message = "a second document begins here; a file holds one"
            raise FileError([Fault(path, _line(extra), message)])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileError(
            [Fault(path, mark.line + 1 if mark else 1, _explain(error, text))]
        ) from None
    except yaml.YAMLError as error:
        # A character that YAML does not allow has a position but no mark.
        position = getattr(error, "position", 0) or 0
        raise FileError(
            [Fault(path, text.count("\n", 0, position) + 1, f"not YAML: {_one_line(error)}")]
        ) from None
    return document


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _explain(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    if mark is not None:
        lines = text.split("\n")
        line = lines[mark.line] if mark.line < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return "a tab indents this line; indent with spaces"
    parts = [part for part in (error.context, error.problem) if part]
    said = f"not YAML: {', '.join(parts)}"
    if error.problem and error.problem.startswith("mapping values are not allowed"):
        said += "; a text with a colon in it goes between quotes, or into lines below a |"
    return said


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _guarded(events: Iterator[yaml.Event], path: Path, allowed: int) -> Iterator[yaml.Event]:
    """Pass events on; refuse depth, anchors, aliases and tags before anything is built."""
    depth = 0
    for event in events:
        line = _line(event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > allowed:
                raise FileError([Fault(path, line, f"nested more than {allowed} deep")])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors and aliases (& and *) are not used here; write the value out"
            raise FileError([Fault(path, line, message)])
        if (tag := getattr(event, "tag", None)) is not None:
            message = f"tags ({tag}) are not used here; quote text that begins with !"
            raise FileError([Fault(path, line, message)])
        yield event


class _Builder:
    """Puts values together from events."""

    def __init__(
        self,
        events: Iterator[yaml.Event],
        document: Document,
        scalar: Callable[[yaml.ScalarEvent], Plain],
    ) -> None:
        self._events = events
        self._document = document
        self._scalar = scalar

    def build(self, event: yaml.Event, place: Place) -> Plain:
        """Return the value that begins with an event."""
        self._document.lines.setdefault(place, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Plain] = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self.build(event, (*place, len(items))))
            return items
        return self._mapping(place)

    def _mapping(self, place: Place) -> dict[str, Plain]:
        document = self._document
        mapping: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise FileError([Fault(document.path, line, "a key must be a word")])
            key = event.value
            inner = (*place, key)
            if key in mapping:
                first = document.lines[inner]
                message = f"the key {key} stands here a second time; the first is on line {first}"
                document.faults.append(Fault(document.path, line, message))
                self.build(next(self._events), (*inner, "second"))
                continue
            document.lines[inner] = line
            mapping[key] = self.build(next(self._events), inner)
        return mapping


def _scalar(event: yaml.ScalarEvent) -> Plain:
    text: str = event.value
    if not event.implicit[0]:  # quoted, or a block of text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        # A number with more digits than Python converts is a mistake, and no number.
        return int(text) if len(text) < 1000 else text  # noqa: PLR2004
    if _FLOAT.match(text) and isfinite(float(text)):
        return float(text)
    return text


def as_dict(value: Any) -> dict[str, Plain]:
    """Return a mapping as it is, anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Plain]:
    """Return a list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []
