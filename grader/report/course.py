"""Shows a course to people: the lists of its assignments and problems, and their statements."""

import json
import re
import textwrap
from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from grader.model.course import (
    AskedChoice,
    AskedOrder,
    AskedShort,
    AskedWords,
    AskedWritten,
    Assignment,
    Choice,
    Each,
    Fixed,
    Problem,
    StudentFunction,
)
from grader.report.json import plain_number
from grader.report.terminal import WIDTH
from grader.report.words import number

_LAST = re.compile(r"(\w+)\[len\(\1\) ?- ?1\]")
"""The last entry of a list, as problems write it; Python, and starter files, are shorter."""


def write_list(problems: Sequence[Problem], assignments: Sequence[Assignment] = ()) -> str:
    """Return a list of assignments, and of problems under the files that answer them."""
    lines: list[str] = ["Assignments"] if assignments else []
    for assignment in assignments:
        marks = _marks_of(assignment, problems)
        lines.append(_between(f"  {assignment.name}: {assignment.title}", _marks(marks)))
        lines += _folded(", ".join(assignment.problems))
    files = dict.fromkeys(problem.file for problem in problems)
    for file in files:
        lines += [*([""] if lines else []), file]
        lines += _list_of_file([each for each in problems if each.file == file])
    return "".join(f"{line}\n" for line in lines)


def _list_of_file(problems: Sequence[Problem]) -> list[str]:
    lines: list[str] = []
    for problem in problems:
        lines.append(_between(f"  {problem.name}: {problem.title}", _marks(problem.marks)))
        for signature in dict.fromkeys(map(signature_of, problem.functions)):
            lines += _folded(signature)
        for asked in problem.values:
            lines += _folded(", ".join(part.quantity for part in asked.parts))
        if problem.words:
            lines += _folded(", ".join(asked.part.quantity for asked in problem.words))
    return lines


def _marks_of(assignment: Assignment, problems: Sequence[Problem]) -> Fraction:
    marks = {problem.name: problem.marks for problem in problems}
    return sum((marks[name] for name in assignment.problems), Fraction())


def write_list_as_json(problems: Sequence[Problem], assignments: Sequence[Assignment] = ()) -> str:
    """Return the same lists as JSON."""
    plain = {
        "assignments": [
            {
                "assignment": assignment.name,
                "title": assignment.title,
                "source": assignment.source,
                "marks": plain_number(_marks_of(assignment, problems)),
                "problems": list(assignment.problems),
            }
            for assignment in assignments
        ],
        "problems": _problems_as_json(problems),
    }
    return json.dumps(plain, indent=2) + "\n"


def _problems_as_json(problems: Sequence[Problem]) -> list[dict[str, object]]:
    return [
        {
            "problem": problem.name,
            "title": problem.title,
            "file": problem.file,
            "marks": plain_number(problem.marks),
            "functions": [
                {
                    "function": function.name,
                    "arguments": list(function.arguments),
                    "parts": {name: plain_number(marks) for name, marks in function.marked.items()},
                }
                for function in problem.functions
            ],
            "values": {
                part.quantity: plain_number(part.marks)
                for asked in problem.values
                for part in asked.parts
            },
            "words": {
                asked.part.quantity: plain_number(asked.part.marks) for asked in problem.words
            },
        }
        for problem in problems
    ]


def write_statements(assignment: Assignment, problems: Sequence[Problem]) -> str:
    """Return what a student needs to know to solve the problems of an assignment."""
    names = textwrap.fill(", ".join(assignment.problems), WIDTH)
    about = [
        assignment.title,
        *([f"Source: {assignment.source}"] if assignment.source else []),
        _marks(_marks_of(assignment, problems)),
        names,
    ]
    head = "".join(f"{line}\n" for line in about)
    return "\n\n".join([head, *map(write_statement, problems)])


def write_statement(problem: Problem) -> str:
    """Return what a student needs to know to solve a problem."""
    lines = [problem.title, "=" * len(problem.title), ""]
    if problem.source:
        lines += [f"Source: {problem.source}", ""]
    lines += [problem.statement.rstrip(), ""]
    lines += [f"Write in {problem.file}:", ""]
    for function in problem.functions:
        another = all(part.another_way for part in function.parts)
        lines.append(f"  {signature_of(function)}{' (another way)' if another else ''}")
        lines += [f"      {name}: {_marks(marks)}" for name, marks in function.marked.items()]
        if function.statement:
            lines += ["", *(f"      {line}" for line in function.statement.splitlines()), ""]
    for asked in problem.values:
        lines += [f"  {part.quantity}: {_marks(part.marks)}" for part in asked.parts]
    for words in problem.words:
        lines += _question(words)
    if shapes := shapes_of(problem):
        lines += ["", f"Arguments: {', '.join(shapes)}."]
    return "".join(f"{line}\n" for line in lines)


def shapes_of(problem: Problem) -> list[str]:
    """Return the arguments of a problem's functions with their shapes, those that are drawn."""
    names = [name for function in problem.functions for name in function.arguments]
    return list(dict.fromkeys(filter(None, (_shape(problem, name) for name in names))))


def _question(asked: AskedWords) -> list[str]:
    """Return what is asked, and how it is answered; never what is right, nor a rubric."""
    lines = [f"  {asked.part.quantity}: {_marks(asked.part.marks)} ({how_answered(asked)})"]
    if asked.statement:
        lines += [f"      {line}".rstrip() for line in asked.statement.rstrip().splitlines()]
    return lines + [f"      * {name}: {text}" for name, text in options_of(asked)]


def options_of(asked: AskedWords) -> list[tuple[str, str]]:
    """Return what may be chosen or put in order, by name: in the problem it may be in order."""
    return sorted(asked.options.items()) if isinstance(asked, AskedChoice | AskedOrder) else []


def how_answered(asked: AskedWords) -> str:
    """Return in a few words what is written as an answer."""
    match asked:
        case AskedChoice():
            several = any(len(each) > 1 for each in asked.right)
            return "a list of options" if several else "one option"
        case AskedOrder():
            return "a list of all the options, in order"
        case AskedShort():
            if asked.quantities:
                return "whole numbers"
            return "a number" if asked.numbers else "a few words"
        case AskedWritten():
            return "a text, which a person reads"
        case _:
            assert_never(asked)


def _between(left: str, right: str) -> str:
    room = WIDTH - len(right) - 2
    if len(left) > room:
        left = f"{left[: room - 1]}…"
    return left.ljust(room + 2) + right


def _folded(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")


def signature_of(function: StudentFunction) -> str:
    """Return what a student writes: ``back(x, W) -> dx, dW``, or the names that a driver needs."""
    if function.driver is not None:
        classes = {name.partition(".")[0] for name in function.uses if "." in name}
        return ", ".join(name for name in function.uses if name not in classes)
    returned = ", ".join(part.quantity for part in function.parts)
    arrow = "" if returned == function.name else f" -> {returned}"
    return f"{function.name}({', '.join(function.arguments)}){arrow}"


def _marks(marks: Fraction) -> str:
    return f"{number(marks)} mark{'' if marks == 1 else 's'}"


def _shape(problem: Problem, name: str) -> str:
    """Return an argument with its shape, where it is drawn."""
    generator = problem.inputs.get(name)
    if generator is None or isinstance(generator, Fixed | Each | Choice):
        return ""
    sizes = ", ".join(_LAST.sub(r"\1[-1]", str(each)) for each in generator.shape)
    comma = "," if len(generator.shape) == 1 else ""
    return f"{name} ({sizes}{comma})" if generator.shape else f"{name} (a number)"
