"""From what a student returned to arrays: what is taken, and what is refused with a word."""

from collections import OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest

from grader.model.answer import Output, Oversized, Unusable
from grader.run.frames import Frame, read_outputs
from grader.run.inside.convert import convert


def converted(result: Any, *names: str) -> tuple[Output, ...]:
    """Convert, send and read back; several quantities where names are given."""
    outputs = convert(result, list(names or ("a",)), several=bool(names))
    headers = [header for header, _ in outputs]
    data = b"".join(raw for _, raw in outputs)
    return read_outputs(Frame({"outputs": headers}, data), len(headers))


VALUES = [[1.0, 2.0], [3.0, 4.0]]


class Subclass(np.ndarray):
    """An array that lies about itself."""

    def __array_finalize__(self, other: object) -> None:
        pass

    def tobytes(self, *_: Any) -> bytes:
        raise AssertionError

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise AssertionError


@pytest.mark.parametrize(
    "result",
    [
        np.array(VALUES),
        np.array(VALUES, dtype=np.float32),
        np.array(VALUES, dtype=np.float16),
        np.array(VALUES, dtype=np.longdouble),
        np.array(VALUES, dtype=">f8"),
        np.array(VALUES, dtype=np.int32),
        np.asfortranarray(VALUES),
        np.array(VALUES).T.copy().T,
        np.array(VALUES).view(Subclass),
        np.array(VALUES).view(np.matrix),
        VALUES,
        tuple(map(tuple, VALUES)),
        [np.array([1.0, 2.0]), [3, 4]],
    ],
    ids=lambda result: type(result).__name__,
)
def test_every_usual_way_to_write_a_matrix_is_taken(result: Any) -> None:
    (found,) = converted(result)
    assert isinstance(found, np.ndarray)
    assert np.array_equal(found, VALUES)


@pytest.mark.parametrize("result", [2.5, np.float64(2.5), np.array(2.5), np.float32(2.5)])
def test_numbers_are_arrays_without_axes(result: Any) -> None:
    (found,) = converted(result)
    assert isinstance(found, np.ndarray)
    assert found.shape == ()
    assert float(found) == 2.5


@pytest.mark.parametrize(
    ("result", "word"),
    [
        (None, "None"),
        ("text", "text"),
        ([[1.0], [2.0, 3.0]], "a list of 2 that does not make an array of numbers"),
        ((np.ones((2, 2)), True), "a tuple of 2 that does not make an array of numbers"),
        (np.array([1, "a"], dtype=object), "an array of Python objects"),
        (np.array(["1", "2"]), "an array of text"),
        (np.array(["2020"], dtype="M8[D]"), "an array of dates"),
        (np.zeros(2, dtype=[("a", "f8")]), "an array of records"),
        ({"a": 1}, "a dict with the keys a"),
        ((x for x in VALUES), "a generator"),
        ({1, 2}, "a set"),
        (len, "a builtin_function_or_method"),
        (object(), "an object"),
        (memoryview(b"12"), "a memoryview"),
        ([None], "an array of Python objects"),
        ([10**400], "an array of Python objects"),
    ],
    ids=lambda value: str(type(value)),
)
def test_what_is_no_array_of_numbers_is_described(result: Any, word: str) -> None:
    assert converted(result) == (Unusable(word),)


def test_complex_numbers_travel_so_that_they_can_be_named() -> None:
    (found,) = converted(np.array([1j]))
    assert isinstance(found, np.ndarray)
    assert found.dtype == np.complex128
    (wide,) = converted(np.array([1j], dtype=np.clongdouble))
    assert isinstance(wide, np.ndarray)
    assert wide.dtype == np.complex128


def test_an_array_that_claims_to_be_huge_is_not_copied() -> None:
    view = np.broadcast_to(np.float64(1), (200_000, 200_000))
    assert converted(view) == (Oversized((200_000, 200_000)),)
    assert converted(np.zeros((1,) * 9)) == (Oversized((1,) * 9),)


Pair = namedtuple("Pair", ["first", "second"])  # noqa: PYI024  (as students write it)


@pytest.mark.parametrize(
    "result",
    [
        (1.0, [2.0]),
        [1.0, [2.0]],
        Pair(1.0, [2.0]),
        {"b": [2.0], "a": 1.0},
        OrderedDict(b=[2.0], a=1.0),
    ],
)
def test_several_quantities_come_in_order_or_by_name(result: Any) -> None:
    first, second = converted(result, "a", "b")
    assert isinstance(first, np.ndarray)
    assert isinstance(second, np.ndarray)
    assert (float(first), second.tolist()) == (1.0, [2.0])


@pytest.mark.parametrize(
    ("result", "word"),
    [
        ((1.0,), "a tuple of 1"),
        ((1.0, 2.0, 3.0), "a tuple of 3"),
        ({"a": 1.0}, "a dict with the keys a"),
        ({"a": 1.0, "B": 2.0}, "a dict with the keys a, B"),
        (np.ones((2, 3)), "one array of shape (2, 3)"),
        (None, "None"),
        (1.0, "a float"),
    ],
)
def test_another_number_of_quantities_is_described(result: Any, word: str) -> None:
    assert converted(result, "a", "b") == (Unusable(word), Unusable(word))


def test_one_bad_quantity_does_not_spoil_the_others() -> None:
    first, second = converted((None, [2.0]), "a", "b")
    assert first == Unusable("None")
    assert isinstance(second, np.ndarray)
