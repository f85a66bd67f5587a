"""JUnit XML: what passed, failed, went wrong or was skipped, and text that breaks no parser."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import junitparser
import pytest
from hypothesis import given, settings

from grader.detail import at_most
from grader.model.judgement import Verdict
from grader.model.report import Detail, Feedback, Report
from grader.report.junit import write_junit
from tests.formats.reports import every_verdict, hostile, part_of, problem_of, report_of, texts
from tests.formats.rules import check_format

PASSED = {Verdict.RIGHT, Verdict.FOLLOWED}
SKIPPED = {Verdict.NOT_ATTEMPTED, Verdict.NOT_ASSESSABLE, Verdict.AWAITING}
ERRORS = {Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.UNMARKED}


def case_of(report: Report, part: str) -> ET.Element:
    root = ET.fromstring(write_junit(report).encode())  # noqa: S314  (what we have just written)
    return next(each for each in root.iter("testcase") if each.attrib["name"] == part)


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_is_green_or_says_how_it_went(verdict: Verdict) -> None:
    case = case_of(every_verdict(), f"part_{verdict}")
    ways = [child.tag for child in case if child.tag != "system-out"]
    if verdict in PASSED:
        assert ways == []
    elif verdict in SKIPPED:
        assert ways == ["skipped"]
    else:
        assert ways == ["error" if verdict in ERRORS else "failure"]


def test_a_message_begins_with_the_marks() -> None:
    failure = case_of(every_verdict(), "part_unstable").find("failure")
    assert failure is not None
    assert failure.attrib["message"] == "2/3 / 4/3: unstable: The rows do not sum to 1."
    assert (failure.text or "").splitlines() == [
        "The rows do not sum to 1.",
        "Try: Divide by the sum of each row.",
        "n=5: The rows do not sum to 1.",
    ]


def test_where_there_are_marks_alone_they_decide() -> None:
    report = at_most(every_verdict(), Detail.MARKS)
    assert case_of(report, "part_right").find("failure") is None
    timed_out = case_of(report, "part_timed_out").find("failure")
    assert timed_out is not None
    assert timed_out.attrib == {"message": "0 / 4/3", "type": "awarded"}


def test_what_xml_has_no_character_for_is_shown_as_pytest_does() -> None:
    part = replace(part_of(Verdict.WRONG), feedback=Feedback("a\x00b\x1b\ufffe\ud800c", ""))
    failure = case_of(report_of((problem_of((part,)),)), part.part).find("failure")
    assert failure is not None
    assert "a#x00b#x1B#xFFFE#xD800c" in failure.attrib["message"]


def test_junitparser_counts_the_same() -> None:
    read = junitparser.JUnitXml.fromstring(write_junit(every_verdict()).encode())
    rest = len(Verdict) - len(PASSED) - len(SKIPPED) - len(ERRORS)
    assert (read.tests, read.failures) == (2 * len(Verdict), 2 * rest)
    assert (read.errors, read.skipped) == (2 * len(ERRORS), 2 * len(SKIPPED))


@settings(deadline=None)
@given(texts)
def test_no_text_breaks_it(text: str) -> None:
    check_format("junit", write_junit(hostile(text)))
