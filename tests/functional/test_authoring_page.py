"""What docs/authoring.md shows is so: `tests/pages.py` says which blocks of it are tried, and how.

Each recipe must also pass ``grade check --course .`` in the folder that it makes.
"""

import difflib
from pathlib import Path

import pytest

from tests.conftest import ROOT, command
from tests.pages import Section, sections

FIRST, *RECIPES = sections(ROOT / "docs" / "authoring.md")
MOST_COMMANDS, MOST_LINES = 5, 45


def test_the_problem_from_nothing_goes_as_the_page_shows(tmp_path: Path) -> None:
    for printed, shown in FIRST.try_out(tmp_path):
        assert printed == shown


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_recipe_goes_as_the_page_shows_and_passes(recipe: Section, tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    for printed, shown in recipe.try_out(course):
        assert printed == shown
    checked = command("check", "--course", ".", cwd=course)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def written(before: str, after: str) -> list[str]:
    """Return the lines of a file that somebody has to type; comments of the first are let be."""
    old = [line.partition("  #")[0] for line in before.splitlines()]
    new = [line.partition("  #")[0] for line in after.splitlines()]
    return [
        line[2:] for line in difflib.ndiff(old, new) if line.startswith("+ ") and line[2:].strip()
    ]


def test_the_problem_from_nothing_takes_few_commands_and_lines(tmp_path: Path) -> None:
    command("new", "layer_norm", cwd=tmp_path)
    lines = [
        line
        for path, text in FIRST.files.items()
        for line in written((tmp_path / path).read_text(), text)
    ]
    assert len(FIRST.commands) <= MOST_COMMANDS
    assert 0 < len(lines) <= MOST_LINES
    assert f"{len(lines)} lines to write" in (ROOT / "docs" / "authoring.md").read_text()
