"""The command ``grade``: chooses, prints, exits."""

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader import __version__
from grader.errors import CourseError, Fault, FileError, GraderError, SubmissionError, UsageError
from grader.report.escape import escaped_line, fitting
from grader.report.formats import FORMATS
from grader.run.limits import Limits
from grader.run.supply import LEVELS, Supply

if TYPE_CHECKING:
    from rich.status import Status
    from rich.text import Text

    from grader.model.course import Course, Problem
    from grader.model.report import Report

_SECRET_LEAST = 16
MARKED, BELOW, WRONG_CALL, OUR_FAILURE, INTERRUPTED = 0, 1, 2, 3, 130

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

_course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A course of your own: a folder with problems/ and reference/. Default: the built-in one.",
)


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


def _usual_records() -> Path | None:
    """Return where marks are kept that people enter; None where there is no such place."""
    from platformdirs import user_data_path  # noqa: PLC0415

    try:
        return user_data_path("backprop-grader", appauthor=False) / "records.json"
    except (OSError, RuntimeError):
        return None


_records_option = click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="GRADE_RECORDS",
    help="The file with the marks that people entered. Default: one in your own data folder.",
)


@click.command("grade", epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("submission", type=click.Path(path_type=Path, readable=False))
@_course_option
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
    help="How to write the report: terminal (the default) or json; to standard output, or to FILE. "
    "May be repeated.",
)
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
@_records_option
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=_read_threshold,
    metavar="PER_CENT",
    help="Exit with 1 if fewer of the marks than this were awarded. Those that a person has still "
    "to enter do not count.",
)
@click.version_option(__version__, message="backprop-grader %(version)s")
def _mark(  # noqa: PLR0913, PLR0917  (one for each option)
    submission: Path,
    course_folder: Path | None,
    problems: tuple[str, ...],
    assignment: str | None,
    seed: int,
    formats: list[tuple[str, Path | None]],
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
        from grader.grading import grade  # noqa: PLC0415
        from grader.load.course import find_course  # noqa: PLC0415
        from grader.run.process import ProcessRunner  # noqa: PLC0415

        with (
            _progress("running") as progress,
            ProcessRunner(limits, supply=supply, progress=progress) as runner,
        ):
            report = grade(
                submission,
                find_course(course_folder),
                problems=problems,
                assignment=assignment,
                seed=seed,
                runner=runner,
                secret=secret,
                records=records or _usual_records(),
            )
    finally:
        supply.close()
    for name, file in formats:
        _write(report, name, file)
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


def _write(report: "Report", name: str, file: Path | None) -> None:
    if file is not None:
        try:
            file.write_text(FORMATS[name](report), encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"{file}: cannot be written: {error.strerror}") from error
    elif name == "terminal":
        from grader.report.terminal import print_report  # noqa: PLC0415

        with _reader_may_leave():
            print_report(report, sys.stdout)
    else:
        _print(FORMATS[name](report))


def _print(text: str) -> None:
    with _reader_may_leave():
        sys.stdout.write(fitting(text, sys.stdout))


@contextlib.contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Write to standard output, unless its reader has gone, as with ``| head``."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Whatever is still written, by Python at its end too, goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Progress:
    """Says on a terminal what is being run, once that takes longer than a second."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._lock = threading.Lock()
        self._file = ""
        self._status: Status | None = None
        self._stopped = False
        self._timer = threading.Timer(1.0, self._show)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, file: str) -> None:
        with self._lock:
            self._file = file
            if self._status is not None:
                self._status.update(self._text())

    def _text(self) -> "Text":
        from rich.text import Text  # noqa: PLC0415

        words = f"{self._word} {escaped_line(self._file)}" if self._file else "getting ready"
        return Text(words)

    def _show(self) -> None:
        from rich.console import Console  # noqa: PLC0415

        with self._lock:
            if not self._stopped:
                self._status = Console(stderr=True).status(self._text())
                self._status.start()

    def stop(self) -> None:
        """Take the line away."""
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._status is not None:
                self._status.stop()


@contextlib.contextmanager
def _progress(word: str) -> Iterator[Callable[[str], None]]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    progress = _Progress(word)
    try:
        yield progress
    finally:
        progress.stop()


@click.command("list")
@_course_option
@click.option("--assignment", metavar="NAME", help="List the problems of this assignment alone.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to write the list.",
)
def _list(course_folder: Path | None, assignment: str | None, form: str) -> int:
    """List the assignments and problems of the course: their files, functions and marks."""
    from grader.load.assignments import find_assignment, read_assignments  # noqa: PLC0415
    from grader.report.course import write_list, write_list_as_json  # noqa: PLC0415

    course = _course(course_folder)
    if assignment is not None:
        assignments = [find_assignment(course, assignment)]
        problems = _read_problems(course, assignments[0].problems)
    else:
        problems = _read_problems(course, course.problem_files)
        assignments = list(read_assignments(course).values())
    write = write_list_as_json if form == "json" else write_list
    _print(write(problems, assignments))
    return MARKED


@click.command("show")
@click.argument("problem")
@_course_option
def _show(problem: str, course_folder: Path | None) -> int:
    """Print the statement of PROBLEM: what to write, and what it is worth.

    For the name of an assignment, the statements of all its problems.
    """
    from grader.load.assignments import find_problem_or_assignment  # noqa: PLC0415
    from grader.report.course import write_statement, write_statements  # noqa: PLC0415

    course = _course(course_folder)
    found = find_problem_or_assignment(course, problem)
    if isinstance(found, str):
        _print(write_statement(*_read_problems(course, [found])))
    else:
        _print(write_statements(found, _read_problems(course, found.problems)))
    return MARKED


@click.command("starter")
@click.argument("assignment")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_course_option
def _starter(assignment: str, folder: Path, course_folder: Path | None) -> int:
    """Write files to begin with into DIR, a folder that is new or empty.

    ASSIGNMENT is the name of an assignment or of a problem. The files hold every function that
    is asked for, with its arguments and a place to fill in, a sheet for what is worked out by
    hand, and the statements. Nothing is ever overwritten.
    """
    from grader.load.assignments import find_problem_or_assignment  # noqa: PLC0415
    from grader.starter.starter import write_starter  # noqa: PLC0415

    course = _course(course_folder)
    found = find_problem_or_assignment(course, assignment)
    names = [found] if isinstance(found, str) else found.problems
    problems = _read_problems(course, names)
    written = write_starter(
        folder,
        problems,
        assignment=None if isinstance(found, str) else found,
        built_in=course_folder is None,
    )
    _print("".join(f"{path}\n" for path in written))
    return MARKED


@click.command("doctor")
@click.option(
    "--isolation",
    type=click.Choice(LEVELS[::-1]),
    default="none",
    show_default=True,
    help="Exit with 1 if the level that holds here is weaker than this.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to write what was found.",
)
def _doctor(isolation: str, form: str) -> int:
    """Try what student code might try here, and say what holds."""
    from grader.doctor import examine  # noqa: PLC0415
    from grader.report.examination import write_examination, write_examination_as_json  # noqa: PLC0415

    found = examine()
    _print((write_examination_as_json if form == "json" else write_examination)(found))
    enough = LEVELS.index(found.isolation.level) >= LEVELS.index(isolation)
    return MARKED if enough else BELOW


@click.command("check")
@_course_option
@click.option(
    "--problem",
    "problems",
    multiple=True,
    metavar="ID",
    help="Check this problem. May be repeated. Default: all of the course.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to write what was found.",
)
@click.option(
    "--again", is_flag=True, help="Also check what has passed before and has not changed since."
)
def _check(course_folder: Path | None, problems: tuple[str, ...], form: str, *, again: bool) -> int:
    """Check the problems of a course before they meet a student.

    Every reference is compared with means that are independent of it, every small change of it
    must be told from it by some case, and every misconception from it and from the others.
    """
    from grader.check.check import check_course  # noqa: PLC0415
    from grader.load.assignments import read_assignments  # noqa: PLC0415
    from grader.report.checked import write_checked, write_checked_as_json  # noqa: PLC0415

    course = _course(course_folder)
    if not problems:
        read_assignments(course)
    with _progress("checked") as progress:
        found = check_course(course, problems, progress=progress, cached=not again)
    _print((write_checked_as_json if form == "json" else write_checked)(found))
    return BELOW if any(each.faults for each in found) else MARKED


# So that a mark of -1 is a mark, though one that is refused, and no option.
@click.command("moderate", context_settings={"ignore_unknown_options": True})
@click.argument("submission", type=click.Path(path_type=Path, readable=False))
@click.argument("problem", required=False)
@click.argument("part", required=False)
@click.argument("mark", required=False)
@click.option("--by", metavar="NAME", help="Who enters the mark.")
@click.option("--why", metavar="TEXT", help="For what reason; the student reads it.")
@_records_option
@_course_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to write what awaits a mark.",
)
def _moderate(  # noqa: PLR0913, PLR0917  (one for each option)
    submission: Path,
    problem: str | None,
    part: str | None,
    mark: str | None,
    by: str | None,
    why: str | None,
    records: Path | None,
    course_folder: Path | None,
    form: str,
) -> int:
    """List the written answers that await a mark, or enter the MARK of a PART.

    A mark may be entered for any part that was attempted; the first one is kept beside it. It
    stays through every later run, until what it was given for changes.
    """
    records = records or _usual_records()
    if records is None:
        raise UsageError("there is no folder of your own to keep marks in; name a --records FILE")
    # Only here: what marks is not needed for anything else.
    from grader.moderate import awaiting, enter  # noqa: PLC0415
    from grader.report.moderation import (  # noqa: PLC0415
        write_entered,
        write_pile,
        write_pile_as_json,
    )

    course = _course(course_folder)
    if mark is None:
        if by is not None or why is not None:
            raise UsageError("--by and --why go with a mark: SUBMISSION PROBLEM PART MARK")
        write = write_pile_as_json if form == "json" else write_pile
        _print(write(awaiting(submission, course, records, problem, part)))
        return MARKED
    if not problem or not part or by is None or why is None:
        raise UsageError("a mark goes with --by NAME and --why TEXT")
    entered = enter(submission, course, records, problem, part, mark, by, why)
    _print(write_entered(problem, entered))
    return MARKED


def _course(folder: Path | None) -> "Course":
    from grader.load.course import find_course  # noqa: PLC0415

    return find_course(folder)


def _read_problems(course: "Course", names: Iterable[str]) -> "list[Problem]":
    """Return problems by name; if any has faults, the faults of all are reported together."""
    from grader.load.problem import read_problem  # noqa: PLC0415

    problems: list[Problem] = []
    faults: list[Fault] = []
    for name in names:
        try:
            problems.append(read_problem(course.root, course.problem_files[name]))
        except CourseError as error:
            faults += error.faults
    if faults:
        raise CourseError(faults)
    return problems


_COMMANDS = {
    "list": _list,
    "show": _show,
    "starter": _starter,
    "moderate": _moderate,
    "check": _check,
    "doctor": _doctor,
}


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # Imports make no garbage, and the process is short: looking for cycles is a tenth of its start.
    gc.disable()
    _open_standard_streams()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    # Paths and names may hold what the terminal cannot show.
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    status = _run(sys.argv[1:])
    with _reader_may_leave():
        pass
    sys.stderr.flush()
    # Taking the interpreter down in order would be a twentieth of the run, and all is written.
    os._exit(status)


def _open_standard_streams() -> None:
    """Let all three be open: else a pipe of ours would take the number of one that is closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


class _Leaving(BaseException):
    """A signal to end. Nothing that lets a course or a student exit lets this pass unseen."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


def _leave(number: int, _: object) -> NoReturn:
    raise _Leaving(128 + number)


def _run(arguments: list[str]) -> int:
    command, name = _mark, "grade"
    if arguments and arguments[0] in _COMMANDS:
        command, name = _COMMANDS[arguments[0]], f"grade {arguments[0]}"
        arguments = arguments[1:]
    try:
        status = command.main(arguments, prog_name=name, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG_CALL
    except _Leaving as leaving:
        return leaving.status
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SubmissionError as error:
        hint = _hint_at_command(arguments)
        return _complain(f"{error}{hint}", WRONG_CALL)
    except (FileError, UsageError) as error:
        return _complain(str(error), WRONG_CALL)
    except GraderError as error:
        return _complain(str(error), OUR_FAILURE)
    except Exception as error:
        if os.environ.get("GRADE_TRACEBACK"):
            raise
        message = f"a failure of the grader itself: {type(error).__name__}: {error}"
        hint = "Please report it, with what GRADE_TRACEBACK=1 shows. It costs no marks."
        return _complain(f"{message}\n{hint}", OUR_FAILURE)
    return status if isinstance(status, int) else MARKED


def _hint_at_command(arguments: list[str]) -> str:
    """Return a hint for who wrote the command after its options."""
    meant = next((each for each in arguments if each in _COMMANDS), None)
    return f"; the command comes first: grade {meant}" if meant else ""


def _complain(message: str, status: int) -> int:
    for line in message.splitlines():
        click.echo(f"grade: {escaped_line(line)}", err=True)
    return status
