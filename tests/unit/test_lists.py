"""Lists of variable length: the book's numbers, entries from each other, and circles."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import Course, CourseError
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.case import Case
from grader.plan import draw_cases
from tests.conftest import answered, feedback, one_problem, verdicts

FORWARD = """\
index: {k: "1..len(n)-1", j: "0..len(n)-1"}
sizes: [{n: [4, 5, 3, 2]}, {n: [3, 2]}]
inputs:
  W: {normal: ["n[k]", "n[k-1]"], each: k}
  b: {normal: ["n[k]"], each: k}
  x: {normal: ["n[0]"]}
parts:
  - {function: forward, arguments: [W, b, x], returns: [a, h], marks: {each: 1}}
"""

REFERENCE = """\
import numpy as np

def a(k, W, h, b): return W[k] @ h[k - 1] + b[k]

def h(j, x, a): return x if j == 0 else np.tanh(a[j])
"""

RIGHT = """\
import numpy as np

def forward(W, b, x):
    a, h = [], [x]
    for V, c in zip(W, b):
        a.append(V @ h[-1] + c)
        h.append(np.tanh(a[-1]))
    return a, h
"""

BACKWARD = """\
index: {k: "1..len(n)-1"}
sizes: [{n: [4, 5, 3, 2]}, {n: [3, 2]}, {n: [2, 3, 4]}]
inputs:
  W: {normal: ["n[k]", "n[k-1]"], each: k}
  g: {upstream: ["n[len(n)-1]"]}
parts:
  - {function: back, arguments: [W, g], returns: [delta, dx], marks: {each: 1}}
"""

RECURSION = """\
def delta(k, n, g, W, delta): return g if k == len(n) - 1 else W[k + 1].T @ delta[k + 1]

def dx(W, delta): return W[1].T @ delta[1]
"""

BACK = """\
def back(W, g):
    d = [g]
    for V in reversed(W[1:]):
        d.insert(0, V.T @ d[0])
    return d, W[0].T @ d[0]
"""


def first(course: Course) -> tuple[Oracle, Case]:
    """Return what knows the right values of the one problem, and its first case."""
    problem = read_problem(course.root, course.problem_files["p"])
    oracle = Oracle(problem)
    return oracle, draw_cases(problem, 0)[0]


def faults(course: Course) -> str:
    """Return what is wrong with the one problem when its answer is marked."""
    with pytest.raises(CourseError) as caught:
        answered(course, RIGHT)
    return str(caught.value)


@pytest.fixture
def forward(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Return a function that marks a forward pass."""
    course = one_problem(tmp_path, FORWARD, REFERENCE)
    return lambda source: verdicts(answered(course, source))


