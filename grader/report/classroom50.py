"""The report as Classroom 50's ``result.json``."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from grader.errors import UsageError
from grader.model.report import PartReport, ProblemReport, Report, State
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import found_in, has_all_marks, marks_of, one_line, outcome, said_of
from grader.report.words import verdict_words

SCALE = 100
"""Points for each mark: Classroom 50 knows whole numbers alone."""

_NAME = 200
_LINE = 2_000
_TYPES = ("individual", "group", "team")
_TAG = re.compile(r"submit/(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z")


def write_classroom50(report: Report, occasion: Occasion = ANYWHERE, /) -> str:
    """Return the report as JSON, one test for each part, a hundred points for each mark.

    The factor is the same for every report, so that a class can be compared. Each part is
    rounded to whole points, where that is needed at all, and the totals are the sums of the
    parts; the exact mark is beside the points.

    Raises:
        UsageError: The environment lacks what Classroom 50 asks for.
    """
    variables = occasion.variables
    tests = [_test(problem, part) for problem in report.problems for part in problem.parts]
    commit = _needed(variables, "COMMIT_URL")
    submission = _needed(variables, "SUBMISSION_TAG")
    entry = {
        "schema": "classroom50/result/v1",
        "classroom": _needed(variables, "CLASSROOM"),
        "assignment": _needed(variables, "ASSIGNMENT"),
        "assignment_type": _assignment_type(variables),
        "owner": _needed(variables, "OWNER", "USERNAME"),
        "submission": submission,
        "commit": commit,
        "release": _needed(variables, "RELEASE_URL"),
        "review": variables.get("REVIEW_URL") or commit,
        "datetime": _moment(submission),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    return json.dumps(entry, indent=2, ensure_ascii=True) + "\n"


def _test(problem: ProblemReport, part: PartReport) -> dict[str, Any]:
    name = f"{problem.problem} {part.part}"
    if part.state in (State.AWAITING, State.UNMARKED):
        name = f"{name} ({verdict_words(part)})"
    return {
        "test-name": one_line(name, _NAME) or "part",
        "passed": has_all_marks(part),
        "score": _points(part.awarded or Fraction()),
        "max-score": _points(part.available),
        "marks": marks_of(part),
        "points-for-a-mark": SCALE,
        "output": "\n".join(_output(part)),
    }


def _output(part: PartReport) -> list[str]:
    lines = [*said_of(part), *found_in(part)]
    return [outcome(part), *(one_line(line, _LINE) for line in lines)]


def _points(marks: Fraction) -> int:
    return round(marks * SCALE)


def _needed(variables: Mapping[str, str], *names: str) -> str:
    """Return the first of some variables that is set."""
    for name in names:
        if variables.get(name):
            return variables[name]
    raise UsageError(
        f"the variable {' or '.join(names)} is not set; the format classroom50 needs it: "
        "use it in an autograder of Classroom 50"
    )


def _assignment_type(variables: Mapping[str, str]) -> str:
    """Return whose work it is; the runner stamps it once more, and older ones do not name it."""
    found = variables.get("ASSIGNMENT_TYPE") or _TYPES[0]
    if found not in _TYPES:
        raise UsageError(
            f"the variable ASSIGNMENT_TYPE is {found!r}; the format classroom50 needs one of "
            f"{', '.join(_TYPES)}"
        )
    return found


def _moment(submission: str) -> str:
    """Return when it was handed in, from the tag: there is no clock in a report.

    The runner puts the time of the commit in its place.
    """
    found = _TAG.match(submission)
    if found is None:
        raise UsageError(
            f"the variable SUBMISSION_TAG is {submission!r}; the format classroom50 needs "
            "submit/ and the time, as in submit/2026-06-01T14-32-05Z-a1b2c3d"
        )
    day, hour, minute, second = found.groups()
    return f"{day}T{hour}:{minute}:{second}Z"
