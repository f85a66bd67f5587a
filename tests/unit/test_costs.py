"""Memory and time of a call: measured where they are limited, explained, and named."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from grader import Course, grade
from grader.asked import ask
from grader.grading import _in_order
from grader.load.problem import read_problem
from grader.model.answer import (
    Answer,
    FunctionCalls,
    Job,
    NotMarked,
    OutOfMemory,
    Raised,
    Returned,
    TooSlow,
)
from grader.model.submission import SubmittedFile
from grader.run.costs import Measured, measured
from grader.run.fake import FakeRunner
from tests.conftest import answered, feedback, one_problem, part, verdicts, write_files

PROBLEM = """\
sizes: [{n: 2}, {n: 3}, {n: 5}, {n: 7}]
inputs: {x: {normal: [n]}, large: 0}
parts:
  - quantity: y
    arguments: [x, large]
    marks: 1
    memory: {megabytes: allowed, misconception: greedy}
    time: {times: 4, beside: y, where: timed, misconception: slow}
cases:
  - {n: 11, large: 1, because: many numbers}
  - {n: 13, large: 2}
misconceptions:
  greedy: More is kept than is needed. What can be let go?
  slow: It is worked out again and again. What do you know already?
"""
REFERENCE = """\
def y(x): return 2 * x

def allowed(large): return 8 * large

def timed(large): return 1 if large == 2 else 0
"""
YARDSTICK = "def y(x, large):\n    for _ in range(20_000 * large): pass\n    return 2 * x\n"
GREEDY = "def y(x, large):\n    kept = bytearray((large or 50) * 7 << 20)\n    return 2 * x\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course with a quantity whose memory and time are limited in two cases."""
    made = one_problem(tmp_path, PROBLEM, REFERENCE)
    write_files(made.root, {"reference/yardsticks/y.py": YARDSTICK})
    return made


def test_limits_hold_in_their_own_cases_whatever_the_order(course: Course) -> None:
    """Cases without a limit take far more than the others may."""
    for seed in range(3):
        assert verdicts(answered(course, GREEDY, seed=seed)) == {"y": "right"}
    beyond = GREEDY.replace("* 7", "* (7 if large < 2 else 9)")
    for seed in range(3):
        report = answered(course, beyond, seed=seed)
        assert verdicts(report) == {"y": "out_of_memory"}
        failed = [case.case for case in part(report, "y").cases if case.verdict != "right"]
        assert failed == ["special 2"]


def test_calls_in_another_order_keep_what_each_may_take(course: Course) -> None:
    problem = read_problem(course.root, course.problem_files["p"])
    one = ask(problem, 0, None)
    asked = one.calls(problem.functions[0])
    limits = [
        (float(np.asarray(call[1])), megabytes, times)
        for call, megabytes, times in zip(asked.calls, asked.megabytes, asked.times, strict=True)
    ]
    assert set(limits) == {(0, None, None), (1, 8, None), (2, 16, 4.0)}
    order = [*range(len(asked.calls))][::-1]
    turned = _in_order(asked, order)
    again = [
        (float(np.asarray(call[1])), megabytes, times)
        for call, megabytes, times in zip(turned.calls, turned.megabytes, turned.times, strict=True)
    ]
    assert again == limits[::-1]


def test_each_cost_has_its_own_misconception(course: Course) -> None:
    said = feedback(answered(course, GREEDY.replace("* 7", "* 9")), "y")
    assert said.startswith("More is kept than is needed. More memory was asked for than is")
    assert "8 MB" in said
    slow = YARDSTICK.replace("20_000", "400_000")
    report = answered(course, slow)
    assert verdicts(report) == {"y": "timed_out"}
    said = feedback(report, "y")
    assert said.startswith("It is worked out again and again. It took longer than is allowed: ")
    assert "more than 4 times as long as a program that does the same." in said
    assert "What do you know already?" in said
    assert "many numbers" not in said


def test_without_a_misconception_the_words_are_general(tmp_path: Path) -> None:
    text = PROBLEM.replace(", misconception: greedy", "").replace("  greedy: More", "  gone: More")
    made = one_problem(tmp_path, text, REFERENCE, "def y__gone(x): return -x\n")
    write_files(made.root, {"reference/yardsticks/y.py": YARDSTICK})
    said = feedback(answered(made, GREEDY.replace("* 7", "* 9")), "y")
    assert said.startswith("More memory was asked for than is allowed: 8 MB.")


JOB = Job(SubmittedFile("m.py", b"own", ""), (), ())


def beside(
    own: list[float], theirs: list[float], fails: Mapping[str, Answer] | None = None
) -> Answer:
    """Return the answer to one call, of two programs that take so long in each round."""
    asked = FunctionCalls(
        "p", "f", ("q",), several=False, calls=((1,),), yardstick="theirs", times=(2.0,)
    )
    times = {b"own": [*own], b"theirs": [*theirs]}
    right = Returned((np.ones(1),))

    def run(job: Job, megabytes: int | None) -> Measured:
        assert megabytes is None
        key = job.file.content
        answer = (fails or {}).get(key.decode(), right)
        return Measured(answer, times[key].pop(0))

    (found,) = measured(JOB, asked, run)
    return found


def test_one_quick_round_of_several_is_enough() -> None:
    quick = beside([9.0, 1.5, 9.0], [0.85, 0.85, 0.85])
    assert isinstance(quick, Returned)
    later = beside([9.0, 9.0, 9.0, 9.0, 1.5], [0.85] * 5)
    assert isinstance(later, Returned)
    assert beside([1.9] * 6, [0.85] * 6) == TooSlow(2.0)


def test_what_fails_while_it_is_measured_is_told() -> None:
    for answer in (OutOfMemory(3), Raised("E", "", None, None)):
        assert beside([1.0], [1.0], {"own": answer}) == answer


def test_a_yardstick_that_fails_is_our_fault_and_costs_no_mark() -> None:
    found = beside([1.0], [1.0], {"theirs": Raised("E", "", None, None)})
    assert isinstance(found, NotMarked)


def test_a_broken_yardstick_leaves_the_part_unmarked(course: Course, tmp_path: Path) -> None:
    write_files(course.root, {"reference/yardsticks/y.py": "def y(x, large): return 1 / 0\n"})
    homework = write_files(tmp_path / "hw", {"m.py": YARDSTICK})
    report = grade(homework, course, runner=FakeRunner())
    assert part(report, "y").awarded is None
    assert verdicts(report) == {"y": "unmarked"}
