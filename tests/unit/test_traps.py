"""Numerical derivatives are told from right answers of little precision."""

from pathlib import Path

import pytest

from grader import Course
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.course import CaseKind
from grader.plan import draw_cases
from grader.traps import Trap, traps
from tests.conftest import answered, feedback, one_problem, part, verdicts

PROBLEM = """\
sizes: [{N: 5, D: 3, H: 4}, {N: 2, D: 5, H: 3}]
inputs:
  X: {normal: [N, D]}
  W: {normal: [H, D]}
  b: {normal: [H]}
  V: {normal: [H]}
  t: {normal: [N]}
kinks: {Z: slope}
parts:
  - {function: back, arguments: [X, W, b, V, t], returns: [dW, db], marks: {each: 4}}
"""

REFERENCE = """\
import numpy as np

def Z(X, W, b): return X @ W.T + b

def A(Z): return np.maximum(Z, 0)

def dy(A, V, t): return 2 * (A @ V - t) / len(t)

def dZ(dy, V, Z, slope): return np.outer(dy, V) * ((Z > 0) + slope * (Z == 0))

def dW(dZ, X): return dZ.T @ X

def db(dZ): return dZ.sum(axis=0)
"""

ANALYTIC = """\
import numpy as np

def back(X, W, b, V, t):
    Z = X @ W.T + b
    dy = 2 * (np.maximum(Z, 0) @ V - t) / len(t)
    dZ = np.outer(dy, V) * (Z > 0)
    return dZ.T @ X, dZ.sum(axis=0)
"""

NUMERICAL = """\
import numpy as np

STEP = 1e-5

def numerical(f, x):
    found = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[place] += STEP
        behind[place] -= STEP
        found[place] = (f(ahead) - f(behind)) / (2 * STEP)
    return found

def cost(X, W, b, V, t):
    return np.mean((np.maximum(X @ W.T + b, 0) @ V - t) ** 2)

def back(X, W, b, V, t):
    return (
        numerical(lambda W: cost(X, W, b, V, t), W),
        numerical(lambda b: cost(X, W, b, V, t), b),
    )
"""

MIXED = ANALYTIC.replace(
    "Z = X @ W.T + b",
    "X, W, b = (each.astype(np.float32) for each in (X, W, b))\n"
    "    Z = (X @ W.T + b).astype(np.float64)",
)


@pytest.fixture
def net(tmp_path: Path) -> Course:
    """Return a course with a small ReLU net."""
    return one_problem(tmp_path, PROBLEM, REFERENCE)


@pytest.mark.parametrize("step", ["1e-4", "1e-5", "1e-6", "1e-7"])
def test_central_differences_are_numerical_and_earn_nothing(step: str, net: Course) -> None:
    report = answered(net, NUMERICAL.replace("1e-5", step))
    assert verdicts(report) == {"dW": "numerical", "db": "numerical"}
    assert report.marks.awarded == 0
    assert "a difference quotient in the place of the formula" in feedback(report, "dW")
    diagnosis = part(report, "dW").diagnosis
    assert diagnosis is not None
    assert (diagnosis.kind, diagnosis.name) == ("numerical", "difference")


@pytest.mark.parametrize("step", ["1e-6", "1e-8"])
def test_forward_differences_are_numerical_too(step: str, net: Course) -> None:
    source = NUMERICAL.replace("1e-5", step).replace("behind[place] -= STEP\n", "pass\n")
    report = answered(net, source.replace("(2 * STEP)", "STEP"))
    assert verdicts(report)["dW"] == "numerical"


def test_a_coarse_difference_is_not_right_anyhow(net: Course) -> None:
    report = answered(net, NUMERICAL.replace("1e-5", "1e-2"))
    assert set(verdicts(report).values()) <= {"wrong", "imprecise", "numerical"}


@pytest.mark.parametrize("seed", range(5))
def test_work_that_is_done_in_single_precision_in_part_is_approximate_with_full_marks(
    seed: int, net: Course
) -> None:
    """Near a kink it rounds to either side, which proves nothing."""
    report = answered(net, MIXED, seed=seed)
    assert set(verdicts(report).values()) <= {"approximate", "right"}
    assert report.marks.awarded == 8
    later = ANALYTIC.replace("np.outer(dy, V)", "np.outer(dy, V).astype(np.float32) * 1.1 / 1.1")
    report = answered(net, later, seed=seed)
    assert set(verdicts(report).values()) <= {"approximate", "right"}
    assert report.marks.awarded == 8


def test_the_formula_is_right_in_double_and_in_single_precision(net: Course) -> None:
    assert part(answered(net, ANALYTIC), "dW").precision == "double"
    single = ANALYTIC.replace(
        "    Z =", "    X, W, b, V, t = (e.astype(np.float32) for e in (X, W, b, V, t))\n    Z ="
    )
    report = answered(net, single)
    assert verdicts(report) == {"dW": "right", "db": "right"}
    assert part(report, "dW").precision == "single"


