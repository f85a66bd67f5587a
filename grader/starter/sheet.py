"""Writes ``answers.yaml`` as students begin with it: the questions as comments, and blanks."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import assert_never

from grader.model.course import (
    AskedChoice,
    AskedOrder,
    AskedShort,
    AskedValues,
    AskedWords,
    AskedWritten,
    Problem,
)

_WIDTH = 92
_HEAD = "# Write each answer behind its colon. A blank is simply not attempted."


def write_sheet(problems: Sequence[Problem]) -> str:
    """Return ``answers.yaml`` for some problems, with nothing filled in yet."""
    sections = ["\n".join(_section(problem)) for problem in problems]
    return "\n\n".join([_HEAD, *sections]) + "\n"


def _section(problem: Problem) -> Iterator[str]:
    yield from _comment([problem.title, "", *problem.statement.strip().splitlines()])
    yield f"{problem.name}:"
    blocks = [list(_numbers(asked)) for asked in problem.values]
    blocks += [list(_words(asked)) for asked in problem.words]
    for number, block in enumerate(blocks):
        yield from [*([""] if number else []), *block]


def _numbers(asked: AskedValues) -> Iterator[str]:
    decimals = f"{asked.decimals} decimal{'' if asked.decimals == 1 else 's'}"
    yield f"  # Write numbers, to {decimals}."
    for part in asked.parts:
        yield f"  {part.quantity}:"


def _words(asked: AskedWords) -> Iterator[str]:
    """Yield one question and its blank."""
    question = question_of(asked)
    yield from _comment([*question, *([""] if question else []), _how(asked)], "  ")
    yield f"  {asked.part.quantity}:"


def question_of(asked: AskedWords) -> list[str]:
    """Return the lines of a question and of its options; what is right is not in them."""
    lines = asked.statement.strip().splitlines() if asked.statement else []
    if isinstance(asked, AskedChoice | AskedOrder):
        lines += [""] if lines else []
        # As they stand in the problem they may be in order.
        for name, text in sorted(asked.options.items()):
            lines += textwrap.wrap(f"* `{name}`: {text}", _WIDTH, subsequent_indent="  ")
    return lines


def _how(asked: AskedWords) -> str:
    match asked:
        case AskedChoice():
            return "Write one of these words, or several as a list: [first, second]."
        case AskedOrder():
            return "Write all of these words in order, as a list: [first, second, ...]."
        case AskedShort():
            return f"Write {_wanted(asked)}."
        case AskedWritten():
            return "Write in sentences: a | behind the colon, and your text below it, indented."
        case _:
            assert_never(asked)


def _wanted(asked: AskedShort) -> str:
    if asked.quantities:
        return "whole numbers, one or several as a list; sizes as 2 x 3"
    return "a number" if asked.numbers else "a few words"


def _comment(lines: Sequence[str], indent: str = "") -> list[str]:
    return [f"{indent}# {line}".rstrip() for line in lines]
