"""What marking needs: the files of a course, the code of the grader, the libraries."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path

import yaml

from grader.errors import CourseError, Fault, UsageError
from grader.load import assignments, settings
from grader.load.reference import driver_path, yardsticks_path
from grader.model.course import ANSWERS, Assignment, Course, Problem

_DISTRIBUTION = "backprop-grader"
_TORCH = re.compile(r"\btorch\b")
_IMPORTS_TORCH = re.compile(r"(?m)^\s*(import|from)\s+torch\b")


def course_files(
    course: Course, problems: Sequence[Problem], assignment: Assignment | None
) -> dict[str, bytes]:
    """Return the files of a course that some problems need, by their paths in it.

    Of the assignments there is one at most. What only `grade check` reads is left out.

    Raises:
        CourseError: A file cannot be read.
    """
    root = course.root
    needed = [path for problem in problems for path in _files_of(problem)]
    if (root / settings.FILE).exists():
        needed.append(root / settings.FILE)
    files = {path.relative_to(root).as_posix(): _bytes_of(path) for path in needed}
    if not any(name.startswith("reference/") for name in files):
        files["reference/given.py"] = b""  # a course has this folder, whatever is in it
    if assignment is not None:
        files[assignments.FILE] = _only(assignment)
    return files


def _files_of(problem: Problem) -> Iterator[Path]:
    """Yield the files that a problem is read from."""
    yield problem.path
    reference = problem.reference
    if not reference.source:
        return
    yield reference.path
    yardsticks = yardsticks_path(reference)
    beside = [problem.misconceptions_path, reference.given, driver_path(reference)]
    if any(function.yardstick for function in problem.functions):
        beside += sorted(yardsticks.glob("*.py"))
    yield from (path for path in beside if path is not None and path.is_file())


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None


def _only(assignment: Assignment) -> bytes:
    """Return the text of ``assignments.yaml`` with this one in it."""
    entry = {
        "assignment": assignment.name,
        "title": assignment.title,
        **({} if assignment.source is None else {"source": assignment.source}),
        "problems": list(assignment.problems),
    }
    text = yaml.safe_dump({"assignments": [entry]}, sort_keys=False, allow_unicode=True)
    return str(text).encode()


def needs_torch(problems: Iterable[Problem]) -> bool:
    """Return whether some problem is computed, or may be answered, with torch."""
    return any(map(_needs_torch, problems))


def _needs_torch(problem: Problem) -> bool:
    if problem.tensors or problem.reference.in_torch:
        return True
    modules = [path for path in _files_of(problem) if path.suffix == ".py"]
    if any(_IMPORTS_TORCH.search(_bytes_of(path).decode(errors="replace")) for path in modules):
        return True
    mentioned = _TORCH.search(_bytes_of(problem.path).decode(errors="replace"))
    return mentioned is not None and problem.file != ANSWERS and "torch" not in problem.forbids


def program_files() -> dict[str, bytes]:
    """Return the files of the grader itself, as it is installed, without its own course."""
    package = Path(__file__).parent.parent
    files = {}
    for path in package.rglob("*"):
        name = path.relative_to(package)
        if name.parts[0] == "course" or "__pycache__" in name.parts or not path.is_file():
            continue
        files[f"grader/{name.as_posix()}"] = path.read_bytes()
    return files


def requirements(*, torch: bool) -> str:
    """Return what pip has to install, a line for each; raises `UsageError` if it is not known."""
    try:
        required = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        message = f"{_DISTRIBUTION} is not installed, so that what it needs is not known"
        raise UsageError(f"{message}; install it by pip") from None
    # An editable install adds a library of its own to what is required.
    wanted = [each for each in required if not re.search("extra ==|^editables", each)]
    if torch:
        extra = [each.partition(";") for each in required if re.search("extra == .torch", each)]
        wanted += [name.strip() for name, _, _ in extra]
    return "".join(f"{each}\n" for each in sorted(wanted))
