"""Errors carried forward: what follows rightly from one's own mistake gets its marks."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import Report
from grader.expect import Oracle
from grader.judge.functions import judge
from grader.load.problem import read_problem
from grader.model.answer import Returned
from grader.model.judgement import Verdict
from grader.plan import draw_cases
from tests.conftest import answered, feedback, one_problem, part, verdicts

PROBLEM = """\
sizes: [{n: 5}, {n: 3}]
inputs: {z: {normal: [n]}, g: {upstream: [n]}}
keeps: {overflow: 1/2}
parts:
  - {function: back, arguments: [z, g], returns: [p, J, dz], marks: {each: 1}}
cases:
  - {kind: overflow, z: [1000.0, 0.0, -1000.0]}
"""

REFERENCE = """\
import numpy as np

def p(z):
    e = np.exp(z - z.max())
    return e / e.sum()

def J(p): return np.diag(p) - np.outer(p, p)

def dz(J, g): return g @ J
"""

RIGHT = """\
import numpy as np

def back(z, g):
    e = np.exp(z - z.max())
    p = e / e.sum()
    J = np.diag(p) - np.outer(p, p)
    return p, J, g @ J
"""

Marked = Callable[..., Report]


@pytest.fixture
def marked(tmp_path: Path) -> Marked:
    """Return a function that marks the right answer with some of it replaced."""
    course = one_problem(tmp_path, PROBLEM, REFERENCE)

    def mark(*changes: tuple[str, str]) -> Report:
        source = RIGHT
        for old, new in changes:
            assert old in source
            source = source.replace(old, new)
        return answered(course, source)

    return mark


P, J, DZ = "p = e / e.sum()", "J = np.diag(p) - np.outer(p, p)", "g @ J"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], ("right", "right", "right")),
        ([(P, "p = 2 * e / e.sum()")], ("wrong", "followed", "followed")),
        ([(P, "p = e")], ("wrong", "followed", "followed")),
        ([(P, "p = e"), (J, "J = np.diag(p)")], ("wrong", "wrong", "followed")),
        ([(P, "p = e"), (DZ, "2 * g @ J")], ("wrong", "followed", "wrong")),
        ([(J, "J = np.diag(p)")], ("right", "wrong", "followed")),
        ([(DZ, "-g @ J")], ("right", "right", "wrong")),
        ([("return p, J", "return 2 * p, J")], ("wrong", "right", "right")),
        ([("return p, J", "return p, 2 * J")], ("right", "wrong", "right")),
        ([("return p, J", "return p, 2 * J"), (DZ, "2 * g @ J")], ("right", "wrong", "followed")),
        ([("return p, J", "return p, 2 * J"), (DZ, "3 * g @ J")], ("right", "wrong", "wrong")),
    ],
)
def test_one_mistake_costs_one_part_and_two_cost_two(
    changes: Sequence[tuple[str, str]], expected: tuple[str, str, str], marked: Marked
) -> None:
    found = verdicts(marked(*changes))
    assert (found["p"], found["J"], found["dz"]) == expected


def test_what_follows_earns_its_marks_and_names_what_it_follows_from(marked: Marked) -> None:
    report = marked((P, "p = e"))
    assert report.marks.awarded == 2
    assert part(report, "J").awarded == 1
    assert "follows rightly from your p" in feedback(report, "J")
    assert part(report, "J").diagnosis is None


@pytest.mark.parametrize(
    "upstream",
    [
        "0 * e",
        "np.nan * e",
        "e / np.array(0.0)",
        "np.where(e == e.max(), np.nan, e)",
        "(e / e.sum())[:1]",
        "(e / e.sum())[:, None] * np.ones(3)",
        "np.eye(len(e))[0]",
    ],
    ids=["zeros", "nan", "infinity", "one nan", "too short", "another axis", "trivial"],
)
def test_from_nothing_follows_nothing(upstream: str, marked: Marked) -> None:
    """Neither marks, nor the verdict that it is wrong."""
    report = marked(
        ("return p, J, g @ J", f"own = {upstream}\n    return own, 2 * J, 2 * g @ J"),
    )
    found = verdicts(report)
    assert found["p"] in ("wrong", "not_finite", "wrong_shape")
    if "eye" in upstream:  # what would follow is 0, and this is not
        assert found["J"] == "wrong"
    else:
        assert found["J"] == "not_assessable"
        assert part(report, "J").awarded is None
        assert "This hangs on p" in feedback(report, "J")
        assert "Mend p first" in feedback(report, "J")
    assert found["dz"] == "followed"


def test_what_becomes_trivial_by_a_mistake_is_not_assessed(marked: Marked) -> None:
    report = marked((P, "p = np.eye(len(e))[0]"))
    assert verdicts(report) == {"p": "wrong", "J": "not_assessable", "dz": "not_assessable"}
    assert "with it nothing is left to work out" in feedback(report, "J")
    assert report.marks.awarded == 0


def test_what_is_right_though_its_source_is_nothing_is_right(marked: Marked) -> None:
    for nothing in ("0 * p", "p * np.nan", "p[:1]", "None", "'text'"):
        found = verdicts(marked(("return p, J", f"return {nothing}, J")))
        assert (found["J"], found["dz"]) == ("right", "right")
        assert found["p"] not in ("right", "followed")


def test_what_is_no_array_is_a_mistake_of_its_own(marked: Marked) -> None:
    for nothing in ("None", "'text'", "J + 0j", "{}"):
        found = verdicts(marked(("return p, J", f"return 2 * p, {nothing}")))
        assert (found["p"], found["J"]) == ("wrong", "wrong_type")


def test_overflow_upstream_costs_what_hangs_on_it_nothing(marked: Marked) -> None:
    report = marked((" - z.max()", ""))
    assert verdicts(report) == {"p": "unstable", "J": "right", "dz": "right"}
    assert float(report.marks.awarded) == 2.5
    cases = {each.case: each.verdict for each in part(report, "J").cases}
    assert cases["overflow"] is Verdict.NOT_ASSESSABLE


def test_overflow_of_its_own_is_its_own(marked: Marked) -> None:
    unstable = "np.diag(np.exp(z)) / np.exp(z).sum() - np.outer(p, p)"
    found = verdicts(marked((J, f"J = {unstable}")))
    assert found == {"p": "right", "J": "unstable", "dz": "right"}


def test_what_follows_may_be_in_single_precision(marked: Marked) -> None:
    found = verdicts(marked((P, "p = (2 * e / e.sum()).astype(np.float32)")))
    assert found == {"p": "wrong", "J": "followed", "dz": "followed"}


def test_a_mistake_in_some_cases_only_is_followed_there(marked: Marked) -> None:
    report = marked((P, "p = e / e.sum() * (1 + (len(z) == 3))"))
    assert verdicts(report) == {"p": "wrong", "J": "followed", "dz": "followed"}
    found = {each.case: str(each.verdict) for each in part(report, "J").cases}
    assert found["n=5"] == "right"
    assert found["n=3"] == "followed"


def test_a_problem_may_state_what_is_kept(tmp_path: Path) -> None:
    problem = PROBLEM.replace("{overflow: 1/2}", "{followed: 1/4}")
    report = answered(one_problem(tmp_path, problem, REFERENCE), RIGHT.replace(P, "p = e"))
    assert [float(each.awarded or 0) for each in report.problems[0].parts] == [0, 0.25, 0.25]


TWO = """\
sizes: [{n: 4}, {n: 3}]
inputs: {x: {normal: [n]}, u: {normal: [n]}}
parts:
  - {function: all, arguments: [x, u], returns: [a, b, c, d], marks: {each: 1}}
