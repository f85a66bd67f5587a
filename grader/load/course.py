"""Finds courses, and the problems in them."""

from pathlib import Path

from grader.errors import UsageError
from grader.load.hints import nearest
from grader.model.course import Course


def find_course(folder: Path | str | None = None) -> Course:
    """Return the course in a folder; without one, the course that travels with the package.

    No problem is read yet.

    Raises:
        UsageError: The folder is no course.
    """
    root = _built_in() if folder is None else Path(folder)
    problems = root / "problems"
    if not problems.is_dir() or not (root / "reference").is_dir():
        raise UsageError(
            f"{root}: not a course; a course is a folder with problems/ and reference/"
        )
    found = {path.stem: path for path in sorted(problems.glob("*/*.yaml"))}
    return Course(root, found)


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
