"""The report as JUnit XML, for build servers: a suite for each problem, a case for each part.

There is no standard; this keeps to what pytest writes as ``xunit2`` and what Jenkins,
GitLab and junitparser read. Marks have no place in it, so they stand in the message of
what is not right, and in properties: of the suite, since the strictest of its readers,
the xUnit plugin of Jenkins, refuses a whole file for a case that has properties.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from grader.model.judgement import Verdict
from grader.model.report import PartReport, ProblemReport, Report, State
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import decimal, found_in, has_all_marks, one_line, outcome, said_of

# XML 1.0 has no way to write these; pytest writes them so, too.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = 200
_MESSAGE = 500
_LINE = 4_000

# A limit that was reached, rather than something that came back and is not right.
_ERRORS = frozenset({Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY})

# Readers that add up times want the attribute. A report holds no measured time, and 0
# is what can be added up without saying anything.
_NO_TIME = "0.000"


def write_junit(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return the report as an XML document.

    A part with all its marks has passed; with fewer it is a ``failure``, or an ``error``
    where a limit was reached. What could not be marked is an ``error`` as well. What
    was not attempted, could not be judged or awaits a person's mark is ``skipped``: it
    looks neither right nor wrong.
    """
    suites = [_suite(problem, report) for problem in report.problems]
    root = ET.Element("testsuites", {"name": _text(report.submission, _NAME)})
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.attrib[count]) for suite in suites)))
    root.set("time", _NO_TIME)
    root.extend(suites)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _suite(problem: ProblemReport, report: Report) -> ET.Element:
    cases = [_case(problem, part) for part in problem.parts]
    suite = ET.Element("testsuite", {"name": _text(problem.problem, _NAME)})
    suite.set("tests", str(len(cases)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", _NO_TIME)
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(problem, report):
        pair = {"name": _text(name, _NAME), "value": _text(value, _MESSAGE)}
        ET.SubElement(properties, "property", pair)
    suite.extend(cases)
    return suite


def _properties(problem: ProblemReport, report: Report) -> Iterator[tuple[str, str]]:
    yield "title", problem.title
    yield "file", problem.file
    yield "detail", str(report.detail)
    yield "awarded", decimal(problem.marks.awarded)
    yield "available", decimal(problem.marks.available)
    yield "awaiting", decimal(problem.marks.awaiting)
    for part in problem.parts:
        yield f"{part.part}.state", str(part.state)
        if part.awarded is not None:
            yield f"{part.part}.awarded", decimal(part.awarded)
        yield f"{part.part}.available", decimal(part.available)
        if part.verdict is not None:
            yield f"{part.part}.verdict", str(part.verdict)
        if part.diagnosis is not None:
            yield f"{part.part}.diagnosis", f"{part.diagnosis.kind}: {part.diagnosis.name}"


def _case(problem: ProblemReport, part: PartReport) -> ET.Element:
    names = {"classname": _text(problem.problem, _NAME), "name": _text(part.part, _NAME)}
    case = ET.Element("testcase", {**names, "time": _NO_TIME})
    lines = [*said_of(part), *found_in(part)]
    said = "\n".join(_text(line, _LINE) for line in lines)
    tag = _tag(part)
    if tag is not None:
        wrong = part.feedback.wrong
        message = f"{outcome(part)}: {wrong}" if wrong else outcome(part)
        element = ET.SubElement(case, tag, {"message": _text(message, _MESSAGE)})
        element.set("type", str(part.verdict or part.state))
        element.text = said
    elif said:
        ET.SubElement(case, "system-out").text = said
    return case


def _tag(part: PartReport) -> str | None:
    """Return the element that says how a part went; None where it passed."""
    match part.state:
        case State.NOT_ATTEMPTED | State.NOT_ASSESSABLE | State.AWAITING:
            return "skipped"
        case State.UNMARKED:
            return "error"
        case State.AWARDED:
            if has_all_marks(part):
                return None
            return "error" if part.verdict in _ERRORS else "failure"


def _text(text: str, most: int) -> str:
    return one_line(_ILLEGAL.sub(_shown, text[: most + 1]), most)


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"#x{code:02X}" if code <= 0xFF else f"#x{code:04X}"  # noqa: PLR2004  (one byte)
