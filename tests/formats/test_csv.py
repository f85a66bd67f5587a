"""The table: a row for each part, plain numbers, and no cell that a spreadsheet computes."""

import csv
import io

import pytest
from hypothesis import given, settings

from grader.model.judgement import Verdict
from grader.report.csv import COLUMNS, inert, write_csv
from tests.formats.reports import every_verdict, hostile, report_of, texts
from tests.formats.rules import assert_inert, check_format


def test_each_part_has_a_row() -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(every_verdict()))))
    assert [row["part"] for row in rows] == [f"part_{each}" for each in Verdict] * 2
    unstable = next(row for row in rows if row["verdict"] == "unstable")
    assert (unstable["awarded"], unstable["available"]) == ("0.666667", "1.333333")
    missing = next(row for row in rows if row["verdict"] == "not_attempted")
    assert (missing["state"], missing["awarded"], missing["line"]) == ("not_attempted", "", "")
    wrong = next(row for row in rows if row["verdict"] == "wrong")
    assert wrong["diagnosis"] == "misconception: columns"
    assert wrong["line"] == "12"


def test_without_problems_there_is_the_header_alone() -> None:
    assert write_csv(report_of(())) == ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("\t-1", "'-1"),
        ("\r+1", r"\r+1"),
        ("a; =1", "a; '=1"),
        ("a - 1 = b", "a - 1 = b"),
        ("-", "'-"),
        ("::error::x", ": :error::x"),
    ],
)
def test_an_apostrophe_stands_before_a_formula(text: str, cell: str) -> None:
    assert inert(text) == cell


@settings(deadline=None)
@given(texts)
def test_no_cell_is_computed(text: str) -> None:
    assert_inert([inert(text)])
    check_format("csv", write_csv(hostile(text)))
