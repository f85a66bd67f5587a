"""Makes a report say less: marks alone, verdicts, or hints."""

from dataclasses import replace

from grader.model.report import Detail, Feedback, PartReport, Report, State

_ORDER = tuple(Detail)
_NOTHING = Feedback("", "")


def at_most(report: Report, detail: Detail) -> Report:
    """Return a report that says no more than a level of detail allows.

    Marks and their states are in every report, and so is what could not be marked and why:
    that is no hint at an answer. Where a part is answered may be where an exception was raised,
    which is one.
    """
    if _ORDER.index(detail) >= _ORDER.index(report.detail):
        return report
    without_hints = detail in (Detail.MARKS, Detail.VERDICTS)
    return replace(
        report,
        detail=detail,
        problems=tuple(
            replace(
                problem,
                parts=tuple(_part(part, detail) for part in problem.parts),
                chains=() if without_hints else problem.chains,
            )
            for problem in report.problems
        ),
        output={} if without_hints else report.output,
    )


def _part(part: PartReport, detail: Detail) -> PartReport:
    if detail is Detail.HINTS:
        return replace(part, cases=tuple(replace(case, found="") for case in part.cases))
    failed = part.state is State.UNMARKED
    return replace(
        part,
        verdict=part.verdict if failed or detail is Detail.VERDICTS else None,
        feedback=part.feedback if failed else _NOTHING,
        diagnosis=None,
        cases=(),
        precision=None,
        place=None,
        picture=None,
    )
