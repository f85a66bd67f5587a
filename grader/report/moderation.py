"""Shows the person who marks what is to be read."""

import json
import textwrap
from fractions import Fraction

from grader.model.moderation import Pile
from grader.model.report import PartReport
from grader.report.escape import escaped, escaped_line
from grader.report.json import plain_number
from grader.report.terminal import WIDTH
from grader.report.words import number


def write_pile(pile: Pile) -> str:
    """Return written answers, each with its rubric and its text, escaped, for people."""
    lines = [escaped_line(pile.submission), ""]
    for each in pile.essays:
        mark = "-" if each.mark is None else number(each.mark)
        right = f"{mark} / {number(each.available)}"
        lines.append(f"{each.problem} {each.part}".ljust(WIDTH - len(right)) + right)
        lines += _folded(each.statement or "")
        lines.append("  Rubric:")
        lines += [line for point in each.rubric for line in _folded(point, "* ")]
        lines.append("  Text:")
        lines += [
            f"  | {line}"
            for paragraph in escaped(each.text).split("\n")
            for line in textwrap.wrap(paragraph, WIDTH - 4) or [""]
        ]
        lines.append("")
    lines += [line for note in pile.notes for line in textwrap.wrap(escaped_line(note), WIDTH)]
    lines += [""] if pile.notes else []
    if pile.essays:
        first = pile.essays[0]
        lines.append("To enter a mark, with the submission's path:")
        lines.append(
            f"  grade moderate SUBMISSION {first.problem} {first.part} MARK --by NAME --why TEXT"
        )
    else:
        lines.append("Nothing awaits a mark.")
    return "".join(f"{_harmless(line)}\n" for line in lines)


def _harmless(line: str) -> str:
    """Return a line that does not begin as the commands do that build servers find in a log."""
    text = line.lstrip()
    if text.startswith(("::", "##[")):
        return f"{line[: len(line) - len(text)]}{text[0]} {text[1:]}".rstrip()
    return line.rstrip()


def write_pile_as_json(pile: Pile) -> str:
    """Return the same as JSON."""
    plain = {
        "submission": pile.submission,
        "awaiting": [
            {
                "problem": each.problem,
                "part": each.part,
                "available": plain_number(each.available),
                "statement": each.statement,
                "rubric": list(each.rubric),
                "text": each.text,
                "mark": None if each.mark is None else plain_number(each.mark),
            }
            for each in pile.essays
        ],
        "notes": list(pile.notes),
    }
    return json.dumps(plain, indent=2) + "\n"


def write_entered(problem: str, part: PartReport) -> str:
    """Return how a part stands with the mark that was entered."""
    moderation = part.moderation
    mark = number(part.awarded or Fraction())
    text = f"{problem}, {part.part}: {mark} of {number(part.available)}"
    if moderation is not None and moderation.first is not None:
        text += f", and {number(moderation.first)} before"
    return f"{text}.\n"


def _folded(text: str, label: str = "") -> list[str]:
    indent = "    " if label else "  "
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent + label,
        subsequent_indent=indent + " " * len(label),
    )
