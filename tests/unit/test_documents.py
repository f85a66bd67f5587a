"""Reading YAML: plain values, lines, and nothing that surprises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.documents import DEPTH, read_yaml
from grader.errors import FileError

PATH = Path("a.yaml")


def fault(content: str | bytes) -> str:
    """Return the one message that a text is refused with."""
    with pytest.raises(FileError) as caught:
        read_yaml(PATH, content.encode() if isinstance(content, str) else content)
    assert len(caught.value.faults) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-2", 0.01),
        ("-5e-3", -0.005),
        (".5", 0.5),
        ("010", 10),
        ("1:30", "1:30"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("null", None),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("2026-01-01", "2026-01-01"),
        ("'3'", "3"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    document = read_yaml(PATH, f"a: {text}\n".encode())
    assert document.value == {"a": value}
    assert type(document.value["a"]) is type(value)


def test_every_place_has_its_line() -> None:
    document = read_yaml(PATH, b"a: 1\nb:\n  c: [1,\n    2]\n  d:\n    - x\n    - y\n")
    assert document.line(("a",)) == 1
    assert document.line(("b", "c")) == 3
    assert document.line(("b", "c", 1)) == 4
    assert document.line(("b", "d", 1)) == 7
    assert document.line(("b", "d", 1, "not", "there")) == 7


def test_all_duplicate_keys_are_named_with_both_lines() -> None:
    document = read_yaml(PATH, b"a: 1\nb: 2\na: 3\nb: [4]\n")
    assert [str(each) for each in document.faults] == [
        "a.yaml:3: the key a stands here a second time; the first is on line 1",
        "a.yaml:4: the key b stands here a second time; the first is on line 2",
    ]
    assert document.value == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\n\tb: 2\n", "a.yaml:2: a tab indents this line; indent with spaces"),
        ("", "a.yaml:1: the file is empty; a mapping was expected"),
        ("# only a comment\n", "a.yaml:1: the file is empty; a mapping was expected"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a second document begins here; a file holds one"),
        ("a: &x 1\nb: *x\n", "a.yaml:1: anchors and aliases"),
        ("a: !!python/object/apply:os.system [id]\n", "a.yaml:1: tags (tag:yaml.org,2002:python"),
        ("a: [1\nb: 2\n", "a.yaml:2: not YAML:"),
        (b"a: \xff\n", "a.yaml:1: not UTF-8 text"),
        ("a: 1\nb: \x01\n", "a.yaml:2: not YAML:"),
        ("? [1, 2]\n: 3\n", "a.yaml:1: a key must be a word"),
        ("a: 1\n" * 300_000, "a.yaml:1: larger than 1 MB"),
    ],
)
def test_what_is_no_plain_document_is_one_clear_line(content: str | bytes, message: str) -> None:
    text = fault(content)
    assert text.startswith(message)
    assert "\n" not in text


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_deep_nesting_is_refused_before_anything_is_built(opening: str) -> None:
    assert f"nested more than {DEPTH} deep" in fault(opening * 30_000)


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert fault("\n".join(lines)).startswith("a.yaml:1: anchors and aliases")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_document_or_faults_with_a_line(content: bytes) -> None:
    try:
        read_yaml(PATH, content)
    except FileError as error:
        assert all(each.line >= 1 for each in error.faults)  # noqa: PT017
        assert error.faults  # noqa: PT017