def test_a_problem_may_state_what_is_kept_for_either(tmp_path: Path) -> None:
    keeps = "keeps: {approximate: 1/2, numerical: 1/4}\n"
    course = one_problem(tmp_path, keeps + PROBLEM, REFERENCE)
    assert part(answered(course, NUMERICAL), "dW").awarded == 1
    report = answered(course, MIXED)
    marks = {"right": 4, "approximate": 2}
    assert [each.awarded for each in report.problems[0].parts] == [
        marks[str(each.verdict)] for each in report.problems[0].parts
    ]
    assert "approximate" in verdicts(report).values()


LOGARITHM = """\
sizes: [{m: 5, n: 3}, {m: 2, n: 7}]
inputs: {P: {probabilities: [m, n]}, Y: {one_hot: [m, n]}}
parts: [{quantity: loss, marks: 2}, {quantity: dP, marks: 2}]
"""
ENTROPY = """\
import numpy as np

def loss(P, Y): return -(Y * np.log(P)).sum() / len(P)

def dP(P, Y): return -Y / P / len(P)
"""


@pytest.mark.parametrize("eps", ["1e-8", "1e-10"])
def test_a_small_number_in_a_logarithm_is_approximate_with_full_marks(
    eps: str, tmp_path: Path
) -> None:
    source = ENTROPY.replace("np.log(P)", f"np.log(P + {eps})").replace("/ P ", f"/ (P + {eps}) ")
    report = answered(one_problem(tmp_path, LOGARITHM, ENTROPY), source)
    assert verdicts(report) == {"loss": "approximate", "dP": "approximate"}
    assert report.marks.awarded == 4
    assert "a small number added" in feedback(report, "dP")


def test_a_number_that_is_not_small_is_not_approximate(tmp_path: Path) -> None:
    source = ENTROPY.replace("/ P ", "/ (P + 1e-4) ")
    report = answered(one_problem(tmp_path, LOGARITHM, ENTROPY), source)
    assert verdicts(report) == {"loss": "right", "dP": "imprecise"}
    assert part(report, "dP").awarded == 0


def test_a_strict_problem_takes_neither(tmp_path: Path) -> None:
    strict = one_problem(tmp_path, "precision: double\n" + PROBLEM, REFERENCE)
    assert set(verdicts(answered(strict, ANALYTIC)).values()) == {"right"}
    assert set(verdicts(answered(strict, NUMERICAL)).values()) <= {"imprecise", "numerical"}
    single = ANALYTIC.replace("return dZ.T @ X", "return (dZ.T @ X).astype(np.float32)")
    assert verdicts(answered(strict, single)) == {"dW": "imprecise", "db": "right"}


SCALE = """\
sizes: [{n: 5}, {n: 3}]
inputs: {x: {normal: [n]}, beta: {normal: []}}
parts: [{quantity: J, marks: 2}]
"""
BETA = """\
import numpy as np

def J(x, beta):
    e = np.exp(beta * (x - x.max() if beta > 0 else x - x.min()))
    p = e / e.sum()
    return beta * (np.diag(p) - np.outer(p, p))
"""
DIFFERENCE = """\
import numpy as np

def p(x, beta):
    e = np.exp(beta * x)
    return e / e.sum()

def J(x, beta):
    h = 1e-5
    rows = [(p(x + h * u, beta) - p(x - h * u, beta)) / (2 * h) for u in np.eye(len(x))]
    return np.array(rows).T
"""


def test_another_scale_tells_where_there_is_no_kink(tmp_path: Path) -> None:
    course = one_problem(tmp_path, SCALE, BETA)
    assert verdicts(answered(course, BETA)) == {"J": "right"}
    assert verdicts(answered(course, DIFFERENCE)) == {"J": "numerical"}


def trapped(course: Course, quantity: str) -> list[Trap]:
    """Return the traps for a quantity."""
    problem = read_problem(course.root, course.problem_files["p"])
    oracle = Oracle(problem)
    case = next(each for each in draw_cases(problem, 0) if each.kind is CaseKind.ORDINARY)
    return list(traps(quantity, case, oracle, scales=True))


def test_a_trap_stands_a_hair_beside_a_kink_and_nowhere_else(net: Course) -> None:
    found = trapped(net, "dW")
    near, nearer = (each for each in found if each.case.name.endswith("beside a kink of Z"))
    for beside, hair in ((near, 2**-20), (nearer, 2**-30)):
        oracle = Oracle(read_problem(net.root, net.problem_files["p"]))
        entries = abs(oracle.expected("Z", beside.case)).ravel()
        entries.sort()
        assert 0 < entries[0] < 2 * hair
        assert entries[1] > 2**-12
        assert beside.bend is not None
    assert not any("kink" in each.case.name for each in trapped(net, "dy"))


def test_where_nothing_can_be_scaled_there_is_no_such_trap(tmp_path: Path) -> None:
    names = [each.case.name for each in trapped(one_problem(tmp_path, LOGARITHM, ENTROPY), "dP")]
    assert not [name for name in names if "kink" in name]
