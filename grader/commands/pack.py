"""The command ``grade pack``: an autograder for a service that marks by itself."""

import os
from pathlib import Path

import click

from grader import __version__
from grader.commands.options import (
    MARKED,
    course_option,
    feedback_option,
    patience_option,
    read_problems,
    secret_option,
    seed_option,
)
from grader.commands.printing import print_text
from grader.errors import UsageError
from grader.load.assignments import find_problem_or_assignment
from grader.load.course import find_course
from grader.pack.gradescope import Way, gradescope_zip


@click.group("pack")
def pack() -> None:
    """Pack the grader and an assignment, for a service that marks by itself."""


@pack.command("gradescope")
@click.argument("assignment")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@course_option
@seed_option
@feedback_option
@patience_option(2.0, ": Gradescope gives half a processor.")
@secret_option
def gradescope(  # noqa: PLR0913, PLR0917  (one for each option)
    assignment: str,
    file: Path,
    course_folder: Path | None,
    seed: int,
    feedback: str | None,
    patience: float,
    secret: bytes | None,
) -> int:
    """Write FILE.zip, to be uploaded to Gradescope as an autograder.

    ASSIGNMENT is the name of an assignment or of a problem. The zip holds this grader and what
    it needs of the course, the answers among it: it is for Gradescope and for no student.
    """
    if file.suffix.lower() != ".zip":
        raise UsageError(f"{file}: Gradescope takes a zip; give it a name that ends with .zip")
    course = find_course(course_folder)
    found = find_problem_or_assignment(course, assignment)
    names, together = ([found], None) if isinstance(found, str) else (found.problems, found)
    way = Way(seed=seed, feedback=feedback, patience=patience, secret=secret)
    packed = gradescope_zip(
        course, read_problems(course, names), together, way, version=__version__
    )
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        # It holds the answers: for nobody else on this machine.
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(packed)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from error
    print_text(f"{file}\n")
    return MARKED
