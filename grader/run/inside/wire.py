"""The format in which the two processes speak: small JSON headers and raw bytes.

A frame is two little-endian 32-bit lengths, a JSON header and data. Arrays travel
as C-ordered little-endian bytes. Nothing is ever unpickled.
"""

import json
import os
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

PLACEHOLDER, ABSENT = "placeholder", "absent"
"""Why a function was not attempted."""
LENGTHS = struct.Struct("<II")
HEADER_LIMIT = 64 * 1024
"""Bytes of a header that a child may send."""
DATA_LIMIT = 16 * 1024 * 1024
"""Bytes of one answer that are read, whatever its shape."""
DTYPES = frozenset(
    "<f8 <f4 <f2 |b1 <i8 <i4 <i2 |i1 <u8 <u4 <u2 |u1 <c16 <c8".split()  # noqa: SIM905
)
"""The only types whose names are accepted, so that numpy never sees foreign text."""


def write_frame(descriptor: int, header: Mapping[str, Any], data: bytes = b"") -> None:
    """Write one frame whole; raises `OSError` when nobody reads."""
    text = json.dumps(header, separators=(",", ":")).encode()
    rest = memoryview(LENGTHS.pack(len(text), len(data)) + text + data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def read_frame(descriptor: int) -> tuple[dict[str, Any], bytes]:
    """Return the next frame of a peer that is trusted; raises `EOFError` at the end."""
    header_length, data_length = LENGTHS.unpack(_read_exactly(descriptor, LENGTHS.size))
    header = json.loads(_read_exactly(descriptor, header_length))
    return header, _read_exactly(descriptor, data_length)


def _read_exactly(descriptor: int, count: int) -> bytes:
    pieces = []
    while count:
        piece = os.read(descriptor, min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def pack(value: Any, data: bytearray) -> Any:
    """Return a value as JSON, its arrays appended to ``data``."""
    match value:
        case np.ndarray():
            array = np.ascontiguousarray(value).astype(value.dtype.newbyteorder("<"), copy=False)
            entry = {"array": [array.dtype.str, list(value.shape), len(data), _strided(value)]}
            data += array.tobytes()
            return entry
        case np.generic():
            return value.item()
        case bool() | str() | int() | float():
            return value
        case Mapping():
            return {"dict": {name: pack(each, data) for name, each in value.items()}}
        case Sequence():
            return [pack(each, data) for each in value]
        case _ if isinstance(name := getattr(value, "name", None), str):
            return {"given": name}  # a function: only its name travels
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be an argument")


def unpack(entry: Any, data: bytes, given: Any = None) -> Any:
    """Return a fresh value; the inverse of `pack`. Functions are those of the module ``given``."""
    if isinstance(entry, list):
        return [unpack(each, data, given) for each in entry]
    if not isinstance(entry, dict):
        return entry
    if "dict" in entry:
        return {name: unpack(each, data, given) for name, each in entry["dict"].items()}
    if "given" in entry:
        return getattr(given, entry["given"])
    dtype, shape, start, strided = entry["array"]
    size = int(np.prod(shape, dtype=np.int64))
    array = np.frombuffer(data, np.dtype(dtype), size, start).reshape(shape)
    if not strided:
        return array.copy()
    wider = np.zeros([*shape[:-1], 2 * shape[-1]], array.dtype)
    wider[..., ::2] = array
    return wider[..., ::2]


def _strided(value: "np.ndarray[Any, Any]") -> bool:
    """Return whether the entries of an array lie apart; such arrive as views of a larger one."""
    return not (value.flags.c_contiguous or value.flags.f_contiguous)
