"""Finds courses, and the problems in them."""

from pathlib import Path

from grader.errors import CourseError, Fault, UsageError
from grader.load.hints import nearest
from grader.model.course import Course


def find_course(folder: Path | str | None = None) -> Course:
    """Return the course in a folder; without one, the course that travels with the package.

    No problem is read yet.

    Raises:
        UsageError: The folder is no course.
        CourseError: A file in it would never be read.
    """
    root = _built_in() if folder is None else Path(folder)
    problems = root / "problems"
    try:
        if not problems.is_dir() or not (root / "reference").is_dir():
            message = "not a course; a course is a folder with problems/ and reference/"
            raise UsageError(f"{root}: {message}")
        return Course(root, _problem_files(problems))
    except OSError as error:
        raise UsageError(f"{root}: cannot be read: {error.strerror}") from error


def _problem_files(problems: Path) -> dict[str, Path]:
    """Return the problem files by name; raises `CourseError` for those that nobody would find."""
    found: dict[str, Path] = {}
    faults = []
    for path in sorted([*problems.glob("*.y*ml"), *problems.glob("[!.]*/*.y*ml")]):
        if path.suffix != ".yaml":
            faults.append(Fault(path, 1, "problems are found as .yaml; name this file so"))
        elif path.parent == problems:
            message = "a problem lies in a folder that names the file answering it"
            faults.append(Fault(path, 1, message))
        elif path.stem in found:
            message = f"there is another problem of this name: {found[path.stem]}"
            faults.append(Fault(path, 1, message))
        else:
            found[path.stem] = path
    if faults:
        raise CourseError(faults)
    return found


def find_problem(course: Course, name: str) -> Path:
    """Return the file of a problem; raises `UsageError` if there is none of this name."""
    if name not in course.problem_files:
        raise UsageError(f"there is no problem {name}{nearest(name, course.problem_files)}")
    return course.problem_files[name]


def _built_in() -> Path:
    # A wheel carries the course inside the package. An editable checkout has it beside the package.
    package = Path(__file__).parent.parent
    inside = package / "course"
    return inside if inside.is_dir() else package.parent