@pytest.fixture
def backward(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Return a function that marks a backward pass."""
    course = one_problem(tmp_path, BACKWARD, RECURSION)
    return lambda source: verdicts(answered(course, source))


def test_students_get_and_return_plain_lists(forward: Callable[[str], dict[str, str]]) -> None:
    assert forward(RIGHT) == {"a": "right", "h": "right"}
    checked = RIGHT.replace(
        "    a, h =", "    assert type(W) is list and len(W) == len(b)\n    a, h ="
    )
    assert forward(checked) == {"a": "right", "h": "right"}
    assert forward(RIGHT.replace("return a, h", "return tuple(a), h")) == {
        "a": "right",
        "h": "right",
    }


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ("a, h[1:]", ("right", "wrong_type")),
        ("a[:-1], h", ("wrong_type", "right")),
        ("a[-1], h", ("wrong_type", "right")),
        ("a, None", ("right", "wrong_type")),
        ("a[::-1], h", ("wrong_shape", "right")),
        ("a, [x[None] for x in h]", ("right", "wrong_shape")),
    ],
)
def test_a_list_of_another_length_or_order_is_not_right(
    returned: str, expected: tuple[str, str], forward: Callable[[str], dict[str, str]]
) -> None:
    found = forward(RIGHT.replace("return a, h", f"return {returned}"))
    assert (found["a"], found["h"]) == expected


def test_entries_have_the_numbers_of_the_book(tmp_path: Path) -> None:
    oracle, case = first(one_problem(tmp_path, FORWARD, REFERENCE))
    assert oracle.cells("a", case) == ("a[1]", "a[2]", "a[3]")
    assert oracle.cells("h", case) == ("h[0]", "h[1]", "h[2]", "h[3]")
    values: Any = case.values
    assert np.array_equal(oracle.expected("h[0]", case), values["x"])
    by_hand = values["W"][0] @ values["x"] + values["b"][0]
    assert np.allclose(oracle.expected("a[1]", case), by_hand, rtol=1e-14)
    assert [each.shape for each in values["W"]] == [(5, 4), (3, 5), (2, 3)]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("h[k - 2]", "entries go from 0 to 3; -1 is none"),
        ("h[-1]", "entries go from 0 to 3; -1 is none"),
        ("h[k + 9]", "entries go from 0 to 3; 10 is none"),
        ("h[0:k]", "slice"),
        ("W[0]", "entries go from 1 to 3; 0 is none"),
    ],
)
def test_an_entry_that_is_not_there_is_a_fault_also_one_before_the_first(
    entry: str, message: str, tmp_path: Path
) -> None:
    reference = REFERENCE.replace("h[k - 1]", entry)
    found = faults(one_problem(tmp_path, FORWARD, reference))
    assert f"r.py:3: a raises IndexError: {message}" in found or message in found


@pytest.mark.parametrize(
    "reference",
    [
        REFERENCE.replace("W[k] @ h[k - 1]", "W[k] @ h[k - 1] + 0 * h[k]"),
        REFERENCE.replace("(k, W, h, b): return", "(k, W, h, b, a): return a[k] +"),
    ],
    ids=["through another list", "by itself"],
)
def test_entries_that_go_in_a_circle_are_a_fault_and_no_traceback(
    reference: str, tmp_path: Path
) -> None:
    found = faults(one_problem(tmp_path, FORWARD, reference))
    assert "raises RecursionError" in found


def test_a_hundred_entries_may_hang_on_each_other(tmp_path: Path) -> None:
    sizes = ", ".join(["2"] * 100)
    problem = f"""\
index: {{k: "0..len(n)-1"}}
sizes: [{{n: [{sizes}]}}]
inputs: {{x: {{normal: ["n[k]"], each: k}}}}
parts: [{{quantity: s, marks: 1}}]
"""
    reference = "def s(k, x, s): return x[k] + (s[k - 1] if k else 0)\n"
    source = (
        "def s(x):\n"
        "    found = [x[0]]\n"
        "    for each in x[1:]: found.append(found[-1] + each)\n"
        "    return found\n"
    )
    assert verdicts(answered(one_problem(tmp_path, problem, reference), source)) == {"s": "right"}


def test_an_entry_may_follow_from_wrong_ones_of_its_own_list(
    backward: Callable[[str], dict[str, str]],
) -> None:
    assert backward(BACK) == {"delta": "right", "dx": "right"}
    begun_wrong = BACK.replace("d = [g]", "d = [2 * g]")
    assert backward(begun_wrong) == {"delta": "wrong", "dx": "followed"}


@pytest.mark.parametrize(
    ("old", "new", "dx"),
    [
        ("V.T @ d[0])", "2 * V.T @ d[0])", "followed"),
        ("return d, W[0].T @ d[0]", "return d, 2 * W[0].T @ d[0]", "wrong"),
        ("return d, W[0]", "return [e * float('nan') for e in d], W[0]", "right"),
        ("return d, W", "return [0 * e for e in d], 3 * W", "not_assessable"),
    ],
)
def test_what_hangs_on_a_list_follows_from_it_or_does_not(
    old: str, new: str, dx: str, backward: Callable[[str], dict[str, str]]
) -> None:
    assert old in BACK
    found = backward(BACK.replace(old, new))
    assert found["dx"] == dx
    assert found["delta"] == ("right" if "2 * W[0]" in new else found["delta"])
    assert "2 * W[0]" in new or found["delta"] in ("wrong", "not_finite")


def test_a_list_that_students_do_not_return_as_one_is_told_in_words(tmp_path: Path) -> None:
    report = answered(
        one_problem(tmp_path, FORWARD, REFERENCE), RIGHT.replace("a, h\n", "a, 1.0\n")
    )
    assert "What came back for h is a float; a list of arrays is wanted." in feedback(report, "h")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('j: "0..len(n)-1"', 'j: "0..q"', "index: q is no size"),
        ('j: "0..len(n)-1"', 'j: "0"', "index.j: found"),
        ('j: "0..len(n)-1"', 'x: "0..1"', "index: x is already an input, a size or a quantity"),
        ("each: k}\n  b", "each: i}\n  b", "each: i is no running letter of index"),
        ('"n[k-1]"', '"n[k-2]"', "W: n[k-2]: there is no entry -1"),
        ('"n[k-1]"', '"n[k"', "n[k is no formula"),
        ("[4, 5, 3, 2]", "[4, 5.5]", "sizes[0].n[1]: found 5.5, allowed is a whole number"),
    ],
)
def test_faults_of_lists_are_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in FORWARD
    assert message in faults(one_problem(tmp_path, FORWARD.replace(old, new, 1), REFERENCE))


def test_a_function_gets_by_default_what_its_reference_is_computed_from(tmp_path: Path) -> None:
    """Not the letter, and not the list itself."""
    problem = BACKWARD.replace(
        "{function: back, arguments: [W, g], returns: [delta, dx], marks: {each: 1}}",
        "{quantity: delta, marks: 1}",
    )
    course = one_problem(tmp_path, problem, RECURSION)
    asked = read_problem(course.root, course.problem_files["p"]).functions[0]
    assert asked.arguments == ("n", "g", "W")
    source = BACK.replace("def back(W, g)", "def delta(n, g, W)").replace(", W[0].T @ d[0]", "")
    assert verdicts(answered(course, source)) == {"delta": "right"}
