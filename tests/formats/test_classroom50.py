"""Classroom 50's result: whole numbers that are comparable and add up, and what it asks for."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.model.judgement import Verdict
from grader.model.report import Report
from grader.report.classroom50 import write_classroom50
from grader.report.formats import Occasion
from tests.formats.reports import OCCASION, hostile, part_of, problem_of, report_of, texts
from tests.formats.rules import check_format


def read(report: Report, **variables: str) -> Any:
    occasion = Occasion(".", {**OCCASION.variables, **variables})
    return json.loads(write_classroom50(report, occasion))


def of_marks(*marks: tuple[Fraction, Fraction]) -> Report:
    parts = tuple(
        replace(part_of(Verdict.WRONG, f"q{index}"), awarded=awarded, available=available)
        for index, (awarded, available) in enumerate(marks)
    )
    return report_of((problem_of(parts),))


def test_a_mark_is_a_hundred_points() -> None:
    found = read(of_marks((Fraction(1, 2), Fraction(1)), (Fraction(3), Fraction(3))))
    assert [each["score"] for each in found["tests"]] == [50, 300]
    assert (found["score"], found["max-score"]) == (350, 400)


def test_a_third_is_rounded_and_the_exact_mark_is_beside_it() -> None:
    found = read(of_marks(*[(Fraction(1, 3), Fraction(1))] * 3))
    assert [each["score"] for each in found["tests"]] == [33, 33, 33]
    assert found["score"] == 99
    assert found["tests"][0]["marks"] == "1/3 / 1"
    assert found["tests"][0]["points-for-a-mark"] == 100


def test_what_the_environment_says_is_taken_over() -> None:
    found = read(report_of(()))
    assert found["datetime"] == "2026-06-01T14:32:05Z"
    assert (found["owner"], found["assignment_type"]) == ("alice", "individual")
    assert found["review"].endswith("0...a1b2c3d")
    assert read(report_of(()), REVIEW_URL="")["review"] == found["commit"]
    assert read(report_of(()), OWNER="", USERNAME="bob")["owner"] == "bob"
    assert read(report_of(()), ASSIGNMENT_TYPE="group")["assignment_type"] == "group"


@pytest.mark.parametrize(
    "name", ["CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"]
)
def test_a_variable_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=f"the variable {name} is not set") as raised:
        read(report_of(()), **{name: ""})
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"), [("SUBMISSION_TAG", "v1\n2"), ("ASSIGNMENT_TYPE", "exam\n")]
)
def test_a_variable_that_is_wrong_is_quoted(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"the variable {name} is '") as raised:
        read(report_of(()), **{name: value})
    assert "\n" not in str(raised.value)


def test_marks_that_are_open_are_named() -> None:
    parts = (part_of(Verdict.AWAITING), part_of(Verdict.UNMARKED))
    names = [each["test-name"] for each in read(report_of((problem_of(parts),)))["tests"]]
    assert names == [
        "softmax part_awaiting (awaits a mark)",
        "softmax part_unmarked (could not be marked)",
    ]


fractions = st.fractions(0, 10, max_denominator=1000)


@settings(deadline=None)
@given(st.lists(st.tuples(fractions, fractions).map(sorted), max_size=6))
def test_any_marks_add_up(marks: list[list[Fraction]]) -> None:
    report = of_marks(*((awarded, available) for awarded, available in marks))
    check_format("classroom50", write_classroom50(report, OCCASION))


@settings(deadline=None)
@given(texts)
def test_no_text_breaks_it(text: str) -> None:
    check_format("classroom50", write_classroom50(hostile(text), OCCASION))
