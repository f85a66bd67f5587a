"""How a course is marked: ``course.yaml``, what may be wrong with it, and what goes before it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import Course, CourseError, find_course, grade
from grader.load.settings import read_settings
from grader.model.course import Settings
from grader.model.report import Detail
from grader.run.fake import FakeRunner
from tests.conftest import ROOT, Files, command, one_problem, write_files

SCHEMA: dict[str, Any] = json.loads((ROOT / "grader/load/course.schema.json").read_text())
PROBLEM = """\
sizes: [n]
inputs: {x: {normal: [n]}}
parts: [{function: f, arguments: [x], returns: y, marks: 1}]
"""
WRONG = "def f(x): return 3 * x\n"


def course(folder: Path, settings: str | bytes | None = None) -> Course:
    """Write a course of one problem; with settings, if there are any."""
    made = one_problem(folder, PROBLEM, "def y(x): return 2 * x\n")
    if settings is not None:
        write_files(made.root, {"course.yaml": settings})
    return made


def faults(folder: Path, settings: str | bytes) -> list[str]:
    """Return what is wrong with some settings, without the folder."""
    made = course(folder, settings)
    with pytest.raises(CourseError) as caught:
        read_settings(made)
    return [str(fault).removeprefix(f"{made.root}/") for fault in caught.value.faults]


def test_without_the_file_a_course_is_marked_the_usual_way(tmp_path: Path) -> None:
    assert read_settings(course(tmp_path)) == Settings()
    assert read_settings(find_course()) == Settings()
    assert Settings() == Settings(feedback="hints", hidden_cases=False)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("feedback: marks\n", Settings("marks")),
        ("hidden_cases: true\n", Settings(hidden_cases=True)),
        ("hidden_cases: false\nfeedback: full\n", Settings("full")),
        ("# As in the first week.\n\nfeedback: 'verdicts'\r\n", Settings("verdicts")),
        ("\ufefffeedback: hints\n", Settings()),
        ("{}\n", Settings()),
    ],
)
def test_the_file_says_how_much_reports_say_and_whether_there_are_hidden_cases(
    text: str, settings: Settings, tmp_path: Path
) -> None:
    assert read_settings(course(tmp_path, text)) == settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feedback: hint\n", 'course.yaml:1: feedback: found "hint"; did you mean hints?'),
        ("feedback: [full]\n", "course.yaml:1: feedback: found a list; did you mean full?"),
        ("\nfeedback:\n", "course.yaml:2: feedback: found null; there are "),
        ("hidden_cases: yes\n", 'course.yaml:1: hidden_cases: found "yes", allowed is true or'),
        ("a: 1\nfeedbak: full\n", "course.yaml:1: unknown key a"),
        ("feedback: full\nfeedbak: full\n", "course.yaml:2: unknown key feedbak; did you mean fee"),
        ("feedback: full\nfeedback: marks\n", "course.yaml:2: the key feedback stands here a sec"),
        ("- feedback\n", "course.yaml:1: the file: found a list, allowed is a mapping"),
        ("", "course.yaml:1: the file is empty; a mapping was expected"),
        ("feedback: &a full\n", "course.yaml:1: anchors and aliases"),
        ("feedback:\n\tfull\n", "course.yaml:2: a tab indents this line"),
        (b"feedback: \xff\n", "course.yaml:1: not UTF-8 text; save the file as UTF-8"),
    ],
)
def test_a_fault_has_its_line_and_says_what_was_found(
    text: str | bytes, said: str, tmp_path: Path
) -> None:
    assert faults(tmp_path, text)[0].startswith(said)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, "feedback: loud\nhidden_cases: 3\nsecret: here\n")
    assert [each.partition(": ")[0] for each in found] == [f"course.yaml:{n}" for n in (1, 2, 3)]


def test_a_folder_of_that_name_is_a_fault(tmp_path: Path) -> None:
    made = course(tmp_path)
    (made.root / "course.yaml").mkdir()
    with pytest.raises(CourseError, match=r"course.yaml:1: cannot be read: Is a directory"):
        read_settings(made)


def test_the_schema_is_one_and_knows_the_levels() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["feedback"]["enum"] == [str(each) for each in Detail]
    assert list(SCHEMA["properties"]) == list(Settings.__dataclass_fields__)


def test_where_there_are_hidden_cases_a_report_without_them_says_so(
    tmp_path: Path, hand_in: Callable[[Files], Path]
) -> None:
    folder = hand_in({"m.py": WRONG})
    made = course(tmp_path, "hidden_cases: true\n")
    without = grade(folder, made, runner=FakeRunner())
    assert without.notes[0].startswith("These marks are for the public cases. There are hidden ")
    beside = grade(folder, made, runner=FakeRunner(), secret=b"a secret of a course")
    assert not any("public cases" in note for note in beside.notes)
    write_files(made.root, {"course.yaml": "hidden_cases: false\n"})
    assert grade(folder, made, runner=FakeRunner()).notes == ()


def test_from_python_a_report_is_full_whatever_the_course_says(
    tmp_path: Path, hand_in: Callable[[Files], Path]
) -> None:
    """Who has the report may say as much of it as they like."""
    report = grade(
        hand_in({"m.py": WRONG}), course(tmp_path, "feedback: marks\n"), runner=FakeRunner()
    )
    assert report.detail is Detail.FULL
    assert report.problems[0].parts[0].feedback.wrong


# --- on the command line ---


def detail(*arguments: str | Path) -> str:
    """Return how much the command says that it says."""
    ended = command(*arguments, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    found: str = json.loads(ended.stdout)["detail"]
    return found


def test_the_option_goes_before_the_course_and_the_course_before_hints(
    tmp_path: Path, hand_in: Callable[[Files], Path]
) -> None:
    folder = hand_in({"m.py": WRONG})
    made = course(tmp_path)
    assert detail(folder, "--course", made.root) == "hints"
    write_files(made.root, {"course.yaml": "feedback: marks\n"})
    assert detail(folder, "--course", made.root) == "marks"
    assert detail(folder, "--course", made.root, "--feedback", "full") == "full"


def test_a_report_with_marks_alone_still_fails_a_build(
    tmp_path: Path, hand_in: Callable[[Files], Path]
) -> None:
    made = course(tmp_path, "feedback: marks\n")
    ended = command(hand_in({"m.py": WRONG}), "--course", made.root, "--fail-under", "60")
    assert ended.returncode == 1
    assert "This report gives marks alone" in ended.stdout
    assert "entries" not in ended.stdout
    assert "0 / 1" in ended.stdout


def test_a_faulty_file_is_one_line_and_marks_nothing(
    tmp_path: Path, hand_in: Callable[[Files], Path]
) -> None:
    made = course(tmp_path, "hidden_cases: false\nfeedback: loud\n")
    for more in ((), ("--feedback", "full")):
        ended = command(hand_in({"m.py": WRONG}), "--course", made.root, *more)
        assert ended.returncode == 2
        assert ended.stdout == ""
        assert ended.stderr.startswith(f'grade: {made.root}/course.yaml:2: feedback: found "loud"')
        assert ended.stderr.count("\n") == 1


def test_a_level_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    ended = command(tmp_path, "--feedback", "loud")
    assert ended.returncode == 2
    assert all(f"'{each}'" in ended.stderr for each in Detail)
