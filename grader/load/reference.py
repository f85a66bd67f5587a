"""Reads the graph that a reference draws: from its text, without running it."""

import ast
from pathlib import Path

from grader.errors import CourseError, Fault
from grader.model.course import Reference, ReferenceFunction

_CONSTRUCTS = "parameters are plain names: no defaults, no *args, no keyword-only ones"


def read_reference(path: Path) -> Reference:
    """Return the quantities of a reference module and what each is computed from.

    Every public function is a quantity and its parameters are its parents; helpers
    begin with ``_``.

    Raises:
        CourseError: There is no such module, it is not Python, or a function
            has parameters that draw no graph.
    """
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError([Fault(path, error.lineno or 1, f"not Python: {error.msg}")]) from None
    except (MemoryError, RecursionError):
        raise CourseError([Fault(path, 1, "nested too deeply to be read")]) from None
    except (OSError, ValueError) as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error}")]) from None
    functions: dict[str, ReferenceFunction] = {}
    faults = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        given = node.args
        if given.vararg or given.kwarg or given.kwonlyargs or given.defaults:
            faults.append(Fault(path, node.lineno, f"{node.name}: {_CONSTRUCTS}"))
        if node.name in functions:
            first = functions[node.name].line
            faults.append(
                Fault(path, node.lineno, f"{node.name} is defined twice; first on line {first}")
            )
        parameters = tuple(each.arg for each in (*given.posonlyargs, *given.args))
        functions[node.name] = ReferenceFunction(node.name, parameters, node.lineno)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            faults += _hidden_edges(node, functions, path)
    if faults:
        raise CourseError(faults)
    return Reference(path, source, functions)


def _hidden_edges(
    node: ast.FunctionDef, functions: dict[str, ReferenceFunction], path: Path
) -> list[Fault]:
    """Return a fault for each sibling that a function calls: the graph would not see it."""
    parameters = set(functions[node.name].parameters)
    return [
        Fault(
            path,
            inner.lineno,
            f"{node.name} uses the quantity {inner.id} of this module; "
            "make it a parameter, so that the graph sees it",
        )
        for statement in node.body
        for inner in ast.walk(statement)
        if isinstance(inner, ast.Name)
        and isinstance(inner.ctx, ast.Load)
        and inner.id in functions
        and inner.id not in parameters
        and inner.id not in _local_names(node)
    ]


def _local_names(node: ast.FunctionDef) -> set[str]:
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }
