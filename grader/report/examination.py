"""Shows what was found out about isolation."""

import json

from grader.model.examination import Examination


def write_examination(found: Examination) -> str:
    """Return what holds and what does not, for people."""
    lines = [f"Isolation: {found.isolation.level} ({found.isolation.reason}).", ""]
    for attempt in found.attempts:
        sign, word = ("✓", "held") if attempt.held else ("✗", "NOT HELD")
        lines.append(f"  {sign} {attempt.what:<36} {word}")
    lines += ["", "Student code tried each of these just now."]
    if found.lift:
        lines += ["To lift the level:", f"  {found.lift}"]
    return "".join(f"{line}\n" for line in lines)


def write_examination_as_json(found: Examination) -> str:
    """Return the same as JSON."""
    plain = {
        "level": found.isolation.level,
        "reason": found.isolation.reason,
        "attempts": [{"what": each.what, "held": each.held} for each in found.attempts],
        "lift": found.lift,
    }
    return json.dumps(plain, indent=2) + "\n"
