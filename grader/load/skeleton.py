"""Reads a skeleton: the classes and functions that students begin with, and nothing in them."""

import ast
from collections.abc import Iterable, Iterator

_ALLOWED = "allowed are functions and classes that hold only docstrings and placeholders"

Definition = ast.FunctionDef | ast.ClassDef


def skeleton_faults(text: str, uses: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a skeleton, with the line in it, from 1 on.

    Args:
        text: Python, which is never run.
        uses: What drivers need, such as ``MLP.forward``; the skeleton defines it all.
    """
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        yield line, f"not Python: {getattr(error, 'msg', error)}"
        return
    for node in body:
        yield from _faults(node)
    known = {name for node in body if isinstance(node, Definition) for name in _names(node)}
    for name in dict.fromkeys(uses):
        if name not in known:
            yield 1, f"{name} is used by a driver and is not in it"


def defined_in(skeleton: str) -> tuple[str, ...]:
    """Return the names of the functions and classes of a skeleton without faults."""
    return tuple(node.name for node in ast.parse(skeleton).body if isinstance(node, Definition))


def _names(node: Definition) -> Iterator[str]:
    yield node.name
    if isinstance(node, ast.ClassDef):
        inner = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        yield from (f"{node.name}.{each.name}" for each in inner)


def _faults(node: ast.stmt, inside: str = "") -> Iterator[tuple[int, str]]:
    match node:
        case ast.Expr(value=ast.Constant(value=str())) if inside:
            return
        case ast.FunctionDef(decorator_list=[]):
            given = node.args
            defaults = [*given.defaults, *(each for each in given.kw_defaults if each)]
            if not all(isinstance(each, ast.Constant) for each in defaults):
                yield node.lineno, f"{node.name}: a default is a number, a text, True or None"
            for statement in node.body:
                if not _is_placeholder(statement):
                    yield statement.lineno, f"{node.name} holds something; {_ALLOWED}"
        case ast.ClassDef(decorator_list=[], bases=[], keywords=[]) if not inside:
            for each in node.body:
                yield from _faults(each, node.name)
        case _:
            found = getattr(node, "name", ast.unparse(node).splitlines()[0][:40])
            yield node.lineno, f"found {found}; {_ALLOWED}"


def _is_placeholder(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError"), cause=None):
            return True
        case _:
            return False
