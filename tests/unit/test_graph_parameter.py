"""The parameter ``graph``: quantities of the same case, with others replaced; and curves."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import Course, CourseError
from grader.check.derivatives import verify
from grader.check.twin import Twin, find_twin
from grader.compare import CURVE_TAU, TAU, compare
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.case import Case
from grader.model.judgement import Differs, Near, Precision
from grader.plan import draw_cases
from tests.conftest import answered, one_problem, part, verdicts, write_files

PROBLEM = """\
sizes: [{m: 3, n: 2, T: 4}, {m: 2, n: 3, T: 5}, {m: 1, n: 4, T: 2}]
inputs:
  W: {normal: [m, n]}
  x: {normal: [n]}
  y: {normal: [m]}
  eta: 0.0625
gradients:
  dW: {of: loss, wrt: W}
parts:
  - {function: step, arguments: [W, x, y, eta], returns: [dW, W_new], marks: {each: 1}}
  - {quantity: losses, marks: 2, arguments: [W, x, y, eta, T], compare: curve}
misconceptions:
  uphill: The step goes uphill. Which way does the loss fall?
  forgotten: The residual is missing. What is squared?
"""
REFERENCE = """\
import numpy as np

def residual(W, x, y): return W @ x - y

def loss(residual): return 0.5 * residual @ residual

def dW(residual, x): return np.outer(residual, x)

def W_new(W, dW, eta): return W - eta * dW

def losses(graph, W, T):
    curve = []
    for _ in range(T):
        loss, W = graph("loss", "W_new", W=W)
        curve.append(loss)
    return np.array(curve)
"""
MISTAKES = """\
import numpy as np

def W_new__uphill(W, dW, eta): return W + eta * dW

def dW__forgotten(x, y): return np.outer(np.ones_like(y), x)
"""
TWIN = """\
import torch

def residual(W, x, y): return W @ x - y

def loss(residual): return 0.5 * (residual * residual).sum()

def W_new(W, dW, eta): return W - eta * dW

def losses(graph, W, T, eta):
    curve = []
    for _ in range(T):
        loss, dW = graph("loss", "dW", W=W)
        curve.append(loss)
        W = W - eta * dW
    return torch.stack(curve)
"""
RIGHT = """\
import numpy as np

def step(W, x, y, eta):
    dW = np.outer(W @ x - y, x)
    return dW, W - eta * dW

def losses(W, x, y, eta, T):
    curve = []
    for _ in range(T):
        r = W @ x - y
        curve.append(0.5 * r @ r)
        W = W - eta * np.outer(r, x)
    return np.array(curve)
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course with a descent."""
    return one_problem(tmp_path, PROBLEM, REFERENCE, MISTAKES)


def first(course: Course) -> tuple[Oracle, Case]:
    """Return what knows the right values of the one problem, and its first case."""
    problem = read_problem(course.root, course.problem_files["p"])
    return Oracle(problem), draw_cases(problem, 0)[0]


def changed(folder: Path, old: str, new: str) -> Course:
    """Return the course with another reference."""
    assert old in REFERENCE
    return one_problem(folder, PROBLEM, REFERENCE.replace(old, new), MISTAKES)


def blamed(course: Course, quantity: str = "losses") -> str:
    """Return what is wrong with the reference when a quantity is computed."""
    oracle, case = first(course)
    with pytest.raises(CourseError) as caught:
        oracle.expected(quantity, case)
    return str(caught.value).replace(f"{course.root}/", "")


def test_a_quantity_is_evaluated_again_with_others_replaced(course: Course) -> None:
    oracle, case = first(course)
    W, x, y = (np.asarray(case.values[name]) for name in ("W", "x", "y"))  # noqa: N806
    by_hand = []
    for _ in range(4):
        r = W @ x - y
        by_hand.append(0.5 * r @ r)
        W = W - 0.0625 * np.outer(r, x)  # noqa: N806
    losses = oracle.expected("losses", case)
    assert losses.shape == (4,)
    assert np.allclose(losses, by_hand, rtol=1e-14)
    assert losses[0] == oracle.expected("loss", case)


def test_one_name_is_the_value_itself_and_several_are_a_tuple(tmp_path: Path) -> None:
    reference = "return np.array([graph('loss', W=W), *graph('loss', 'loss')])\n"
    old = REFERENCE.partition("    curve = []\n")[2]
    course = changed(tmp_path, f"    curve = []\n{old}", f"    {reference}")
    oracle, case = first(course)
    loss = float(oracle.expected("loss", case))
    assert oracle.expected("losses", case).tolist() == [loss] * 3


def test_a_quantity_on_the_way_may_be_replaced_as_well(tmp_path: Path) -> None:
    old = REFERENCE.partition("    curve = []\n")[2]
    new = "    return graph('loss', residual=2.0 * np.ones(3))\n"
    course = changed(tmp_path, f"    curve = []\n{old}", new)
    oracle, case = first(course)
    assert oracle.expected("losses", case) == 6.0


LISTED = """\
index: {k: "1..L"}
sizes: [{L: 3, n: 2, T: 3}, {L: 2, n: 3, T: 4}]
inputs:
  w: {normal: [n], each: k}
  x: {normal: [n]}
