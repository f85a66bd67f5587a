"""The report as Gradescope's ``results.json``."""

import json
from fractions import Fraction
from typing import Any

from grader.model.report import PartReport, ProblemReport, Report, State
from grader.report.formats import ANYWHERE, Occasion
from grader.report.plain import (
    decimal,
    found_in,
    has_all_marks,
    many_lines,
    one_line,
    outcome,
    said_of,
)
from grader.report.words import SHORTENED, first_to_try, marks_in_words, number

_NAME = 200
_LINE = 4_000
_PRINTED = 8_000
_TEXT = "text"
"""Of all ways to write an output, the one in which nothing is markup."""

_NO_SCORE = "No score is given. A member of staff has to look, and to run it again."

_OPEN = {
    State.NOT_ASSESSABLE: "could not be judged",
    State.AWAITING: "awaits a mark, which is not in the total yet",
    State.UNMARKED: "could not be marked: a person must look",
}


def write_gradescope(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return the report as JSON, one test for each part, all of them visible.

    The score at the top is the exact sum, and Gradescope takes it in the place of the
    sum of the tests, which are rounded to six places. What awaits a mark counts 0 there
    and says so in the name of its test and at the top. Where something could not be
    marked there is no score at all: a sum would count it as 0, and nobody would look.
    """
    marks = report.marks
    whole = all(part.state is not State.UNMARKED for each in report.problems for part in each.parts)
    results = {
        **({"score": _decimal(marks.awarded)} if whole else {}),
        "output": "\n".join(_about(report)),
        "output_format": _TEXT,
        "test_output_format": _TEXT,
        "test_name_format": _TEXT,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(problem, part, f"{first}.{second}", scored=whole)
            for first, problem in enumerate(report.problems, 1)
            for second, part in enumerate(problem.parts, 1)
        ],
        "extra_data": {
            "written_by": "backprop-grader",
            "assignment": report.assignment,
            "detail": str(report.detail),
            "seed": report.provenance.seed,
            "awarded": str(marks.awarded),
            "available": str(marks.available),
            "awaiting": str(marks.awaiting),
        },
    }
    return json.dumps(results, indent=2, ensure_ascii=True) + "\n"


def _about(report: Report) -> list[str]:
    """Return the lines above the tests."""
    lines = [*_open(report), f"Marks: {marks_in_words(report.marks)}"]
    first = first_to_try(report)
    if first is not None:
        problem, part = first
        lines.append(
            one_line(f"First to try: {problem}, {part.part}. {part.feedback.advice}", _LINE)
        )
    lines.extend(one_line(note, _LINE) for note in report.notes)
    lines.extend(
        f"Left out: {one_line(each.path, _NAME)} ({one_line(each.why, _NAME)})."
        for each in report.left_out
    )
    for file, printed in report.output.items():
        for name, text in (("printed", printed.stdout), ("wrote to stderr", printed.stderr)):
            if text.strip():
                lines.extend(["", f"{one_line(file, _NAME)} {name}:"])
                lines.append(many_lines(text.rstrip(), _PRINTED))
    if report.detail in SHORTENED:
        lines.extend(["", SHORTENED[report.detail]])
    return lines


def _open(report: Report) -> list[str]:
    parts = [part for problem in report.problems for part in problem.parts]
    lines = []
    for state, text in (
        (State.AWAITING, "await a person's mark: they are not in the total yet."),
        (State.UNMARKED, f"could not be marked, through no fault of yours. {_NO_SCORE}"),
    ):
        marks = sum((part.available for part in parts if part.state is state), Fraction())
        if marks:
            lines.append(f"{number(marks)} of the marks {text}")
    return lines


def _test(problem: ProblemReport, part: PartReport, place: str, *, scored: bool) -> dict[str, Any]:
    name = f"{problem.title}: {part.part}"
    if part.state in _OPEN:
        name = f"{name} ({_OPEN[part.state]})"
    return {
        "name": one_line(name, _NAME),
        "number": place,
        **({"score": _decimal(part.awarded or Fraction())} if scored else {}),
        "max_score": _decimal(part.available),
        "status": "passed" if has_all_marks(part) else "failed",
        "output": "\n".join(_output(part)),
        "output_format": _TEXT,
        "visibility": "visible",
        "extra_data": {
            "problem": problem.problem,
            "part": part.part,
            "state": str(part.state),
            "verdict": None if part.verdict is None else str(part.verdict),
            "awarded": None if part.awarded is None else str(part.awarded),
            "available": str(part.available),
        },
    }


def _output(part: PartReport) -> list[str]:
    lines = [*said_of(part), *found_in(part)]
    return [outcome(part), *(one_line(line, _LINE) for line in lines)]


def _decimal(marks: Fraction) -> int | float:
    return marks.numerator if marks.denominator == 1 else float(decimal(marks))
