"""What several commands have in common: options, exit statuses, and finding a course."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.errors import CourseError, Fault
from grader.run.supply import LEVELS

if TYPE_CHECKING:
    from grader.model.course import Course, Problem

F = TypeVar("F", bound=Callable[..., Any])

MARKED, BELOW, WRONG_CALL, OUR_FAILURE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit statuses; ``grade --help`` says what each means."""
_SECRET_LEAST = 16
DETAILS = ("marks", "verdicts", "hints", "full")
"""As `grader.model.report.Detail` has them, which is slow to import."""

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A course of your own: a folder with problems/ and reference/. Default: the built-in one.",
)


def usual_records() -> Path | None:
    """Return where marks are kept that people enter; None where there is no such place."""
    from platformdirs import user_data_path  # noqa: PLC0415

    try:
        return user_data_path("backprop-grader", appauthor=False) / "records.json"
    except (OSError, RuntimeError):
        return None


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


def patience_option(default: float, where: str) -> Callable[[F], F]:
    """Return the option that allows more time; ``where`` ends its help."""
    return click.option(
        "--patience",
        type=click.FloatRange(1, 100),
        default=default,
        show_default=True,
        metavar="FACTOR",
        help=f"Allow so many times as much time{where}",
    )


def isolation_option(default: str) -> Callable[[F], F]:
    """Return the option that says which level of isolation is the weakest that will do."""
    return click.option(
        "--isolation",
        type=click.Choice(LEVELS[::-1]),
        default=default,
        show_default=True,
        help="The weakest level of isolation that will do. The best that there is is used anyway.",
    )


problem_option = click.option(
    "--problem",
    "problems",
    multiple=True,
    metavar="ID",
    help="Mark this problem, attempted or not. May be repeated. "
    "Default: every problem whose file was handed in.",
)

assignment_option = click.option(
    "--assignment",
    metavar="NAME",
    help="Mark all problems of this assignment, attempted or not.",
)

seed_option = click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help="Chooses the inputs that are drawn.",
)

secret_option = click.option(
    "--secret",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="GRADE_SECRET",
    callback=_read_secret,
    help="A file that students cannot read, with at least 16 bytes: its content chooses the "
    "numbers of one more, hidden case of each problem.",
)

feedback_option = click.option(
    "--feedback",
    type=click.Choice(DETAILS),
    help="How much reports say: marks alone; verdicts; hints as well; or in full, with what was "
    "found in each case. Default: what the course says, or hints.",
)

records_option = click.option(
    "--records",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="GRADE_RECORDS",
    help="The file with the marks that people entered. Default: one in your own data folder.",
)

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to write it.",
)


def read_problems(course: "Course", names: Iterable[str]) -> "list[Problem]":
    """Return problems by name; if any has faults, the faults of all are reported together."""
    from grader.load.course import find_problem  # noqa: PLC0415
    from grader.load.problem import read_problem  # noqa: PLC0415

    problems: list[Problem] = []
    faults: list[Fault] = []
    for name in names:
        try:
            problems.append(read_problem(course.root, find_problem(course, name)))
        except CourseError as error:
            faults += error.faults
    if faults:
        raise CourseError(faults)
    return problems
