"""Marks as one number: one part with the name of the function, whose quantities share them."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from grader import Course, CourseError, Report, find_course, grade
from grader.load.problem import read_problem
from grader.model.judgement import Verdict
from grader.model.report import State
from grader.moderate import enter
from grader.report.course import write_list, write_list_as_json, write_statement
from grader.report.json import write_json
from grader.report.terminal import write_terminal
from grader.run.fake import FakeRunner
from grader.together import as_one
from tests.conftest import answered, feedback, one_problem, part, write_files

PROBLEM = """\
sizes: [{n: 5}, {n: 3}]
inputs: {x: {normal: [n]}, g: {upstream: [n]}}
parts:
  - {function: back, arguments: [x, g], returns: [h, dh, dx], marks: 4}
  - {quantity: loss, marks: 1}
misconceptions: {twice: It is doubled. Why?, square_kept: The derivative is missing. Where is it?}
"""
REFERENCE = """\
import numpy as np

def h(x): return 2 * x + 1

def dh(g, h): return g * np.cosh(h)

def dx(dh, x): return 2 * dh + x

def loss(x): return (x**2).sum()
"""
MISTAKES = """\
def dh__twice(right): return 2 * right

def h__square_kept(x): return x**2
"""
RIGHT = """\
import numpy as np

def back(x, g):
    h = 2 * x + 1
    dh = g * np.cosh(h)
    return h, dh, 2 * dh + x

