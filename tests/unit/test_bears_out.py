"""Of several mistakes that fit one quantity, what came back beside it tells which it was."""

from pathlib import Path

import pytest

from grader import Course
from grader.model.report import PartReport
from tests.conftest import answered, feedback, one_problem, part, verdicts

PROBLEM = """\
sizes: [{n: 5}, {n: 3}, {n: 4}]
inputs: {x: {normal: [n]}, g: {upstream: [n]}}
parts:
  - {function: back, arguments: [x, g], returns: [dw, db], marks: {each: 1}}
misconceptions:
  upstream_doubled: What comes in is doubled. Where?
  product_doubled: The product is doubled. Why?
"""
REFERENCE = """\
def delta(x, g): return g * x**2

def dw(delta, x): return delta * x

def db(delta): return delta.sum()
"""
MISTAKES = """\
def delta__upstream_doubled(right): return 2 * right

def dw__product_doubled(right): return 2 * right
"""
RIGHT = """\
def back(x, g):
    delta = g * x**2
    return delta * x, delta.sum()
"""


def named(found: PartReport) -> str | None:
    """Return the name of the mistake that was found."""
    return None if found.diagnosis is None else found.diagnosis.name


@pytest.mark.parametrize("order", [("upstream", "product"), ("product", "upstream")])
def test_the_mistake_that_the_others_bear_out_is_named(
    order: tuple[str, str], tmp_path: Path
) -> None:
    """Both give the same dw; only one of them leaves db as it is."""
    head, _, hints = PROBLEM.partition("misconceptions:\n")
    lines = {line.strip().partition("_")[0]: line for line in hints.splitlines()}
    problem = head + "misconceptions:\n" + "\n".join(lines[each] for each in order) + "\n"
    course = one_problem(tmp_path, problem, REFERENCE, MISTAKES)
    both = answered(course, RIGHT.replace("g * x**2", "2 * g * x**2"))
    assert verdicts(both) == {"dw": "wrong", "db": "wrong"}
    assert named(part(both, "db")) == "upstream_doubled"
    alone = answered(course, RIGHT.replace("delta * x,", "2 * delta * x,"))
    assert verdicts(alone) == {"dw": "wrong", "db": "right"}
    assert named(part(alone, "dw")) == "product_doubled"


def test_a_quantity_without_a_right_value_in_a_case_bears_out_nothing(tmp_path: Path) -> None:
    """A case may suit one quantity only, because the reference cannot take it for the other."""
    reference = REFERENCE.replace(
        "def db(delta): return delta.sum()",
        "def db(delta): return delta.sum() / (1 if delta.any() else 0)",
    )
    problem = PROBLEM.replace(
        "misconceptions:",
        "cases:\n  - {x: [0.0, 0.0], g: [1.0, 1.0], for: [dw]}\nmisconceptions:",
    )
    problem = problem.replace("sizes: [{n: 5}, {n: 3}, {n: 4}]", "sizes: [{n: 3}, {n: 2}]")
    course = one_problem(tmp_path, problem, reference, MISTAKES)
    source = RIGHT.replace("delta * x,", "2 * delta * x + (not delta.any()),")
    assert verdicts(answered(course, source)) == {"dw": "wrong", "db": "right"}
    doubled = answered(course, RIGHT.replace("delta * x,", "2 * delta * x,"))
    assert named(part(doubled, "dw")) == "product_doubled"


RAISING = """\
sizes: [{m: 3, n: 3}, {m: 2, n: 2}, {m: 3, n: 2}, {m: 2, n: 3}, {m: 4, n: 5}]
inputs: {W: {normal: [m, n]}, g: {upstream: [m]}}
parts: [{quantity: dx, marks: 1}]
misconceptions: {not_transposed: W goes back as it came. Write down the shapes.}
"""
RAISES = """\
def dx(W, g):
    if W.shape[0] != W.shape[1]:
        return W.T @ g
    raise ValueError("square")
"""


@pytest.fixture
def linear(tmp_path: Path) -> Course:
    """Return a course with a product whose transpose is only refused where sizes differ."""
    return one_problem(
        tmp_path,
        RAISING,
        "def dx(W, g): return W.T @ g\n",
        "def dx__not_transposed(W, g): return W @ g\n",
    )


def test_a_mistake_that_raises_in_a_pattern_of_cases_is_named(linear: Course) -> None:
    report = answered(linear, "def dx(W, g): return W @ g\n")
    assert named(part(report, "dx")) == "not_transposed"
    only_raises = RAISES.replace("!=", "==").replace('"square"', '"other"')
    assert verdicts(answered(linear, only_raises)) == {"dx": "raised"}
    assert named(part(answered(linear, only_raises), "dx")) is None


def test_a_mistake_that_only_raises_is_named_by_where_it_does(tmp_path: Path) -> None:
    mistakes = RAISES.replace("def dx(", "def dx__not_transposed(")
    course = one_problem(tmp_path, RAISING, "def dx(W, g): return W.T @ g\n", mistakes)
    report = answered(course, RAISES)
    assert verdicts(report) == {"dx": "raised"}
    assert named(part(report, "dx")) == "not_transposed"
    assert "ValueError" in feedback(report, "dx")
    elsewhere = RAISES.replace("!=", "==")
    assert named(part(answered(course, elsewhere), "dx")) is None
    everywhere = "def dx(W, g): raise ValueError('all')\n"
    assert named(part(answered(course, everywhere), "dx")) is None


def test_changed_arguments_are_named_as_a_possible_cause(tmp_path: Path) -> None:
    course = one_problem(tmp_path, PROBLEM, REFERENCE, MISTAKES)
    changing = RIGHT.replace("    return delta * x", "    x += 1\n    return delta * x")
    said = feedback(answered(course, changing), "dw")
    assert "The function changes its argument x, which may be the cause." in said
    assert "may be the cause" not in feedback(answered(course, RIGHT.replace("sum", "mean")), "db")
    assert "may be the cause" not in feedback(answered(course, changing), "db")
