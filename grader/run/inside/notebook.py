"""The code in a notebook: which of it is wanted, and how it is run.

Of a notebook only what the marked functions need is run. What merely prints, plots or loads
files is left out, and so are lines that are no Python.
"""

import ast
import bisect
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, NoReturn

_CELLS = 5_000
_STATEMENTS = 20_000
_NOTES = 9
_NOTE_LENGTH = 250
_PLACES = 8
_RETRIES = 20
_MAGIC = re.compile(r"(\s*)(?:[%!?]|[A-Za-z_][\w., ]*=\s*[%!]).*|(\s*)[\w.\[\]'\"]+\?{1,2}\s*")
_KEPT = ("%%time", "%%capture", "%%prun", "%%debug")
"""Magics of a whole cell whose body is Python, and runs where the others do."""
_MUTATING = frozenset({"append", "extend", "update", "add", "insert", "setdefault"})
_CO_OPTIMIZED = 1
_COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


class NotebookError(ValueError):
    """The file is no notebook that can be read."""


@dataclass(frozen=True)
class Cell:
    """A cell with code, counted from the top."""

    file: str
    """The name that its code is compiled under, such as ``homework.ipynb, cell 3``."""
    source: str
    body: tuple[ast.stmt, ...]


@dataclass(frozen=True)
class _Statement:
    """What a statement at the top of a cell binds, and what it needs."""

    code: CodeType
    defines: frozenset[str]
    """What has another value from here on, whatever it had before."""
    touches: frozenset[str]
    """What may have another value, or other content."""
    needs: frozenset[str]
    """Names that must be there when it runs."""
    needs_later: frozenset[str]
    """Names that must be there when a function in it is called."""
    star: bool
    """Whether it imports names that it does not tell."""


@dataclass
class Notebook:
    """What stands in a notebook."""

    file: str
    cells: list[Cell] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    """Lines that are no Python, by cell."""
    broken: dict[str, SyntaxError] = field(default_factory=dict)
    """Names that are defined in cells that are no Python, with what is wrong there."""
    _said: list[str] = field(default_factory=list)
    _flags: int = 0
    _imported: set[str] = field(default_factory=set)

    @property
    def notes(self) -> list[str]:
        """What the student should know; some of it is enough."""
        notes = self._said[:_NOTES]
        if self.left_out:
            notes.append(note_on_lines(self.file, self.left_out))
        return [note[:_NOTE_LENGTH] for note in notes]

    def say(self, text: str) -> None:
        """Remember something that the student should know."""
        self._said.append(text)

    def needed(self, names: Iterable[str]) -> list[CodeType]:
        """Return the code that some names need, in its order."""
        statements = list(self._statements())
        return [statements[number].code for number in sorted(_wanted(statements, names))]

    def stand_ins(self) -> dict[str, Any]:
        """Return functions that say what is wrong in the cells that define their names."""
        return {name: _raiser(error) for name, error in self.broken.items()}

    def _statements(self) -> Iterator[_Statement]:
        self._imported = {
            name
            for cell in self.cells
            for node in cell.body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in _defined(node)
        }
        count = 0
        for cell in self.cells:
            for node in cell.body:
                count += 1
                if count > _STATEMENTS:
                    self.say(f"{self.file}: only the first {_STATEMENTS} statements were read.")
                    return
                try:
                    yield self._statement(node, cell)
                except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                    line = getattr(error, "lineno", None) or node.lineno
                    self.say(f"{cell.file}, line {line} was left out: {_why(error)}.")
                    self.break_off([getattr(node, "name", "")], error, cell.file, line)

    def _statement(self, node: ast.stmt, cell: Cell) -> _Statement:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            self._flags |= sum(_future(alias.name) for alias in node.names)
        module = ast.Module([node], [])
        code = compile(module, cell.file, "exec", self._flags, dont_inherit=True)
        defines = frozenset(_defined(node))
        needs, later, stores = _uses(code)
        touches = frozenset([*stores, *_touched(node, self._imported)]) - defines
        star = isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
        if isinstance(node, ast.Expr) and not touches:
            # It prints, plots, or trains: nothing can need it.
            needs = later = frozenset()
        return _Statement(code, defines, touches, needs, later, star)

    def break_off(self, names: Iterable[str], error: BaseException, file: str, line: int) -> None:
        """Remember why there is nothing behind some names."""
        broken = SyntaxError(_why(error))
        broken.filename, broken.lineno = file, line
        self.broken |= dict.fromkeys(names, broken)