def loss(x): return x @ x
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course with a function that is marked as one part."""
    return one_problem(tmp_path, PROBLEM, REFERENCE, MISTAKES)


def names(report: Report) -> list[str]:
    """Return the names of all parts."""
    return [each.part for problem in report.problems for each in problem.parts]


def test_the_part_has_the_name_of_the_function_and_all_its_marks(course: Course) -> None:
    report = answered(course, RIGHT)
    assert names(report) == ["back", "loss"]
    back = part(report, "back")
    assert (back.function, back.state, back.verdict) == ("back", State.AWARDED, Verdict.RIGHT)
    assert back.awarded == back.available == 4
    assert feedback(report, "back") == " "
    assert report.marks.available == 5
    assert len({case.case for case in back.cases}) == len(back.cases)


def test_each_quantity_has_its_share_of_the_marks(course: Course) -> None:
    back = part(answered(course, RIGHT.replace("2 * dh + x", "dh + x")), "back")
    assert (back.awarded, back.verdict) == (Fraction(8, 3), Verdict.WRONG)
    assert [str(case.verdict) for case in back.cases[:2]] == ["wrong", "wrong"]


def test_what_follows_from_a_mistake_keeps_its_share(course: Course) -> None:
    report = answered(course, RIGHT.replace("g * np.cosh(h)", "2 * g * np.cosh(h)"))
    assert part(report, "back").awarded == Fraction(8, 3)
    said = part(report, "back").feedback
    assert said.wrong.startswith("dh: It is doubled.")
    assert "dx" not in said.wrong
    assert said.advice == "Why?"


def test_feedback_says_which_quantity_is_meant(course: Course) -> None:
    source = RIGHT.replace("return h, dh, 2 * dh + x", "return h, None, x - g")
    said = part(answered(course, source), "back").feedback
    assert said.wrong.startswith("dh: The function returned None, as a whole or for dh.")
    assert said.wrong.endswith("Not right either: dx.")
    assert not said.wrong.startswith("h")


def test_what_is_said_of_all_quantities_is_said_once_and_without_their_names(
    course: Course,
) -> None:
    report = answered(course, RIGHT.replace("h = 2 * x + 1", "h = 1 / 0"))
    said = part(report, "back").feedback.wrong
    assert part(report, "back").verdict == "raised"
    assert said.count("ZeroDivisionError") == 1
    assert said.startswith("ZeroDivisionError")


def test_a_mistake_that_fails_comes_before_a_note_on_what_is_right(course: Course) -> None:
    """All three are noted to change their argument; only one of them is wrong."""
    changing = RIGHT.replace(
        "    h = 2 * x + 1", "    h = 2 * x + 1\n    g += 0 * g + 1\n    g -= 1"
    )
    changing = changing.replace("    return h, dh", "    x += 1\n    return h, dh")
    said = part(answered(course, changing), "back").feedback
    assert said.wrong.startswith("dx: ")
    assert "changes its argument x" in said.wrong
    assert "Right, but" not in said.wrong
    only_noted = RIGHT.replace(
        "    return", "    x *= 1.5\n    x /= 1.5\n    x += 1e-3\n    return"
    )
    only_noted = only_noted.replace("2 * dh + x", "2 * dh + (x - 1e-3)")
    note = part(answered(course, only_noted), "back")
    assert note.awarded == 4
    assert note.feedback.wrong.startswith("Right, but the function changes its argument x")


def test_a_function_that_is_not_there_was_not_attempted_and_nothing_is_mixed(
    course: Course,
) -> None:
    report = answered(course, RIGHT.replace("def back", "def backk"))
    back = part(report, "back")
    assert (back.state, back.awarded) == (State.NOT_ATTEMPTED, None)
    assert back.available == 4
    assert back.verdict is Verdict.NOT_ATTEMPTED
    assert feedback(report, "back") == "There is no function back in m.py. "
    assert part(report, "loss").awarded == 1


def test_a_quantity_that_could_not_be_marked_makes_the_whole_unmarked(course: Course) -> None:
    """Nobody is to read a number of marks into what our own failure left of a part."""
    wholes = [
        [part(answered(course, RIGHT), "back")],
        [part(answered(course, RIGHT.replace("def back", "def b")), "back")],
    ]
    (right,), (missing,) = wholes
    unmarked = replace(right, state=State.UNMARKED, awarded=None, verdict=Verdict.UNMARKED)
    for others in ([right], [missing], [right, missing]):
        together = as_one("back", [*others, unmarked])
        assert (together.state, together.awarded) == (State.UNMARKED, None)
        assert together.verdict is Verdict.UNMARKED
    assert as_one("back", [missing, missing]).state is State.NOT_ATTEMPTED
    mixed = as_one("back", [right, missing])
    assert (mixed.state, mixed.awarded) == (State.AWARDED, Fraction(4))
    assert mixed.available == 8


def test_a_quantity_that_cannot_be_assessed_earns_nothing_beside_what_does(
    course: Course,
) -> None:
    source = RIGHT.replace("return h, dh", "return h, dh * float('nan')")
    back = part(answered(course, source.replace("2 * dh + x", "3 * dh")), "back")
    assert (back.state, back.awarded, back.verdict) == (
        State.AWARDED,
        Fraction(4, 3),
        Verdict.NOT_FINITE,
    )
    assert "Not right either: dx." in back.feedback.wrong


def test_lists_and_statements_show_the_part_and_its_marks(course: Course) -> None:
    problem = read_problem(course.root, course.problem_files["p"])
    assert "back(x, g) -> h, dh, dx" in write_list([problem])
    shown = json.loads(write_list_as_json([problem]))["problems"][0]
    assert shown["marks"] == 5
    assert shown["functions"][0]["parts"] == {"back": 4}
    statement = write_statement(problem)
    assert "      back: 4 marks\n" in statement
    assert "dh: " not in statement


def test_reports_name_the_part_once(course: Course) -> None:
    report = answered(course, RIGHT.replace("2 * dh + x", "dh + x"))
    shown = json.loads(write_json(report))["problems"][0]["parts"]
    assert [each["part"] for each in shown] == ["back", "loss"]
    assert (shown[0]["function"], shown[0]["available"]) == ("back", 4)
    text = write_terminal(report)
    assert "2.67/4" in text or "8/3" in text
    assert "dx: " in text


def test_a_person_can_enter_a_mark_for_the_whole(course: Course, tmp_path: Path) -> None:
    source = RIGHT.replace("2 * dh + x", "dh + x")
    homework = write_files(tmp_path / "hw", {"m.py": source})
    records = tmp_path / "records.json"
    entered = enter(homework, course, records, "p", "back", "3.5", "Ada", "nearly all of it")
    assert (entered.part, entered.awarded) == ("back", Fraction(7, 2))
    report = grade(homework, course, runner=FakeRunner(), records=records)
    assert part(report, "back") == entered
    assert report.marks.awarded == Fraction(9, 2)
    assert not report.notes
    write_files(homework, {"m.py": source + "\n# changed\n"})
    changed = grade(homework, course, runner=FakeRunner(), records=records)
    assert part(changed, "back").awarded == Fraction(8, 3)
    assert any("it has changed since" in note for note in changed.notes)


ANOTHER_WAY = PROBLEM.replace("  - {quantity: loss", "  - {quantity: h}\n  - {quantity: loss")


def test_a_better_way_to_one_quantity_counts_within_the_whole(tmp_path: Path) -> None:
    course = one_problem(tmp_path, ANOTHER_WAY, REFERENCE, MISTAKES)
    wrong = RIGHT.replace("return h, dh, ", "return -h, dh, ")
    assert part(answered(course, wrong), "back").awarded == Fraction(8, 3)
    report = answered(course, wrong + "\ndef h(x): return 2 * x + 1\n")
    assert names(report) == ["back", "loss"]
    assert (part(report, "back").awarded, part(report, "back").function) == (Fraction(4), "back")


def test_a_driver_makes_one_part_of_a_single_quantity(tmp_path: Path) -> None:
    problem = PROBLEM.replace(
        "{function: back, arguments: [x, g], returns: [h, dh, dx], marks: 4}",
        "{driver: run, uses: [Net], arguments: [x], returns: h, marks: 3}",
    ).replace(", square_kept: The derivative is missing. Where is it?", "")
    course = one_problem(tmp_path, problem.replace("misconceptions", "# "), REFERENCE)
    driver = {"reference/drivers/r.py": "def run(student, x):\n    return student.Net()(x)\n"}
    write_files(course.root, driver)
    source = "class Net:\n    def __call__(self, x): return 2 * x + 1\n"
    report = answered(find_course(course.root), source)
    assert names(report) == ["run", "loss"]
    assert part(report, "run").awarded == 3


@pytest.mark.parametrize("marks", ["4", "{each: 1}"])
def test_two_parts_have_two_names(marks: str, tmp_path: Path) -> None:
    problem = PROBLEM.replace("function: back", "function: loss").replace(
        "marks: 4", f"marks: {marks}"
    )
    problem = problem.replace(
        "{quantity: loss, marks", "{function: f, arguments: [x], returns: loss, marks"
    )
    course = one_problem(tmp_path, problem, REFERENCE, MISTAKES)
    if marks == "4":
        with pytest.raises(CourseError, match=r"p.yaml:8: parts: loss would name two parts"):
            read_problem(course.root, course.problem_files["p"])
    else:
        read_problem(course.root, course.problem_files["p"])
