"""Lists the answers that wait for a person, and enters the marks that people give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from grader.discover.sheet import read_sheet
from grader.errors import UsageError
from grader.grading import grade, read_submission
from grader.load.course import find_problem
from grader.load.hints import nearest
from grader.load.problem import read_problem
from grader.model.course import ANSWERS, AskedWritten, Course, Problem
from grader.model.moderation import Essay, Pile, Record
from grader.model.report import PartReport, Report, State
from grader.model.sheet import Sheet, Typed, Unreadable
from grader.model.submission import Submission
from grader.moderated import digests, moderated, written
from grader.records import add_record, read_mark, read_records, refuse_inside
from grader.report.words import number
from grader.wording import has_words


@dataclass(frozen=True)
class _Read:
    """A submission and its sheet, read once."""

    handed_in: Submission
    sheet: Sheet | None


def awaiting(
    submission: Path,
    course: Course,
    records: Path,
    problem: str | None = None,
    part: str | None = None,
) -> Pile:
    """Return the written answers of a submission that have no mark yet.

    No code of the student runs. With ``part``, that one, whether it has a mark or not.

    Raises:
        UsageError: There is no such problem, or no such written part.
    """
    refuse_inside(records, submission)
    read = _read(submission, course)
    names = [problem] if problem else course.files_answering(ANSWERS)
    problems = [read_problem(course.root, find_problem(course, name)) for name in names]
    if part is not None:
        parts = [each.part.quantity for each in _written_parts(problems[0])]
        if part not in parts:
            hint = nearest(part, parts)
            if part in [each.quantity for each in problems[0].parts]:
                hint = "; its report says how that part stands"
            raise UsageError(f"{problem} has no written part {part}{hint}")
    known = digests(problems, read.handed_in, read.sheet)
    entered = {
        (each.problem, each.part, each.digest): each.mark
        for each in read_records(records)
        if each.submission == read.handed_in.name
    }
    found = []
    notes = _of_several(read.handed_in)
    notes += [] if read.sheet is None else [_shown(read.sheet.fault)]
    for each in problems:
        for asked in _written_parts(each):
            name = asked.part.quantity
            if part not in (None, name):
                continue
            text = written(each, name, read.sheet)
            if text is None and read.sheet is not None:
                notes.append(_shown(read.sheet.typed.get(each.name, {}).get(name)))
            if not text or not has_words(text):
                continue
            mark = entered.get((each.name, name, known[(each.name, name)]))
            if mark is None or part is not None:
                marks = asked.part.marks
                found.append(
                    Essay(each.name, name, marks, asked.statement, asked.rubric, text, mark)
                )
    return Pile(read.handed_in.name, tuple(found), tuple(filter(None, notes)))


def _of_several(handed_in: Submission) -> list[str]:
    """Return which sheet is read where there are several, as in the folder of a class."""
    sheets = [each.path for each in handed_in.files if each.name == ANSWERS]
    read = handed_in.find(ANSWERS)
    if len(sheets) < 2 or read is None:  # noqa: PLR2004  (one of several)
        return []
    note = f"Of {len(sheets)} files called {ANSWERS} this is {read.path}."
    return [f"{note} If this is the folder of a class, name one submission in it."]


def _shown(fault: Typed | Unreadable | None) -> str:
    """Return what cannot be read, and where."""
    if not isinstance(fault, Unreadable):
        return ""
    return f"{fault.file}, line {fault.line}: {fault.message}"


def enter(  # noqa: PLR0913, PLR0917  (a mark is made of this)
    submission: Path,
    course: Course,
    records: Path,
    problem: str,
    part: str,
    mark: str,
    by: str,
    why: str,
) -> PartReport:
    """Enter a mark for a part of a submission; return how the part stands with it.

    Raises:
        UsageError: There is no such problem or part, it was not attempted, or the mark is none
            or not among those available.
        FileError: The records cannot be read; they stay as they are.
    """
    refuse_inside(records, submission)
    _blame_blank("--by", by)
    _blame_blank("--why", why)
    given = _mark(mark)
    entered = read_records(records)
    marked = read_problem(course.root, find_problem(course, problem))
    read = _read(submission, course)
    report = grade(submission, course, problems=[problem])
    before = _part(report, part)
    if before.state is State.NOT_ATTEMPTED:
        raise UsageError(f"{problem}, {part} was not attempted: there is nothing to mark")
    if given > before.available:
        available = number(before.available)
        raise UsageError(f"a mark of {mark} is more than the {available} that are available")
    known = digests([marked], read.handed_in, read.sheet)
    when = datetime.now(UTC).replace(microsecond=0).isoformat()
    record = Record(
        submission=report.submission,
        problem=problem,
        part=part,
        digest=known[(problem, part)],
        mark=given,
        by=by.strip(),
        when=when,
        why=why.strip(),
    )
    add_record(records, record)
    return _part(moderated(report, [*entered, record], known), part)


def _blame_blank(option: str, text: str) -> None:
    if not text.strip():
        raise UsageError(f"{option} is blank; a mark is entered by somebody, for a reason")


def _mark(text: str) -> Fraction:
    try:
        return read_mark(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _part(report: Report, part: str) -> PartReport:
    (problem,) = report.problems
    for each in problem.parts:
        if each.part == part:
            return each
    names = [each.part for each in problem.parts]
    raise UsageError(f"{problem.problem} has no part {part}{nearest(part, names)}")


def _read(submission: Path, course: Course) -> _Read:
    handed_in = read_submission(submission, course)
    file = handed_in.find(ANSWERS)
    return _Read(handed_in, None if file is None else read_sheet(file))


def _written_parts(problem: Problem) -> Sequence[AskedWritten]:
    return [each for each in problem.words if isinstance(each, AskedWritten)]
