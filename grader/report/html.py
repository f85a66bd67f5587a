"""The report as one page of HTML: for any browser, without scripts and without the network.

The page is made by the templates beside this module, which escape whatever they are given;
a policy in its head forbids a browser all but its own style sheet.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.model.answer import Printed
from grader.model.diagnosis import Kind
from grader.model.judgement import Precision, Verdict
from grader.model.report import (
    CaseReport,
    PartReport,
    ProblemReport,
    Report,
    Standing,
    State,
)
from grader.report.drawing import graph, squares
from grader.report.escape import escaped
from grader.report.formats import ANYWHERE, Occasion
from grader.report.statement import statement_html
from grader.report.words import (
    SHORTENED,
    STANDING_SIGNS,
    STANDINGS,
    VERDICTS,
    first_to_try,
    mark_of,
    marks_in_words,
    number,
    sign_of,
    verdict_words,
    who,
)

_TEMPLATES = Path(__file__).with_name("templates")
_SHORT = {
    Standing.RIGHT: "right",
    Standing.FIRST_WRONG: "first wrong",
    Standing.FOLLOWED: "follows",
    Standing.WRONG_AGAIN: "wrong again",
    Standing.NOT_ASSESSABLE: "not judged",
}
"""Of standings, what there is room for in a graph."""
_LOOKS = {"✓": "good", "≈": "partly", "✗": "bad", "–": "none", "…": "awaited", "?": "unmarked"}  # noqa: RUF001  (as above)
_PRECISIONS = {
    Precision.SINGLE: "right in single precision",
    Precision.APPROXIMATE: "right to fewer digits than double precision has",
}
_POLICY = "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'"
_LINES, _MOST = 200, 16_000
"""Of what was printed, and signs of any text: how much is shown."""


@dataclass(frozen=True)
class _Said:
    """A part, and what a reader needs beside it."""

    anchor: str
    part: PartReport
    as_for: "_Said | None"
    """An earlier part of the problem of which the same is said."""


@dataclass(frozen=True)
class LaidOut:
    """A problem, its parts, and where the page has it."""

    anchor: str
    problem: ProblemReport
    parts: tuple[_Said, ...]
    attempted: bool
    reason: str
    """Why it was not attempted, where one thing is said of all parts."""


@dataclass(frozen=True)
class _Stream:
    """What a file printed, as much as is shown of it."""

    file: str
    what: str
    text: str
    more: bool


def write_html(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return the report as a page of HTML; nothing in it depends on the clock or on chance."""
    asked = tuple(laid_out(problem, f"p{i}") for i, problem in enumerate(report.problems, 1))
    css = style_sheet("statement.css", "report.css")
    first = first_to_try(report)
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            asked=asked,
            first=None if first is None else _located(asked, first[1]),
            untried=_untried(asked),
            streams=_streams(report),
            shortened=SHORTENED.get(report.detail, ""),
            css=css,
            policy=policy(css),
        )
    )


def laid_out(problem: ProblemReport, anchor: str) -> LaidOut:
    """Return a problem with what a template needs; ``anchor`` begins the ids on the page."""
    parts: list[_Said] = []
    for i, part in enumerate(problem.parts, 1):
        same = (
            each
            for each in parts
            if part.feedback.wrong and each.part.feedback == part.feedback and each.as_for is None
        )
        parts.append(_Said(f"{anchor}-{i}", part, next(same, None)))
    attempted = any(part.state is not State.NOT_ATTEMPTED for part in problem.parts)
    reasons = {part.feedback.wrong for part in problem.parts}
    reason = reasons.pop() if len(reasons) == 1 else ""
    return LaidOut(anchor, problem, tuple(parts), attempted, reason)


def _located(asked: Sequence[LaidOut], part: PartReport) -> tuple[LaidOut, _Said]:
    """Return where on the page a part is."""
    return next((one, said) for one in asked for said in one.parts if said.part is part)


def _untried(asked: Sequence[LaidOut]) -> LaidOut | None:
    """Return the first problem of which a part was not attempted."""
    tried = (
        one for one in asked if any(said.part.state is State.NOT_ATTEMPTED for said in one.parts)
    )
    return next(tried, None)


