"""Reports: the same report gives the same text, and foreign text does no harm."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import Report
from grader.model.answer import Printed
from grader.model.course import CaseKind
from grader.model.diagnosis import Kind
from grader.model.judgement import Precision, Verdict
from grader.model.report import Feedback, Standing, State
from grader.model.submission import LeftOut
from grader.report.escape import escaped, escaped_line
from grader.report.formats import FORMATS
from grader.report.terminal import WIDTH, print_report, write_terminal
from grader.report.words import VERDICTS, number
from tests.conftest import ROOT, Files
from tests.formats.reports import OCCASION

SCHEMA: dict[str, Any] = json.loads((ROOT / "grader/report/report.schema.json").read_text())

SUBMISSION: Files = {
    "softmax.py": """\
import numpy as np

def softmax(z):
    e = np.exp(z)
    print("here", z.shape)
    return e / e.sum()

def softmax_rows(Z):
    return np.array([softmax(z) for z in Z]).T
""",
}

HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07 \u202eright-to-left\u2066 \r\n::error::x <script> [bold]b[/bold]"
)


@pytest.fixture
def report(marked_here: Callable[[Files], Report]) -> Report:
    """Return a report with something right, wrong and missing."""
    return marked_here(SUBMISSION)


@pytest.fixture
def hostile(report: Report) -> Report:
    """Return a report with hostile text wherever a student's text can be."""
    problem = report.problems[0]
    parts = tuple(replace(part, feedback=Feedback(HOSTILE * 3, HOSTILE)) for part in problem.parts)
    return replace(
        report,
        submission=HOSTILE,
        problems=(replace(problem, parts=parts),),
        notes=(HOSTILE,),
        left_out=(LeftOut(HOSTILE, "a link"),),
        output={HOSTILE: Printed(HOSTILE * 9, HOSTILE, cut=True)},
    )


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_text(name: str, report: Report) -> None:
    text = FORMATS[name](report, OCCASION)
    assert text == FORMATS[name](report, OCCASION)
    assert text.endswith("\n")
    assert "\r" not in text


def test_json_follows_its_schema(report: Report, hostile: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for each in (report, hostile):
        jsonschema.validate(json.loads(FORMATS["json"](each)), SCHEMA)


def test_marks_in_json_are_plain_numbers_and_null_where_there_is_none(report: Report) -> None:
    plain = json.loads(FORMATS["json"](report))
    problems = {each["problem"]: each["parts"] for each in plain["problems"]}
    first, second = problems["softmax"]
    assert (first["awarded"], first["available"], first["state"]) == (0.5, 1, "awarded")
    assert (second["awarded"], second["verdict"]) == (0, "wrong_shape")
    (missing,) = problems["softmax_jacobian"]
    assert (missing["awarded"], missing["state"]) == (None, "not_attempted")
    assert plain["marks"] == {"awarded": 0.5, "available": 21, "awaiting": 0}


def test_the_lists_of_verdicts_and_states_are_closed() -> None:
    definitions = SCHEMA["$defs"]
    part = definitions["part"]["properties"]
    cases = part["cases"]["items"]["properties"]
    chain = definitions["problem"]["properties"]["chains"]["items"]["properties"]
    link = chain["links"]["items"]["properties"]
    kinds = part["diagnosis"]["properties"]["kind"]["enum"]
    assert sorted(definitions["verdict"]["enum"]) == sorted(Verdict)
    assert list(VERDICTS) == list(Verdict)
    assert part["state"]["enum"] == [str(each) for each in State]
    assert part["precision"]["enum"] == [*map(str, Precision), None]
    assert cases["kind"]["enum"] == [str(each) for each in CaseKind]
    assert link["standing"]["enum"] == [str(each) for each in Standing]
    assert kinds == [str(each) for each in Kind]


def test_text_for_a_terminal_fits_it(report: Report, hostile: Report) -> None:
    for each in (report, hostile):
        assert max(map(len, write_terminal(each).splitlines())) <= WIDTH


def test_foreign_text_cannot_command_a_terminal(hostile: Report) -> None:
    text = write_terminal(hostile)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "\\x1b[31mred" in text


@given(st.text())
def test_escaped_text_has_nothing_unseen_in_it(text: str) -> None:
    assert all(each.isprintable() or each == "\n" for each in escaped(text))
    assert "\n" not in escaped_line(text)


class Stream(io.TextIOWrapper):
    """A stream that may be a terminal."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        """Return all that was written."""
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def test_colour_is_for_terminals_and_says_nothing_by_itself(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    terminal = Stream("utf-8", terminal=True)
    print_report(report, terminal)
    assert "\x1b[" in terminal.text()
    plain = Stream("utf-8", terminal=False)
    print_report(report, plain)
    assert plain.text() == write_terminal(report)


def test_no_color_is_obeyed(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Stream("utf-8", terminal=True)
    print_report(report, terminal)
    assert "\x1b[3" not in terminal.text()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_signs_become_ascii_where_the_encoding_demands_it(report: Report, encoding: str) -> None:
    stream = Stream(encoding, terminal=False)
    print_report(report, stream)
    assert "x softmax_rows" in stream.text()
    assert "not attempted  - / 5" in stream.text()


@pytest.mark.parametrize(
    ("marks", "text"),
    [("2", "2"), ("5/2", "2.5"), ("1/3", "1/3"), ("1/8", "0.125"), ("0", "0"), ("10", "10")],
)
def test_marks_are_written_as_people_write_them(marks: str, text: str) -> None:
    assert number(Fraction(marks)) == text
