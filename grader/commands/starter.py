"""The command ``grade starter``: files to begin with."""

from pathlib import Path

import click

from grader.commands.options import MARKED, course_option, read_problems
from grader.commands.printing import print_text
from grader.load.assignments import find_problem_or_assignment
from grader.load.course import find_course
from grader.starter.starter import write_starter


@click.command("starter")
@click.argument("assignment")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@course_option
def starter(assignment: str, folder: Path, course_folder: Path | None) -> int:
    """Write files to begin with into DIR, a folder that is new or empty.

    ASSIGNMENT is the name of an assignment or of a problem. The files hold every function that
    is asked for, with its arguments and a place to fill in, a sheet for what is worked out by
    hand, and the statements. Nothing is ever overwritten.
    """
    course = find_course(course_folder)
    found = find_problem_or_assignment(course, assignment)
    names = [found] if isinstance(found, str) else found.problems
    problems = read_problems(course, names)
    written = write_starter(
        folder,
        problems,
        assignment=None if isinstance(found, str) else found,
        built_in=course_folder is None,
    )
    print_text("".join(f"{path}\n" for path in written))
    return MARKED
