"""What the formats of plain text have in common: marks as decimals, feedback as lines."""

import re
from fractions import Fraction

from grader.model.report import PartReport, State
from grader.report.escape import escaped, escaped_line
from grader.report.words import mark_of, number, verdict_words, who

_PLACES = 6


def has_all_marks(part: PartReport) -> bool:
    """Return whether a part has all its marks; never of one that has no mark."""
    return part.state is State.AWARDED and part.awarded == part.available


def decimal(marks: Fraction) -> str:
    """Return marks as a plain decimal without an exponent, rounded to at most six places."""
    whole, rest = divmod(round(abs(marks) * 10**_PLACES), 10**_PLACES)
    text = f"{whole}.{rest:0{_PLACES}}".rstrip("0").rstrip(".")
    return f"-{text}" if marks < 0 and text != "0" else text


def marks_of(part: PartReport) -> str:
    """Return a part's mark beside what is available, as people write it: ``1 / 3``."""
    return f"{mark_of(part)} / {number(part.available)}"


def outcome(part: PartReport) -> str:
    """Return a part's mark and verdict: ``1 / 3: wrong``, or ``1 / 3`` where marks are all."""
    words = verdict_words(part)
    return f"{marks_of(part)}: {words}" if words else marks_of(part)


def said_of(part: PartReport) -> list[str]:
    """Return what a student reads about a part, line by line, foreign as it is."""
    lines = [] if part.moderation is None else [who(part.moderation)]
    lines.append(part.feedback.wrong)
    if part.feedback.advice:
        lines.append(f"Try: {part.feedback.advice}")
    return [line for line in lines if line.strip()]


def found_in(part: PartReport) -> list[str]:
    """Return what was found in each case, line by line, foreign as it is."""
    return [f"{case.case}: {case.found}" for case in part.cases if case.found]


def one_line(text: str, most: int) -> str:
    """Return foreign text on a single line: visible, at most so long, and no command."""
    # Cut before as well: what is long is slow to escape.
    return cut(without_commands(escaped_line(text[: most + 1])), most)


def many_lines(text: str, most: int) -> str:
    """Return foreign text with its lines: visible, at most so long, and no command."""
    return cut("\n".join(map(without_commands, escaped(text[: most + 1]).split("\n"))), most)


def cut(text: str, most: int) -> str:
    """Return text that is at most so long; an ellipsis shows that it was longer."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def without_commands(line: str) -> str:
    """Return a line in which GitHub's runner finds no command, wherever it is printed.

    It takes ``::name::`` for one where a line begins with it, after blanks too, and
    ``##[name]`` anywhere in a line.
    """
    line = re.sub(r"^(\s*):(?=:)", r"\1: ", line)
    return line.replace("##[", "# #[")
