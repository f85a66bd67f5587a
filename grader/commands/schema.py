"""The command ``grade schema``: what files may hold, for editors."""

import click

from grader.authoring.schemas import schema_text, schema_titles
from grader.commands.options import MARKED
from grader.commands.printing import print_text


@click.command("schema")
@click.argument("name", required=False)
def schema(name: str | None) -> int:
    """Print the JSON Schema of a file: problem, assignments, course, expected or report.

    Without a NAME, list them. An editor with a YAML language server completes the keys of a
    file whose first line names its schema, by a path from the file on or by a URL:

    \b
      # yaml-language-server: $schema=../problem.schema.json
    """  # noqa: D301  (click reads the backslash)
    if name is None:
        print_text("".join(f"{each:<12} {title}\n" for each, title in schema_titles().items()))
    else:
        print_text(schema_text(name))
    return MARKED
