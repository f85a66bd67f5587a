"""The report as a table for spreadsheets: one row for each part."""

import csv
import io
import re
from collections.abc import Iterator

from grader.model.report import PartReport, ProblemReport, Report
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import decimal, one_line

COLUMNS = (
    "submission",
    "assignment",
    "problem",
    "title",
    "part",
    "function",
    "file",
    "line",
    "state",
    "awarded",
    "available",
    "verdict",
    "diagnosis",
    "wrong",
    "try",
)

# Excel takes no more than this in a cell.
_MOST = 32_000

# With what a formula begins, the full-width signs included. A spreadsheet that
# separates by semicolons finds the beginning of a cell after each of them, whatever
# the quotes say.
_FORMULA = re.compile(r"(^|;)([\s\"']*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001


def write_csv(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return a header and a row for each part, as RFC 4180 has it but for the ends of lines.

    Lines end with a line feed: every spreadsheet reads that, no cell holds one, and a
    carriage return would trouble ``diff``, ``cut`` and ``read``. Numbers are plain
    decimals, of at most six places; there is none where no mark is awarded.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_rows(report))
    return text.getvalue()


def _rows(report: Report) -> Iterator[list[str]]:
    for problem in report.problems:
        for part in problem.parts:
            yield _row(report, problem, part)


def _row(report: Report, problem: ProblemReport, part: PartReport) -> list[str]:
    place = part.place
    return [
        inert(report.submission),
        inert(report.assignment or ""),
        inert(problem.problem),
        inert(problem.title),
        inert(part.part),
        inert(part.function or ""),
        inert(problem.file if place is None else place.file),
        "" if place is None or place.line is None else str(place.line),
        str(part.state),
        "" if part.awarded is None else decimal(part.awarded),
        decimal(part.available),
        "" if part.verdict is None else str(part.verdict),
        "" if part.diagnosis is None else inert(f"{part.diagnosis.kind}: {part.diagnosis.name}"),
        inert(part.feedback.wrong),
        inert(part.feedback.advice),
    ]


def inert(text: str) -> str:
    """Return text for a cell that no spreadsheet takes for a formula: an apostrophe is before it.

    It stands on one line, and all of it can be seen.
    """
    return _FORMULA.sub(r"\1\2'", one_line(text, _MOST))