gradients: {dw: {of: loss, wrt: w}}
parts:
  - {quantity: losses, marks: 1, arguments: [w, x, T], compare: curve}
"""
LISTED_REFERENCE = """\
import numpy as np

def a(k, w, x, a): return np.sin(w[k]) * (x if k == 1 else a[k - 1])

def loss(a): return a[len(a)].sum()

def dw(k, w, x, a, L, d): return d[k] * np.cos(w[k]) * (x if k == 1 else a[k - 1])

def d(k, w, L, d, x): return np.ones_like(x) if k == L else d[k + 1] * np.sin(w[k + 1])

def w_new(k, w, dw): return w[k] - 0.125 * dw[k]

def losses(graph, w, T):
    curve = []
    for _ in range(T):
        loss, w = graph("loss", "w_new", w=w)
        curve.append(loss)
    return np.array(curve)
"""
LISTED_TWIN = """\
import torch

def a(k, w, x, a): return torch.sin(w[k]) * (x if k == 1 else a[k - 1])

def loss(a): return a[len(a)].sum()

def w_new(k, w, dw): return w[k] - 0.125 * dw[k]

def losses(graph, w, T):
    curve = []
    for _ in range(T):
        loss, w = graph("loss", "w_new", w=w)
        curve.append(loss)
    return torch.stack(curve)
"""
LISTED_RIGHT = """\
import numpy as np

def losses(w, x, T):
    w, curve = [each.copy() for each in w], []
    for _ in range(T):
        curve.append((np.prod(np.sin(w), axis=0) * x).sum())
        dw = [np.cos(w[k]) * np.prod(np.sin(w[:k] + w[k + 1:]), axis=0) * x for k in range(len(w))]
        w = [each - 0.125 * slope for each, slope in zip(w, dw)]
    return curve
