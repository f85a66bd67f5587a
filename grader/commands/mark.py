"""The command ``grade SUBMISSION``: marks homework."""

import os
import sys
from collections.abc import Sequence
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import __version__
from grader.commands.options import (
    BELOW,
    MARKED,
    OUR_FAILURE,
    assignment_option,
    course_option,
    feedback_option,
    isolation_option,
    patience_option,
    problem_option,
    records_option,
    secret_option,
    seed_option,
    usual_records,
)
from grader.commands.printing import print_encoded, progress_line, reader_may_leave
from grader.errors import UsageError
from grader.report.formats import FORMATS, Occasion
from grader.run.limits import Limits
from grader.run.supply import Supply

if TYPE_CHECKING:
    from grader.model.report import Report


_EPILOG = """\
\b
Commands:
  grade list            the problems of the course: files, functions, marks
  grade show PROBLEM    the statement of a problem, or of all of an assignment
  grade starter ASSIGNMENT DIR
                        files to begin with: functions to fill in, statements
  grade moderate SUBMISSION
                        written answers that await a mark; with PROBLEM PART MARK
                        enters one
  grade class FOLDER    marks every submission in a folder
  grade new PROBLEM     a small, complete problem of your own, to change into another
  grade pack gradescope ASSIGNMENT FILE.zip
                        an autograder for Gradescope, with the grader in it
  grade check           whether references are right and cases tell every mistake
  grade preview PROBLEM a page with its statement and a report as students get it
  grade schema [NAME]   what problem files and reports may hold, for editors
  grade doctor          what student code could do on this machine

\b
Examples:
  grade homework/                     mark everything that was handed in
  grade softmax.py                    mark a single file
  grade homework/ --problem softmax   mark one problem, attempted or not
  grade homework/ --assignment ds_ga_1008_homework_1
                                      mark all problems of an assignment
  grade . --format terminal --format json=report.json

A name that is also a command means the command: to mark a folder called list,
write grade ./list.

\b
Exit status:
  0  marked, whatever the marks
  1  marked, and below --fail-under
  2  the command, the course or the path is wrong
  3  something could not be marked, through a failure of the grader
"""


def _read_formats(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> list[tuple[str, Path | None]]:
    formats = []
    for value in values or ("terminal",):
        name, _, file = value.partition("=")
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise click.BadParameter(f"{name} is no format; there are {known}", context, parameter)
        formats.append((name, Path(file) if file else None))
    if sum(file is None for _, file in formats) > 1:
        message = "two formats would both be printed; write one of them to a file: NAME=FILE"
        raise click.BadParameter(message, context, parameter)
    return formats


def _read_threshold(
    context: click.Context, parameter: click.Parameter, value: float | None
) -> float | None:
    if value is not None and not isfinite(value):
        raise click.BadParameter(f"{value} is no per cent", context, parameter)
    return value


@click.command("grade", epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("submission", type=click.Path(path_type=Path, readable=False))
@course_option
@problem_option
@assignment_option
@seed_option
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    callback=_read_formats,
    help=f"How to write the report: {', '.join(FORMATS)}; to standard output, or to FILE. "
    "Default: terminal. May be repeated.",
)
@feedback_option
@isolation_option("none")
@patience_option(1.0, ", on a slow machine.")
@secret_option
@records_option
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=_read_threshold,
    metavar="PER_CENT",
    help="Exit with 1 if fewer of the marks than this were awarded. Those that a person has still "
    "to enter do not count.",
)
@click.version_option(__version__, message="backprop-grader %(version)s")
def mark(  # noqa: PLR0913, PLR0917  (one for each option)
    submission: Path,
    course_folder: Path | None,
    problems: tuple[str, ...],
    assignment: str | None,
    seed: int,
    formats: list[tuple[str, Path | None]],
    feedback: str | None,
    isolation: str,
    patience: float,
    fail_under: float | None,
    secret: bytes | None,
    records: Path | None,
) -> int:
    """Mark homework on backpropagation.

    SUBMISSION is a folder with the files that a student wrote, a zip of them, or a
    single file. Its code is run in a process of its own, its arrays are compared with what
    is right, and a report says what is wrong and what to try.
    """
    # Started before the slow imports below: both processes then import numpy at once.
    limits = Limits().with_patience(patience)
    supply = Supply(limits, at_least=isolation)
    try:
        from grader.detail import at_most  # noqa: PLC0415
        from grader.grading import Questions, Selection  # noqa: PLC0415
        from grader.grading import mark as mark_submission  # noqa: PLC0415
        from grader.load.course import find_course  # noqa: PLC0415
        from grader.model.report import Detail  # noqa: PLC0415
        from grader.run.process import ProcessRunner  # noqa: PLC0415

        with (
            progress_line("running") as progress,
            ProcessRunner(limits, supply=supply, progress=progress) as runner,
        ):
            questions = Questions(find_course(course_folder), seed=seed, secret=secret)
            report = mark_submission(
                submission,
                questions,
                runner,
                Selection(problems, assignment),
                records=records or usual_records(),
            )
    finally:
        supply.close()
    told = at_most(report, Detail(feedback or questions.settings.feedback))
    occasion = Occasion(str(submission), os.environ)
    for name, file in formats:
        _write_one(told, name, file, occasion)
    return _status(report, fail_under)


def _status(report: "Report", fail_under: float | None) -> int:
    from grader.model.report import State  # noqa: PLC0415

    states = {part.state for problem in report.problems for part in problem.parts}
    if State.UNMARKED in states:
        return OUR_FAILURE
    # Marks that a person has still to enter are neither awarded nor lost.
    awarded, available = report.marks.awarded, report.marks.available - report.marks.awaiting
    if not available and report.marks.awaiting:
        return MARKED
    if fail_under and (not available or _per_cent(awarded, available) < _exactly(fail_under)):
        return BELOW
    return MARKED


def _per_cent(awarded: Fraction, available: Fraction) -> Fraction:
    return 100 * awarded / available


def _exactly(number: float) -> Fraction:
    # As it was typed: 66.6 means 66.6, not the float next to it.
    return Fraction(str(number))


def _write_one(report: "Report", name: str, file: Path | None, occasion: Occasion) -> None:
    if file is not None:
        try:
            file.write_text(FORMATS[name](report, occasion), encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"{file}: cannot be written: {error.strerror}") from error
    elif name == "terminal":
        from grader.report.terminal import print_report  # noqa: PLC0415

        with reader_may_leave():
            print_report(report, sys.stdout)
    else:
        print_encoded(FORMATS[name](report, occasion))
