"""What the student's code imports: files handed in beside it, and what is not there.

A module that is not there costs nothing as long as nothing that is marked uses it: while the
file is imported, something stands in its place that lets itself be called, indexed and taken
apart. While a function is called, every use of it raises `ModuleNotFoundError`.
"""

import ast
import builtins
import functools
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import numpy as np

from .names import folded, plainness

PACKAGE = "handed_in"
"""The package that all submitted files are in, for imports that begin with a dot."""
_MOST_NAMED = 20
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,60}\Z")
_CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_SAME = "range zip map filter input round str int object bytes open super chr pow".split()  # noqa: SIM905
_MOVED: dict[str, Any] = {name: getattr(builtins, name) for name in _SAME} | {
    "xrange": range,
    "raw_input": input,
    "basestring": str,
    "unicode": str,
    "long": int,
    "reduce": functools.reduce,
    "print_": print,
}
"""What bridges between Python 2 and 3 offer, and Python 3 has itself."""
_BRIDGES = ("past", "future", "six")


class Imports(MetaPathFinder, Loader):
    """Asked last for every module that is not found otherwise."""

    def __init__(self, folder: Path, files: Iterable[str]) -> None:
        """Take over what was handed in.

        Args:
            folder: Where the submitted files lie.
            files: Their paths in it.
        """
        self._folder = folder
        self._files = [file for file in files if file.casefold().endswith((".py", ".py.txt"))]
        self._own = {name for file in self._files for name in (file, str(folder / file))}
        self._sources: dict[str, str] = {}
        self._stood_in: dict[str, Missing] = {}
        self._bridges: set[str] = set()
        self._found: set[str] = set()
        self._starred: list[str] = []
        self.calling = False
        """Whether functions are being called: from then on, what is missing cannot be used."""

    def know(self, name: str, source: str) -> None:
        """Take code of the student's that is compiled under this name, such as that of a cell."""
        self._own.add(name)
        self._sources[name] = source

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return where a module is, or what stands in its place; None leaves it missing."""
        del path, target
        if fullname == PACKAGE:
            specification = ModuleSpec(PACKAGE, None, is_package=True)
            specification.submodule_search_locations = [str(self._folder)]
            return specification
        importer = self._importer()
        if importer is None or self._is_library(fullname):
            return None
        found = self._handed_in(fullname, importer)
        if found is not None:
            self._found.add(fullname)
            return found
        if self.calling or self._is_guarded(importer):
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> Any:
        """Return what stands in the place of a module that is not there."""
        missing = Missing(self, spec.name)
        self._stood_in[spec.name] = missing
        if spec.name.partition(".")[0] in _BRIDGES:
            self._bridges.add(spec.name)
            for name, value in _MOVED.items():
                setattr(missing, name, value)
        return missing

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing to run."""

    def begin_calls(self) -> None:
        """From now on, let nothing that is missing be used."""
        self.calling = True
        for name in self._stood_in:
            sys.modules.pop(name, None)

    def missing(self) -> list[str]:
        """Return the names of the modules that are not there, and were imported all the same."""
        names = dict.fromkeys(
            self.named(name)
            for name in self._stood_in
            if name not in self._bridges and not self._holds_something(name)
        )
        return [name for name in names if _PLAIN.match(name)][:_MOST_NAMED]

    def named(self, module: str) -> str:
        """Return by which name to speak of a module that is not there: that of its package."""
        while (package := module.rpartition(".")[0]) in self._stood_in:
            if self._holds_something(package):
                break
            module = package
        return module.rpartition(".")[2] if module.startswith(f"{PACKAGE}.") else module

    def _holds_something(self, package: str) -> bool:
        """Return whether a module of a package was found, although the package is not there."""
        return any(each.startswith(f"{package}.") for each in self._found)

    def star(self, module: str) -> None:
        """Remember that all names of a module were to be imported."""
        self._starred.append(module)

    def use_bridge(self, module: str) -> None:
        """Remember that more was wanted of a module than Python 3 has itself."""
        self._bridges.discard(module)

    def said(self, error: BaseException) -> BaseException:
        """Return an exception, or that of the missing module that it comes from."""
        if type(error) is not NameError or not self._starred:
            return error
        modules = " or ".join(dict.fromkeys(map(self.named, self._starred)))
        message = f"{error}; it may have been meant to come from {modules}, which is not there"
        return ModuleNotFoundError(message).with_traceback(error.__traceback__)

    def _importer(self) -> FrameType | None:
        """Return the frame of the student's code that imports something; None for others."""
        frame: FrameType | None = sys._getframe(2)  # noqa: SLF001
        while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib._boot"):
            frame = frame.f_back
        own = frame is not None and frame.f_code.co_filename in self._own
        return frame if own else None

    def _is_library(self, fullname: str) -> bool:
        """Return whether a package is there, and was not handed in: its names are its own."""
        package: Any = sys.modules.get(fullname.rpartition(".")[0])
        if package is None or type(package) is Missing:
            return False
        places = [Path(place) for place in getattr(package, "__path__", ())]
        return not any(place.is_relative_to(self._folder) for place in places)

    def _is_guarded(self, frame: FrameType | None) -> bool:
        """Return whether the student's code is ready for a module that is not there."""
        while frame is not None:
            file = frame.f_code.co_filename
            if file in self._own and self._catches(file, frame.f_lineno):
                return True
            frame = frame.f_back
        return False

    def _catches(self, file: str, line: int) -> bool:
        for node in ast.walk(self._tree(file)):
            if isinstance(node, ast.Try | ast.TryStar):
                catching = any(_names(each.type) for each in node.handlers)
            elif isinstance(node, ast.With):
                catching = any(_is_suppress(each.context_expr) for each in node.items)
            else:
                continue
            if catching and node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0):
                return True
        return False

    def _tree(self, file: str) -> ast.Module:
        try:
            return ast.parse(self._source(file))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])

    def _source(self, file: str) -> str:
        if file not in self._sources:
            try:
                content = (self._folder / file).read_bytes()
                encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
                self._sources[file] = content.decode(encoding)
            except (OSError, SyntaxError, ValueError):
                self._sources[file] = ""
        return self._sources[file]

    def _handed_in(self, fullname: str, importer: FrameType) -> ModuleSpec | None:
        """Return the submitted file, or the folder of such, that is meant by a name."""
        words = [_folded(word) for word in fullname.removeprefix(f"{PACKAGE}.").split(".")]
        modules = []
        packages = []
        for file in self._files:
            *folders, name = file.split("/")
            above = [_folded(folder) for folder in folders]
            if folded(name) == f"{words[-1]}.py":
                apart = above[len(above) - len(words) + 1 :] != words[:-1]
                if not apart or self._gives(file, fullname, importer):
                    modules.append((apart, plainness(file), file))
            packages += [
                "/".join(folders[:depth])
                for depth in range(len(words), len(above) + 1)
                if above[depth - len(words) : depth] == words
            ]
        if packages:
            package = min(packages, key=lambda each: (each.count("/"), each))
            return self._package(fullname, package)
        if not modules:
            return None
        place = str(self._folder / min(modules)[2])
        return spec_from_file_location(fullname, place, loader=SourceFileLoader(fullname, place))

    def _gives(self, file: str, fullname: str, importer: FrameType) -> bool:
        """Return whether a file that lies elsewhere holds the names that are wanted of a module.

        A course's `cs231n.layers` may have been handed in as `layers.py`; `keras.layers` was not.
        """
        wanted = [
            alias.name
            for node in ast.walk(self._tree(importer.f_code.co_filename))
            if isinstance(node, ast.ImportFrom) and node.module == fullname
            for alias in node.names
        ]
        return all(name == "*" or _stands(name, self._source(file)) for name in wanted)

    def _package(self, fullname: str, package: str) -> ModuleSpec | None:
        place = str(self._folder / package)
        if f"{package}/__init__.py" in self._files:
            return spec_from_file_location(
                fullname, f"{place}/__init__.py", submodule_search_locations=[place]
            )
        specification = ModuleSpec(fullname, None, is_package=True)
        specification.submodule_search_locations = [place]
        return specification


