"""The command ``grade check``: the gate for problems."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.check.check import check_course
from grader.commands.options import BELOW, MARKED, course_option, form_option
from grader.commands.printing import print_text, progress_line
from grader.errors import CourseError, GraderError
from grader.load.assignments import read_assignments
from grader.load.course import find_course
from grader.load.settings import read_settings
from grader.report.checked import write_checked, write_checked_as_json

if TYPE_CHECKING:
    from grader.model.checked import Checked
    from grader.model.course import Course


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
@click.option(
    "--submissions/--no-submissions",
    default=None,
    help="Whether to mark the submissions in tests/corpus/, which declare their verdicts. "
    "Default: those of a course of your own, and not the many of the built-in one.",
)
def check(
    course_folder: Path | None,
    problems: tuple[str, ...],
    form: str,
    *,
    again: bool,
    submissions: bool | None,
) -> int:
    """Check the problems of a course before they meet a student.

    Every reference is compared with means that are independent of it, every small change of it
    must be told from it by some case, and every misconception from it and from the others.
    Submissions in tests/corpus/PROBLEM/ must get the verdicts that they declare.
    """
    course = find_course(course_folder)
    if not problems:
        read_assignments(course)
        read_settings(course)
    with progress_line("checked") as progress:
        found = check_course(course, problems, progress=progress, cached=not again)
        if _are_marked(course) if submissions is None else submissions:
            found = _with_submissions(course, found, progress, every=not problems, cached=not again)
    print_text((write_checked_as_json if form == "json" else write_checked)(found))
    if course_folder is None and form == "terminal" and _is_course(Path()):
        print_text("This was the built-in course; for the one in this folder: --course .\n")
    return BELOW if any(each.faults for each in found) else MARKED


def _is_course(folder: Path) -> bool:
    """Return whether somebody who stands in a folder may have meant it."""
    try:
        return find_course(folder).root.resolve() != find_course().root.resolve()
    except GraderError:
        return False


def _are_marked(course: "Course") -> bool:
    """Return whether submissions are marked where nobody said: not the many of our own course."""
    return course.root.resolve() != find_course().root.resolve()


def _with_submissions(
    course: "Course",
    found: "Sequence[Checked]",
    progress: Callable[[str], None],
    *,
    every: bool,
    cached: bool,
) -> "tuple[Checked, ...]":
    # Not before it is needed: what marks takes its time to be imported.
    from grader.check.submissions import CORPUS, check_submissions, strays  # noqa: PLC0415
    from grader.run.process import ProcessRunner  # noqa: PLC0415

    if not (course.root / CORPUS).is_dir():
        return tuple(found)
    if every and (unknown := strays(course)):
        raise CourseError(unknown)
    with ProcessRunner() as runner:
        return check_submissions(course, found, runner, progress=progress, cached=cached)
