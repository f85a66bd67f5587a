"""Writes the files of a new problem into a course."""

import keyword
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.authoring import template
from grader.authoring.schemas import schema_text
from grader.errors import UsageError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_ANSWERS = "answers"
_GIVEN = "given"
_SCHEMA = "problems/problem.schema.json"


def write_problem(folder: Path, name: str, file: str | None = None) -> tuple[Path, ...]:
    """Write a small, complete problem into a course, which is made; return the files.

    Args:
        folder: The course: a folder with ``problems`` and ``reference``, or one that is to be.
        name: What the problem is called.
        file: The student's file without its ending; without one, as the problem.

    Raises:
        UsageError: The name cannot be had, something of this name is there already, or
            nothing can be written. Nothing is ever overwritten.
    """
    file = file or name
    _refuse_names(name, file)
    files = _files(name, file)
    try:
        _refuse_what_is_there(folder, name, files)
        return tuple(_written(folder, files))
    except OSError as error:
        where = error.filename or folder
        raise UsageError(f"{where}: cannot be written: {error.strerror}") from error


def _refuse_names(name: str, file: str) -> None:
    for each in dict.fromkeys((name, file)):
        if not _NAME.match(each):
            allowed = "letters, digits and _, and begins with a letter"
            raise UsageError(f"{each!r} cannot be a name; a name has {allowed}: layer_norm")
    for each, why in (
        (name, "is what functions that are handed to students stand in" if name == _GIVEN else ""),
        (file, _why_no_file(file)),
    ):
        if why:
            option = "" if file == name else " with --file"
            raise UsageError(f"{each} {why}; choose another name{option}")


def _why_no_file(file: str) -> str:
    """Return why students cannot have a file of a name; empty where they can."""
    if file == _ANSWERS:
        return "is the file of numbers by hand and answers in words, not of functions"
    if keyword.iskeyword(file):
        return "is a word of Python itself, and no file can be imported by it"
    if file in sys.stdlib_module_names or file in ("numpy", "torch", _GIVEN):
        return "is a module that students import, and a file of that name would hide it"
    return ""


def _files(name: str, file: str) -> Mapping[str, str]:
    """Return the texts by their place in the course."""
    corpus = f"tests/corpus/{name}"
    return {
        f"problems/{file}/{name}.yaml": _named(template.PROBLEM, name, file),
        _SCHEMA: schema_text("problem"),
        f"reference/{name}.py": template.REFERENCE,
        f"reference/misconceptions/{name}.py": template.MISCONCEPTIONS,
        f"{corpus}/right/{file}.py": template.RIGHT,
        f"{corpus}/right/expected.yaml": template.RIGHT_EXPECTED,
        f"{corpus}/wrong/{file}.py": template.WRONG,
        f"{corpus}/wrong/expected.yaml": template.WRONG_EXPECTED,
    }


def _named(text: str, name: str, file: str) -> str:
    """Return the text of a problem with its names in it."""
    text = text.replace("NAME.py", f"{name}.py").replace(": NAME", f": {name}")
    return text.replace("FILE.py", f"{file}.py")


def _refuse_what_is_there(folder: Path, name: str, files: Mapping[str, str]) -> None:
    for path in sorted(folder.glob(f"problems/*/{name}.yaml")):
        raise UsageError(f"{path} is there already; choose another name, or change that problem")
    for place in files:
        # A course has one copy of the schema, for all its problems.
        if place != _SCHEMA and (folder / place).exists():
            path = folder / place
            raise UsageError(f"{path} is there already, and nothing is overwritten; move it away")


def _written(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write what is not there; return the paths."""
    written = []
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except FileExistsError:
            if place != _SCHEMA:
                raise
        else:
            written.append(path)
    return written
