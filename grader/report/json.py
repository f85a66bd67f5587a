"""The report as JSON, in the form that ``report.schema.json`` describes."""

import json
from fractions import Fraction
from typing import Any

from grader.model.picture import Picture
from grader.model.report import Marks, PartReport, ProblemReport, Report
from grader.report.formats import ANYWHERE, Occasion


def write_json(report: Report, _: Occasion = ANYWHERE, /) -> str:
    """Return the report as JSON; nothing in it depends on the clock or on chance."""
    return json.dumps(as_plain(report), indent=2, ensure_ascii=True) + "\n"


def as_plain(report: Report) -> dict[str, Any]:
    """Return the report as what JSON can hold."""
    return {
        "format": "backprop-grader/report/1",
        "submission": report.submission,
        "assignment": report.assignment,
        "detail": str(report.detail),
        "marks": _marks(report.marks),
        "problems": [_problem(problem) for problem in report.problems],
        "notes": list(report.notes),
        "left_out": [{"path": each.path, "why": each.why} for each in report.left_out],
        "output": {
            file: {"stdout": printed.stdout, "stderr": printed.stderr, "cut": printed.cut}
            for file, printed in report.output.items()
        },
        "isolation": {
            "level": report.isolation.level,
            "reason": report.isolation.reason,
            "held": list(report.isolation.held),
        },
        "provenance": {
            "seed": report.provenance.seed,
            "versions": dict(report.provenance.versions),
            "submission": dict(report.provenance.submission),
            "course": dict(report.provenance.course),
            "secret": report.provenance.secret,
        },
    }


def _problem(problem: ProblemReport) -> dict[str, Any]:
    return {
        "problem": problem.problem,
        "title": problem.title,
        "file": problem.file,
        "marks": _marks(problem.marks),
        "parts": [_part(part) for part in problem.parts],
        "chains": [
            {
                "function": chain.function,
                "links": [
                    {"part": link.part, "standing": str(link.standing), "from": list(link.sources)}
                    for link in chain.links
                ],
            }
            for chain in problem.chains
        ],
    }


def _part(part: PartReport) -> dict[str, Any]:
    diagnosis = part.diagnosis
    return {
        "part": part.part,
        "function": part.function,
        "state": str(part.state),
        "awarded": None if part.awarded is None else plain_number(part.awarded),
        "available": plain_number(part.available),
        "verdict": None if part.verdict is None else str(part.verdict),
        "place": None if part.place is None else {"file": part.place.file, "line": part.place.line},
        "feedback": {"wrong": part.feedback.wrong, "try": part.feedback.advice},
        "diagnosis": None
        if diagnosis is None
        else {
            "kind": str(diagnosis.kind),
            "name": diagnosis.name,
            "text": f"{diagnosis.wrong} {diagnosis.advice}".rstrip(),
        },
        "precision": None if part.precision is None else str(part.precision),
        "moderation": None
        if part.moderation is None
        else {
            "by": part.moderation.by,
            "when": part.moderation.when,
            "why": part.moderation.why,
            "first": None if part.moderation.first is None else plain_number(part.moderation.first),
        },
        "picture": None if part.picture is None else _picture(part.picture),
        "cases": [
            {
                "case": case.case,
                "kind": str(case.kind),
                "verdict": str(case.verdict),
                "because": case.because,
                "found": case.found,
            }
            for case in part.cases
        ],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "of": picture.of,
        "case": picture.case,
        "shape": list(picture.shape),
        # A digit for each entry: a list of lists would be most of a report.
        "rows": ["".join(str(int(step)) for step in row) for row in picture.rows],
        "worst": list(picture.worst),
        "reduced": picture.reduced,
    }


def _marks(marks: Marks) -> dict[str, int | float]:
    return {
        "awarded": plain_number(marks.awarded),
        "available": plain_number(marks.available),
        "awaiting": plain_number(marks.awaiting),
    }


def plain_number(marks: Fraction) -> int | float:
    """Return marks as a whole number where they are one, and else as a float."""
    return marks.numerator if marks.denominator == 1 else float(marks)
