"""Which problems are set together, and what can be wrong with the file that says so."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from grader import CourseError, Report, UsageError, find_course, grade
from grader.load.assignments import (
    find_assignment,
    find_problem_or_assignment,
    read_assignments,
)
from grader.model.course import Assignment, Course
from grader.model.report import Marks
from grader.report.formats import FORMATS
from grader.run.fake import FakeRunner
from tests.conftest import Files, write_files

PROBLEM = """\
problem: {name}
title: {name}
statement: Do it.
reference: r
sizes: [n]
inputs: {{x: {{normal: [n]}}}}
parts: [{{function: {name}, arguments: [x], returns: y, marks: 1}}]
"""
SETS = """\
assignments:
  - assignment: sheet_1
    title: The first sheet
    source: A book
    problems: [second, first]
  - assignment: sheet_2
    title: The second sheet
    problems: [first]
"""


def course(tmp_path: Path, sets: str | bytes | None = SETS) -> Course:
    """Write a course of two problems and its assignments."""
    files: dict[str, str | bytes] = {
        f"problems/m/{name}.yaml": PROBLEM.format(name=name) for name in ("first", "second")
    }
    files["reference/r.py"] = "def y(x):\n    return 2 * x\n"
    if sets is not None:
        files["assignments.yaml"] = sets
    return find_course(write_files(tmp_path / "course", files))


def faults(tmp_path: Path, sets: str | bytes) -> list[str]:
    """Return the faults of a file of assignments, without the path."""
    found = course(tmp_path, sets)
    with pytest.raises(CourseError) as caught:
        read_assignments(found)
    return [str(each).partition("assignments.yaml:")[2] for each in caught.value.faults]


def test_assignments_are_read_in_order(tmp_path: Path) -> None:
    assert list(read_assignments(course(tmp_path)).values()) == [
        Assignment("sheet_1", "The first sheet", "A book", ("second", "first")),
        Assignment("sheet_2", "The second sheet", None, ("first",)),
    ]


def test_a_course_needs_none(tmp_path: Path) -> None:
    without = course(tmp_path, sets=None)
    assert read_assignments(without) == {}
    with pytest.raises(UsageError, match=r"no assignment sheet_1; .* no assignments\.yaml"):
        find_assignment(without, "sheet_1")


@pytest.mark.parametrize(
    ("sets", "fault"),
    [
        (SETS.replace("[first]", "[frist]"), "8: there is no problem frist; did you mean first?"),
        (SETS.replace("[first]", "[first, first]"), "8: first stands in sheet_2 a second time"),
        (SETS.replace("[first]", "[]"), "8: assignments[1].problems: it is empty"),
        (SETS.replace("sheet_2", "sheet_1"), "6: the assignment sheet_1 stands here a second"),
        (SETS.replace("sheet_2", "first"), "6: there is a problem of the name first"),
        (SETS.replace("sheet_2", "sheet 2"), "6: assignments[1].assignment: found"),
        (SETS.replace("    source: A book\n", "    sorce: A book\n"), "4: unknown key sorce; did"),
        (SETS.replace("    title: The first sheet\n", ""), "2: assignments[0]: the key title is"),
        (SETS.replace("[first]", "first"), "8: assignments[1].problems: found"),
        (SETS.replace("[first]", "[1]"), "8: assignments[1].problems[0]: found 1"),
        ("assignments: []\n", "1: assignments: it is empty"),
        ("- first\n", "1: the file: found a list"),
        ("", "1: the file is empty"),
        (b"\xff", "1: not UTF-8"),
        ("assignments: &a []\n", "1: anchors"),
    ],
)
def test_every_fault_has_its_line(tmp_path: Path, sets: str | bytes, fault: str) -> None:
    assert any(each.startswith(fault) for each in faults(tmp_path, sets)), faults(tmp_path, sets)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    sets = SETS.replace("[first]", "[frist]").replace("[second, first]", "[secund, secund]")
    assert len(faults(tmp_path, sets)) == 3


def test_unknown_names_get_a_hint(tmp_path: Path) -> None:
    own = course(tmp_path)
    with pytest.raises(UsageError, match="no assignment sheet1; did you mean sheet_1"):
        find_assignment(own, "sheet1")
    with pytest.raises(UsageError, match="no problem or assignment secnd; did you mean second"):
        find_problem_or_assignment(own, "secnd")
    assert find_problem_or_assignment(own, "second") == "second"
    assert find_problem_or_assignment(own, "sheet_2") == find_assignment(own, "sheet_2")


def test_all_problems_of_an_assignment_are_marked(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"m.py": "def first(x): return 2 * x\n"})
    own = course(tmp_path)
    report = grade(folder, own, assignment="sheet_1", runner=FakeRunner())
    assert [each.problem for each in report.problems] == ["second", "first"]
    assert report.assignment == "sheet_1"
    assert report.marks == Marks(Fraction(1), Fraction(2))
    assert "sheet_1, seed 0" in FORMATS["terminal"](report).splitlines()[0]
    assert json.loads(FORMATS["json"](report))["assignment"] == "sheet_1"


def test_what_was_not_handed_in_is_not_attempted(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"other.py": ""})
    report = grade(folder, course(tmp_path), assignment="sheet_2", runner=FakeRunner())
    assert [str(part.state) for part in report.problems[0].parts] == ["not_attempted"]


def test_an_assignment_and_problems_exclude_each_other(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"m.py": ""})
    with pytest.raises(UsageError, match="--assignment or --problem"):
        grade(folder, course(tmp_path), assignment="sheet_2", problems=["first"])


def test_a_report_without_one_says_so(marked_here: Callable[[Files], Report]) -> None:
    assert marked_here({"affine.py": ""}).assignment is None


def test_every_problem_of_the_built_in_course_is_set() -> None:
    built_in = find_course()
    sets = read_assignments(built_in)
    assert list(sets) == [
        "deep_learning_part_one",
        "feedforward_networks",
        "csci_ga_2572_homework_1",
        "assignment_1",
        "ds_ga_1008_homework_1",
    ]
    assert {name for each in sets.values() for name in each.problems} == set(built_in.problem_files)
