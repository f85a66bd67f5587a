"""The student's file: what stands in it, and how it is imported."""

import ast
import importlib.util
import io
import re
import sys
import tokenize
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

PLACEHOLDER = "placeholder"
ABSENT = "absent"


def find_unattempted(source: bytes, names: Iterable[str]) -> dict[str, str]:
    """Return which functions were not attempted: ``placeholder`` or ``absent``, by name.

    A placeholder holds nothing but a docstring, ``pass``, ``...``, ``return``,
    ``return None`` or ``raise NotImplementedError``. A name that stands nowhere in
    the text is absent, unless everything of some module is imported. A file that
    does not parse has no placeholders.
    """
    unattempted = {}
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    definitions = {
        node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    opaque = re.search(rb"import\s+\*|__getattr__|globals|setattr|exec\b", source)
    for name in names:
        if name in definitions:
            if all(_says_nothing(statement) for statement in definitions[name].body):
                unattempted[name] = PLACEHOLDER
        elif not opaque and not re.search(rb"\b" + re.escape(name.encode()) + rb"\b", source):
            unattempted[name] = ABSENT
    return unattempted


def _says_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass():
            return True
        case ast.Expr(value=ast.Constant(value=value)):
            return value is Ellipsis or isinstance(value, str)
        case ast.Return(value=None) | ast.Return(value=ast.Constant(value=None)):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError")):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case _:
            return False


def import_file(folder: Path, file: str) -> ModuleType:
    """Return the student's module; raises whatever its code raises.

    Its folder goes to the end of ``sys.path``, so that a file called ``numpy.py``
    hides nothing. Code is compiled under its relative name: warnings then read the
    same wherever the folder lies.
    """
    path = folder / file
    for place in (folder, path.parent):
        if str(place) not in sys.path:
            sys.path.append(str(place))
    source = path.read_bytes()
    # `compile` takes bytes that the interpreter itself refuses; this is as strict as `python file`.
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    text = source.decode(encoding)
    try:
        code = compile(text, file, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):
        raise SyntaxError(f"{file} is nested too deeply to be compiled") from None
    specification = importlib.util.spec_from_loader(path.stem, loader=None, origin=file)
    if specification is None:  # pragma: no cover  (cannot happen without a loader)
        raise ImportError(file)
    module = importlib.util.module_from_spec(specification)
    module.__file__ = file
    sys.modules[path.stem] = module
    exec(code, module.__dict__)
    return module


def where_raised(
    error: BaseException, folder: Path, files: Iterable[str]
) -> tuple[str | None, int | None]:
    """Return the innermost line of the student's own files that an exception came through."""
    # The main file is compiled under its relative name, others are imported by their path.
    own = {name: file for file in files for name in (file, str(folder / file))}
    if isinstance(error, SyntaxError) and error.filename in own:
        return own[error.filename], error.lineno
    place: tuple[str | None, int | None] = (None, None)
    traceback = error.__traceback__
    for _ in range(20_000):
        if traceback is None:
            break
        if traceback.tb_frame.f_code.co_filename in own:
            place = own[traceback.tb_frame.f_code.co_filename], traceback.tb_lineno
        traceback = traceback.tb_next
    return place
