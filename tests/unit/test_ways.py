"""Another way to a part: the better counts, and what we failed at is not hidden by it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from grader import Course, CourseError, grade
from grader.model.answer import Answer, Job, NotMarked, Run
from grader.run.fake import FakeRunner
from tests.conftest import answered, one_problem, part, verdicts, write_files

PROBLEM = """\
sizes: [{n: 5}, {n: 3}]
inputs: {x: {normal: [n]}}
parts:
  - {function: forward, arguments: [x], returns: [a, h], marks: {a: 1, h: 2}}
  - {quantity: a}
  - {quantity: h}
"""
REFERENCE = """\
import numpy as np

def a(x): return 2 * x + 1

def h(a): return np.tanh(a)
"""
FORWARD = "def forward(x): return 2 * x + 1, np.tanh(2 * x + 1)\n"
A = "def a(x): return 2 * x + 1\n"
H = "def h(a): return np.tanh(a)\n"
WRONG = {
    FORWARD: "def forward(x): return 2 * x, 3 * np.tanh(2 * x)\n",
    A: "def a(x): return -x\n",
    H: "def h(a): return a\n",
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course in which both quantities can be had in two ways."""
    return one_problem(tmp_path, PROBLEM, REFERENCE)


@pytest.mark.parametrize(
    ("parts", "marks"),
    [
        ([FORWARD], (1, 2)),
        ([A, H], (1, 2)),
        ([FORWARD, A, H], (1, 2)),
        ([FORWARD, WRONG[A], WRONG[H]], (1, 2)),
        ([WRONG[FORWARD], A, H], (1, 2)),
        ([WRONG[FORWARD], H], (0, 2)),
        ([WRONG[FORWARD], A], (1, 0)),
        ([WRONG[FORWARD], WRONG[A], WRONG[H]], (0, 0)),
        ([WRONG[H]], (None, 0)),
        (["def forward(x): raise ValueError\n", A], (1, 0)),
        ([], (None, None)),
    ],
)
def test_the_better_of_two_ways_counts_and_only_once(
    parts: Sequence[str], marks: tuple[int | None, int | None], course: Course
) -> None:
    report = answered(course, "".join(["import numpy as np\n", *parts]))
    assert tuple(part(report, name).awarded for name in "ah") == marks
    assert report.marks.available == 3
    assert report.marks.awarded == sum(each or 0 for each in marks)
    assert [each.part for each in report.problems[0].parts] == ["a", "h"]


def test_the_way_that_counts_is_the_one_that_is_told(course: Course) -> None:
    both = "import numpy as np\n" + WRONG[FORWARD] + H
    report = answered(course, both)
    assert part(report, "h").function == "h"
    assert part(report, "a").function == "forward"


def test_what_follows_counts_as_much_as_what_is_right(course: Course) -> None:
    source = "import numpy as np\ndef forward(x): return 2 * x, np.tanh(2 * x)\n" + WRONG[H]
    assert verdicts(answered(course, source)) == {"a": "wrong", "h": "followed"}


class Failing(FakeRunner):
    """Runs trusted code, but fails at one function."""

    def __init__(self, function: str) -> None:
        self._function = function

    def run(self, jobs: Sequence[Job]) -> Run:
        run = super().run(jobs)
        files = []
        for file in run.files:
            answers: dict[tuple[str, str], tuple[Answer, ...]] = {
                key: (NotMarked("it was lost"),) * len(each) if key[1] == self._function else each
                for key, each in file.answers.items()
            }
            files.append(replace(file, answers=answers))
        return replace(run, files=tuple(files))


@pytest.mark.parametrize(
    ("failing", "parts", "expected"),
    [
        ("forward", [FORWARD, A, H], ("right", "right")),
        ("forward", [FORWARD, A, WRONG[H]], ("right", "unmarked")),
        ("forward", [FORWARD, A], ("right", "unmarked")),
        ("h", [FORWARD, H], ("right", "right")),
        ("h", [WRONG[FORWARD], H], ("wrong", "unmarked")),
    ],
)
def test_our_failure_in_one_way_is_hidden_only_by_full_marks_in_the_other(
    failing: str, parts: Sequence[str], expected: tuple[str, str], course: Course, tmp_path: Path
) -> None:
    source = "".join(["import numpy as np\n", *parts])
    folder = write_files(tmp_path / "s", {"m.py": source})
    found = verdicts(grade(folder, course, runner=Failing(failing)))
    assert (found["a"], found["h"]) == expected


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{quantity: a}", "{quantity: a, marks: 1}", "a is asked for twice with marks"),
        ("marks: {a: 1, h: 2}", "marks: {a: 1}", "h has no marks, here or in another part"),
        ("{quantity: h}", "{quantity: a}", "a is asked for twice"),
    ],
)
def test_marks_stand_in_exactly_one_place(old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        answered(one_problem(tmp_path, PROBLEM.replace(old, new), REFERENCE), FORWARD)
    assert message in str(caught.value)
