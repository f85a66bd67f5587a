"""The command ``grade check``: the gate for problems."""

from pathlib import Path

import click

from grader.check.check import check_course
from grader.commands.options import BELOW, MARKED, course_option, form_option
from grader.commands.printing import print_text, progress_line
from grader.load.assignments import read_assignments
from grader.load.course import find_course
from grader.report.checked import write_checked, write_checked_as_json


@click.command("check")
@course_option
@click.option(
    "--problem",
    "problems",
    multiple=True,
    metavar="ID",
    help="Check this problem. May be repeated. Default: all of the course.",
)
@form_option
@click.option(
    "--again", is_flag=True, help="Also check what has passed before and has not changed since."
)
def check(course_folder: Path | None, problems: tuple[str, ...], form: str, *, again: bool) -> int:
    """Check the problems of a course before they meet a student.

    Every reference is compared with means that are independent of it, every small change of it
    must be told from it by some case, and every misconception from it and from the others.
    """
    course = find_course(course_folder)
    if not problems:
        read_assignments(course)
    with progress_line("checked") as progress:
        found = check_course(course, problems, progress=progress, cached=not again)
    print_text((write_checked_as_json if form == "json" else write_checked)(found))
    return BELOW if any(each.faults for each in found) else MARKED
