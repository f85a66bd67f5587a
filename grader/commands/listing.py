"""The commands ``grade list`` and ``grade show``: what a course asks for."""

from pathlib import Path

import click

from grader.commands.options import MARKED, course_option, form_option, read_problems
from grader.commands.printing import print_text
from grader.load.assignments import (
    find_assignment,
    find_problem_or_assignment,
    read_assignments,
)
from grader.load.course import find_course
from grader.report.course import (
    write_list,
    write_list_as_json,
    write_statement,
    write_statements,
)


@click.command("list")
@course_option
@click.option("--assignment", metavar="NAME", help="List the problems of this assignment alone.")
@form_option
def list_problems(course_folder: Path | None, assignment: str | None, form: str) -> int:
    """List the assignments and problems of the course: their files, functions and marks."""
    course = find_course(course_folder)
    if assignment is not None:
        assignments = [find_assignment(course, assignment)]
        problems = read_problems(course, assignments[0].problems)
    else:
        problems = read_problems(course, course.problem_files)
        assignments = list(read_assignments(course).values())
    write = write_list_as_json if form == "json" else write_list
    print_text(write(problems, assignments))
    return MARKED


@click.command("show")
@click.argument("problem")
@course_option
def show(problem: str, course_folder: Path | None) -> int:
    """Print the statement of PROBLEM: what to write, and what it is worth.

    For the name of an assignment, the statements of all its problems.
    """
    course = find_course(course_folder)
    found = find_problem_or_assignment(course, problem)
    if isinstance(found, str):
        print_text(write_statement(*read_problems(course, [found])))
    else:
        print_text(write_statements(found, read_problems(course, found.problems)))
    return MARKED
