"""Whether each mistake that stands in a course is one that some problem tells students of."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.documents import as_dict, read_yaml
from grader.errors import CourseError, Fault, FileError
from grader.load.hints import nearest
from grader.load.reference import read_reference
from grader.model.course import Course


def unclaimed(course: Course, paths: Iterable[Path]) -> dict[Path, list[Fault]]:
    """Return the functions of mistakes that no problem names, by a problem with that reference.

    Nobody would ever be told of them: mostly a name is misspelt.

    Args:
        course: The course, all of whose problems may name them.
        paths: The problems that are checked.
    """
    claimed: dict[str, set[str]] = {}
    for path in course.problem_files.values():
        try:
            content = as_dict(read_yaml(path, path.read_bytes()).value)
        except (FileError, OSError):
            return {}  # what cannot be read may name anything
        names = claimed.setdefault(str(content.get("reference")), set())
        names.update(map(str, as_dict(content.get("misconceptions"))))
    files = {name: course.root / "reference" / f"{name}.py" for name in claimed}
    found: dict[Path, list[Fault]] = {}
    for path in paths:
        reference = str(as_dict(read_yaml(path, path.read_bytes()).value).get("reference"))
        file = files.pop(reference, None)
        if file is not None and (faults := _of_nobody(file, sorted(claimed[reference]))):
            found[path] = faults
    return found


def _of_nobody(reference: Path, claimed: Sequence[str]) -> list[Fault]:
    path = reference.parent / "misconceptions" / reference.name
    if not path.is_file():
        return []
    try:
        functions, quantities = read_reference(path).functions, read_reference(reference).functions
    except CourseError:
        return []  # told where the problem is read
    faults = []
    for each, function in functions.items():
        quantity, _, name = each.partition("__")
        if name not in claimed:
            text = f"{each}: no problem names {name or each} under misconceptions"
            faults.append(Fault(path, function.line, f"{text}{nearest(name, claimed)}"))
        elif quantity not in quantities:
            text = f"{each}: {quantity} is no quantity of the reference"
            faults.append(Fault(path, function.line, f"{text}{nearest(quantity, quantities)}"))
    return faults
