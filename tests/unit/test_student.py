"""What of a student's file was not attempted."""

import pytest

from grader.run.inside.student import find_unattempted


def unattempted(source: str, name: str = "f") -> str | None:
    """Return what is found out about one name."""
    return find_unattempted(source.encode(), [name]).get(name)


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
def test_a_function_that_says_nothing_is_a_placeholder(body: str) -> None:
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
def test_a_function_that_does_anything_was_attempted(body: str) -> None:
    assert unattempted(f"def f(x):\n    {body}\n") is None


def test_the_last_definition_counts() -> None:
    assert unattempted("def f(x): return x\ndef f(x): pass\n") == "placeholder"
    assert unattempted("def f(x): pass\ndef f(x): return x\n") is None


@pytest.mark.parametrize(
    "source",
    [
        "f = lambda x: x\n",
        "from helpers import f\n",
        "from helpers import *\n",
        "class f: pass\n",
        "if True:\n    def f(x): pass\n",
        "globals()['f' + ''] = len\n",
        "def __getattr__(name): return len\n",
        "def f(x:\n",
    ],
)
def test_a_name_that_may_be_there_was_attempted(source: str) -> None:
    assert unattempted(source) is None


@pytest.mark.parametrize("source", ["", "def g(x): return x\n", "ff = f_ = 1\n", "def broken(:\n"])
def test_a_name_that_stands_nowhere_is_absent(source: str) -> None:
    assert unattempted(source) == "absent"


@pytest.mark.parametrize("source", [b"\0", b"\xff\xfe", b"(" * 100_000, b"-" * 100_000 + b"1"])
def test_hostile_sources_are_no_trouble(source: bytes) -> None:
    assert find_unattempted(source + b"\n# f", ["f"]) == {}
