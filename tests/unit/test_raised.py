"""What is said about an exception."""

import numpy as np
import pytest

from grader.model.answer import Raised
from grader.raised import words_for_exception
from grader.run.inside.student import message_of


def said(source: str) -> str:
    """Return what is said when code is run as a file."""
    try:
        exec(compile(source, "m.py", "exec"), {"np": np})  # noqa: S102  (to see it fail)
    except Exception as error:  # noqa: BLE001  (that is what is looked at)
        return " ".join(
            words_for_exception(Raised(type(error).__name__, message_of(error), "m.py", 1))
        )
    return ""


@pytest.mark.parametrize(
    "source",
    [
        *("print 'x'", "print x", "exec 'x'", "a <> b", "x = `a`", "raise E, 'm'", "x = 10L"),
        *("x = 0777", "x = ur'a'", "try:\n  a\nexcept A, e:\n  b", "def f((a, b)): pass"),
        *("lambda (a, b): a", "xrange(3)", "raw_input()", "unicode('a')", "{}.has_key(1)"),
        *("{}.iteritems()", "map(str, 'a')[0]", "len(zip('a', 'b'))", "{}.keys()[0]"),
        *("import sys\nsys.maxint", "from itertools import izip", "import cPickle"),
        "import sys\nprint >>sys.stderr, 'x'",
    ],
)
def test_python_2_is_said_as_such(source: str) -> None:
    assert "This is Python 2" in said(source)


@pytest.mark.parametrize("source", ["x = (", "1 + '`'", "nothing", "x = 1 2", "[].nothing()"])
def test_nothing_else_is_called_python_2(source: str) -> None:
    assert said(source)
    assert "Python 2" not in said(source)


def test_tabs_among_blanks_are_said_as_such() -> None:
    assert "Indent with blanks" in said("if 1:\n\tx = 1\n        y = 2\n")


@pytest.mark.parametrize(
    ("source", "instead"),
    [
        ("np.float", "Write float instead"),
        ("np.int", "Write int instead"),
        ("np.product", "np.prod "),
        ("np.cumproduct", "np.cumprod "),
        ("np.alltrue", "np.all "),
        ("np.float_", "np.float64 "),
        ("np.Inf", "np.inf "),
        ("from numpy import product", "np.prod "),
    ],
)
def test_what_numpy_no_longer_has_is_said_as_such(source: str, instead: str) -> None:
    assert "is no longer in numpy" in said(source)
    assert instead in said(source)


def test_what_numpy_never_had_is_no_such_thing() -> None:
    assert "no longer" not in said("np.sotfmax")
