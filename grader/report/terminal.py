"""The report for people: 80 columns of text.

`write_terminal` gives plain text. `print_report` prints the same text with colours
where there is a terminal that shows them; colour never says anything by itself.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from grader.model.report import Chain, PartReport, ProblemReport, Report, State
from grader.report.branches import Branch, branches, right_in
from grader.report.escape import escaped, escaped_line, fitting
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import without_commands
from grader.report.words import (
    SHORTENED,
    STANDING_SIGNS,
    STANDINGS,
    mark_of,
    marks_in_words,
    number,
    sign_of,
    verdict_words,
    who,
)

WIDTH = 80
_INDENT = 6
_LINES_OF_OUTPUT = 20

_STYLES = {"✓": "green", "≈": "yellow", "✗": "red", "–": "dim", "…": "blue", "?": "magenta"}  # noqa: RUF001  (as above)


@dataclass(frozen=True)
class _Line:
    text: str = ""
    style: str = ""


def write_terminal(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return the report as plain text."""
    return "".join(f"{line.text}\n" for line in _safe_lines(report))


def print_report(report: Report, stream: TextIO) -> None:
    """Print the report, in colour on a terminal, in ASCII where the encoding demands it."""
    if stream.isatty():
        # Slow to import, and of no use elsewhere.
        from rich.console import Console  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        # rich decides about NO_COLOR and about what the terminal can show.
        console = Console(file=stream, soft_wrap=True, highlight=False, markup=False, emoji=False)
        for line in _safe_lines(report):
            console.print(Text(fitting(line.text, stream), line.style))
    else:
        stream.write(fitting(write_terminal(report), stream))


def _safe_lines(report: Report) -> Iterator[_Line]:
    """Yield all lines; in none does a build server find a command, if this is its log."""
    for line in _lines(report):
        text = without_commands(line.text)
        yield line if text == line.text else _Line(_cut(text, WIDTH), line.style)


def _lines(report: Report) -> Iterator[_Line]:
    asked = "" if report.assignment is None else f"{report.assignment}, "
    right = f"{asked}seed {report.provenance.seed}"
    yield _between(escaped_line(report.submission), right, "bold")
    for problem in report.problems:
        yield _Line()
        yield from _problem(problem)
    yield from _output(report)
    yield from _remarks(report)
    if report.detail in SHORTENED:
        yield _Line()
        yield _Line(SHORTENED[report.detail], "dim")
    yield _Line()
    yield _between("Marks", marks_in_words(report.marks), "bold")
    isolation = f"Isolation: {report.isolation.level} ({report.isolation.reason})."
    for line in textwrap.wrap(isolation, WIDTH):
        yield _Line(line, "dim")


def _problem(problem: ProblemReport) -> Iterator[_Line]:
    title = f"{problem.title} ({problem.file})"
    if all(part.state is State.NOT_ATTEMPTED for part in problem.parts):
        yield _between(title, f"not attempted  – / {number(problem.marks.available)}", "dim")  # noqa: RUF001  (a dash: nothing to mark)
        return
    yield _between(title, marks_in_words(problem.marks), "bold underline")
    quoted: dict[tuple[str, str], str] = {}
    above: tuple[str, str] | None = None
    listed: list[list[tuple[str, str]]] = []
    for part in problem.parts:
        yield _heading(part)
        if part.moderation is not None:
            for line in _wrapped(who(part.moderation), ""):
                yield _Line(line)
        said = (part.feedback.wrong, part.feedback.advice)
        if not part.feedback.wrong:
            continue
        again = said in quoted
        if again:
            whose = "above" if said == above else f"for {quoted[said]}"
            yield _Line(" " * _INDENT + f"As {whose}.")
        else:
            for line in _wrapped(part.feedback.wrong, ""):
                yield _Line(line)
            for line in _wrapped(part.feedback.advice, "Try: "):
                yield _Line(line, "cyan")
        quoted.setdefault(said, part.part)
        above = said
        found = _found(part)
        if not again or found not in listed:
            for cases, text in found:
                for line in _wrapped(f"{cases}: {text}", "- "):
                    yield _Line(line, "dim")
        listed.append(found)
    for chain in problem.chains:
        yield from _chain(chain)


def _found(part: PartReport) -> list[tuple[str, str]]:
    """Return cases that are not right, and what was found in them: of several the same, once.

    Of a single case everything may have been said.
    """
    said: dict[str, list[str]] = {}
    for case in part.cases:
        if case.found and (len(part.cases) > 1 or case.found not in part.feedback.wrong):
            said.setdefault(case.found, []).append(case.case)
    return [("; ".join(cases), found) for found, cases in said.items()]


def _chain(chain: Chain) -> Iterator[_Line]:
    """Draw how a mistake went on."""
    yield _Line(f"  How it went on{f' in {chain.function}' if chain.function else ''}:")
    if right := right_in(chain):
        for line in _wrapped(", ".join(right), "✓ "):
            yield _Line(line, "green")
    for branch in branches(chain):
        yield from _branch(branch, "", "")


def _branch(branch: Branch, lead: str, more: str) -> Iterator[_Line]:
    standing = branch.link.standing
    sign = STANDING_SIGNS[standing]
    text = f"{' ' * _INDENT}{lead}{sign} {branch.link.part}  {STANDINGS[standing]}"
    yield _Line(_cut(text, WIDTH), _STYLES[sign])
    for child in branch.children:
        last = child is branch.children[-1]
        yield from _branch(child, more + ("└ " if last else "├ "), more + ("  " if last else "│ "))


def _heading(part: PartReport) -> _Line:
    sign = sign_of(part)
    left = f"  {sign} {part.part:<24} {verdict_words(part)}"
    return _between(left, f"{mark_of(part)} / {number(part.available)}", _STYLES[sign])


def _output(report: Report) -> Iterator[_Line]:
    for file, printed in report.output.items():
        for name, text in (("printed", printed.stdout), ("wrote to stderr", printed.stderr)):
            if not text.strip():
                continue
            yield _Line()
            yield _Line(_cut(escaped_line(file), WIDTH - len(name) - 2) + f" {name}:")
            lines = escaped(text).rstrip().split("\n")
            for line in lines[:_LINES_OF_OUTPUT]:
                yield _Line(_cut(f"  | {line}", WIDTH), "dim")
            if len(lines) > _LINES_OF_OUTPUT or printed.cut:
                yield _Line("  | … and more", "dim")


def _remarks(report: Report) -> Iterator[_Line]:
    if report.notes or report.left_out:
        yield _Line()
    for note in report.notes:
        for line in textwrap.wrap(escaped_line(note), WIDTH):
            yield _Line(line)
    for each in report.left_out:
        text = f"Left out: {escaped_line(each.path)} ({each.why})."
        for line in textwrap.wrap(text, WIDTH, subsequent_indent="  "):
            yield _Line(line)


def _wrapped(text: str, label: str) -> list[str]:
    indent = " " * _INDENT
    return textwrap.wrap(
        escaped_line(text),
        WIDTH,
        initial_indent=indent + label,
        subsequent_indent=indent + " " * len(label),
    )


def _between(left: str, right: str, style: str) -> _Line:
    room = WIDTH - len(right) - 2
    return _Line(f"{_cut(left, room):<{room}}  {right}", style)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
