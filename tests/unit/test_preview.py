"""A preview shows what students read, and the report on a mistake that the author knows."""

from dataclasses import replace

import pytest

from grader import find_course
from grader.authoring.preview import preview
from grader.load.course import find_problem
from grader.load.problem import read_problem
from grader.model.course import Problem
from grader.model.judgement import Verdict
from grader.report.preview import write_preview
from tests.formats.html_rules import check_html

WITHOUT_A_MISTAKE = {
    "conceptual_answers",
    "hinge_meaning",
    "output_and_loss",
    "shape_audit",
    "training_step",
}
"""Answered in words alone: there the hints belong to options."""


def problem_called(name: str) -> Problem:
    course = find_course()
    return read_problem(course.root, find_problem(course, name))


@pytest.mark.parametrize("name", sorted(find_course().problem_files))
def test_every_problem_has_a_page_with_a_report_on_a_known_mistake(name: str) -> None:
    shown = preview(problem_called(name))
    check_html(write_preview(shown))
    (sample,) = shown.sample.problems
    named = {part.diagnosis.name for part in sample.parts if part.diagnosis is not None}
    if name in WITHOUT_A_MISTAKE:
        assert shown.mistake is None
        assert {part.verdict for part in sample.parts} == {Verdict.NOT_ATTEMPTED}
    else:
        assert shown.mistake in named
        assert sample.marks.awarded < sample.marks.available


def test_a_page_has_the_statement_the_hints_and_the_sample() -> None:
    page = write_preview(preview(problem_called("softmax_jacobian")))
    assert "Jacobian of the softmax" in page
    assert "<math" in page
    assert "softmax_jacobian(z)" in page
    assert "Do the rows add up to 0, as they must if" in page
    assert "16 of 25 entries of softmax_jacobian are off" in page


def test_a_page_tells_no_rubric_and_no_right_option() -> None:
    words = problem_called("conceptual_answers")
    page = write_preview(preview(words))
    rubrics = [line for asked in words.words for line in getattr(asked, "rubric", ())]
    assert rubrics
    assert not any(line in page for line in rubrics)


def test_the_same_seed_gives_the_same_page() -> None:
    problem = problem_called("hinge")
    assert write_preview(preview(problem, 3)) == write_preview(preview(problem, 3))


def test_without_a_declared_mistake_nothing_was_attempted() -> None:
    shown = preview(replace(problem_called("softmax_vjp"), misconceptions={}))
    assert shown.mistake is None
    assert "None is declared" in write_preview(shown)
