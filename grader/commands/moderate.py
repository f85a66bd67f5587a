"""The command ``grade moderate``: marks that people enter."""

from pathlib import Path

import click

from grader.commands.options import (
    MARKED,
    course_option,
    form_option,
    records_option,
    usual_records,
)
from grader.commands.printing import print_text
from grader.errors import UsageError
from grader.load.course import find_course
from grader.moderate import awaiting, enter
from grader.report.moderation import write_entered, write_pile, write_pile_as_json


# So that a mark of -1 is a mark, though one that is refused, and no option.
@click.command("moderate", context_settings={"ignore_unknown_options": True})
@click.argument("submission", type=click.Path(path_type=Path, readable=False))
@click.argument("problem", required=False)
@click.argument("part", required=False)
@click.argument("mark", required=False)
@click.option("--by", metavar="NAME", help="Who enters the mark.")
@click.option("--why", metavar="TEXT", help="For what reason; the student reads it.")
@records_option
@course_option
@form_option
def moderate(  # noqa: PLR0913, PLR0917  (one for each option)
    submission: Path,
    problem: str | None,
    part: str | None,
    mark: str | None,
    by: str | None,
    why: str | None,
    records: Path | None,
    course_folder: Path | None,
    form: str,
) -> int:
    """List the written answers that await a mark, or enter the MARK of a PART.

    A mark may be entered for any part that was attempted; the first one is kept beside it. It
    stays through every later run, until what it was given for changes.
    """
    records = records or usual_records()
    if records is None:
        raise UsageError("there is no folder of your own to keep marks in; name a --records FILE")
    course = find_course(course_folder)
    if mark is None:
        if by is not None or why is not None:
            raise UsageError("--by and --why go with a mark: SUBMISSION PROBLEM PART MARK")
        write = write_pile_as_json if form == "json" else write_pile
        print_text(write(awaiting(submission, course, records, problem, part)))
        return MARKED
    if not problem or not part or by is None or why is None:
        raise UsageError("a mark goes with --by NAME and --why TEXT")
    entered = enter(submission, course, records, problem, part, mark, by, why)
    print_text(write_entered(problem, entered))
    return MARKED
