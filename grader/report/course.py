"""Shows a course to people: the list of its problems, and their statements."""

import json
import textwrap
from collections.abc import Sequence
from fractions import Fraction

from grader.model.course import Each, Fixed, Problem, StudentFunction
from grader.report.json import plain_number
from grader.report.terminal import WIDTH, number


def write_list(problems: Sequence[Problem]) -> str:
    """Return a list of problems under the files that answer them."""
    lines: list[str] = []
    file = None
    for problem in problems:
        if problem.file != file:
            file = problem.file
            lines += [*([""] if lines else []), file]
        marks = _marks(problem.marks)
        heading = f"  {problem.name}: {problem.title}"
        room = WIDTH - len(marks) - 2
        if len(heading) > room:
            heading = f"{heading[: room - 1]}…"
        lines.append(heading.ljust(room + 2) + marks)
        for function in problem.functions:
            lines += _folded(_signature(function))
        for asked in problem.values:
            lines += _folded(", ".join(part.quantity for part in asked.parts))
    return "".join(f"{line}\n" for line in lines)


def write_list_as_json(problems: Sequence[Problem]) -> str:
    """Return the same list as JSON."""
    plain = [
        {
            "problem": problem.name,
            "title": problem.title,
            "file": problem.file,
            "marks": plain_number(problem.marks),
            "functions": [
                {
                    "function": function.name,
                    "arguments": list(function.arguments),
                    "parts": {part.quantity: plain_number(part.marks) for part in function.parts},
                }
                for function in problem.functions
            ],
            "values": {
                part.quantity: plain_number(part.marks)
                for asked in problem.values
                for part in asked.parts
            },
        }
        for problem in problems
    ]
    return json.dumps(plain, indent=2) + "\n"


def write_statement(problem: Problem) -> str:
    """Return what a student needs to know to solve a problem."""
    lines = [problem.title, "=" * len(problem.title), ""]
    if problem.source:
        lines += [f"Source: {problem.source}", ""]
    lines += [problem.statement.rstrip(), ""]
    lines += [f"Write in {problem.file}:", ""]
    for function in problem.functions:
        another = all(part.another_way for part in function.parts)
        lines.append(f"  {_signature(function)}{' (another way)' if another else ''}")
        lines += [
            f"      {part.quantity}: {_marks(part.marks)}"
            for part in function.parts
            if not part.another_way
        ]
        if function.statement:
            lines += ["", *(f"      {line}" for line in function.statement.splitlines()), ""]
    for asked in problem.values:
        lines += [f"  {part.quantity}: {_marks(part.marks)}" for part in asked.parts]
    shapes = [
        _shape(problem, name) for function in problem.functions for name in function.arguments
    ]
    if any(shapes):
        lines += ["", "Arguments: " + ", ".join(dict.fromkeys(filter(None, shapes))) + "."]
    return "".join(f"{line}\n" for line in lines)


def _folded(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")


def _signature(function: StudentFunction) -> str:
    returned = ", ".join(part.quantity for part in function.parts)
    arrow = "" if returned == function.name else f" -> {returned}"
    return f"{function.name}({', '.join(function.arguments)}){arrow}"


def _marks(marks: Fraction) -> str:
    return f"{number(marks)} mark{'' if marks == 1 else 's'}"


def _shape(problem: Problem, name: str) -> str:
    """Return an argument with its shape, where it is drawn."""
    generator = problem.inputs.get(name)
    if generator is None or isinstance(generator, Fixed | Each):
        return ""
    sizes = ", ".join(map(str, generator.shape))
    comma = "," if len(generator.shape) == 1 else ""
    return f"{name} ({sizes}{comma})" if generator.shape else f"{name} (a number)"
