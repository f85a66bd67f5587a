"""Gradescope's results: exact totals, plain text, and no mark that is lost silently."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from grader.model.judgement import Verdict
from grader.model.report import Report
from grader.report.gradescope import write_gradescope
from tests.formats.reports import every_verdict, hostile, part_of, problem_of, report_of, texts
from tests.formats.rules import check_format


def read(report: Report) -> Any:
    return json.loads(write_gradescope(report))


def test_marks_are_decimals_and_the_total_is_exact() -> None:
    thirds = tuple(part_of(Verdict.UNSTABLE, f"q{each}") for each in range(3))
    found = read(report_of((problem_of(thirds),)))
    assert [each["score"] for each in found["tests"]] == [0.666667] * 3
    assert found["score"] == 2
    assert found["extra_data"]["available"] == "4"


def test_right_passes_and_all_else_does_not() -> None:
    tests = {each["name"]: each for each in read(every_verdict())["tests"][: len(Verdict)]}
    passed = [name for name, each in tests.items() if each["status"] == "passed"]
    assert [name.rpartition(" ")[2] for name in passed] == ["part_right", "part_followed"]


@pytest.mark.parametrize(
    ("verdict", "words", "above"),
    [
        (Verdict.AWAITING, "awaits a mark, which is not in the total yet", "await a person's"),
        (Verdict.UNMARKED, "could not be marked: a person must look", "through no fault of yours"),
    ],
)
def test_marks_that_are_open_are_named(verdict: Verdict, words: str, above: str) -> None:
    found = read(report_of((problem_of((part_of(verdict),)),)))
    assert found["tests"][0]["name"].endswith(f"({words})")
    assert found["tests"][0].get("score") == (0 if verdict is Verdict.AWAITING else None)
    assert found["tests"][0]["max_score"] == float(round(Fraction(4, 3), 6))
    assert (
        f"4/3 of the marks {'' if above[0] == 'a' else 'could not be marked, '}{above}"
        in (found["output"])
    )


def test_where_something_could_not_be_marked_nothing_is_a_score() -> None:
    found = read(report_of((problem_of((part_of(Verdict.RIGHT), part_of(Verdict.UNMARKED))),)))
    assert "score" not in found
    assert not any("score" in each for each in found["tests"])
    assert "No score is given" in found["output"].splitlines()[0]


def test_nothing_a_student_writes_is_markup() -> None:
    found = read(hostile("<script>alert(1)</script>"))
    assert "<script>" in found["tests"][0]["output"]
    assert found["test_output_format"] == "text"


@settings(deadline=None)
@given(texts)
def test_no_text_breaks_it(text: str) -> None:
    check_format("gradescope", write_gradescope(hostile(text)))
