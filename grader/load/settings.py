"""Reads ``course.yaml``: what holds for every problem of a course."""

from pathlib import Path

from grader.documents import as_dict, read_yaml
from grader.errors import CourseError, Fault, FileError
from grader.load.valid import check_against_schema
from grader.model.course import Course, Settings

FILE = "course.yaml"
_SCHEMA = Path(__file__).with_name("course.schema.json")


def read_settings(course: Course) -> Settings:
    """Return how a course is marked; the usual way where it has no such file.

    Raises:
        CourseError: All faults of the file at once.
    """
    path = course.root / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    try:
        document = read_yaml(path, content)
    except FileError as error:
        raise CourseError(error.faults) from None
    check_against_schema(document, content, _SCHEMA)
    if document.faults:
        raise CourseError(document.faults)
    entries = as_dict(document.value)
    return Settings(
        feedback=str(entries.get("feedback", "hints")),
        hidden_cases=entries.get("hidden_cases") is True,
    )
