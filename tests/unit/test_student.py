"""What of a student's file was not attempted."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.run.inside.imports import Imports
from grader.run.inside.student import (
    import_file,
    read_text,
    unattempted_imported,
    unattempted_unimported,
)


@pytest.fixture
def unattempted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str | None]:
    """Return a function that imports a file and says what is found out about ``f``."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))

    def find(source: str) -> str | None:
        (tmp_path / "work.py").write_text(source)
        (tmp_path / "aid.py").write_text("def f(x): return x\n")
        text = read_text(source.encode(), ["f"])
        try:
            module = import_file(tmp_path, "work.py", Imports(tmp_path, ["work.py"]))
        except SyntaxError:
            return unattempted_unimported(text).get("f")
        return unattempted_imported(text, module, ["f"]).get("f")

    return find


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "...",
        "return",
        "return None",
        "raise NotImplementedError",
        "raise NotImplementedError('todo')",
        "'docstring'",
        "'docstring'\n    pass",
        "'docstring'\n    # your code here\n    raise NotImplementedError()",
    ],
)
def test_a_function_that_says_nothing_is_a_placeholder(
    body: str, unattempted: Callable[[str], str | None]
) -> None:
    assert unattempted(f"def f(x):\n    {body}\n") == "placeholder"


@pytest.mark.parametrize(
    "body",
    [
        "y = 1",
        "print(x)",
        "return 0",
        "return x",
        "x + 1",
        "raise ValueError",
        "assert x",
        "pass\n    x = 2",
        "y = None\n    return y",
        "b'bytes'",
        "1",
    ],
)
def test_a_function_that_does_anything_was_attempted(
    body: str, unattempted: Callable[[str], str | None]
) -> None:
    assert unattempted(f"def f(x):\n    {body}\n") is None


def test_the_last_definition_counts(unattempted: Callable[[str], str | None]) -> None:
    assert unattempted("def f(x): return x\ndef f(x): pass\n") == "placeholder"
    assert unattempted("def f(x): pass\ndef f(x): return x\n") is None


@pytest.mark.parametrize(
    "source",
    [
        "f = lambda x: x\n",
        "from aid import f\n",
        "from aid import *\n",
        "from aid import*\n",
        "vars().update(f=len)\n",
        "def f(x): pass\nf = len\n",
        "def f(x): pass\nfrom aid import *\n",
        "import functools\n@functools.cache\ndef f(x): pass\n",
        "def f(x): pass\ng = f\ndef f(x): return x\n",
        "class f: pass\n",
        "if True:\n    def f(x): pass\n",
        "globals()['f' + ''] = len\n",
        "def __getattr__(name): return len\n",
        "def f(x:\n",
    ],
)
def test_a_name_that_may_be_there_was_attempted(
    source: str, unattempted: Callable[[str], str | None]
) -> None:
    assert unattempted(source) is None


@pytest.mark.parametrize("source", ["", "def g(x): return x\n", "ff = f_ = 1\n", "def broken(:\n"])
def test_a_name_that_stands_nowhere_is_absent(
    source: str, unattempted: Callable[[str], str | None]
) -> None:
    assert unattempted(source) == "absent"


def test_nothing_is_absent_from_what_an_editor_saved_as_utf_16() -> None:
    source = "def f(x): return x\n".encode("utf-16")
    assert unattempted_unimported(read_text(source, ["f", "g"])) == {}


@pytest.mark.parametrize("source", [b"(" * 100_000, b"-" * 100_000 + b"1", b"f" * 10**6])
def test_hostile_sources_are_no_trouble(source: bytes) -> None:
    assert unattempted_unimported(read_text(source + b"\n# f", ["f"])) == {}
