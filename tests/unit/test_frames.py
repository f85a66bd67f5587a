"""Frames from a process that may say anything."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.answer import Oversized, Unusable
from grader.run.frames import Frame, FrameReader, Garbled, read_outputs, read_place
from grader.run.inside.wire import LENGTHS, pack, unpack


def framed(header: object, data: bytes = b"") -> bytes:
    """Return a frame as bytes."""
    text = json.dumps(header).encode()
    return LENGTHS.pack(len(text), len(data)) + text + data


def reader() -> FrameReader:
    """Return a reader with small limits."""
    return FrameReader(frames=4, limit=10_000)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=20))
def test_frames_come_whole_however_they_are_cut(cuts: list[int]) -> None:
    text = framed({"frame": "a"}, b"xyz") + framed({"frame": "b"})
    each = reader()
    frames = []
    for cut in cuts:
        frames += each.feed(text[:cut])
        text = text[cut:]
    frames += each.feed(text)
    assert frames == [Frame({"frame": "a"}, b"xyz"), Frame({"frame": "b"}, b"")]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x80\x04\x95 a pickle, perhaps",
        LENGTHS.pack(1 << 20, 0),
        LENGTHS.pack(2, 1 << 31),
        LENGTHS.pack(3, 0) + b"{a}",
        framed([1, 2]),
        framed("text"),
        LENGTHS.pack(20_000, 0)[:8] + b"[" * 20_000,
        framed({}) * 5,
    ],
)
def test_what_is_no_frame_is_garbled(raw: bytes) -> None:
    each = FrameReader(frames=4, limit=100_000)
    with pytest.raises(Garbled):
        each.feed(raw)


def test_a_flood_is_noticed() -> None:
    each = FrameReader(frames=4, limit=10)
    each.feed(b"\0" * 4)
    assert not each.flooded
    each.feed(b"\0" * 7)
    assert each.flooded


@given(st.binary(max_size=300))
def test_any_bytes_are_frames_or_garbled(raw: bytes) -> None:
    try:
        frames = reader().feed(raw)
    except Garbled:
        return
    assert all(isinstance(frame, Frame) for frame in frames)


def outputs(*entries: object, data: bytes = b"", count: int = 1) -> object:
    """Read the outputs of one frame."""
    return read_outputs(Frame({"outputs": list(entries)}, data), count)


def test_an_array_is_read() -> None:
    array = np.arange(6.0).reshape(2, 3)
    (found,) = read_outputs(
        Frame({"outputs": [{"dtype": "<f8", "shape": [2, 3]}]}, array.tobytes()), 1
    )
    assert isinstance(found, np.ndarray)
    assert np.array_equal(found, array)


def test_other_outputs_are_read() -> None:
    assert outputs({"unusable": "None"}) == (Unusable("None"),)
    assert outputs({"oversized": [10**6, 10**6]}) == (Oversized((10**6, 10**6)),)


GOOD = {"dtype": "<f8", "shape": [2]}


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        {},
        {**GOOD, "dtype": "O"},
        {**GOOD, "dtype": "V2147483647"},
        {**GOOD, "dtype": ">f8"},
        {**GOOD, "dtype": ["<f8"]},
        {**GOOD, "shape": 2},
        {**GOOD, "shape": [True, 2]},
        {**GOOD, "shape": [2.0]},
        {**GOOD, "shape": [-2]},
        {**GOOD, "shape": [1 << 50]},
        {**GOOD, "shape": [1] * 9},
        {**GOOD, "shape": [3]},
        {**GOOD, "shape": [1]},
        {**GOOD, "shape": [0, 1 << 60]},
        {"oversized": "x"},
        {"unusable": 3},
    ],
    ids=str,
)
def test_a_header_that_lies_is_garbled(entry: object) -> None:
    assert outputs(GOOD, data=bytes(16))
    with pytest.raises(Garbled):
        outputs(entry, data=bytes(16))


def test_as_many_outputs_as_quantities() -> None:
    with pytest.raises(Garbled):
        outputs(GOOD, data=bytes(16), count=2)
    with pytest.raises(Garbled):
        read_outputs(Frame({"outputs": {"0": GOOD}}, bytes(16)), 1)


VALUES = st.recursive(
    st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(VALUES)
def test_arguments_arrive_as_they_were_sent(value: object) -> None:
    data = bytearray()
    packed = json.loads(json.dumps(pack(value, data)))
    assert unpack(packed, bytes(data)) == value


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(10)[::-2],
        np.zeros((0, 3)),
        np.array(2.5),
        np.array([1, 2], dtype=">i4"),
    ],
)
def test_arrays_arrive_as_they_were_sent_each_a_fresh_one(array: np.ndarray) -> None:
    data = bytearray(b"before")
    packed = json.loads(json.dumps(pack(array, data)))
    first, second = unpack(packed, bytes(data)), unpack(packed, bytes(data))
    assert np.array_equal(first, array)
    assert first.dtype.kind == array.dtype.kind
    assert first.shape == array.shape
    assert first.flags.writeable
    assert not np.shares_memory(first, second)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (("a.py", 3), ("a.py", 3)),
        (("a.py", 12), ("a.py", None)),
        (("a.py", 0), ("a.py", None)),
        (("a.py", True), ("a.py", None)),
        (("n.ipynb, cell 3", 2), ("n.ipynb, cell 3", 2)),
        (("n.ipynb, cell 33333", 2), (None, None)),
        (("/etc/passwd", 1), (None, None)),
        ((["a.py"], 1), (None, None)),
        ((None, None), (None, None)),
    ],
)
def test_a_place_is_one_that_a_submission_has(
    said: tuple[object, object], read: tuple[str | None, int | None]
) -> None:
    header = dict(zip(("file", "line"), said, strict=True))
    assert read_place(header, {"a.py": 10, "n.ipynb": 100}) == read
