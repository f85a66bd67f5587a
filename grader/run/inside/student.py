"""The student's file: what stands in it, and how it is imported."""

import ast
import codecs
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NoReturn

from .imports import PACKAGE, Imports, Missing
from .names import folded
from .notebook import Notebook, NotebookError, note_on_lines, parsed, read_notebook
from .wire import ABSENT, PLACEHOLDER


@dataclass(frozen=True)
class Text:
    """What the text of a file says before any of it runs."""

    placeholders: Mapping[str, int]
    """Functions that hold nothing yet, and the line where each begins."""
    absent: frozenset[str]
    """Names that stand nowhere in it."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """The cells of a notebook that hold the placeholders."""


@dataclass(frozen=True)
class Opened:
    """A file of which nothing has run yet."""

    text: Text
    notes: Sequence[str]
    """What the student should know."""
    load: Callable[[], ModuleType]
    """Returns the student's module; raises whatever its code raises."""


def open_file(folder: Path, file: str, names: Iterable[str], imports: Imports) -> Opened:
    """Return what stands in a file, and how it is imported.

    Args:
        folder: Where the submitted files lie.
        file: The path in it, of a Python file or a notebook.
        names: The functions that are asked of it, and methods as ``MLP.forward``.
        imports: Finds what it imports.
    """
    names = list(names)
    source = (folder / file).read_bytes()
    if not (file.endswith(".ipynb") or (source.startswith(b"{") and b'"cells"' in source)):
        source, notes = _without_magic(folder, file, source)
        return Opened(read_text(source, names), notes, partial(import_file, folder, file, imports))
    try:
        notebook = read_notebook(source, file)
    except NotebookError as error:
        return Opened(_read_absent(source, names), (), partial(_fail, error))
    for cell in notebook.cells:
        imports.know(cell.file, cell.source)
    text = _read_cells(notebook, names)
    codes = notebook.needed(_first_words(names))
    run = partial(_run_notebook, folder, notebook, codes, imports)
    return Opened(text, notebook.notes, run)


def _without_magic(folder: Path, file: str, source: bytes) -> tuple[bytes, list[str]]:
    """Leave lines such as ``%matplotlib inline`` out of a file that is no Python with them."""
    if not re.search(rb"(?m)^[ \t]*[%!]", source):
        return source, []
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        lines = source.decode(encoding).split("\n")
        _, left_out = parsed(lines, file)
        changed = "\n".join(lines).encode(encoding)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source, []
    if not left_out:
        return source, []
    (folder / file).write_bytes(changed)
    return changed, [note_on_lines(file, {"": left_out})]


def _fail(error: Exception) -> NoReturn:
    raise error


def _first_words(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


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
    placeholders = _placeholders(_definitions(body), names)
    return Text(placeholders, _read_absent(source, names).absent)


def _read_absent(source: bytes, names: Iterable[str]) -> Text:
    # In UTF-16, as some editors save, no name could be found.
    wide = source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    absent = [] if wide else [name for name in names if not _stands(name, source)]
    return Text({}, frozenset(absent))


def _read_cells(notebook: Notebook, names: Iterable[str]) -> Text:
    """Return which functions a notebook holds nothing for."""
    definitions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
    cells: dict[str, str] = {}
    for cell in notebook.cells:
        found = _definitions(list(cell.body))
        definitions |= found
        cells |= dict.fromkeys(found, cell.file)
    source = "\n".join([*notebook.broken, *(cell.source for cell in notebook.cells)])
    absent = _read_absent(source.encode(errors="replace"), names).absent
    return Text(_placeholders(definitions, names), absent, cells)


def _placeholders(
    definitions: Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef], names: Iterable[str]
) -> dict[str, int]:
    return {
        name: definitions[name].lineno
        for name in names
        if name in definitions
        and not definitions[name].decorator_list
        and all(_says_nothing(statement) for statement in definitions[name].body)
    }


