"""Reads ``assignments.yaml``: which problems of a course are set together."""

from collections.abc import Mapping
from pathlib import Path

from grader.documents import Document, Plain, as_dict, as_list
from grader.errors import CourseError, UsageError
from grader.load.hints import nearest
from grader.load.valid import check_against_schema, read_course_file
from grader.model.course import Assignment, Course

FILE = "assignments.yaml"
_SCHEMA = Path(__file__).with_name("assignments.schema.json")


def read_assignments(course: Course) -> dict[str, Assignment]:
    """Return the assignments of a course by name, in order; none where it has no such file.

    Raises:
        CourseError: All faults of the file at once.
    """
    try:
        document, content = read_course_file(course.root / FILE)
    except FileNotFoundError:
        return {}
    check_against_schema(document, content, _SCHEMA)
    assignments: dict[str, Assignment] = {}
    for number, entry in enumerate(as_list(as_dict(document.value).get("assignments"))):
        found = _assignment(document, number, as_dict(entry), course)
        if found.name in assignments:
            place = ("assignments", number, "assignment")
            document.blame(place, f"the assignment {found.name} stands here a second time")
        assignments[found.name] = found
    if document.faults:
        raise CourseError(document.faults)
    return assignments


def find_assignment(course: Course, name: str) -> Assignment:
    """Return an assignment; raises `UsageError` if there is none of this name."""
    assignments = read_assignments(course)
    if name not in assignments:
        hint = nearest(name, assignments) or f"; the course has no {FILE}"
        raise UsageError(f"there is no assignment {name}{hint}")
    return assignments[name]


def find_problem_or_assignment(course: Course, name: str) -> str | Assignment:
    """Return a problem's name as it is, or the assignment of this name.

    Raises:
        UsageError: There is neither.
        CourseError: The assignments have faults. A problem is found without reading them.
    """
    if name in course.problem_files:
        return name
    assignments = read_assignments(course)
    if name in assignments:
        return assignments[name]
    hint = nearest(name, [*course.problem_files, *assignments])
    raise UsageError(f"there is no problem or assignment {name}{hint}")


def _assignment(
    document: Document, number: int, entry: Mapping[str, Plain], course: Course
) -> Assignment:
    """Return an assignment, whatever is wrong with it, and note what is."""
    place = ("assignments", number)
    name = str(entry.get("assignment", number))
    if name in course.problem_files:
        message = f"there is a problem of the name {name}; call the assignment something else"
        document.blame((*place, "assignment"), message)
    problems: dict[str, int] = {}
    for position, problem in enumerate(as_list(entry.get("problems"))):
        where = (*place, "problems", position)
        if not isinstance(problem, str):
            continue  # the schema has blamed it
        if problem in problems:
            document.blame(where, f"{problem} stands in {name} a second time; once is enough")
        elif problem not in course.problem_files:
            hint = nearest(problem, course.problem_files)
            document.blame(where, f"there is no problem {problem}{hint}")
        problems.setdefault(problem, position)
    source = entry.get("source")
    return Assignment(
        name=name,
        title=str(entry.get("title")),
        source=source if isinstance(source, str) else None,
        problems=tuple(problems),
    )