def _stands(name: str, source: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", source) is not None


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word.casefold())


def _names(handled: ast.expr | None) -> bool:
    """Return whether a handler catches an import that fails."""
    if handled is None:
        return True
    return any(
        (isinstance(node, ast.Name) and node.id in _CATCHING)
        or (isinstance(node, ast.Attribute) and node.attr in _CATCHING)
        for node in ast.walk(handled)
    )


def _is_suppress(expression: ast.expr) -> bool:
    if not isinstance(expression, ast.Call):
        return False
    function = expression.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "suppress" and any(_names(each) for each in expression.args)


class Missing:
    """Stands in the place of a module that is not there, and of all that was to come from it."""

    def __init__(self, imports: Imports, module: str) -> None:
        self._missing_imports, self._missing_module = imports, module

    def __getattr__(self, name: str) -> Any:
        module: str = self.__dict__.get("_missing_module", "")
        imports: Imports = self.__dict__["_missing_imports"]
        if name == "__all__":
            imports.star(module)
        if name == "__version__":
            _refuse(self)
            return "999"
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        _refuse(self)
        imports.use_bridge(module)
        return Missing(imports, module)

    def __mro_entries__(self, bases: Any) -> tuple[type]:
        _refuse(self)
        return (_base(self),)

    def __iter__(self) -> Iterator[Any]:
        _refuse(self)
        # `figure, axes = plt.subplots()` takes two, a loop none.
        wanted = _unpacked(sys._getframe(1))  # noqa: SLF001
        return iter([_like(self) for _ in range(wanted)])

    def __next__(self) -> Any:
        _refuse(self)
        raise StopIteration

    def __array__(self, *_: Any, **__: Any) -> Any:
        _refuse(self)
        return np.zeros(0)

    def __repr__(self) -> str:
        return f"<{self._missing_module}, which is not there>"

    def __format__(self, form: str) -> str:
        return repr(self)

    __hash__ = object.__hash__


