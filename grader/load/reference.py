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
    source = _text_of(path)
    body = _parsed(path, source)
    functions: dict[str, ReferenceFunction] = {}
    faults = []
    for node in body:
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
        if not _hands_back(node):
            message = f"{node.name} has no return, so it is nothing; end it with return and a value"
            faults.append(Fault(path, node.lineno, message))
        functions[node.name] = ReferenceFunction(
            node.name, parameters, node.lineno, evaluates=_evaluated(node)
        )
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            faults += _hidden_edges(node, functions, path)
    if faults:
        raise CourseError(faults)
    return Reference(path, source, functions)


def _hands_back(node: ast.FunctionDef) -> bool:
    """Return whether a function returns a value somewhere, or never comes to its end."""
    pending: list[ast.AST] = [*node.body]
    while pending:
        inner = pending.pop()
        if isinstance(inner, ast.Raise | ast.Yield | ast.YieldFrom):
            return True
        if isinstance(inner, ast.Return) and inner.value is not None:
            return True
        if not isinstance(inner, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            pending += ast.iter_child_nodes(inner)
    return False


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


def given_names(reference: Reference) -> list[str]:
    """Return what the module of given functions defines.

    Raises:
        CourseError: There is none, or it is not Python.
    """
    names = []
    for node in _parsed(reference.given, _text_of(reference.given)):
        match node:
            case ast.FunctionDef(name=name):
                names.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.append(name)
    return [name for name in names if not name.startswith("_")]


def driver_path(reference: Reference) -> Path:
    """Return where the drivers of a reference stand."""
    return reference.path.parent / "drivers" / reference.path.name


def read_driver(reference: Reference) -> str:
    """Return the text of the drivers of a reference; raises `CourseError` where there is none."""
    return _text_of(driver_path(reference))


def yardsticks_path(reference: Reference) -> Path:
    """Return the folder of the files whose time others are compared with."""
    return reference.path.parent / "yardsticks"


def read_yardstick(reference: Reference, name: str) -> str:
    """Return the text of a file whose time others are compared with.

    Raises:
        CourseError: There is none.
    """
    return _text_of(yardsticks_path(reference) / f"{name}.py")


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error}")]) from None


def _parsed(path: Path, source: str) -> list[ast.stmt]:
    """Return the statements of a module; raises `CourseError` where it is not Python."""
    try:
        return ast.parse(source).body
    except SyntaxError as error:
        raise CourseError([Fault(path, error.lineno or 1, f"not Python: {error.msg}")]) from None
    except ValueError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error}")]) from None
    except (MemoryError, RecursionError):
        raise CourseError([Fault(path, 1, "nested too deeply to be read")]) from None


def driver_parameters(reference: Reference) -> dict[str, tuple[str, ...]]:
    """Return the parameters of each driver of a reference.

    Raises:
        CourseError: There are none, or the module is not Python.
    """
    return {
        node.name: tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))
        for node in _parsed(driver_path(reference), read_driver(reference))
        if isinstance(node, ast.FunctionDef)
    }


def _evaluated(node: ast.FunctionDef) -> tuple[str, ...]:
    """Return the quantities that a function evaluates by its parameter ``graph``."""
    calls = [
        inner
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Name)
        and inner.func.id == "graph"
    ]
    names = [each.value for call in calls for each in call.args if isinstance(each, ast.Constant)]
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str)))


def _local_names(node: ast.FunctionDef) -> set[str]:
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }
