"""A comparison that cannot tell right from wrong marks nobody."""

from pathlib import Path

import pytest

from grader import Course, find_course
from grader.asked import ask
from grader.canary import lives, lives_by_hand
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.report import State
from tests.conftest import answered, command, feedback, one_problem, verdicts, write_files

PROBLEM = """\
inputs: {x: {normal: [n]}, w: {normal: [n]}}
sizes: [{n: 3}]
parts:
  - {quantity: y, arguments: [x], marks: 1}
  - {quantity: v, arguments: [x], marks: 1}
cases:
  - {x: [1.5, 0.3, -0.7], w: [1.0, 2.0, 4.0]}
"""
# In single precision nothing is left of x beside ten million: the noise allows any answer.
REFERENCE = """\
def y(x): return (1.1 * x + 1e7) - 1e7

def v(x): return 2 * x
"""
SANE = REFERENCE.replace("1e7", "1.0")


@pytest.fixture
def blind(tmp_path: Path) -> Course:
    """Return a course whose reference is so noisy that anything would pass."""
    return one_problem(tmp_path, PROBLEM, REFERENCE)


@pytest.mark.parametrize("answer", [REFERENCE, REFERENCE.replace("return (", "return -(")])
def test_where_noise_lets_anything_pass_nothing_is_marked(answer: str, blind: Course) -> None:
    report = answered(blind, answer)
    assert verdicts(report) == {"y": "unmarked", "v": "unmarked"}
    assert report.marks.awarded == 0
    assert {each.state for each in report.problems[0].parts} == {State.UNMARKED}
    assert "did not tell right from wrong when it was tried" in feedback(report, "y")
    assert "no fault of the submission" in feedback(report, "y")
    assert report.problems[0].chains == ()


def test_without_the_noise_the_same_is_marked(tmp_path: Path) -> None:
    course = one_problem(tmp_path, PROBLEM, SANE)
    assert verdicts(answered(course, SANE)) == {"y": "right", "v": "right"}
    turned = SANE.replace("return (", "return -(")
    assert verdicts(answered(course, turned)) == {"y": "wrong", "v": "right"}


def test_what_was_not_tried_is_not_attempted_also_then(blind: Course) -> None:
    assert verdicts(answered(blind, "def v(x): return 2 * x\n")) == {"v": "right"}


def test_the_command_says_so_with_its_exit_status(blind: Course, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"m.py": REFERENCE})
    ended = command(folder, "--course", blind.root)
    assert ended.returncode == 3
    assert "could not be marked" in ended.stdout
    sane = one_problem(tmp_path / "sane", PROBLEM, SANE)
    assert command(folder, "--course", sane.root).returncode == 0


@pytest.mark.parametrize("seed", range(3))
def test_for_every_function_of_the_built_in_course_it_lives(seed: int) -> None:
    course = find_course()
    for path in course.problem_files.values():
        problem = read_problem(course.root, path)
        asked = ask(problem, seed, None)
        oracle = Oracle(problem)
        for function in problem.functions:
            for turn in range(len(function.parts)):
                assert lives(function, asked.cases_of(function), oracle, turn), function.name
        for values in problem.values:
            for turn in range(len(values.parts)):
                (case,) = asked._cases  # noqa: SLF001  (that of the numbers by hand)
                assert lives_by_hand(values, case, oracle, turn)


@pytest.mark.parametrize(
    "answer",
    ["np.zeros(x.shape)", "x.astype(np.float32)", "-1.1 * x", "(-1.1 * x).astype(np.float32)"],
)
def test_what_only_noise_lets_pass_is_not_right(answer: str, tmp_path: Path) -> None:
    """Where every case that was drawn is like that, a person must look."""
    problem = "sizes: [{n: 3}]\ninputs: {x: {normal: [n]}}\nparts: [{quantity: y, marks: 1}]\n"
    reference = "def y(x): return (1.1 * x + 1e6) - 1e6\n"
    course = one_problem(tmp_path, problem, reference)
    report = answered(course, f"import numpy as np\ndef y(x): return {answer}\n")
    assert verdicts(report) == {"y": "unmarked"}
    assert verdicts(answered(course, reference)) == {"y": "right"}
