"""Workflow commands: beside the right line, the weightiest first, and every one of them ours."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model.judgement import Verdict
from grader.model.report import Feedback, Place, Report
from grader.report.formats import Occasion
from grader.report.github import command, write_github
from tests.formats.reports import every_verdict, hostile, part_of, problem_of, report_of, texts
from tests.formats.rules import check_format, commands


def one(verdict: Verdict, place: Place | None = None) -> Report:
    return report_of((problem_of((replace(part_of(verdict), place=place),)),))


def where(path: str, file: str, variables: Mapping[str, str] | None = None) -> str | None:
    report = one(Verdict.WRONG, Place(file, 3))
    text = write_github(report, Occasion(path, variables or {}))
    return commands(text)[0].properties.get("file")


@pytest.mark.parametrize(
    ("verdict", "levels"),
    [
        (Verdict.RIGHT, []),
        (Verdict.FOLLOWED, ["notice"]),
        (Verdict.APPROXIMATE, ["warning"]),
        (Verdict.UNSTABLE, ["warning"]),
        (Verdict.WRONG, ["error"]),
        (Verdict.TIMED_OUT, ["error"]),
        (Verdict.NOT_ATTEMPTED, ["notice"]),
        (Verdict.NOT_ASSESSABLE, ["notice"]),
        (Verdict.AWAITING, ["notice"]),
        (Verdict.UNMARKED, ["warning"]),
    ],
)
def test_the_level_follows_the_mark(verdict: Verdict, levels: list[str]) -> None:
    assert [each.name for each in commands(write_github(one(verdict)))[:-1]] == levels


def test_it_points_at_the_line() -> None:
    report = one(Verdict.WRONG, Place("softmax.py", 12))
    assert write_github(report, Occasion("hw")).splitlines() == [
        (
            "::error file=hw/softmax.py,line=12,title=softmax part_wrong%3A 0 / 4/3%3A wrong"
            "::The rows do not sum to 1.%0ATry: Divide by the sum of each row."
        ),
        "::notice title=Marks::0 / 4/3",
    ]


def test_without_a_line_or_a_place_it_points_at_none() -> None:
    assert commands(write_github(one(Verdict.WRONG, Place("a.ipynb", None))))[0].properties == {
        "file": "a.ipynb",
        "title": "softmax part_wrong: 0 / 4/3: wrong",
    }
    assert "file" not in commands(write_github(one(Verdict.WRONG)))[0].properties


@pytest.mark.parametrize(
    ("path", "file", "found"),
    [
        (".", "softmax.py", "softmax.py"),
        ("./hw/", "softmax.py", "hw/softmax.py"),
        ("hw", "src/softmax.py", "hw/src/softmax.py"),
        ("hw/softmax.py", "softmax.py", "hw/softmax.py"),
        ("hw.zip", "softmax.py", None),
        ("HW.ZIP", "softmax.py", None),
        ("/home/alice/hw", "softmax.py", None),
        ("../hw", "softmax.py", None),
        ("hw", "/etc/passwd", None),
        ("hw", "../../x.py", None),
    ],
)
def test_the_file_is_found_from_the_root_of_the_repository(
    path: str, file: str, found: str | None
) -> None:
    assert where(path, file) == found


def test_an_absolute_path_is_found_in_the_workspace() -> None:
    variables = {"GITHUB_WORKSPACE": "/runner/work"}
    assert where("/runner/work/hw", "softmax.py", variables) == "hw/softmax.py"
    assert where("/elsewhere/hw", "softmax.py", variables) is None


def test_the_most_marks_come_first() -> None:
    parts = tuple(
        replace(part_of(Verdict.WRONG, f"q{each}"), available=Fraction(each)) for each in (1, 3, 2)
    )
    found = commands(write_github(report_of((problem_of(parts),))))
    assert [each.properties["title"].split(":")[0] for each in found[:3]] == [
        "softmax q3",
        "softmax q2",
        "softmax q1",
    ]


def test_what_was_not_attempted_is_one_notice_for_a_problem() -> None:
    parts = tuple(part_of(Verdict.NOT_ATTEMPTED, f"q{each}") for each in range(4))
    found = commands(write_github(report_of((problem_of(parts),))))
    assert [each.message for each in found] == [
        "q0, q1, q2, q3: 16/3 of the marks.",
        "0 / 16/3",
    ]


def test_the_marks_are_shown_however_many_notices_there_are() -> None:
    problems = tuple(problem_of((part_of(Verdict.AWAITING),), f"p{each}") for each in range(30))
    found = commands(write_github(report_of(problems)))
    assert len(found) == 10
    assert found[-2].properties["title"] == "22 further notes"
    assert found[-1].message == "0 / 40, 40 awaited"


def test_no_student_starts_a_command() -> None:
    text = write_github(hostile("x\n::set-output name=x::y\r::error::z"))
    assert {each.name for each in commands(text)} <= {"error", "warning", "notice"}
    assert "\n::set-output" not in text


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), texts)
def test_its_reader_gets_back_what_was_written(values: list[str], message: str) -> None:
    properties = {f"k{index}": value for index, value in enumerate(values) if value}
    line = command("notice", properties, message)
    assert line.count("\n") == 0
    (found,) = commands(f"{line}\n")
    assert (found.properties, found.message) == (properties, message)


@settings(deadline=None)
@given(texts)
def test_no_text_breaks_it(text: str) -> None:
    check_format("github", write_github(hostile(text), Occasion("hw")))


def test_a_note_on_what_is_right_is_a_notice() -> None:
    part = replace(part_of(Verdict.RIGHT), feedback=Feedback("Right, but slow.", ""))
    note, _ = commands(write_github(report_of((problem_of((part,)),))))
    assert (note.name, note.message) == ("notice", "Right, but slow.")


def test_every_verdict_is_told() -> None:
    told = {each.properties["title"] for each in commands(write_github(every_verdict()))}
    assert any("could not be marked" in title for title in told)