"""
SUM = """\
def a(x): return 2 * x

def b(u): return u * u

def c(x, u): return x - u

def d(a, b, c): return a * b + c
"""


@pytest.mark.parametrize("own", ["2 * x", "3 * x"])
@pytest.mark.parametrize("second", ["u * u", "-u"])
@pytest.mark.parametrize("third", ["x - u", "u - x"])
@pytest.mark.parametrize("carried", ["a * b + c", "2 * x * b + c", "a * u * u + x - u"])
def test_any_of_the_mistakes_may_be_carried_on(
    own: str, second: str, third: str, carried: str, tmp_path: Path
) -> None:
    """A student may have worked on from some of the own values, and from others anew."""
    body = f"    a, b, c = {own}, {second}, {third}\n    return a, b, c, {carried}\n"
    found = verdicts(answered(one_problem(tmp_path, TWO, SUM), f"def all(x, u):\n{body}"))
    wrong = [own != "2 * x", second != "u * u", third != "x - u"]
    assert [found[name] == "wrong" for name in "abc"] == wrong
    assert found["d"] in ("right", "followed")
    if not any(wrong):
        assert found["d"] == "right"


def test_what_no_choice_of_mistakes_gives_is_wrong(tmp_path: Path) -> None:
    course = one_problem(tmp_path, TWO, SUM)
    for wrong in ("a * b - c", "a + b + c", "2 * (a * b + c)", "a * b"):
        body = f"    a, b, c = 3 * x, -u, 5 * x\n    return a, b, c, {wrong}\n"
        assert verdicts(answered(course, f"def all(x, u):\n{body}"))["d"] == "wrong"


TIES = """\
sizes: [{n: 5}, {n: 3}]
inputs: {a: {normal: [n]}, g: {upstream: [n]}}
kinks: {z: slope}
parts:
  - {function: back, arguments: [a, g], returns: [dh, dz], marks: {each: 1}}
