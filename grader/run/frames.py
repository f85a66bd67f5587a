"""Reads what a student's process hands back, without trusting a byte of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model.answer import Listed, Output, Oversized, Unusable
from grader.run.inside.wire import DATA_LIMIT, DTYPES, HEADER_LIMIT, LENGTHS

_DIMENSIONS = 8
_LARGEST_SIZE = 1 << 40
_ARGUMENTS = 100
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_CELL = re.compile(r", cell [0-9]{1,4}\Z")


class Garbled(Exception):  # noqa: N818  (what a student's process does is no error of ours)
    """What came is not a frame that we know."""


@dataclass(frozen=True)
class Frame:
    """One frame: a header of unknown content, and bytes."""

    header: dict[str, Any]
    data: bytes


class FrameReader:
    """Puts frames together from pieces, within a number of frames and of bytes."""

    def __init__(self, frames: int, limit: int) -> None:
        self._pending = bytearray()
        self._frames_left = frames
        self._bytes_left = limit
        self.flooded = False

    def feed(self, chunk: bytes) -> list[Frame]:
        """Return the frames that are complete now; raises `Garbled` at the first bad one."""
        self._pending += chunk
        self._bytes_left -= len(chunk)
        if self._bytes_left < 0:
            self.flooded = True
            return []
        frames = []
        while len(self._pending) >= LENGTHS.size:
            header_length, data_length = LENGTHS.unpack_from(self._pending)
            # One answer may hold several arrays, each within its own limit.
            if header_length > HEADER_LIMIT or data_length > 4 * DATA_LIMIT:
                raise Garbled
            end = LENGTHS.size + header_length + data_length
            if len(self._pending) < end:
                break
            text = bytes(self._pending[LENGTHS.size : LENGTHS.size + header_length])
            data = bytes(self._pending[LENGTHS.size + header_length : end])
            del self._pending[:end]
            self._frames_left -= 1
            if self._frames_left < 0:
                raise Garbled
            frames.append(Frame(_header(text), data))
        return frames


def _header(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise Garbled from None
    if not isinstance(header, dict):
        raise Garbled
    return header


def read_changed(positions: Any) -> tuple[int, ...]:
    """Return the positions of changed arguments; raises `Garbled` for anything else."""
    if not isinstance(positions, list) or len(positions) > _ARGUMENTS:
        raise Garbled
    if not all(type(position) is int and 0 <= position < _ARGUMENTS for position in positions):
        raise Garbled
    return tuple(positions)


def read_notes(notes: Any) -> tuple[str, ...]:
    """Return what was noted about a file; raises `Garbled` for anything else."""
    return _texts(notes, 10, 250)


def read_missing(names: Any) -> tuple[str, ...]:
    """Return the names of modules; raises `Garbled` for anything else."""
    found = _texts(names, 20, 62)
    if not all(_MODULE.fullmatch(name) for name in found):
        raise Garbled
    return found


def read_place(
    header: Mapping[str, Any], sizes: Mapping[str, int]
) -> tuple[str | None, int | None]:
    """Return the file and the line where something was raised, as a frame says; or None.

    Args:
        header: That of the frame.
        sizes: How many bytes each submitted file has, by its path: it has no more lines.
    """
    file, line = header.get("file"), header.get("line")
    size = sizes.get(_CELL.sub("", file)) if isinstance(file, str) else None
    if size is None:
        return None, None
    return file, line if type(line) is int and 1 <= line <= size + 1 else None


def _texts(texts: Any, count: int, length: int) -> tuple[str, ...]:
    if not isinstance(texts, list) or len(texts) > count:
        raise Garbled
    if not all(isinstance(text, str) and len(text) <= length for text in texts):
        raise Garbled
    return tuple(texts)


def read_outputs(frame: Frame, count: int) -> tuple[Output, ...]:
    """Return one output for each quantity; raises `Garbled` unless everything adds up."""
    entries = frame.header.get("outputs")
    if not isinstance(entries, list) or len(entries) != count:
        raise Garbled
    outputs = []
    start = 0
    for entry in entries:
        output, used = _read_output(entry, frame.data, start)
        outputs.append(output)
        start += used
    if start != len(frame.data):
        raise Garbled
    return tuple(outputs)


def _read_output(entry: Any, data: bytes, start: int) -> tuple[Output, int]:
    if not isinstance(entry, dict):
        raise Garbled
    if isinstance(listed := entry.get("list"), list):
        return _read_list(listed, data, start)
    if isinstance(found := entry.get("unusable"), str):
        return Unusable(found[:200]), 0
    if "oversized" in entry:
        return Oversized(_shape(entry["oversized"], dimensions=32)), 0
    dtype = entry.get("dtype")
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise Garbled
    shape = _shape(entry.get("shape"), dimensions=_DIMENSIONS)
    size = 1
    for each in shape:
        size *= each
    used = size * np.dtype(dtype).itemsize
    if start + used > len(data):
        raise Garbled
    array = np.frombuffer(data, np.dtype(dtype), size, start).reshape(shape)
    return array, used


def _read_list(listed: list[Any], data: bytes, start: int) -> tuple[Output, int]:
    entries: list[Output] = []
    used = 0
    for each in listed:
        if isinstance(each, dict) and "list" in each:
            raise Garbled
        output, more = _read_output(each, data, start + used)
        entries.append(output)
        used += more
    return Listed(tuple(entries)), used


def _shape(shape: Any, *, dimensions: int) -> tuple[int, ...]:
    if not isinstance(shape, list) or len(shape) > dimensions:
        raise Garbled
    if not all(type(size) is int and 0 <= size < _LARGEST_SIZE for size in shape):
        raise Garbled
    return tuple(shape)
