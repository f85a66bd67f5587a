"""Writes the gradebook of a class: one line for each submission."""

import csv
import io
from collections.abc import Sequence

from grader.model.cohort import Entry
from grader.report.csv import inert
from grader.report.plain import decimal

_FIRST = ("submission", "outcome", "awarded", "available", "awaiting")


def write_gradebook(entries: Sequence[Entry]) -> str:
    """Return the gradebook as CSV, by the names of the submissions.

    Each problem has a column with the marks awarded; it is blank where it was not attempted.
    """
    entries = sorted(entries, key=lambda each: each.submission)
    problems = list(dict.fromkeys(name for each in entries for name, _ in each.problems))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*_FIRST, *map(inert, problems), "note"])
    table.writerows(_row(each, problems) for each in entries)
    return text.getvalue()


def _row(entry: Entry, problems: Sequence[str]) -> list[str]:
    marks = entry.marks
    totals = ["", "", ""]
    if marks is not None:
        totals = [decimal(each) for each in (marks.awarded, marks.available, marks.awaiting)]
    by_name = dict(entry.problems)
    columns = [
        "" if awarded is None else decimal(awarded) for awarded in map(by_name.get, problems)
    ]
    return [inert(entry.submission), str(entry.outcome), *totals, *columns, inert(entry.note)]