cases:
  - {kind: tie, a: [0.0, 1.0, -1.0, 0.0], g: [1.0, -2.0, 0.5, 3.0]}
"""
RELU = """\
def z(a): return 2 * a

def dh(g): return 3 * g

def dz(z, dh, slope): return dh * ((z > 0) + slope * (z == 0))
"""


@pytest.mark.parametrize(
    ("mask", "verdict"),
    [
        ("a > 0", "followed"),
        ("a >= 0", "followed"),
        ("np.where(a == 0, 0.5, a > 0)", "followed"),
        ("np.where(a == 0, 2.0, a > 0)", "wrong"),
        ("a < 0", "wrong"),
    ],
)
def test_any_slope_from_0_to_1_follows_at_a_tie(mask: str, verdict: str, tmp_path: Path) -> None:
    source = f"import numpy as np\ndef back(a, g):\n    return -g, -g * ({mask})\n"
    found = verdicts(answered(one_problem(tmp_path, TIES, RELU), source))
    assert found == {"dh": "wrong", "dz": verdict}


CHAIN = """\
sizes: [{n: 4}, {n: 3}, {n: 2}]
inputs: {x: {normal: [n]}, M: {normal: [n, n]}}
parts:
  - {function: chain, arguments: [M, x], returns: [q1, q2, q3, q4, q5], marks: {each: 1}}
"""
LINEAR = "def q1(M, x): return M @ x\n" + "".join(
    f"def q{i}(M, q{i - 1}): return M @ q{i - 1}\n" for i in range(2, 6)
)
FACTORS = st.lists(st.sampled_from([1.0, 1.0, -1.0, 2.0, 0.5, 7.0]), min_size=5, max_size=5)


@given(factors=FACTORS, seed=st.integers(0, 50))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_a_linear_chain_exactly_the_links_with_a_mistake_are_wrong(
    factors: list[float], seed: int, tmp_path: Path
) -> None:
    """Each link gets a factor of its own; all that comes later is carried, or right again."""
    course = one_problem(tmp_path, CHAIN, LINEAR)
    problem = read_problem(course.root, course.problem_files["p"])
    cases, oracle = draw_cases(problem, seed)[:3], Oracle(problem)
    names = [f"q{number}" for number in range(1, 6)]
    carried = np.cumprod(factors)
    answers = {
        case.name: Returned(
            tuple(
                total * oracle.expected(name, case)
                for name, total in zip(names, carried, strict=True)
            )
        )
        for case in cases
    }
    judged = judge(problem.functions[0], answers, cases, oracle)
    found = [str(each.verdict) for each in judged]
    expected = [
        "right" if total == 1 else "followed" if factor == 1 else "wrong"
        for factor, total in zip(factors, carried, strict=True)
    ]
    assert found == expected
    assert all(later != "followed" or earlier != "right" for earlier, later in pairwise(found))
