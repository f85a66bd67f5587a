"""Writes a folder for students to begin with: files to fill in, and what is asked."""

import textwrap
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from grader.errors import UsageError
from grader.model.course import (
    ANSWERS,
    Assignment,
    Problem,
    StudentFunction,
)
from grader.report.words import number
from grader.starter.python import write_python
from grader.starter.sheet import question_of, write_sheet

_WIDTH = 80


def write_starter(
    folder: Path,
    problems: Sequence[Problem],
    *,
    assignment: Assignment | None = None,
    built_in: bool = True,
) -> tuple[Path, ...]:
    """Write what students begin with into a folder; return the files.

    Args:
        folder: A folder that is new or empty: nothing is ever overwritten.
        problems: What is asked, in order.
        assignment: What they are set as; without one, it is the first of the problems.
        built_in: Whether they are of the built-in course, which `grade` finds by itself.

    Raises:
        UsageError: The folder holds something, or cannot be written.
        CourseError: The reference of a problem cannot be run.
    """
    files = starter_files(problems, assignment=assignment, built_in=built_in)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder}: it is not empty; name a folder that is new, or empty it")
        for name, text in files.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"{folder}: it is no folder; name one that is new or empty") from None
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
    return tuple(folder / name for name in files)


def starter_files(
    problems: Sequence[Problem], *, assignment: Assignment | None = None, built_in: bool = True
) -> dict[str, str]:
    """Return the text of each file that students begin with, by its name."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    files = {
        file: write_sheet(asked) if file == ANSWERS else write_python(asked)
        for file, asked in by_file.items()
    }
    return files | {"README.md": _readme(by_file, problems, assignment, built_in=built_in)}


def _readme(
    by_file: Mapping[str, Sequence[Problem]],
    problems: Sequence[Problem],
    assignment: Assignment | None,
    *,
    built_in: bool,
) -> str:
    about = assignment or problems[0]
    option = f"--assignment {about.name}" if assignment else f"--problem {about.name}"
    course = "" if built_in else " --course COURSE"
    total = sum((problem.marks for problem in problems), Fraction())
    *first, last = (f"`{name}`" for name in by_file)
    files = f"{', '.join(first)} and {last}" if first else last
    lines = [f"# {about.title}", ""]
    if about.source:
        lines += [f"Source: {about.source}.", ""]
    lines += [
        *textwrap.wrap(
            f"Write your answers into {files}, {_marks(total)} in all. What you leave as it is, a "
            "placeholder or a blank, is simply not attempted, and you may hand in a part of it. To "
            "see how you are doing, in this folder:",
            _WIDTH,
            break_on_hyphens=False,
        ),
        "",
        "```sh",
        f"grade . {option}{course}",
        "```",
    ]
    if course:
        lines += ["", "`COURSE` is the folder of your course."]
    for problem in problems:
        lines += ["", *_section(problem)]
    return "\n".join(lines) + "\n"


def _section(problem: Problem) -> list[str]:
    lines = [f"## {problem.title} ({_marks(problem.marks)})", ""]
    if problem.source:
        lines += [f"Source: {problem.source}.", ""]
    lines += [*problem.statement.strip().splitlines(), ""]
    for function in problem.functions:
        if function.statement:
            lines += [f"`{function.name}`:", "", *function.statement.strip().splitlines(), ""]
    for asked in problem.words:
        question = question_of(asked)
        lines += [f"`{asked.part.quantity}`:", "", *question, ""] if question else []
    lines += ["| part | where | marks |", "|---|---|---|"]
    rows = [
        (name, f"`{_written(function)}` in `{problem.file}`", marks)
        for function in problem.functions
        for name, marks in function.marked.items()
    ]
    by_hand = [part for asked in problem.values for part in asked.parts]
    by_hand += [asked.part for asked in problem.words]
    rows += [(part.quantity, f"`{problem.file}`", part.marks) for part in by_hand]
    return lines + [f"| `{name}` | {where} | {number(marks)} |" for name, where, marks in rows]


def _written(function: StudentFunction) -> str:
    """Return what a student writes of a function, or for its driver."""
    return "`, `".join(function.uses) or function.name


def _marks(marks: Fraction) -> str:
    return f"{number(marks)} mark{'' if marks == 1 else 's'}"