def read_notebook(content: bytes, file: str) -> Notebook:
    """Return the cells with code of a notebook; raises `NotebookError` where there are none."""
    notebook = Notebook(file)
    try:
        document = json.loads(content.decode(json.detect_encoding(content), "replace"))
    except (ValueError, RecursionError, MemoryError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise NotebookError(f"this is no notebook: {why}"[:_NOTE_LENGTH]) from None
    language = _language(document)
    if language is not None:
        raise NotebookError(f"this notebook is written in {language}, not in Python")
    for number, source in enumerate(_sources(document), 1):
        if number > _CELLS:
            notebook.say(f"{file}: only the first {_CELLS} cells were read.")
            break
        _read_cell(notebook, source, f"{file}, cell {number}")
    return notebook


def _language(document: Any) -> str | None:
    """Return the language of a notebook if it is named, and not Python."""
    metadata = _mapping(_mapping(document).get("metadata"))
    kernel, info = _mapping(metadata.get("kernelspec")), _mapping(metadata.get("language_info"))
    named = [kernel.get("language"), info.get("name")]
    languages = [each for each in named if isinstance(each, str) and each]
    if not languages or any("python" in each.casefold() for each in languages):
        return None
    return "".join(each for each in languages[0] if each.isprintable())[:40]


def _sources(document: Any) -> Iterator[str]:
    """Yield the text of each cell with code, in format 4 or 3."""
    document = _mapping(document)
    cells = _listed(document.get("cells"))
    if "worksheets" in document:
        sheets = _listed(document["worksheets"])
        cells = [*cells, *(each for one in sheets for each in _listed(_mapping(one).get("cells")))]
    if not cells and "cells" not in document and "worksheets" not in document:
        raise NotebookError("this is no notebook: it has no cells")
    for cell in map(_mapping, cells):
        if cell.get("cell_type") != "code":
            continue
        source = cell.get("source", cell.get("input", ""))
        lines = [source] if isinstance(source, str) else _listed(source)
        yield "".join(line for line in lines if isinstance(line, str))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_cell(notebook: Notebook, source: str, file: str) -> None:
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        magic = lines[first].split()[0]
        if magic not in _KEPT:
            notebook.say(f"{file} begins with {magic[:40]} and was left out.")
            return
        lines[first] = ""
    try:
        body, left_out = parsed(lines, file)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        notebook.say(f"{file} was left out: line {line} is no Python ({_why(error)}).")
        names = re.findall(r"(?m)^(?:def|class)\s+(\w+)", source)
        notebook.break_off(names, error, file, line)
        return
    if left_out:
        notebook.left_out[file.removeprefix(f"{notebook.file}, ")] = left_out
    if body:
        notebook.cells.append(Cell(file, "\n".join(lines), tuple(body)))


def parsed(lines: list[str], file: str) -> tuple[list[ast.stmt], list[int]]:
    """Return the statements in some lines, and which were left out because they are magic.

    Raises what the parser raises where that does not help. Only lines that are in the way are
    left out: one may also begin with ``%`` in a sum or a text.
    """
    left_out: list[int] = []
    for _ in range(_RETRIES):
        try:
            return ast.parse("\n".join(lines), file).body, sorted(left_out)
        except SyntaxError as error:
            number = error.lineno or 0
            if not 0 < number <= len(lines) or not _leave_out(lines, number):
                break
            left_out.append(number)
    left_out += [number for number in range(1, len(lines) + 1) if _leave_out(lines, number)]
    return ast.parse("\n".join(lines), file).body, sorted(left_out)


def _leave_out(lines: list[str], number: int) -> bool:
    """Put nothing into the place of a line, if it is magic; its block may need something there."""
    found = _MAGIC.fullmatch(lines[number - 1])
    if found is None:
        return False
    lines[number - 1] = f"{found[1] or found[2] or ''}pass"
    return True


def note_on_lines(file: str, left_out: Mapping[str, list[int]]) -> str:
    """Say which lines of a file were left out, by cell; a file without cells is one cell."""
    places = [_place(cell, lines) for cell, lines in left_out.items()]
    more = ["and others"] if len(places) > _PLACES else []
    listed = "; ".join(places[:_PLACES] + more)
    return f"{file}: lines that are no Python were left out: {listed}."[:_NOTE_LENGTH]


def _place(cell: str, lines: list[int]) -> str:
    listed = ", ".join(map(str, lines[:_PLACES]))
    more = " and others" if len(lines) > _PLACES else ""
    return f"{cell}{', ' if cell else ''}line{'s' if len(lines) > 1 else ''} {listed}{more}"


def _why(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg
    return "it is nested too deeply" if isinstance(error, RecursionError) else "it cannot be read"


def _raiser(error: SyntaxError) -> Any:
    def broken(*_: Any, **__: Any) -> NoReturn:
        raise error

    return broken


def _future(name: str) -> int:
    import __future__  # noqa: PLC0415  (rarely wanted)

    return int(getattr(getattr(__future__, name, None), "compiler_flag", 0))


def _defined(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement gives a new value, whatever they had before."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            if not any(map(_touches_arguments, node.decorator_list)):
                yield node.name
        case ast.Import() | ast.ImportFrom():
            for alias in node.names:
                if alias.name != "*":
                    yield alias.asname or alias.name.partition(".")[0]
        case ast.Assign(targets=targets):
            for target in targets:
                yield from _plain_names(target)
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None:
            yield name
        case _:
            return


def _plain_names(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for each in elements:
                yield from _plain_names(each)
        case ast.Starred(value=value):
            yield from _plain_names(value)
        case _:
            return


def _touches_arguments(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(
        isinstance(each, ast.Name) for each in decorator.args
    )


def _touched(node: ast.stmt, imported: Collection[str]) -> Iterator[str]:
    """Yield the names whose content a statement may change."""
    decorators = getattr(node, "decorator_list", [])
    for decorator in filter(_touches_arguments, decorators):
        # `@add_to_class(MLP)` puts a function into a class.
        yield from (each.id for each in decorator.args if isinstance(each, ast.Name))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute | ast.Subscript) and isinstance(each.ctx, ast.Store):
            inner: ast.expr = each
            while isinstance(inner, ast.Attribute | ast.Subscript):
                inner = inner.value
            if isinstance(inner, ast.Name):
                yield inner.id
        elif (
            isinstance(each, ast.Call)
            and isinstance(each.func, ast.Attribute)
            and each.func.attr in _MUTATING
            and isinstance(each.func.value, ast.Name)
            and each.func.value.id not in imported  # `np.append` changes nothing
        ):
            yield each.func.value.id


def _uses(code: CodeType) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the names that code needs now, those its functions need later, and those it binds."""
    import dis  # noqa: PLC0415  (only for notebooks)

    now: set[str] = set()
    later: set[str] = set()
    stores: set[str] = set()
    waiting = [(code, False)]
    while waiting:
        each, deferred = waiting.pop()
        needs = later if deferred else now
        for instruction in dis.get_instructions(each):
            if instruction.opname in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"):
                needs.add(instruction.argval)
            elif instruction.opname == "STORE_GLOBAL" or (
                instruction.opname == "STORE_NAME" and each is code
            ):
                (later if deferred else stores).add(instruction.argval)
        for inner in each.co_consts:
            if isinstance(inner, CodeType):
                runs_now = inner.co_name in _COMPREHENSIONS or not inner.co_flags & _CO_OPTIMIZED
                waiting.append((inner, deferred or not runs_now))
    return frozenset(now), frozenset(later), frozenset(stores)


def _wanted(statements: list[_Statement], names: Iterable[str]) -> set[int]:
    """Return the numbers of the statements that some names need, once all have run."""
    binding: dict[str, list[int]] = {}
    stars = []
    for number, statement in enumerate(statements):
        for name in (*statement.defines, *statement.touches):
            binding.setdefault(name, []).append(number)
        if statement.star:
            stars.append(number)
    chosen: set[int] = set()
    asked: set[tuple[str, int]] = set()
    waiting = [(name, len(statements)) for name in names]
    while waiting:
        name, time = waiting.pop()
        if (name, time) in asked:
            continue
        asked.add((name, time))
        lasts = (_last(binding.get(name, []), time), _last(stars, time))
        for number in (last for last in lasts if last is not None):
            statement = statements[number]
            chosen.add(number)
            waiting += [(each, number) for each in statement.needs]
            waiting += [(each, time) for each in statement.needs_later]
            if name in statement.defines:
                break
            # What it changes, or may give, must have been there before.
            waiting.append((name, number))
    return chosen


def _last(numbers: list[int], time: int) -> int | None:
    """Return the last of some numbers in order that comes before a time."""
    place = bisect.bisect_left(numbers, time)
    return numbers[place - 1] if place else None
