"""The command ``grade new``: a problem to begin with."""

import shlex
from pathlib import Path

import click

from grader.authoring.new import write_problem
from grader.commands.options import MARKED
from grader.commands.printing import print_text


@click.command("new")
@click.argument("problem")
@click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder of your course, new or not. Default: the current folder.",
)
@click.option(
    "--file",
    metavar="NAME",
    help="The file that students write, without .py. Default: as the problem.",
)
def new(problem: str, folder: Path, file: str | None) -> int:
    """Write a small, complete problem into a course, to be changed into another one.

    It comes with its reference, a known mistake, and a right and a wrong submission that
    declare their verdicts. Nothing is ever overwritten.
    """
    written = write_problem(folder, problem, file)
    submission = next(path.parent for path in written if path.name == "expected.yaml")
    where = shlex.quote(str(folder))
    lines = [
        *map(str, written),
        "",
        "Change these files as you like. To check the problem, and to mark a submission:",
        f"  grade check --course {where} --problem {problem}",
        f"  grade {shlex.quote(str(submission))} --course {where}",
    ]
    print_text("".join(f"{line}\n" for line in lines))
    return MARKED