def _streams(report: Report) -> tuple[_Stream, ...]:
    return tuple(
        _stream(file, what, text, printed)
        for file, printed in report.output.items()
        for what, text in (("printed", printed.stdout), ("wrote to stderr", printed.stderr))
        if text.strip()
    )


def _stream(file: str, what: str, text: str, printed: Printed) -> _Stream:
    whole = text.rstrip()
    shown = "\n".join(whole.split("\n")[:_LINES])[:_MOST]
    return _Stream(file, what, shown, printed.cut or len(shown) < len(whole))


def _case_groups(cases: Sequence[CaseReport]) -> tuple[list[CaseReport], list[CaseReport]]:
    """Return the cases that are not right, and those that are."""
    right = [case for case in cases if case.verdict is Verdict.RIGHT]
    return [case for case in cases if case.verdict is not Verdict.RIGHT], right


def _counted(cases: Sequence[CaseReport]) -> str:
    """Return in words how many cases there are, and how they went."""
    what = "1 case" if len(cases) == 1 else f"{len(cases)} cases"
    counts = Counter(case.verdict for case in cases)
    if len(counts) == 1:
        return f"{what}, {'' if len(cases) == 1 else 'all '}{VERDICTS[cases[0].verdict]}"
    return f"{what}: " + ", ".join(
        f"{counts[each]} {VERDICTS[each]}" for each in sorted(counts, key=list(Verdict).index)
    )


def _facts(part: PartReport) -> str:
    """Return where a part is answered, what kind of mistake it shows, and how exact it is."""
    facts = []
    if part.place is not None:
        line = "" if part.place.line is None else f", line {part.place.line}"
        facts.append(f"{part.function or 'Answered'} in {part.place.file}{line}")
    # That it is one that the author knows is of no use to who reads what he says about it.
    if part.diagnosis is not None and part.diagnosis.kind is not Kind.MISCONCEPTION:
        facts.append(f"kind of mistake: {part.diagnosis.kind.replace('_', ' ')}")
    if part.precision not in (None, Precision.DOUBLE):
        facts.append(_PRECISIONS[part.precision])
    return " · ".join(facts)


def _pieces(text: str) -> list[str]:
    """Return a name in the pieces between which a line may end."""
    return re.findall(r"[^_./-]*[_./-]+|[^_./-]+", text)


def _cut(text: str, most: int) -> str:
    """Return a text that is not longer than some number of signs."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _beginning(text: str, most: int) -> str:
    """Return the sentences at the beginning that are not longer together; at worst a piece."""
    end = -1 if len(text) <= most else text.rfind(". ", 0, most)
    return _cut(text if end < 0 else text[: end + 1], most)


@cache
def environment() -> Environment:
    """Return what turns templates into text, with all that they may call."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        statement=statement_html,
        squares=squares,
        graph=graph,
        number=number,
        in_words=marks_in_words,
        mark=mark_of,
        sign=sign_of,
        verdict=verdict_words,
        who=who,
        facts=_facts,
        cut=_cut,
        beginning=_beginning,
        pieces=_pieces,
        look=lambda part: _LOOKS[sign_of(part)],
        counted=_counted,
        case_groups=_case_groups,
        standing=STANDINGS.__getitem__,
        short=_SHORT.__getitem__,
        standing_sign=STANDING_SIGNS.__getitem__,
        case_verdict=VERDICTS.__getitem__,
    )
    return environment


def _shown(value: object) -> object:
    """Return what a template is given, made harmless before it is escaped as HTML."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    return escaped(text if len(text) <= _MOST else f"{text[:_MOST]}…")


@cache
def style_sheet(*names: str) -> Markup:
    """Return style sheets of ours as one."""
    text = "\n" + "".join((_TEMPLATES / name).read_text("utf-8") for name in names)
    return Markup(text)  # noqa: S704  (files of ours, with nothing of anybody else in them)


def policy(css: str) -> str:
    """Return what a browser may do with a page that has this style sheet: show it."""
    digest = hashlib.sha256(css.encode()).digest()
    return _POLICY.format(f"sha256-{base64.b64encode(digest).decode()}")
