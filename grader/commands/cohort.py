"""The command ``grade class``: marks every submission in a folder."""

import os
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import click

from grader.cohort.cohort import mark_class
from grader.cohort.executors import Processes
from grader.cohort.find import find_submissions
from grader.cohort.gradebook import write_gradebook
from grader.cohort.slot import ENDINGS, write_whole
from grader.commands.options import (
    MARKED,
    OUR_FAILURE,
    assignment_option,
    course_option,
    feedback_option,
    isolation_option,
    patience_option,
    problem_option,
    read_problems,
    records_option,
    secret_option,
    seed_option,
    usual_records,
)
from grader.commands.printing import print_text, steps_done
from grader.errors import UsageError
from grader.load.assignments import find_assignment
from grader.load.course import find_course
from grader.load.settings import read_settings
from grader.model.cohort import Entry, Order, Outcome
from grader.model.course import Course, answered_in
from grader.report.escape import escaped_line

_SHOWN = 8


@click.command("class")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("marked"),
    show_default=True,
    metavar="DIR",
    help="Where the reports and the gradebook are written.",
)
@course_option
@problem_option
@assignment_option
@seed_option
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(sorted(ENDINGS)),
    help="Write each report in this format too, beside JSON. May be repeated.",
)
@feedback_option
@isolation_option("confined")
@patience_option(1.0, ", on a slow machine.")
@secret_option
@records_option
@click.option(
    "--slots",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many submissions are marked at a time. Default: one for each core.",
)
def mark_all(  # noqa: PLR0913, PLR0917  (one for each option)
    folder: Path,
    out: Path,
    course_folder: Path | None,
    problems: tuple[str, ...],
    assignment: str | None,
    seed: int,
    formats: tuple[str, ...],
    feedback: str | None,
    isolation: str,
    patience: float,
    secret: bytes | None,
    records: Path | None,
    slots: int | None,
) -> int:
    """Mark every submission in FOLDER: each folder, zip, Python file and notebook in it.

    The report on each is written to DIR/reports, and a line for each to DIR/gradebook.csv. What
    could not be marked is listed at the end, and stops nothing else.
    """
    course = find_course(course_folder)
    _look_at(course, problems, assignment)
    paths, others = find_submissions(folder.resolve())
    if not paths:
        raise UsageError(f"{folder}: there are no submissions in it")
    asked = {answered_in(each) for each in course.problem_files.values()}
    if all(path.name in asked for path in paths):
        names = ", ".join(path.name for path in paths)
        message = f"{folder}: these are files of one submission, not students: {names}"
        raise UsageError(f"{message}; mark that with: grade {folder}")
    order = Order(
        course=course.root.resolve(),
        reports=_made(out, folder).resolve() / "reports",
        problems=problems,
        assignment=assignment,
        seed=seed,
        secret=secret,
        isolation=isolation,
        patience=patience,
        records=records or usual_records(),
        feedback=feedback or read_settings(course).feedback,
        formats=tuple(dict.fromkeys(formats)),
    )
    slots = min(slots or os.cpu_count() or 1, len(paths))
    begin = time.monotonic()
    # One process for each core: threads of their own would only be in each other's way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    entries = []
    with steps_done("marked", len(paths)) as step:
        for entry in mark_class(paths, order, partial(Processes, slots)):
            entries.append(entry)
            step()
    write_whole(out / "gradebook.csv", write_gradebook(entries))
    print_text("".join(f"{line}\n" for line in _summary(entries, others, out, begin)))
    needs = (Outcome.UNMARKED, Outcome.UNREADABLE)
    return OUR_FAILURE if any(each.outcome in needs for each in entries) else MARKED


def _look_at(course: Course, problems: Sequence[str], assignment: str | None) -> None:
    """Find the faults of a course once, before any submission meets them."""
    if assignment is not None and problems:
        message = "an assignment and problems were named; name one or the other"
        raise UsageError(f"{message}: --assignment or --problem")
    names: Iterable[str] = course.problem_files
    if assignment is not None:
        names = find_assignment(course, assignment).problems
    elif problems:
        names = problems
    read_problems(course, names)


def _made(out: Path, folder: Path) -> Path:
    """Return the folder for what is written; it lies in no submission."""
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{out}: lies in the folder of the submissions; name another with --out")
    try:
        (out / "reports").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be made: {error.strerror}") from error
    return out


def _summary(
    entries: Sequence[Entry], others: Sequence[str], out: Path, begin: float
) -> Iterable[str]:
    count = len(entries)
    took = time.monotonic() - begin
    yield f"{count} submission{'' if count == 1 else 's'} in {took:.0f} s."
    yield f"The marks are in {escaped_line(str(out / 'gradebook.csv'))}, the reports in"
    yield f"{escaped_line(str(out / 'reports'))}."
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        names = ", ".join(escaped_line(each) for each in others[:_SHOWN])
        yield f"Passed over, since no submission: {names}{more}."
    awaiting = sum(each.outcome is Outcome.AWAITING for each in entries)
    if awaiting:
        yield f"{awaiting} await{'s' if awaiting == 1 else ''} marks that a person enters."
    failed = [each for each in entries if each.outcome in (Outcome.UNMARKED, Outcome.UNREADABLE)]
    if failed:
        yield ""
        yield f"A person has to look at {len(failed)}:"
        for each in sorted(failed, key=lambda each: each.submission):
            yield f"  {escaped_line(each.submission)}: {escaped_line(each.note)}"