def _definitions(
    body: list[ast.stmt], inside: str = ""
) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return functions by name, and the methods of classes as ``MLP.forward``."""
    found: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[inside + node.name] = node
        elif isinstance(node, ast.ClassDef) and not inside:
            found |= _definitions(node.body, f"{node.name}.")
    return found


def _stands(name: str, source: bytes) -> bool:
    words = name.split(".")
    return all(re.search(rb"\b" + re.escape(word.encode()) + rb"\b", source) for word in words)


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
            bound = _bound(module, name)
            code = bound.__code__ if type(bound) is FunctionType else None
            if code is not None and (code.co_filename, code.co_firstlineno) == (
                text.cells.get(name, module.__file__),
                text.placeholders[name],
            ):
                unattempted[name] = PLACEHOLDER
    return unattempted


def _bound(module: ModuleType, name: str) -> Any:
    """Return what a name stands for without asking the module: a method is one of its class."""
    first, _, method = name.partition(".")
    bound = module.__dict__.get(first)
    return vars(bound).get(method) if method and type(bound) is type else bound


def _has(module: ModuleType, name: str) -> bool:
    first, _, method = name.partition(".")
    try:
        return hasattr(module, first) and (not method or hasattr(getattr(module, first), method))
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


def import_file(folder: Path, file: str, imports: Imports) -> ModuleType:
    """Return the student's module; raises whatever its code raises.

    Its folder goes to the end of ``sys.path``, so that a file called ``numpy.py``
    hides nothing. Code is compiled under its relative name: warnings then read the
    same wherever the folder lies.
    """
    path = folder / file
    _look_beside(folder, file)
    source = path.read_bytes()
    # `compile` takes bytes that the interpreter itself refuses; this is as strict as `python file`.
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    text = source.decode(encoding)
    try:
        code = compile(text, file, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):
        raise SyntaxError(f"{file} is nested too deeply to be compiled") from None
    # What is called `mlp (1).py` here is imported as `mlp` by others.
    stem = path.stem if path.stem.isidentifier() else folded(path.name).partition(".")[0]
    module = _new_module(stem or path.stem, file)
    if "get_ipython" in text:
        # A notebook that was saved as a script.
        module.__dict__.update(_given_by_notebooks(imports))
    exec(code, module.__dict__)
    return module


def _look_beside(folder: Path, file: str) -> None:
    for place in (folder, (folder / file).parent):
        if str(place) not in sys.path:
            sys.path.append(str(place))


def _new_module(name: str, file: str) -> ModuleType:
    """Return an empty module, in the package that all that was handed in belongs to."""
    module = ModuleType(name)
    module.__file__ = file
    folders = [folder for folder in file.split("/")[:-1] if "." not in folder]
    module.__package__ = ".".join([PACKAGE, *folders])
    sys.modules[name] = module
    return module


def _given_by_notebooks(imports: Imports) -> dict[str, Any]:
    """Return what is there in a notebook without an import, and not here."""
    return {name: Missing(imports, "IPython") for name in ("get_ipython", "display")}


def _run_notebook(
    folder: Path, notebook: Notebook, codes: Iterable[CodeType], imports: Imports
) -> ModuleType:
    """Return the module that the wanted code of a notebook makes; raises whatever it raises."""
    _look_beside(folder, notebook.file)
    module = _new_module(f"{PACKAGE}_notebook", notebook.file)
    module.__dict__.update(_given_by_notebooks(imports) | notebook.stand_ins())
    for code in codes:
        exec(code, module.__dict__)
    return module


def _first_known(filename: object, own: Mapping[str, str]) -> str | None:
    """Return the submitted file, or the cell in one, that code was compiled under."""
    if not isinstance(filename, str):
        return None
    if filename in own:
        return own[filename]
    notebook, _, number = filename.rpartition(", cell ")
    return filename if notebook in own and number.isdigit() else None


def where_raised(
    error: BaseException, folder: Path, files: Iterable[str]
) -> tuple[str | None, int | None]:
    """Return the innermost line of the student's own files that an exception came through."""
    # The main file is compiled under its relative name, others are imported by their path.
    own = {name: file for file in files for name in (file, str(folder / file))}
    if isinstance(error, SyntaxError) and (file := _first_known(error.filename, own)):
        return file, error.lineno
    place: tuple[str | None, int | None] = (None, None)
    traceback = error.__traceback__
    for _ in range(20_000):
        if traceback is None:
            break
        file = _first_known(traceback.tb_frame.f_code.co_filename, own)
        if file is not None:
            place = file, traceback.tb_lineno
        traceback = traceback.tb_next
    return place


_PYTHON_2 = {
    "backquotes": r"`",
    "<>": r"<>",
    "raise with a comma": r"^\s*raise\s+[\w.]+\s*,",
    "a number that ends in L": r"\b\d+[lL]\b",
    "text that begins with ur": r"\b[uU][rR]['\"]",
}


def message_of(error: BaseException) -> str:
    """Return what an exception says; raises whatever its own code raises.

    Of the syntax of Python 2 the interpreter says only that it is invalid.
    """
    if not isinstance(error, SyntaxError):
        return str(error)
    line = error.text if isinstance(error.text, str) else ""
    if str(error.msg).startswith("invalid "):
        for what, pattern in _PYTHON_2.items():
            if re.search(pattern, line):
                return f"{error.msg} ({what}: Python 2)"
    return str(error.msg)
