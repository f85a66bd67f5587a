"""The student's file: what stands in it, and how it is imported."""

import ast
import codecs
import importlib.util
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

PLACEHOLDER = "placeholder"
ABSENT = "absent"


@dataclass(frozen=True)
class Text:
    """What the text of a file says before any of it runs."""

    placeholders: Mapping[str, int]
    """Functions that hold nothing yet, and the line where each begins."""
    absent: frozenset[str]
    """Names that stand nowhere in it."""


def read_text(source: bytes, names: Iterable[str]) -> Text:
    """Return which functions a file holds nothing for.

    A placeholder holds nothing but a docstring, ``pass``, ``...``, ``return``,
    ``return None`` or ``raise NotImplementedError``, and no decorator. A file that does
    not parse has no placeholders, and one in UTF-16 has no absent names either.
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    definitions = {
        node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    placeholders = {
        name: definitions[name].lineno
        for name in names
        if name in definitions
        and not definitions[name].decorator_list
        and all(_says_nothing(statement) for statement in definitions[name].body)
    }
    # In UTF-16, as some editors save, no name could be found.
    wide = source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    absent = [] if wide else [name for name in names if not _stands(name, source)]
    return Text(placeholders, frozenset(absent))


def _stands(name: str, source: bytes) -> bool:
    return re.search(rb"\b" + re.escape(name.encode()) + rb"\b", source) is not None


def unattempted_unimported(text: Text) -> dict[str, str]:
    """Return what was not attempted in a file that could not be imported, and why."""
    return {**dict.fromkeys(text.absent, ABSENT), **dict.fromkeys(text.placeholders, PLACEHOLDER)}


def unattempted_imported(text: Text, module: ModuleType, names: Iterable[str]) -> dict[str, str]:
    """Return what was not attempted in a module, and why.

    A placeholder counts only if its name still stands for it: it may have been
    defined again, or replaced.
    """
    unattempted = {}
    for name in names:
        if not _has(module, name):
            unattempted[name] = ABSENT
        elif name in text.placeholders:
            bound = module.__dict__.get(name)
            code = bound.__code__ if type(bound) is FunctionType else None
            if code is not None and (code.co_filename, code.co_firstlineno) == (
                module.__file__,
                text.placeholders[name],
            ):
                unattempted[name] = PLACEHOLDER
    return unattempted


def _has(module: ModuleType, name: str) -> bool:
    try:
        return hasattr(module, name)
    except BaseException:  # a module's own __getattr__ may raise anything
        return True


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
