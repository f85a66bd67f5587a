"""Marks homework on backpropagation.

The whole of the public interface::

    from grader import find_course, grade

    report = grade("submission/")                           # the built-in course
    report = grade("submission/", find_course("my_course/"), seed=3)
    print(report.marks.awarded, "of", report.marks.available)

Nothing heavy is imported before it is used: ``import grader`` loads neither
numpy nor a course.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.errors import CourseError, GraderError, SubmissionError, UsageError
    from grader.grading import grade
    from grader.load.course import find_course
    from grader.model.course import Course
    from grader.model.report import Report

__version__ = "0.1.0"

__all__ = [
    "Course",
    "CourseError",
    "GraderError",
    "Report",
    "SubmissionError",
    "UsageError",
    "__version__",
    "find_course",
    "grade",
]

_HOMES = {
    "Course": "grader.model.course",
    "CourseError": "grader.errors",
    "GraderError": "grader.errors",
    "Report": "grader.model.report",
    "SubmissionError": "grader.errors",
    "UsageError": "grader.errors",
    "find_course": "grader.load.course",
    "grade": "grader.grading",
}


def __getattr__(name: str) -> Any:
    """Return a public name, importing its module at the first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  (kept out of the start of every run)

    return getattr(import_module(_HOMES[name]), name)
