"""Writes the Python files that students fill in: signatures, docstrings and placeholders."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from keyword import iskeyword

from grader.load.skeleton import defined_in
from grader.model.course import Problem, StudentFunction
from grader.starter.shapes import Shapes

_BODY = "raise NotImplementedError"
_WIDTH = 84
"""Of the lines of a docstring, before they are indented."""


def write_python(problems: Sequence[Problem]) -> str:
    """Return the file that is handed in for some problems, with nothing filled in yet.

    Raises:
        CourseError: The reference of a problem cannot be run.
    """
    tensors = {problem.tensors for problem in problems}
    imports = [*(["import numpy as np"] if False in tensors else [])]
    imports += ["import torch"] if True in tensors else []
    written: set[str] = set()
    blocks = ["\n".join(imports)]
    for problem in problems:
        definitions = list(_definitions(problem, written))
        blocks += [f"# {problem.title}", *definitions] if definitions else []
    return "\n\n\n".join(block.rstrip() for block in blocks) + "\n"


def _definitions(problem: Problem, written: set[str]) -> Iterator[str]:
    """Yield the definitions that a problem asks for, but for those that stand there already."""
    if problem.skeleton is not None:
        names = defined_in(problem.skeleton)
        if not written.issuperset(names):
            written.update(names)
            yield problem.skeleton
    shapes: Shapes | None = None
    for function in problem.functions:
        for name in _needed(function):
            if name in written:
                continue
            written.add(name)
            if name == function.name and not function.uses:
                shapes = shapes or Shapes(problem)
                yield _function(function, parameters(function, problem.statement), shapes)
            else:
                yield _bare(name, function.uses)


def _needed(function: StudentFunction) -> Iterable[str]:
    return dict.fromkeys(each.partition(".")[0] for each in function.uses) or (function.name,)


def _bare(name: str, uses: Sequence[str]) -> str:
    """Return what a driver needs, where the problem does not say how it looks."""
    methods = [each.partition(".")[2] for each in uses if each.startswith(f"{name}.")]
    if not methods:
        return f"def {name}(*arguments):\n    {_BODY}\n"
    bodies = [f"    def {method}(self, *arguments):\n        {_BODY}\n" for method in methods]
    return "\n".join([f"class {name}:", *bodies])


def _function(function: StudentFunction, names: Sequence[str], shapes: Shapes) -> str:
    docstring = _docstring(function, names, shapes)
    quotes = 'r"""' if "\\" in docstring else '"""'
    lines = [f"{quotes}{docstring}", '"""', _BODY]
    body = "\n".join(lines).splitlines()
    indented = "".join(f"    {line}".rstrip() + "\n" for line in body)
    return f"def {function.name}({', '.join(names)}):\n{indented}"


def parameters(function: StudentFunction, statement: str) -> list[str]:
    """Return names for the parameters of a function, of which every one is another.

    They are those that the statement has, where it names the function with as many of them.
    """
    texts = [function.statement or "", statement]
    for written in re.findall(rf"`{function.name}\(([^()]*)\)`", "\n".join(texts)):
        told = [name.strip() for name in written.split(",")]
        alike = len(told) == len(set(told)) == len(function.arguments)
        if alike and all(name.isidentifier() and not iskeyword(name) for name in told):
            return told
    names: list[str] = []
    for name in function.arguments:
        again = function.arguments[: len(names)].count(name)
        names.append(f"{name}_{again + 1}" if again else name)
    return names


def _docstring(function: StudentFunction, names: Sequence[str], shapes: Shapes) -> str:
    quantities = [part.quantity for part in function.parts]
    described = {name: shapes.describe_returned(name) for name in quantities}
    if function.several:
        *first, last = quantities
        together = f"{', '.join(first)} and {last}" if first else last
        lines = _folded(f"Return {together}, in this order or as a dict with these names.", "")
    else:
        lines = _folded(f"Return {quantities[0]}: {described[quantities[0]]}.", "")
    if all(part.another_way for part in function.parts):
        lines += ["", "Another way to the same marks: the better of the two counts."]
    if function.statement:
        lines += ["", *_first_paragraph(function.statement)]
    if function.arguments:
        lines += ["", "Arguments:"]
        for parameter, name in zip(names, function.arguments, strict=True):
            lines += _folded(f"{parameter}: {shapes.describe(name)}", "    ")
    if function.several:
        lines += ["", "Returns:"]
        for name, each in described.items():
            lines += _folded(f"{name}: {each}", "    ")
    return "\n".join(lines).replace('"""', "'''")


def _folded(text: str, indent: str) -> list[str]:
    deeper = f"{indent}    "
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=deeper)


def _first_paragraph(statement: str) -> list[str]:
    return re.split(r"\n\s*\n", statement.strip(), maxsplit=1)[0].splitlines()
