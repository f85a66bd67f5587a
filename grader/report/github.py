"""The report as commands for GitHub's runner, which shows them beside the lines of the code."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePosixPath
from posixpath import isabs, join, normpath, relpath

from grader.model.report import Place, ProblemReport, Report, State
from grader.report.escape import escaped, escaped_line
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import cut, outcome, said_of
from grader.report.words import SHORTENED, marks_in_words, number

# Of each level, GitHub shows this many for a step. The last of the notices gives the marks.
_SHOWN = 10
_LINE = 1_000
_LEVELS = ("error", "warning", "notice")


@dataclass(frozen=True)
class _Annotation:
    level: str
    title: str
    message: str
    place: Place | None
    lost: Fraction
    """How much it matters: the marks that hang on it."""


def write_github(report: Report, occasion: Occasion = ANYWHERE, /) -> str:
    """Return workflow commands: errors, warnings and notices, and at the end the marks.

    The most marks come first, for GitHub shows ten of each level. Further notices are
    gathered in one, so that the marks are always shown.
    """
    found = sorted(_annotations(report), key=lambda each: -each.lost)
    by_level = {name: [each for each in found if each.level == name] for name in _LEVELS}
    notices = by_level["notice"]
    if len(notices) > _SHOWN - 1:
        kept, others = notices[: _SHOWN - 2], notices[_SHOWN - 2 :]
        message = "\n".join(each.title for each in others)
        more = f"{len(others)} further notes"
        by_level["notice"] = [*kept, _Annotation("notice", more, message, None, Fraction())]
    lines = [
        command(each.level, {**_where(each.place, occasion), "title": each.title}, each.message)
        for level in _LEVELS
        for each in by_level[level]
    ]
    marks = "\n".join(filter(None, [marks_in_words(report.marks), SHORTENED.get(report.detail)]))
    lines.append(command("notice", {"title": "Marks"}, marks))
    return "".join(f"{line}\n" for line in lines)


def command(name: str, properties: dict[str, str], message: str) -> str:
    """Return a command on one line; its reader gets back properties and message as they are.

    The escapes are those of GitHub's own ``@actions/core``.
    """
    pairs = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {pairs}::{_data(message)}" if pairs else f"::{name}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _annotations(report: Report) -> Iterator[_Annotation]:
    for problem in report.problems:
        yield from _of_problem(problem)


def _of_problem(problem: ProblemReport) -> Iterator[_Annotation]:
    missing = []
    for part in problem.parts:
        if part.state is State.NOT_ATTEMPTED:
            missing.append(part)
            continue
        said = "\n".join(_line(line) for line in said_of(part))
        lost = part.available - (part.awarded or Fraction())
        match part.state:
            case State.AWARDED if lost <= 0:
                if not said:
                    continue
                level = "notice"
            case State.AWARDED:
                level = "warning" if part.awarded else "error"
            case State.UNMARKED:
                level = "warning"
            case _:
                level = "notice"
        title = _line(f"{problem.problem} {part.part}: {outcome(part)}")
        yield _Annotation(level, title, said or outcome(part), part.place, lost)
    if missing:
        marks = sum((part.available for part in missing), Fraction())
        names = ", ".join(part.part for part in missing)
        title = _line(f"{problem.problem}: not attempted")
        message = _line(f"{names}: {number(marks)} of the marks.")
        yield _Annotation("notice", title, message, missing[0].place, Fraction())


def _line(text: str) -> str:
    return cut(escaped_line(text[: _LINE + 1]), _LINE)


def _where(place: Place | None, occasion: Occasion) -> dict[str, str]:
    """Return the file, as it is found from the root of the repository, and the line."""
    if place is None:
        return {}
    path = _in_repository(place.file, occasion)
    if path is None:
        return {}
    return {"file": path, "line": "" if place.line is None else str(place.line)}


def _in_repository(file: str, occasion: Occasion) -> str | None:
    """Return the path of a submitted file from the root of the repository; None where it has none.

    The submission may be that file itself, or a zip, in which nobody can look at a line.
    """
    base = PurePosixPath(occasion.path)
    if base.suffix.casefold() == ".zip":
        return None
    path = normpath(occasion.path if base.name == file else join(occasion.path, file))
    if isabs(path):
        root = occasion.variables.get("GITHUB_WORKSPACE", "")
        if not isabs(root):
            return None
        path = relpath(path, root)
    return None if path.startswith("..") else escaped(path)
