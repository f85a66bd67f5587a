"""The report as Markdown, for the summary of a job on GitHub or a comment on a pull request."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.model.report import Chain, PartReport, ProblemReport, Report, State
from grader.report.branches import Branch, branches, right_in
from grader.report.escape import escaped_line
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import cut, has_all_marks, many_lines, marks_of, without_commands
from grader.report.words import (
    SHORTENED,
    STANDING_SIGNS,
    STANDINGS,
    first_to_try,
    marks_in_words,
    number,
    sign_of,
    verdict_words,
    who,
)

MOST_BYTES = 1024 * 1024
"""What GitHub takes as the summary of a step."""

FOR_A_COMMENT = 60_000
"""Bytes: GitHub takes 65,536 characters as a comment, and 125,000 with a release."""

_LONG = 12
"""More lines than this are folded away."""

# Between a sign and what follows it, a space of no width: no name is mentioned, no
# number becomes a link, and nobody sees it.
_GAP = "&#8203;"
_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "\\`*_[]~|!{}"},
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "#": rf"\#{_GAP}",
    "@": f"@{_GAP}",
    ":": f":{_GAP}",
    "$": "<span>$</span>",  # GitHub's own way to write one that begins no formula
}
_TO_ESCAPE = re.compile(
    r"(?P<colon>:(?=\S))|(?P<sign>[\\`*_\[\]~|!{}&<>#@$])|(?P<www>(?i:www)(?=\.))"
    r"|(?P<issue>(?i:gh)(?=-\d))|(?P<block>^(?:[-+=]|\d+[.)]))"
)


@dataclass(frozen=True)
class _Room:
    """How much may be said."""

    printed: int
    """Characters of what the code printed, for each stream of each file."""
    said: int
    """Characters of each sentence."""
    cases: bool = True
    parts: bool = True
    remarks: int = 10_000
    most: int = MOST_BYTES
    """Bytes of the whole."""


# What the code printed goes first, what was found in cases next; the table always stays.
# Nobody makes a page too long for a comment by printing much.
_ROOMS = (
    _Room(70_000, 4_000, most=FOR_A_COMMENT),
    _Room(4_000, 4_000, most=FOR_A_COMMENT),
    _Room(500, 4_000, most=FOR_A_COMMENT),
    _Room(100, 4_000),
    _Room(0, 4_000),
    _Room(0, 1_000, cases=False),
    _Room(0, 200, cases=False, remarks=50),
    _Room(0, 200, cases=False, parts=False, remarks=50),
)


def write_markdown(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return the report in GitHub's Markdown, in at most 1 MiB of UTF-8.

    What is foreign can neither format nor link nor mention nor command anything.
    Statements are not repeated.
    """
    return next(filter(None, (_within(report, room) for room in _ROOMS)), "")


def _within(report: Report, room: _Room) -> str | None:
    """Return the text, or None as soon as it is seen to be too long."""
    lines = []
    size = 0
    for line in _lines(report, room):
        size += len(line.encode()) + 1
        if size > room.most and room is not _ROOMS[-1]:
            return None
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def prose(text: str, most: int = 4_000) -> str:
    """Return foreign text that stands in a line of Markdown as it is, and does nothing."""
    return _TO_ESCAPE.sub(_escape, cut(escaped_line(text[: most + 1]), most))


def code(text: str, most: int = 200) -> str:
    """Return foreign text as code on a line; it cannot end it. Also for a cell of a table."""
    text = without_commands(cut(escaped_line(text[: most + 1]), most)) or " "
    fence = _fence(text, 1)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{edge}{text}{edge}{fence}".replace("|", r"\|")


def block(text: str, most: int) -> str:
    """Return foreign text as a block of code; it cannot end it."""
    text = many_lines(text, most)
    fence = _fence(text, 3)
    return f"{fence}text\n{text}\n{fence}"


