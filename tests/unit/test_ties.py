"""Kinks: drawn cases keep away from them, and at exact ties any subgradient is right."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader import CourseError, Report, grade
from grader.compare import _without_bends, compare
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.course import CaseKind
from grader.model.judgement import Differs, Near
from grader.plan import draw_cases
from grader.run.fake import FakeRunner
from tests.conftest import Files, verdicts, write_files

PROBLEM = """\
problem: relu
title: A ReLU
statement: Do it.
reference: relu
sizes: [{n: 5}, {n: 2}, {n: 3}]
inputs:
  a: {uniform: [n], low: -0.01, high: 0.01}
  g: {upstream: [n]}
kinks: {z: slope}
parts:
  - {quantity: dz, arguments: [a, g], marks: 1}
cases:
  - {kind: tie, a: [0.0, 1.0, -1.0, 0.0], g: [1.0, -2.0, 0.5, 3.0]}
"""

REFERENCE = """\
def z(a):
    return 2 * a

def dz(z, g, slope):
    return g * ((z > 0) + slope * (z == 0))
"""


def course(tmp_path: Path, problem: str = PROBLEM, reference: str = REFERENCE) -> Path:
    """Write a course of one problem with a kink."""
    files = {"problems/relu/relu.yaml": problem, "reference/relu.py": reference}
    return write_files(tmp_path / "course", files)


@pytest.fixture
def marked_at_ties(tmp_path: Path) -> Callable[[str], Report]:
    """Return a function that marks the body of ``dz(a, g)``."""
    from grader import find_course  # noqa: PLC0415

    own = find_course(course(tmp_path))

    def mark(body: str) -> Report:
        files: Files = {"relu.py": f"import numpy as np\ndef dz(a, g):\n    return {body}\n"}
        return grade(write_files(tmp_path / "s", files), own, runner=FakeRunner())

    return mark


@pytest.mark.parametrize(
    "body",
    [
        "g * (a > 0)",
        "g * (a >= 0)",
        "g * np.heaviside(a, 0.5)",
        "g * (1 + np.sign(a)) / 2",
        "g * np.where(a == 0, np.linspace(0, 1, len(a)), a > 0)",
        "(g * (a > 0)).astype(np.float32)",
    ],
)
def test_any_slope_from_0_to_1_is_right(body: str, marked_at_ties: Callable[[str], Report]) -> None:
    assert verdicts(marked_at_ties(body)) == {"dz": "right"}


@pytest.mark.parametrize(
    "body",
    [
        "g * np.where(a == 0, 2.0, a > 0)",
        "g * np.where(a == 0, -0.5, a > 0)",
        "g * np.where(a == 0, 1.01, a > 0)",
        "g * (a < 0)",
        "g * np.where(a == 0, np.nan, a > 0)",
    ],
)
def test_no_other_slope_is_right(body: str, marked_at_ties: Callable[[str], Report]) -> None:
    assert verdicts(marked_at_ties(body))["dz"] in ("wrong", "not_finite")


def test_drawn_cases_keep_away_from_the_kink_and_have_both_signs(tmp_path: Path) -> None:
    """About one of the uncontrolled draws in six has a value that is exactly 0."""
    root = course(tmp_path)
    problem = read_problem(root, root / "problems/relu/relu.yaml")
    oracle = Oracle(problem)
    moved = 0
    for seed in range(100):
        free = draw_cases(problem, seed)
        cases = draw_cases(
            problem, seed, lambda case, wish: oracle.keeps_off_kinks(case, both_signs=wish)
        )
        for before, case in zip(free[:3], cases[:3], strict=True):
            a = np.asarray(case.values["a"])
            moved += not np.array_equal(a, np.asarray(before.values["a"]))
            assert (np.abs(a) > 2**-9 * np.abs(a).max()).all()
            assert (a > 0).any()
            assert (a < 0).any()
        assert np.array_equal(np.asarray(cases[3].values["a"]), [0.0, 1.0, -1.0, 0.0])
    assert moved > 20


def test_a_kink_that_cannot_be_avoided_is_a_fault_of_the_course(tmp_path: Path) -> None:
    root = course(tmp_path, reference=REFERENCE.replace("2 * a", "0 * a"))
    problem = read_problem(root, root / "problems/relu/relu.yaml")
    oracle = Oracle(problem)
    with pytest.raises(CourseError, match="no draw of the case n=5 keeps away from the kinks z"):
        draw_cases(problem, 0, lambda case, wish: oracle.keeps_off_kinks(case, both_signs=wish))


def test_a_wish_for_both_signs_is_given_up(tmp_path: Path) -> None:
    root = course(tmp_path, reference=REFERENCE.replace("2 * a", "abs(a)"))
    problem = read_problem(root, root / "problems/relu/relu.yaml")
    oracle = Oracle(problem)
    cases = draw_cases(problem, 0, lambda case, wish: oracle.keeps_off_kinks(case, both_signs=wish))
    assert [case.name for case in cases][:4] == ["n=5", "n=2", "n=3", "tie"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{z: slope}", "{y: slope}", "kinks: y is no function of reference/relu.py"),
        ("{z: slope}", "{z: slop}", "kinks: no function of the reference has the parameter slop"),
        ("{z: slope}", "{z: g}", "kinks: g is already an input, a size or a quantity"),
        ("kinks: {z: slope}\n", "", "parts: dz is computed from slope (reference/relu.py:4)"),
    ],
)
def test_faults_of_kinks_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    root = course(tmp_path, PROBLEM.replace(old, new))
    with pytest.raises(CourseError) as caught:
        read_problem(root, root / "problems/relu/relu.yaml")
    assert message in str(caught.value)


def test_shares_are_fitted_within_their_bounds() -> None:
    bends = (np.array([1.0, 0.0, 2.0]), np.array([0.0, 1.0, 1.0]))
    allowed = np.full(3, 1e-4)
    for shares in ((0.0, 0.0), (1.0, 1.0), (0.3, 0.8), (1.0, 0.25)):
        difference = shares[0] * bends[0] + shares[1] * bends[1]
        assert np.abs(_without_bends(difference, bends, allowed)).max() < 1e-8
    outside = 1.5 * bends[0]
    assert np.abs(_without_bends(outside, bends, allowed)).max() > 0.1


@pytest.mark.parametrize("seed", range(30))
def test_shares_are_fitted_however_the_ties_overlap(seed: int) -> None:
    rng = np.random.default_rng(seed)
    entries, ties = rng.integers(2, 30), rng.integers(1, 60)
    bends = tuple(rng.standard_normal(entries) * (rng.random(entries) < 0.6) for _ in range(ties))
    bends = tuple(bend for bend in bends if bend.any()) or (np.ones(entries),)
    allowed = np.full(entries, 1e-4)
    for shares in (
        np.ones(len(bends)),
        np.zeros(len(bends)),
        np.full(len(bends), 0.5),
        rng.random(len(bends)),
        rng.integers(0, 2, len(bends)),
    ):
        difference = sum((share * bend for share, bend in zip(shares, bends, strict=True)), 0.0)
        left = _without_bends(np.asarray(difference), bends, allowed)
        assert np.abs(left).max() < 1e-6
    beyond = sum((np.abs(bend) for bend in bends), np.zeros(entries)) * 1.5 + 1.0
    assert np.abs(_without_bends(beyond, bends, allowed)).max() > 1e-3


def test_a_fully_connected_layer_at_ties_is_right(tmp_path: Path) -> None:
    """Every entry of the gradient hangs on many ties at once."""
    from grader import find_course  # noqa: PLC0415

    problem = PROBLEM.replace("{n: 5}, {n: 2}, {n: 3}", "{n: 5, m: 3}, {n: 2, m: 4}")
    problem = problem.replace(
        "{quantity: dz, arguments: [a, g], marks: 1}",
        "{quantity: dX, arguments: [a, g, V], marks: 1}",
    )
    problem = problem.replace("g: {upstream: [n]}", "g: {upstream: [n]}\n  V: {normal: [n, m]}")
    zeros = ", ".join(["0.0"] * 40)
    problem = problem.split("cases:")[0]
    problem += f"cases:\n  - {{kind: tie, a: [{zeros}]}}\n"
    reference = REFERENCE + "\ndef dX(dz, V):\n    return dz @ V\n"
    own = find_course(course(tmp_path, problem, reference))
    for mask in ("a > 0", "a >= 0", "np.heaviside(a, 0.5)", "np.where(a == 0, 0.3, a > 0)"):
        text = f"import numpy as np\ndef dX(a, g, V):\n    return (g * ({mask})) @ V\n"
        folder = write_files(tmp_path / "s", {"relu.py": text})
        for seed in range(5):
            assert verdicts(grade(folder, own, seed=seed, runner=FakeRunner())) == {"dX": "right"}


def test_more_ties_than_can_be_told_apart_are_a_fault_of_the_course(tmp_path: Path) -> None:
    zeros = ", ".join(["0.0"] * 129)
    problem = PROBLEM.replace(
        "{kind: tie, a: [0.0, 1.0, -1.0, 0.0], g: [1.0, -2.0, 0.5, 3.0]}",
        f"{{kind: tie, a: [{zeros}]}}",
    )
    root = course(tmp_path, problem)
    loaded = read_problem(root, root / "problems/relu/relu.yaml")
    oracle = Oracle(loaded)
    tie = next(case for case in draw_cases(loaded, 0) if case.kind is CaseKind.TIE)
    with pytest.raises(CourseError, match="z has 129 ties; at most 128 can be told apart"):
        oracle.bends("dz", tie)


def test_a_tie_without_a_kink_is_a_fault(tmp_path: Path) -> None:
    problem = PROBLEM.replace("kinks: {z: slope}\n", "").replace("dz, arguments", "z, arguments")
    root = course(tmp_path, problem)
    with pytest.raises(CourseError, match="a tie is where a quantity of kinks is 0"):
        read_problem(root, root / "problems/relu/relu.yaml")


@pytest.mark.parametrize("z", ["[1, [2, 3]]", "'text'", "{1: 2}", "a * np.nan"])
def test_a_kink_that_is_no_array_of_numbers_is_a_fault(tmp_path: Path, z: str) -> None:
    reference = "import numpy as np\n" + REFERENCE.replace("2 * a", z)
    root = course(tmp_path, reference=reference)
    problem = read_problem(root, root / "problems/relu/relu.yaml")
    oracle = Oracle(problem)
    with pytest.raises(CourseError, match=r"relu.py:\d+: z "):
        draw_cases(problem, 0, lambda case, wish: oracle.keeps_off_kinks(case, both_signs=wish))


def test_noise_is_no_excuse_at_ties() -> None:
    """Rounding turns masks over there, so that the noise would allow anything."""
    right, bend = np.zeros(2), np.array([1.0, 0.0])
    huge = np.ones(2)

    def judged(found: np.ndarray) -> object:
        return compare(found, right, 1.0, lambda: huge, lambda: (bend,))

    assert judged(np.array([0.7, 0.0])) == Near()
    assert isinstance(judged(np.array([0.7, 0.7])), Differs)
