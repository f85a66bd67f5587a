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
    course_option,
    feedback_option,
    records_option,
    usual_records,
)
from grader.commands.printing import print_text, progress_line, reader_may_leave
from grader.errors import UsageError
from grader.report.formats import FORMATS, Occasion
from grader.run.limits import Limits
from grader.run.supply import LEVELS, Supply

if TYPE_CHECKING:
    from grader.model.report import Report

_SECRET_LEAST = 16


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
  grade check           whether references are right and cases tell every mistake
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


def _read_secret(
    context: click.Context, parameter: click.Parameter, value: Path | None
) -> bytes | None:
    if value is None:
        return None
    try:
        secret = value.read_bytes().strip()
    except OSError as error:
        raise click.BadParameter(f"{value}: {error.strerror}", context, parameter) from error
    if len(secret) < _SECRET_LEAST:
        message = f"{value} holds {len(secret)} bytes; a secret has at least {_SECRET_LEAST}"
        raise click.BadParameter(message, context, parameter)
    return secret


@click.command("grade", epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("submission", type=click.Path(path_type=Path, readable=False))
@course_option
@click.option(
    "--problem",
    "problems",
    multiple=True,
    metavar="ID",
    help="Mark this problem, attempted or not. May be repeated. "
    "Default: every problem whose file was handed in.",
)
@click.option(
    "--assignment",
    metavar="NAME",
    help="Mark all problems of this assignment, attempted or not.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help="Chooses the inputs that are drawn.",
)
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
@click.option(
    "--isolation",
    type=click.Choice(LEVELS[::-1]),
    default="none",
    show_default=True,
    help="The weakest level of isolation that will do. The best that there is is used anyway.",
)
@click.option(
    "--patience",
    type=click.FloatRange(1, 100),
    default=1.0,
    show_default=True,
    metavar="FACTOR",
    help="Allow so many times as much time, on a slow machine.",
)
@click.option(
    "--secret",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="GRADE_SECRET",
    callback=_read_secret,
    help="A file that students cannot read, with at least 16 bytes: its content chooses the "
    "numbers of one more, hidden case of each problem.",
)
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
        from grader.grading import grade  # noqa: PLC0415
        from grader.load.course import find_course  # noqa: PLC0415
        from grader.load.settings import read_settings  # noqa: PLC0415
        from grader.model.report import Detail  # noqa: PLC0415
        from grader.run.process import ProcessRunner  # noqa: PLC0415

        with (
            progress_line("running") as progress,
            ProcessRunner(limits, supply=supply, progress=progress) as runner,
        ):
            course = find_course(course_folder)
            detail = Detail(feedback or read_settings(course).feedback)
            report = grade(
                submission,
                course,
                problems=problems,
                assignment=assignment,
                seed=seed,
                runner=runner,
                secret=secret,
                records=records or usual_records(),
            )
    finally:
        supply.close()
    told = at_most(report, detail)
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
        print_text(FORMATS[name](report, occasion))
