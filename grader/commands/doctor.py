"""The command ``grade doctor``: what student code could do here."""

import click

from grader.commands.options import BELOW, MARKED, form_option
from grader.commands.printing import print_text
from grader.doctor import examine
from grader.report.examination import write_examination, write_examination_as_json
from grader.run.supply import LEVELS


@click.command("doctor")
@click.option(
    "--isolation",
    type=click.Choice(LEVELS[::-1]),
    default="none",
    show_default=True,
    help="Exit with 1 if the level that holds here is weaker than this.",
)
@form_option
def doctor(isolation: str, form: str) -> int:
    """Try what student code might try here, and say what holds."""
    found = examine()
    print_text((write_examination_as_json if form == "json" else write_examination)(found))
    enough = LEVELS.index(found.isolation.level) >= LEVELS.index(isolation)
    return MARKED if enough else BELOW