def _refuse(missing: Missing) -> None:
    imports: Imports = missing.__dict__["_missing_imports"]
    if imports.calling:
        name = imports.named(missing.__dict__["_missing_module"])
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def refuse_missing(answer: Any) -> None:
    """Raise `ModuleNotFoundError` for an answer that stands for something missing."""
    for each in answer if type(answer) in (tuple, list) and len(answer) < _MOST_NAMED else [answer]:
        if type(each) is Missing:
            _refuse(each)


def _like(missing: Missing) -> Missing:
    return Missing(missing.__dict__["_missing_imports"], missing.__dict__["_missing_module"])


def _unpacked(frame: FrameType) -> int:
    """Return into how many names a frame is taking something apart."""
    code: CodeType = frame.f_code
    place = frame.f_lasti
    import opcode  # noqa: PLC0415  (rarely wanted)

    operation = code.co_code[place] if 0 <= place < len(code.co_code) else 0
    return code.co_code[place + 1] if operation == opcode.opmap["UNPACK_SEQUENCE"] else 0


def _base(missing: Missing) -> type:
    """Return a class to derive from, which cannot be used while functions are called."""

    class Base:
        def __init_subclass__(cls, **_: Any) -> None:
            """Take what any class takes."""

        def __new__(cls, *_: Any, **__: Any) -> Any:
            _refuse(missing)
            return object.__new__(cls)

        def __init__(self, *_: Any, **__: Any) -> None:
            """Take what any class takes."""

        def __getattr__(self, name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            _refuse(missing)
            return _like(missing)

    return Base


def _answers_itself(name: str) -> Any:
    def method(self: Missing, *_: Any, **__: Any) -> Any:
        _refuse(self)
        return _like(self)

    method.__name__ = name
    return method


def _answers(name: str, value: Any) -> Any:
    def method(self: Missing, *_: Any) -> Any:
        _refuse(self)
        return value

    method.__name__ = name
    return method


def _complete() -> None:
    """Give `Missing` the methods that all do the same."""
    pairs = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()  # noqa: SIM905
    names = [side + each for each in pairs for side in ("", "r", "i") if side + each != "idivmod"]
    names += ["call", "getitem", "neg", "pos", "abs", "invert", "round", "enter", "reversed"]
    names += ["array_ufunc", "array_function", "trunc", "floor", "ceil"]
    for each in names:
        setattr(Missing, f"__{each}__", _answers_itself(f"__{each}__"))
    fixed: dict[str, Any] = {
        "len": 0,
        "bool": True,
        "index": 0,
        "int": 0,
        "float": 0.0,
        "complex": 0j,
    }
    fixed |= {"contains": False, "eq": False, "ne": True, "exit": False, "setitem": None}
    fixed |= {"lt": False, "le": False, "gt": False, "ge": False, "delitem": None}
    fixed |= {"instancecheck": False, "subclasscheck": False}
    for each, value in fixed.items():
        setattr(Missing, f"__{each}__", _answers(f"__{each}__", value))


_complete()