"""


@pytest.mark.parametrize("passed", ["w=w", "w=list(w)"])
def test_lists_are_replaced_too_as_they_come_back_or_plain(passed: str, tmp_path: Path) -> None:
    reference = LISTED_REFERENCE.replace("w=w", passed)
    course = one_problem(tmp_path, LISTED, reference)
    assert verdicts(answered(course, LISTED_RIGHT)) == {"losses": "right"}
    ascent = LISTED_RIGHT.replace("each - 0.125", "each + 0.125")
    assert verdicts(answered(course, ascent)) == {"losses": "wrong"}


@pytest.mark.parametrize("passed", ["w=w", "w=list(w)"])
def test_lists_of_a_twin_are_replaced_too(passed: str, tmp_path: Path) -> None:
    course = one_problem(tmp_path, LISTED, LISTED_REFERENCE)
    write_files(course.root, {"reference/twins/r.py": LISTED_TWIN.replace("w=w", passed)})
    oracle, case = first(course)
    twin = find_twin(oracle.problem.reference)
    assert twin is not None
    found: Any = Twin(twin, case, oracle).value("losses")
    assert np.allclose(found, oracle.expected("losses", case), rtol=1e-12)
    assert not verify(oracle.problem, draw_cases(oracle.problem, 0), oracle).faults


def test_a_mistake_in_a_step_shows_in_the_curve_and_is_named_there(course: Course) -> None:
    assert verdicts(answered(course, RIGHT)) == {
        "dW": "right",
        "W_new": "right",
        "losses": "right",
    }
    uphill = RIGHT.replace("W = W - eta", "W = W + eta")
    report = answered(course, uphill)
    assert verdicts(report) == {"dW": "right", "W_new": "right", "losses": "wrong"}
    found = part(report, "losses").diagnosis
    assert found is not None
    assert found.name == "uphill"
    forgotten = RIGHT.replace("np.outer(r, x)", "np.outer(np.ones_like(r), x)")
    found = part(answered(course, forgotten), "losses").diagnosis
    assert found is not None
    assert found.name == "forgotten"


def test_what_is_replaced_before_the_curve_is_still_the_right_value_of_a_mistake(
    tmp_path: Path,
) -> None:
    """A mistake with ``right`` sees what is right in each step, with the weights of that step."""
    mistakes = MISTAKES.replace(
        "def W_new__uphill(W, dW, eta): return W + eta * dW",
        "def W_new__uphill(W, right): return 2 * W - right",
    )
    course = one_problem(tmp_path, PROBLEM, REFERENCE, mistakes)
    report = answered(course, RIGHT.replace("W = W - eta", "W = W + eta"))
    found = part(report, "losses").diagnosis
    assert found is not None
    assert found.name == "uphill"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('graph("loss", "W_new", W=W)', 'graph("loss", "W_old", W=W)', "W_old"),
        ('graph("loss", "W_new", W=W)', 'graph("loss", "W_new", V=W)', "V"),
        ('graph("loss", "W_new", W=W)', 'graph("loss", *["W_newer"], W=W)', "W_newer"),
    ],
)
def test_a_name_that_is_not_in_the_graph_is_a_fault_of_the_course(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    course = changed(tmp_path, old, new)
    if "'" not in new and "W_old" in new:
        with pytest.raises(CourseError, match=r"losses is computed from W_old \(reference/r.py:11"):
            first(course)
    else:
        found = blamed(course)
        assert f"reference/r.py:11: losses asks the graph for {message}, which is not in" in found


def test_a_quantity_that_evaluates_itself_is_a_circle(tmp_path: Path) -> None:
    course = changed(tmp_path, 'graph("loss", "W_new", W=W)', 'graph("losses", "W_new", W=W)')
    with pytest.raises(CourseError, match="these quantities go in a circle: losses -> losses"):
        first(course)
    course = changed(tmp_path, 'graph("loss", "W_new", W=W)', 'graph(*["losses", "W_new"], W=W)')
    assert "RecursionError" in blamed(course)


def test_what_a_student_has_made_of_a_quantity_is_not_seen_in_it(tmp_path: Path) -> None:
    """A curve has a start and steps of its own: a wrong first step is not carried into it."""
    problem = PROBLEM.replace("returns: [dW, W_new]", "returns: [dW, losses]").replace(
        "  - {quantity: losses, marks: 2, arguments: [W, x, y, eta, T], compare: curve}\n", ""
    )
    problem = problem.replace("[W, x, y, eta]", "[W, x, y, eta, T]")
    course = one_problem(tmp_path, problem, REFERENCE, MISTAKES)
    source = RIGHT.partition("def losses")[0].replace("eta):", "eta, T):")
    source = source.replace("return dW, W - eta * dW", "return 2 * dW, losses(W, x, y, eta, T)")
    source += "def losses" + RIGHT.partition("def losses")[2]
    assert verdicts(answered(course, source)) == {"dW": "wrong", "losses": "right"}
    both = source.replace("eta * np.outer(r, x)", "eta * 2 * np.outer(r, x)")
    assert verdicts(answered(course, both)) == {"dW": "wrong", "losses": "wrong"}
    oracle, case = first(course)
    carried = oracle.following("losses", case, {"dW": 2 * oracle.expected("dW", case)})
    assert carried is not None
    assert np.array_equal(carried, oracle.expected("losses", case))


def test_the_gradients_that_a_twin_asks_for_come_from_automatic_differentiation(
    course: Course,
) -> None:
    write_files(course.root, {"reference/twins/r.py": TWIN})
    oracle, case = first(course)
    twin = find_twin(oracle.problem.reference)
    assert twin is not None
    assert "dW" not in twin.functions
    found: Any = Twin(twin, case, oracle).value("losses")
    assert np.allclose(found, oracle.expected("losses", case), rtol=1e-13)
    cases = draw_cases(oracle.problem, 0)
    assert not verify(oracle.problem, cases, oracle).faults


def test_a_descent_that_goes_wrong_in_the_reference_is_found_by_the_twin(tmp_path: Path) -> None:
    course = changed(tmp_path, "W - eta * dW", "W - 2 * eta * dW")
    write_files(course.root, {"reference/twins/r.py": TWIN})
    oracle, _ = first(course)
    faults = verify(oracle.problem, draw_cases(oracle.problem, 0), oracle).faults
    assert any("losses" in fault.message for fault in faults)


def test_a_curve_is_compared_ten_times_as_closely() -> None:
    right = np.array([4.0, 2.0, 1.0])
    off = right * (1 + 5e-5)
    assert isinstance(compare(off, right, 1.0, lambda: np.zeros(3)), Near)
    found = compare(off, right, 1.0, lambda: np.zeros(3), curve=True)
    assert isinstance(found, Differs)
    assert CURVE_TAU == TAU / 10
    nearer = right * (1 + 5e-6)
    assert isinstance(compare(nearer, right, 1.0, lambda: np.zeros(3), curve=True), Near)


def test_single_precision_passes_on_a_curve() -> None:
    right = np.array([4.0 / 3, 2.0 / 7, 1.0 / 9])
    found = compare(right.astype(np.float32), right, 1.0, lambda: np.zeros(3), curve=True)
    assert isinstance(found, Near)
    assert found.precision is Precision.SINGLE


@pytest.mark.parametrize(
    ("line", "curve", "usual"),
    [
        ("return np.array(curve) * (1 + 5e-5)", "imprecise", "approximate"),
        ("return np.array(curve, dtype=np.float32)", "right", "right"),
        ("return np.array(curve) * (1 + 5e-4)", "imprecise", "imprecise"),
    ],
)
def test_a_part_says_whether_it_is_a_curve(
    line: str, curve: str, usual: str, tmp_path: Path
) -> None:
    source = RIGHT.replace("return np.array(curve)", line)
    found = []
    for text in (PROBLEM, PROBLEM.replace(", compare: curve", "")):
        course = one_problem(tmp_path, text, REFERENCE, MISTAKES)
        found.append(verdicts(answered(course, source))["losses"])
    assert found == [curve, usual]


def test_a_descent_in_single_precision_throughout_is_right(course: Course) -> None:
    source = RIGHT.replace(
        "    curve = []", "    W, x, y = (np.float32(v) for v in (W, x, y))\n    curve = []"
    )
    source = source.replace("- eta * np.outer(r", "- np.float32(eta) * np.outer(r")
    assert part(answered(course, source), "losses").awarded == 2