def _fence(text: str, least: int) -> str:
    """Return backticks, more than there are anywhere in a row."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def _escape(found: re.Match[str]) -> str:
    text = found.group()
    match found.lastgroup:
        case "block":
            return f"{text[:-1]}\\{text[-1]}"
        case "www" | "issue":
            return f"{text}{_GAP}"
        case _:
            return _ESCAPES[text]


def _lines(report: Report, room: _Room) -> Iterator[str]:
    yield f"## Marks: {marks_in_words(report.marks)}"
    yield ""
    asked = "" if report.assignment is None else f", {prose(report.assignment)}"
    yield f"Submission {code(report.submission)}{asked}, seed {report.provenance.seed}"
    if report.detail in SHORTENED:
        yield ""
        yield SHORTENED[report.detail]
    first = first_to_try(report)
    if first is not None:
        problem, part = first
        yield ""
        yield (
            f"**First to try:** {code(part.part)} of {code(problem)}: "
            f"{prose(part.feedback.advice, room.said)}"
        )
    yield from _table(report)
    if not room.cases:
        yield ""
        yield "Not all that was found is told here: this page would be too long."
    if room.parts:
        for each in report.problems:
            yield from _problem(each, room)
    yield from _output(report, room)
    yield from _remarks(report, room)
    yield ""
    isolation = report.isolation
    yield f"Isolation: {prose(isolation.level)} ({prose(isolation.reason)})."


def _table(report: Report) -> Iterator[str]:
    if not report.problems:
        return
    yield ""
    yield "| problem | part | verdict | marks |"
    yield "|---|---|---|---:|"
    for problem in report.problems:
        title = prose(problem.title, 200)
        if _untouched(problem):
            nothing = f"– / {number(problem.marks.available)}"  # noqa: RUF001  (a dash: nothing to mark)
            yield f"| {title} | | not attempted | {nothing} |"
            continue
        yield f"| {title} | | | **{marks_in_words(problem.marks)}** |"
        for part in problem.parts:
            words = f"{sign_of(part)} {verdict_words(part)}".strip()
            yield f"| | {code(part.part)} | {words} | {marks_of(part)} |"


def _untouched(problem: ProblemReport) -> bool:
    return all(part.state is State.NOT_ATTEMPTED for part in problem.parts)


def _problem(problem: ProblemReport, room: _Room) -> Iterator[str]:
    """Say what is to be said of a problem, where that is anything."""
    told = [part for part in problem.parts if _worth_telling(part)]
    missing = [part for part in problem.parts if part.state is State.NOT_ATTEMPTED]
    if _untouched(problem) or not (told or missing or problem.chains):
        return
    yield ""
    yield f"### {prose(problem.title, 200)}"
    quoted: dict[tuple[str, str], str] = {}
    for part in told:
        yield from _part(part, quoted, room)
    for chain in problem.chains:
        yield from _chain(chain)
    if missing:
        yield ""
        yield "Not attempted:"
        yield ""
    for wrong in dict.fromkeys(part.feedback.wrong for part in missing):
        names = ", ".join(code(part.part) for part in missing if part.feedback.wrong == wrong)
        yield f"- {names}{': ' if wrong else ''}{prose(wrong, room.said)}"


def _worth_telling(part: PartReport) -> bool:
    return part.state is not State.NOT_ATTEMPTED and (
        not has_all_marks(part) or bool(part.feedback.wrong) or part.moderation is not None
    )


def _part(part: PartReport, quoted: dict[tuple[str, str], str], room: _Room) -> Iterator[str]:
    words = verdict_words(part)
    yield ""
    yield f"#### {code(part.part)}: {words}{', ' if words else ''}{marks_of(part)}"
    if part.place is not None:
        line = "" if part.place.line is None else f", line {part.place.line}"
        yield ""
        yield f"In {code(part.place.file)}{line}."
    if part.moderation is not None:
        yield ""
        yield prose(who(part.moderation), room.said)
    said = (part.feedback.wrong, part.feedback.advice)
    if not part.feedback.wrong:
        return
    if said in quoted:
        yield ""
        yield f"As for {code(quoted[said])}."
    else:
        yield ""
        yield f"**What is wrong:** {prose(part.feedback.wrong, room.said)}"
        if part.feedback.advice:
            yield ""
            yield f"**Try:** {prose(part.feedback.advice, room.said)}"
        quoted[said] = part.part
    if room.cases:
        found = [case for case in part.cases if case.found]
        lines = [f"- {code(case.case)}: {prose(case.found, room.said)}" for case in found]
        yield from _folded(lines, f"What was found in {len(lines)} cases")


def _folded(lines: list[str], summary: str) -> Iterator[str]:
    """Yield lines, folded away where they are many."""
    if not lines:
        return
    yield ""
    if len(lines) <= _LONG // 3:
        yield from lines
        return
    yield f"<details><summary>{summary}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"


def _chain(chain: Chain) -> Iterator[str]:
    """Say how a mistake went on."""
    yield ""
    yield f"How it went on{f' in {code(chain.function)}' if chain.function else ''}:"
    yield ""
    if right := right_in(chain):
        yield f"- ✓ {', '.join(map(code, right))}"
    for branch in branches(chain):
        yield from _branch(branch, "")


def _branch(branch: Branch, indent: str) -> Iterator[str]:
    standing = branch.link.standing
    yield f"{indent}- {STANDING_SIGNS[standing]} {code(branch.link.part)} {STANDINGS[standing]}"
    for child in branch.children:
        yield from _branch(child, f"{indent}  ")


def _output(report: Report, room: _Room) -> Iterator[str]:
    streams = [
        (file, name, text.rstrip(), printed.cut)
        for file, printed in report.output.items()
        for name, text in (("printed", printed.stdout), ("wrote to stderr", printed.stderr))
        if text.strip()
    ]
    if not streams:
        return
    if not room.printed:
        yield ""
        yield "What the code printed is left out: this page would be too long."
        return
    for file, name, text, is_cut in streams:
        yield ""
        yield f"{code(file)} {name}:"
        yield ""
        lines = text.count("\n") + 1
        folded = lines > _LONG or len(text) > _LONG * 100
        if folded:
            yield f"<details><summary>{lines} {'lines' if lines > 1 else 'line'}</summary>"
            yield ""
        yield block(text, room.printed)
        if folded:
            yield ""
            yield "</details>"
        if is_cut or len(text) > room.printed:
            yield ""
            yield "The rest is left out."


def _remarks(report: Report, room: _Room) -> Iterator[str]:
    remarks = [f"- {prose(note, room.said)}" for note in report.notes]
    remarks += [f"- Left out: {code(each.path)} ({prose(each.why)})." for each in report.left_out]
    if not remarks:
        return
    yield ""
    yield "### Notes"
    yield ""
    yield from remarks[: room.remarks]
    if len(remarks) > room.remarks:
        yield f"- And {len(remarks) - room.remarks} more."
