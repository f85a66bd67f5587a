"""Puts the marks that people entered into a report."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from grader.asked import marks_of, total
from grader.judge.by_word import text_of
from grader.model.course import AskedWritten, Problem
from grader.model.judgement import Verdict
from grader.model.moderation import Record
from grader.model.report import Feedback, Moderation, PartReport, Report, State
from grader.model.sheet import Sheet, Typed
from grader.model.submission import Submission

Digests: TypeAlias = Mapping[tuple[str, str], str]
"""SHA-256 of what a person reads, by problem and part."""


def digests(problems: Iterable[Problem], handed_in: Submission, sheet: Sheet | None) -> Digests:
    """Return what tells one answer from another: of a text its own hash, else its file's."""
    found: dict[tuple[str, str], str] = {}
    for problem in problems:
        file = handed_in.find(problem.file)
        if file is None:
            continue
        found |= {
            (problem.name, problem.marked_as(part.quantity)): file.digest for part in problem.parts
        }
        for asked in problem.words:
            text = written(problem, asked.part.quantity, sheet)
            if isinstance(asked, AskedWritten) and text is not None:
                digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
                found[(problem.name, asked.part.quantity)] = digest
    return found


def written(problem: Problem, part: str, sheet: Sheet | None) -> str | None:
    """Return the text of an answer; None where there is none that can be read."""
    typed = None if sheet is None else sheet.typed.get(problem.name, {}).get(part)
    return text_of(typed) if isinstance(typed, Typed) else None


def moderated(report: Report, records: Sequence[Record], known: Digests) -> Report:
    """Return a report with the marks that people entered.

    A mark belongs to what was read: where that has changed since, it is not used, and a
    note says so. The mark without it is kept beside it.
    """
    mine = [each for each in records if each.submission == report.submission]
    if not mine:
        return report
    notes: list[str] = []
    problems = []
    for problem in report.problems:
        parts = tuple(
            _part(part, problem.problem, mine, known.get((problem.problem, part.part)), notes)
            for part in problem.parts
        )
        problems.append(replace(problem, parts=parts, marks=marks_of(parts)))
    return replace(
        report,
        problems=tuple(problems),
        marks=total(each.marks for each in problems),
        notes=(*report.notes, *notes),
    )


def _part(
    part: PartReport,
    problem: str,
    records: Sequence[Record],
    digest: str | None,
    notes: list[str],
) -> PartReport:
    about = [each for each in records if (each.problem, each.part) == (problem, part.part)]
    if not about or part.state is State.NOT_ATTEMPTED:
        return part
    same = [each for each in about if each.digest == digest]
    if not same:
        what = "text" if part.verdict is Verdict.AWAITING else "answer"
        notes.append(
            f"{problem}, {part.part}: an earlier {what} was given a mark by a person; "
            "it has changed since."
        )
        return part
    last = same[-1]
    if last.mark > part.available:
        notes.append(
            f"{problem}, {part.part}: a person entered a mark of {last.mark}, and now there are "
            f"{part.available}; it was not used."
        )
        return part
    awaited = part.verdict is Verdict.AWAITING
    return replace(
        part,
        state=State.AWARDED,
        awarded=last.mark,
        verdict=Verdict.MARKED if awaited else part.verdict,
        feedback=Feedback("", "") if awaited else part.feedback,
        moderation=Moderation(last.by, last.when, last.why, part.awarded),
    )
