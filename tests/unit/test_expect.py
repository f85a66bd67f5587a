"""The graph is evaluated once, on demand; what fails in it is a fault of the course."""

from pathlib import Path

import numpy as np
import pytest

from grader import CourseError
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.case import Case
from grader.model.course import Problem
from grader.plan import draw_cases
from tests.conftest import write_files

PROBLEM = """\
problem: chain
title: A chain
statement: Do it.
reference: chain
sizes:
  - {n: 3}
inputs:
  x: {normal: [n]}
  c: 0.1
  mode: fast
parts:
  - {quantity: last, arguments: [x, middle], marks: 1}
"""

GOOD = """\
import numpy as np

def middle(x, c, n): return c * x + n

def last(middle, mode): return np.exp(middle) if mode == "fast" else None

def unused(x): raise RuntimeError("nobody asks for this")
"""


def read(tmp_path: Path, reference: str = GOOD) -> tuple[Problem, Case]:
    """Write a course and return its problem with the first case."""
    files = {"problems/chain/chain.yaml": PROBLEM, "reference/chain.py": reference}
    write_files(tmp_path, files)
    problem = read_problem(tmp_path, tmp_path / "problems/chain/chain.yaml")
    return problem, draw_cases(problem, 0)[0]


def test_quantities_are_computed_from_what_their_parameters_name(tmp_path: Path) -> None:
    problem, case = read(tmp_path)
    oracle = Oracle(problem)
    x = np.asarray(case.values["x"])
    assert np.array_equal(np.asarray(oracle.value("middle", case)), 0.1 * x + 3)
    assert np.array_equal(oracle.expected("last", case), np.exp(0.1 * x + 3))
    assert oracle.value("n", case) == 3
    assert oracle.value("mode", case) == "fast"


def test_each_quantity_is_computed_once(tmp_path: Path) -> None:
    counting = GOOD.replace(
        "def middle(x, c, n): return",
        "SEEN = []\ndef middle(x, c, n): SEEN.append(1); return len(SEEN) *",
    )
    problem, case = read(tmp_path, counting)
    oracle = Oracle(problem)
    first = oracle.expected("last", case)
    assert oracle.expected("last", case) is first
    assert not first.flags.writeable
    # Computed again, this would be twice as much.
    assert np.array_equal(np.exp(np.asarray(oracle.value("middle", case))), first)


def test_noise_is_that_of_single_precision(tmp_path: Path) -> None:
    problem, case = read(tmp_path)
    oracle = Oracle(problem)
    relative = oracle.noise("last", case) / oracle.expected("last", case)
    assert (relative > 1e-9).all()
    assert (relative < 1e-5).all()
    assert np.array_equal(oracle.noise("last", case), oracle.noise("last", case))


def test_a_reference_that_needs_double_precision_has_no_noise(tmp_path: Path) -> None:
    strict = GOOD.replace(
        "return c", "\n    if x.dtype != np.float64: raise TypeError\n    return c"
    )
    problem, case = read(tmp_path, strict)
    assert not Oracle(problem).noise("last", case).any()


@pytest.mark.parametrize(
    ("middle", "line", "message"),
    [
        ("return 1 / 0", 4, "middle raises ZeroDivisionError: division by zero (case n=3)"),
        ("return x @ np.ones(7)", 4, "middle raises ValueError: matmul"),
        ("return None", 3, "middle returns None; is its return missing? (case n=3)"),
    ],
)
def test_a_reference_that_fails_is_named_with_its_line(
    tmp_path: Path, middle: str, line: int, message: str
) -> None:
    problem, case = read(tmp_path, GOOD.replace("return c * x + n", f"\n    {middle}"))
    with pytest.raises(CourseError) as caught:
        Oracle(problem).expected("last", case)
    assert str(caught.value).startswith(f"{tmp_path}/reference/chain.py:{line}: {message}")


@pytest.mark.parametrize(
    ("last", "message"),
    [
        ("np.log(-middle)", "last returns nan, infinity, or more than 1e+300"),
        ("middle / 0", "last returns nan, infinity"),
        ("'text'", "last does not return numbers"),
        ("middle + 1j", "last does not return numbers"),
        ("middle[:0]", "last is empty, which is right only in a case of kind empty"),
    ],
)
def test_a_reference_that_gives_no_numbers_is_named(
    tmp_path: Path, last: str, message: str
) -> None:
    text = GOOD.replace('np.exp(middle) if mode == "fast" else None', last)
    problem, case = read(tmp_path, text)
    with pytest.raises(CourseError) as caught:
        Oracle(problem).expected("last", case)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path}/reference/chain.py:5: ")


@pytest.mark.parametrize(
    ("middle", "message"),
    [
        ("x *= c; return x", "middle raises ValueError: output array is read-only"),
        ("raise SystemExit(0)", "middle raises SystemExit: 0"),
    ],
)
def test_a_reference_that_would_harm_the_run_is_named(
    tmp_path: Path, middle: str, message: str
) -> None:
    problem, case = read(tmp_path, GOOD.replace("return c * x + n", middle))
    with pytest.raises(CourseError, match=message):
        Oracle(problem).expected("last", case)


def test_what_cannot_be_handed_to_a_student_is_named(tmp_path: Path) -> None:
    problem, case = read(tmp_path, GOOD.replace("c * x + n", "{1, 2}"))
    with pytest.raises(CourseError, match="middle returns a set, which is no value of the graph"):
        Oracle(problem).value("middle", case)


def test_a_reference_prints_to_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem, case = read(tmp_path, GOOD.replace("return c", "print('here'); return c"))
    Oracle(problem).expected("last", case)
    assert capsys.readouterr() == ("", "here\n")


@pytest.mark.parametrize("line", ["del last", "last = 3", "raise SystemExit(0)"])
def test_a_module_that_ends_without_its_functions_is_named(tmp_path: Path, line: str) -> None:
    problem, _ = read(tmp_path, f"{GOOD}\n{line}\n")
    with pytest.raises(CourseError, match=r"chain.py:\d+: "):
        Oracle(problem)


def test_a_reference_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    problem, _ = read(tmp_path, GOOD.replace("import numpy", "import nunpy"))
    with pytest.raises(CourseError, match=r"chain.py:1: cannot be imported: ModuleNotFoundError"):
        Oracle(problem)
