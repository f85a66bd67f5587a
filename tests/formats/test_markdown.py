"""Markdown: what is to be said, within GitHub's limits, and foreign text that does nothing."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from grader.model.answer import Printed
from grader.model.judgement import Verdict
from grader.report.escape import escaped_line
from grader.report.markdown import MOST_BYTES, block, code, prose, write_markdown
from tests.formats.reports import (
    REPORTS,
    every_verdict,
    hostile,
    part_of,
    problem_of,
    report_of,
    texts,
)
from tests.formats.rules import check_format

MARKDOWN = MarkdownIt("commonmark").enable("table")


def rendered(text: str) -> str:
    """Return what a reader sees of a line of Markdown, without what has no width."""
    (inline,) = [each for each in MARKDOWN.parse(text) if each.type == "inline"]
    pieces = [each.content for each in inline.children or [] if each.type != "html_inline"]
    return "".join(pieces).replace("\u200b", "")


def test_it_says_what_is_wrong_what_to_try_and_where() -> None:
    text = write_markdown(report_of((problem_of((part_of(Verdict.WRONG),)),)))
    assert text.startswith("## Marks: 0 / 4/3\n\nSubmission `homework`, week-1, seed 0\n")
    for line in (
        "**First to try:** `part_wrong` of `softmax`: Divide by the sum of each row.",
        "| | `part_wrong` | ✗ wrong | 0 / 4/3 |",
        "#### `part_wrong`: wrong, 0 / 4/3",
        "In `softmax.py`, line 12.",
        "**What is wrong:** The rows do not sum to 1.",
        "**Try:** Divide by the sum of each row.",
        "- `n=5`: The rows do not sum to 1.",
    ):
        assert f"\n{line}\n" in text


def test_a_problem_that_was_not_attempted_is_one_row() -> None:
    text = write_markdown(report_of((problem_of((part_of(Verdict.NOT_ATTEMPTED),)),)))
    assert text.count("not attempted") == 1


def test_a_chain_is_a_nested_list() -> None:
    parts = tuple(part_of(Verdict.WRONG, name) for name in "abcde")
    assert """
How it went on in `softmax_rows`:

- ✓ `a`
- ✗ `b` the first that is wrong
  - ✓ `c` follows rightly
    - ✗ `d` wrong again
      - – `e` could not be judged
""" in write_markdown(report_of((problem_of(parts),)))  # noqa: RUF001  (a dash: nothing to mark)


def test_what_is_said_twice_is_quoted_once() -> None:
    parts = (part_of(Verdict.WRONG, "a"), part_of(Verdict.WRONG, "b"))
    text = write_markdown(report_of((problem_of(parts),)))
    assert text.count("**What is wrong:**") == 1
    assert "\nAs for `a`.\n" in text


def test_what_was_printed_goes_first_where_there_is_no_room_and_that_is_said() -> None:
    text = write_markdown(REPORTS["much printed"])
    assert "The rest is left out." in text
    assert "**What is wrong:**" in text
    output = {f"f{each}.py": Printed("x" * 500) for each in range(9_000)}
    text = write_markdown(replace(every_verdict(), output=output))
    assert "What the code printed is left out" in text
    assert "**What is wrong:**" in text


def test_by_printing_much_nobody_makes_it_too_long_for_a_comment() -> None:
    assert len(write_markdown(REPORTS["much printed"]).encode()) <= 65_536


def test_where_there_is_no_room_for_cases_that_is_said() -> None:
    for name in ("much said", "much said of many parts"):
        assert "Not all that was found is told here" in write_markdown(REPORTS[name])
    assert "Not all that" not in write_markdown(every_verdict())


def test_it_is_never_longer_than_github_takes() -> None:
    for report in REPORTS.values():
        assert len(write_markdown(report).encode()) <= MOST_BYTES


@pytest.mark.parametrize("text", ["`", "``", "a`b", "````", "` `", "|", "\\|", "", " "])
def test_code_cannot_be_ended_from_inside(text: str) -> None:
    table = f"| a | b |\n|---|---|\n| {code(text)} | end |\n"
    inlines = [each for each in MARKDOWN.parse(table) if each.type == "inline"]
    assert len(inlines) == 4
    (child,) = inlines[2].children or []
    assert child.type == "code_inline"


@settings(deadline=None)
@given(texts)
@example("- item")
@example("1. item")
@example("=== ")
def test_prose_reads_as_it_was_written(text: str) -> None:
    said = escaped_line(text)
    assert rendered(f"**Try:** {prose(text)}") == f"Try: {said}".rstrip()
    if said:
        assert rendered(prose(text)) == said
        assert rendered(f"- {prose(text)}") == said
        assert "list_item_open" not in {each.type for each in MARKDOWN.parse(prose(text))}


@settings(deadline=None)
@given(texts)
def test_a_block_cannot_be_ended_from_inside(text: str) -> None:
    tokens = MARKDOWN.parse(f"{block(text, 1000)}\n\nend\n")
    assert [each.type for each in tokens] == [
        "fence",
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


@settings(deadline=None)
@given(texts)
def test_no_text_breaks_it(text: str) -> None:
    check_format("markdown", write_markdown(hostile(text)))


def test_the_rest_of_a_paragraph_never_begins_a_command() -> None:
    text = write_markdown(hostile("::error::x\n  ::error::y\n##[error]z"))
    assert not re.search(r"(?m)^\s*::", text)
    assert "##[" not in text
