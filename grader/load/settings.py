"""Reads ``course.yaml``: what holds for every problem of a course."""

from pathlib import Path

from grader.documents import as_dict
from grader.errors import CourseError
from grader.load.valid import check_against_schema, read_course_file
from grader.model.course import Course, Settings

FILE = "course.yaml"
_SCHEMA = Path(__file__).with_name("course.schema.json")


def read_settings(course: Course) -> Settings:
    """Return how a course is marked; the usual way where it has no such file.

    Raises:
        CourseError: All faults of the file at once.
    """
    try:
        document, content = read_course_file(course.root / FILE)
    except FileNotFoundError:
        return Settings()
    check_against_schema(document, content, _SCHEMA)
    if document.faults:
        raise CourseError(document.faults)
    entries = as_dict(document.value)
    return Settings(
        feedback=str(entries.get("feedback", "hints")),
        hidden_cases=entries.get("hidden_cases") is True,
    )
