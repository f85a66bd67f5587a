"""What several commands have in common: options, exit statuses, and finding a course."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import CourseError, Fault

if TYPE_CHECKING:
    from grader.model.course import Course, Problem

MARKED, BELOW, WRONG_CALL, OUR_FAILURE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit statuses; ``grade --help`` says what each means."""
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
