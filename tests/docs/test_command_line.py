"""What the documents say of the command line is all that there is, and nothing else."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from grader.cli import COMMANDS, command_of
from grader.cohort.slot import ENDINGS
from grader.report.formats import FORMATS
from tests.docs.reading import DOCS, DOCUMENTS, code, name_of, tables

DOCUMENTED = {
    "": ("commands.md", "grade SUBMISSION"),
    "list": ("commands.md", "grade list and grade show"),
    "show": ("commands.md", "grade list and grade show"),
    "starter": ("starter.md", None),
    "moderate": ("moderation.md", None),
    "new": ("authoring.md", None),
    "preview": ("commands.md", "grade preview"),
    "class": ("class.md", None),
    "pack gradescope": ("gradescope.md", None),
    "check": ("checking.md", None),
    "schema": ("authoring.md", None),
    "doctor": ("commands.md", "grade doctor"),
}
"""The page that documents a command, and the heading it stands under where there are several."""

FOREIGN = {"--strict", "--write", "--quick", "--extra-index-url", "--no-deps", "--wheel-dir"}
"""Options of other programs."""

SELF_EXPLAINING = {"--help", "--version"}


def commands() -> dict[str, click.Command]:
    """Return every command by its words, those of groups too; marking has none."""
    found = {"": command_of(None)}
    for name in COMMANDS:
        command = command_of(name)
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": each for inner, each in command.commands.items()}
        else:
            found[name] = command
    return found


def options(command: click.Command) -> set[str]:
    """Return the long options of a command."""
    return {
        name
        for each in command.params
        if isinstance(each, click.Option)
        for name in (*each.opts, *each.secondary_opts)
        if name.startswith("--")
    }


def named_options(text: str) -> set[str]:
    """Return the options that a piece of code names."""
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def test_every_command_has_a_page() -> None:
    assert set(commands()) == set(DOCUMENTED)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_command_and_every_option_of_it_is_documented(name: str) -> None:
    page, heading = DOCUMENTED[name]
    pieces = [each.text for each in code(DOCS / page) if heading in (None, each.under)]
    lines = [line.strip() for each in code(DOCS / page) for line in each.text.splitlines()]
    assert any(line.startswith(f"grade {name}") for line in lines)
    said = set().union(*map(named_options, pieces))
    assert options(commands()[name]) - said - SELF_EXPLAINING == set()


def test_the_page_of_all_commands_names_each() -> None:
    (table,) = tables(DOCS / "commands.md", "The command line").values()
    said = [row[0].strip("`").removeprefix("grade ") for row in table]
    for name in commands():
        assert any(words.startswith(name or "SUBMISSION") for words in said), name
    assert len(said) == len(commands())


def invocations(text: str) -> Iterator[list[str]]:
    """Yield the words of each call of ``grade`` in a piece of code."""
    for line in text.splitlines():
        for found in re.finditer(r"(?:^|&& |run: |\$ )\s*grade (?!:)([^|>&;]*)", line):
            try:
                yield shlex.split(found[1], comments=True)
            except ValueError:
                yield found[1].split()


def faults_of(words: list[str]) -> list[str]:
    """Return what a call of ``grade`` names that is not there."""
    known = commands()
    name = ""
    for count in (2, 1):
        if " ".join(words[:count]) in known:
            name = " ".join(words[:count])
            break
    first = words[0] if words else ""
    if not name and first in COMMANDS:
        name = next(each for each in known if each.startswith(f"{first} "))
    elif not name and re.fullmatch(r"[a-z]+", first) and first != "homework":
        return [f"grade {first}"]
    said = {each.partition("=")[0] for each in words if re.match(r"--[a-z]", each)}
    return sorted(said - options(known[name]) - SELF_EXPLAINING)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_what_a_document_calls_exists(path: Path) -> None:
    every = set().union(*map(options, commands().values()))
    for piece in code(path):
        for words in invocations(piece.text):
            assert faults_of(words) == [], words
        assert named_options(piece.text) - every - SELF_EXPLAINING - FOREIGN == set(), piece


@pytest.mark.parametrize(
    "line",
    [
        "grade homework/ --no-such-option",
        "grade list --fail-under 3",
        "grade judge",
        "pip install . && grade homework/ --slots 3",
        "- run: grade . --form json",
    ],
)
def test_a_call_that_does_not_exist_is_found(line: str) -> None:
    assert [fault for words in invocations(line) for fault in faults_of(words)]


def test_the_formats_that_are_documented_are_those_that_there_are() -> None:
    page = DOCS / "formats.md"
    said = [
        name
        for row in tables(page, "Formats of a report")["format"]
        for name in re.findall(r"`(\w+)`", row[0])
    ]
    assert sorted(said) == sorted(FORMATS)


def test_the_formats_of_a_class_are_documented() -> None:
    table = tables(DOCS / "class.md", "What is written")["`--format`"]
    said = {name.strip("`"): re.findall(r"`\.(\w+)`", file) for name, file in table}
    assert said == {name: [ending] for name, ending in ENDINGS.items()}
