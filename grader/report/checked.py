"""Shows what was found when the problems of a course were checked."""

import json
from collections.abc import Sequence

from grader.model.checked import Checked


def write_checked(found: Sequence[Checked]) -> str:
    """Return each problem on a line, below it what is wrong with it, for people."""
    lines = []
    for each in found:
        sign = "✗" if each.faults else "✓"
        lines.append(f"{sign} {each.problem:<26} {_summary(each)}")
        lines += [f"    {fault}" for fault in each.faults]
    wrong = sum(bool(each.faults) for each in found)
    faults = sum(len(each.faults) for each in found)
    lines += ["", _verdict(len(found), wrong, faults)]
    return "".join(f"{line}\n" for line in lines)


def _verdict(problems: int, wrong: int, faults: int) -> str:
    noun = "problem" if problems == 1 else "problems"
    if not wrong:
        return f"{problems} {noun} checked, nothing found."
    what = "1 fault" if faults == 1 else f"{faults} faults"
    return f"{problems} {noun} checked; {wrong} with {what}."


def _summary(each: Checked) -> str:
    if each.faults and not each.mutation.killed:
        return f"{len(each.faults)} fault{'' if len(each.faults) == 1 else 's'}"
    mutation = each.mutation
    text = f"{each.means} comparisons, {mutation.killed} mutants killed"
    if mutation.equivalent:
        text += f" ({mutation.equivalent} equivalent)"
    if mutation.survived:
        text += f", {mutation.survived} survived"
    if each.misconceptions:
        text += f", {each.misconceptions} misconception{'' if each.misconceptions == 1 else 's'}"
    if each.submissions:
        text += f", {each.submissions} submission{'' if each.submissions == 1 else 's'}"
    return f"{text}, as before" if each.known else text


def write_checked_as_json(found: Sequence[Checked]) -> str:
    """Return the same as JSON."""
    plain = [
        {
            "problem": each.problem,
            "passed": not each.faults,
            "faults": [
                {"path": str(fault.path), "line": fault.line, "message": fault.message}
                for fault in each.faults
            ],
            "comparisons": each.means,
            "mutants": {
                "killed": each.mutation.killed,
                "equivalent": each.mutation.equivalent,
                "survived": each.mutation.survived,
            },
            "misconceptions": each.misconceptions,
            "submissions": each.submissions,
            "as_before": each.known,
        }
        for each in found
    ]
    return json.dumps(plain, indent=2) + "\n"
