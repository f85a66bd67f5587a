"""The command ``grade preview``: a problem as students meet it."""

from pathlib import Path

import click

from grader.authoring.preview import preview as made
from grader.commands.options import MARKED, course_option, seed_option
from grader.commands.printing import print_text
from grader.errors import UsageError
from grader.load.course import find_course, find_problem
from grader.load.problem import read_problem
from grader.report.escape import escaped_line
from grader.report.preview import write_preview


@click.command("preview")
@click.argument("problem")
@course_option
@seed_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the page is written. Default: PROBLEM.html in the current folder.",
)
def preview(problem: str, course_folder: Path | None, seed: int, out: Path | None) -> int:
    """Write a page with the statement of PROBLEM and a report as students get it.

    The report is on the first misconception that the problem declares. No student code is run.
    """
    course = find_course(course_folder)
    found = read_problem(course.root, find_problem(course, problem))
    page = write_preview(made(found, seed))
    file = out or Path(f"{problem}.html")
    try:
        file.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from error
    print_text(f"{escaped_line(str(file))}\n")
    return MARKED
