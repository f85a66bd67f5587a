"""Numbers by hand: what is read as a number, and what is one clear line."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.discover.sheet import read_sheet
from grader.model.sheet import Sheet, Unreadable
from grader.model.submission import SubmittedFile


def read(content: str | bytes) -> Sheet:
    """Read a text as ``answers.yaml``."""
    raw = content.encode() if isinstance(content, str) else content
    return read_sheet(SubmittedFile("answers.yaml", raw, "0" * 64))


def tables(sheet: Sheet, problem: str = "p") -> Mapping[str, object]:
    """Return what was read for one problem."""
    found = sheet.tables[problem]
    assert not isinstance(found, Unreadable)
    return found


def table(cells: str) -> object:
    """Return what is read of the cells of one quantity, as lists."""
    found = tables(read(f"p:\n  q: {cells}\n"))["q"]
    return found.tolist() if isinstance(found, np.ndarray) else found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1.0),
        ("-0.25", -0.25),
        ("+3", 3.0),
        (".5", 0.5),
        ("2.", 2.0),
        ("1e-4", 1e-4),
        ("-5e-3", -5e-3),
        ("1E3", 1000.0),
        ("−0.2", -0.2),  # noqa: RUF001  (a Unicode minus, as word processors write it)
        ("–0.2", -0.2),  # noqa: RUF001  (a dash can mean nothing else here)
        ("5e−3", 5e-3),  # noqa: RUF001
        ("010", 10.0),
        ("'0.5'", 0.5),
        ('"-1"', -1.0),
        ("0.49161194961875", 0.49161194961875),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: float) -> None:
    assert table(text) == number


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        ("[1, 2.5]", [1.0, 2.5]),
        ("[[1, 2], [3, 4]]", [[1.0, 2.0], [3.0, 4.0]]),
        ("\n    - [1, 2]\n    - [3, 4]", [[1.0, 2.0], [3.0, 4.0]]),
        ("\n    - 1\n    - −2", [1.0, -2.0]),  # noqa: RUF001
        ("[1,5]", [1.0, 5.0]),
    ],
)
def test_tables_are_lists_of_rows(cells: str, numbers: object) -> None:
    assert table(cells) == numbers


@pytest.mark.parametrize(
    ("cells", "line", "message"),
    [
        ("1,5", 2, "q: 1,5 is no number; write a point, not a comma"),
        ("No", 2, "q: No is no number"),
        ("true", 2, "q: true is no number"),
        ("nan", 2, "q: nan is no number"),
        (".nan", 2, "q: .nan is no number"),
        ("inf", 2, "q: inf is no number"),
        ("-.inf", 2, "q: -.inf is no number"),
        ("1e999", 2, "q: 1e999 is no number"),
        ("1:30", 2, "q: 1:30 is no number"),
        ("0x10", 2, "q: 0x10 is no number"),
        ("1_000", 2, "q: 1_000 is no number"),
        ("1/3", 2, "q: 1/3 is no number"),
        ("1 2", 2, "q: 1 2 is no number"),
        ("٣", 2, "q: ٣ is no number"),
        ("[1, x]", 2, "q: x is no number"),
        ("\n    - 1\n    - 0,5", 4, "q: 0,5 is no number; write a point, not a comma"),
        ("[[1, 2], [3]]", 2, "q: its rows differ in length"),
        ("[1, [2]]", 2, "q: its rows differ in length"),
        ("[1, ]", None, ""),
        ("[1, null, ~]", 2, "q: a cell is blank"),
        ("[1, '', 2]", 2, "q: a cell is blank"),
        ("{a: 1}", 2, "q: a number or a list of numbers was expected"),
        ("x" * 500, 2, f"q: {'x' * 40}... is no number"),
    ],
)
def test_what_is_no_table_is_one_line_that_names_its_line(
    cells: str, line: int | None, message: str
) -> None:
    if line is None:
        assert table(cells) == [1.0]
    else:
        assert table(cells) == Unreadable("answers.yaml", line, message)


def test_one_bad_table_does_not_spoil_the_others() -> None:
    sheet = read("p:\n  a: x\n  b: 2\nr:\n  c: 3\n")
    assert sheet.fault is None
    assert isinstance(tables(sheet)["a"], Unreadable)
    assert isinstance(tables(sheet)["b"], np.ndarray)
    assert sheet.lines == {("p",): 1, ("p", "a"): 2, ("p", "b"): 3, ("r",): 4, ("r", "c"): 5}


@pytest.mark.parametrize("blank", ["", "''", '""', "null", "~"])
def test_a_blank_is_not_attempted(blank: str) -> None:
    sheet = read(f"p:\n  a: {blank}\n  b: 1\n")
    assert set(tables(sheet)) == {"b"}


@pytest.mark.parametrize("text", ["p:\n", "p: null\n", "p: {}\n"])
def test_a_problem_without_quantities_is_empty(text: str) -> None:
    assert read(text).tables == {"p": {}}


@pytest.mark.parametrize("text", ["p: 3\n", "p: [1]\n", "p: text\n"])
def test_a_problem_that_is_no_mapping_is_one_line(text: str) -> None:
    fault = Unreadable("answers.yaml", 1, "p: a mapping was expected: each part, and its answer")
    assert read(text).tables == {"p": fault}


@pytest.mark.parametrize("text", ["", "\n", "   \n\n"])
def test_an_empty_file_is_not_attempted(text: str) -> None:
    assert read(text) == Sheet("answers.yaml", {}, {})


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("- 1\n- 2\n", 1, "a mapping was expected"),
        ("just text\n", 1, "a mapping was expected"),
        ("p:\n  a: " + "[" * 30_000, 2, "nested more than 10 deep"),
        ("{p: " * 30_000, 1, "nested more than 10 deep"),
        ("p:\n  a: &x 1\n  b: *x\n", 2, "anchors and aliases"),
        ("p:\n  a: !!python/object/apply:os.system ['id']\n", 2, "tags"),
        ("p:\n  a: 1\n  a: 2\n", 3, "stands here a second time"),
        ("p:\n\ta: 1\n", 2, "a tab indents this line"),
        (b"p:\n  a: \xff\xfe\n", 2, "not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "not UTF-8 text"),
        ("p:\n  a: 1\x00\n", 2, "not YAML"),
        ("p:\n  a: [1\n  b: 2\n", 3, "not YAML"),
        ("p: 1\n---\np: 2\n", 2, "a second document"),
        ("x: " + "1" * (2 << 20), 1, "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    content: str | bytes, line: int, words: str
) -> None:
    fault = read(content).fault
    assert fault is not None
    assert fault.line == line
    assert words in fault.message
    assert "\n" not in fault.message


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_tables_or_a_fault(content: bytes) -> None:
    sheet = read(content)
    assert sheet.fault is None or not sheet.tables


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_exactly(number: float) -> None:
    assert table(repr(number)) == number
