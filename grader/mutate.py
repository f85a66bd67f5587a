"""First-order mutants: a function of a reference with one small change each, made from its text.

A mutant is a mistake that nobody had to think of. An author's cases must tell each from the
reference; and an answer that agrees with a mutant in every case has its diagnosis.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Any, NamedTuple, TypeVar

_WIDTH = 60
"""Characters of a side of `Mutant.change`."""
_SHORT = 24
"""Characters of source text that a student may see: one function of one variable."""
_FEW = 3
"""Names that still say which part of a formula is meant."""


class Operator(StrEnum):
    """A kind of change."""

    VARIABLE = "variable"
    CONSTANT = "constant"
    AXIS = "axis"
    KEEPDIMS = "keepdims"
    NEGATE = "negate"
    DROP_TERM = "drop_term"
    FUNCTION = "function"
    DROP_CALL = "drop_call"
    DROP_TRANSPOSE = "drop_transpose"
    SWAP_OPERANDS = "swap_operands"
    PRODUCT = "product"
    ADD_TRANSPOSE = "add_transpose"
    DROP_FACTOR = "drop_factor"
    ARITHMETIC = "arithmetic"
    COMPARISON = "comparison"
    DELETE_STATEMENT = "delete_statement"
    INDEX = "index"
    POWER = "power"
    AUGMENTED = "augmented"
    COPY = "copy"


@dataclass(frozen=True)
class Mutant:
    """One small change of a function."""

    function: str
    """Name of the changed top-level function."""
    line: int
    """Line in the module where the change is."""
    change: str
    """For authors: the smallest changed expression before and after; no two of a function
    are the same."""
    behaves: str
    """For students: completes the sentence "It behaves as if …"; never a whole right formula."""
    operator: Operator
    source: str
    """The changed function definition alone, to be run in a copy of the module's namespace."""


def mutants(source: str, function: str, others: Sequence[str] = ()) -> tuple[Mutant, ...]:
    """Return the first-order mutants of one top-level function of a module.

    They stand in the order of the text, no two have the same text, and each compiles.
    Docstrings, annotations, decorators, defaults, assertions and what is raised stay as
    they are, and so does every string but the subscripts of ``einsum``.

    Args:
        source: Text of the module.
        function: Name of the function; it may be a helper.
        others: Names from outside of the function, such as other quantities of the graph,
            which may stand in the place of its variables too. A mutant that uses one has it
            as one more parameter, the last. Functions with more than plain parameters
            have no such mutants.

    Raises:
        ValueError: The module has no such function at its top level.
        SyntaxError: The text is not Python.
    """
    definition = _find(ast.parse(source), function)
    unchanged = ast.unparse(definition)
    found: dict[str, _Edit] = {}
    for site in _sites(definition, _strangers(definition, others)):
        for operator, changes in _OPERATORS:
            for change in changes(site):
                edit = _Edit(operator, site, change)
                with edit.made():
                    text = ast.unparse(definition)
                if text != unchanged:
                    found.setdefault(text, edit)
    return tuple(
        Mutant(function, edit.line, change, edit.change.behaves, edit.operator, text)
        for (text, edit), change in zip(found.items(), _told_apart([*found.values()]), strict=True)
    )


def _find(module: ast.Module, function: str) -> ast.FunctionDef:
    named = [
        node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    if not named:
        raise ValueError(f"there is no function {function} at the top level of the module")
    return named[-1]  # as when the module is run


def _strangers(definition: ast.FunctionDef, others: Sequence[str]) -> tuple[str, ...]:
    """Return those of some names that mean nothing in a function yet."""
    given = definition.args
    if given.vararg or given.kwarg or given.kwonlyargs or given.defaults:
        return ()
    known = {definition.name}
    for node in ast.walk(definition):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name):
                known.add(name)
            case ast.FunctionDef(name=name):
                known.add(name)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                known.update(names)
    return tuple(name for name in dict.fromkeys(others) if name not in known)


# --------------------------------------------------------------------------------------
# Places in a function, and changes there


class _Change(NamedTuple):
    """What to put in the place of a node."""

    after: ast.AST
    behaves: str
    line: int | None = None
    """Where the change is, if not in the first line of the node."""
    parameter: str | None = None
    """A parameter that the function needs in addition."""


@dataclass(frozen=True)
class _Site:
    """A node and where it hangs."""

    node: ast.AST
    field: str
    index: int | None
    parents: tuple[ast.AST, ...]
    """From the nearest to the function definition."""
    names: tuple[str, ...]
    """Parameters and local variables that have a value here."""
    others: tuple[str, ...]

    def put(self, node: ast.AST) -> None:
        """Hang a node in this place."""
        if self.index is None:
            setattr(self.parents[0], self.field, node)
        else:
            getattr(self.parents[0], self.field)[self.index] = node


@dataclass(frozen=True)
class _Edit:
    operator: Operator
    site: _Site
    change: _Change

    @property
    def line(self) -> int:
        """Line in the module."""
        first: int = self.site.node.lineno  # type: ignore[attr-defined]  # it is a statement or an expression
        return self.change.line or first

    @contextmanager
    def made(self) -> Iterator[None]:
        """Have the change in the tree for a while: much faster than a copy of the tree."""
        parameters = self.site.parents[-1].args.args  # type: ignore[attr-defined]  # of the definition
        self.site.put(self.change.after)
        if self.change.parameter:
            parameters.append(ast.arg(self.change.parameter))
        try:
            yield
        finally:
            if self.change.parameter:
                parameters.pop()
            self.site.put(self.site.node)

    def frames(self) -> list[ast.AST]:
        """Return what may show the change to an author, from small to large.

        A variable or number alone says too little; the expression that it is in comes first.
        """
        node, parents = self.site.node, self.site.parents
        if isinstance(node, ast.stmt):
            return [node]
        around: list[ast.AST] = [
            each
            for each, outer in pairwise(parents)
            if isinstance(each, ast.expr)
            and not isinstance(each, ast.Tuple | ast.List | ast.Dict | ast.Slice)
            and not (isinstance(outer, ast.Call) and outer.func is each)
        ]
        statement = next(each for each in parents if isinstance(each, ast.stmt))
        leaf = isinstance(node, ast.Name) or _number(node) is not None
        return [*([] if leaf and around else [node]), *around, statement]

    def text(self, frame: ast.AST) -> str:
        """Return a node of the tree before and after the change, cut to what matters."""
        before = _one_line(frame)
        with self.made():
            after = _one_line(self.change.after if frame is self.site.node else frame)
        return " -> ".join(_cut(before, after))


def _told_apart(edits: Sequence[_Edit]) -> list[str]:
    """Return a text for each change; where several have the same, each shows more around it."""
    frames = [edit.frames() for edit in edits]
    texts = [edit.text(each[0]) for edit, each in zip(edits, frames, strict=True)]
    for size in range(1, max(map(len, frames), default=0)):
        counts = Counter(texts)
        for place, edit in enumerate(edits):
            if size < len(frames[place]) and counts[texts[place]] > 1:
                texts[place] = edit.text(frames[place][size])
    counts = Counter(texts)
    seen: Counter[str] = Counter()
    for place, text in enumerate(texts):
        if counts[text] > 1:
            seen[text] += 1
            texts[place] = f"{text} (number {seen[text]})"
    return texts


def _one_line(node: ast.AST) -> str:
    first, *rest = ast.unparse(node).splitlines()
    return f"{first} …" if rest else first


def _cut(before: str, after: str) -> tuple[str, str]:
    """Return two texts, cut to the width where they are longer, around where they differ."""
    differ = next(
        (place for place, pair in enumerate(zip(before, after, strict=False)) if len({*pair}) > 1),
        min(len(before), len(after)),
    )
    start = max(0, differ - _WIDTH // 2)
    if max(len(before), len(after)) <= _WIDTH:
        start = 0
    return _window(before, start), _window(after, start)


def _window(text: str, start: int) -> str:
    start = max(0, min(start, len(text) - _WIDTH))
    head, tail = "…" if start else "", "…" if start + _WIDTH < len(text) else ""
    return head + text[start : start + _WIDTH] + tail


# --------------------------------------------------------------------------------------
# The walk

_EVALUATED: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Assign: ("value", "targets"),
    ast.AugAssign: ("value", "target"),
    ast.AnnAssign: ("value", "target"),
    ast.NamedExpr: ("value", "target"),
    ast.For: ("iter", "target", "body", "orelse"),
    ast.comprehension: ("iter", "target", "ifs"),
    ast.ListComp: ("generators", "elt"),
    ast.SetComp: ("generators", "elt"),
    ast.GeneratorExp: ("generators", "elt"),
    ast.DictComp: ("generators", "key", "value"),
    ast.Lambda: ("args", "body"),
    ast.FunctionDef: ("args", "body"),
    ast.arguments: ("posonlyargs", "args", "vararg", "kwonlyargs", "kwarg"),
    ast.arg: (),
}
"""Fields in the order in which names get their values, where it is not that of the text.
Fields that stay as they are, such as annotations, are left out."""
_OWN_SCOPE = (
    ast.Lambda | ast.FunctionDef | ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
)
_LEFT_ALONE = (
    ast.Assert
    | ast.Raise
    | ast.JoinedStr
    | ast.ClassDef
    | ast.Import
    | ast.ImportFrom
    | ast.pattern
)
_FORMAL_KEYWORDS = frozenset({"dtype", "device", "out", "order", "copy"})
"""Arguments without a meaning in the formula."""


def _sites(definition: ast.FunctionDef, others: tuple[str, ...]) -> Iterator[_Site]:
    """Return the places of a function where something can be changed."""
    return _inside(definition, (), [], others)


def _inside(
    node: ast.AST, parents: tuple[ast.AST, ...], names: list[str], others: tuple[str, ...]
) -> Iterator[_Site]:
    if isinstance(node, _OWN_SCOPE):
        names = [*names]
    _bind(node, names)
    whole = _kept_whole(node, names)
    for field in _EVALUATED.get(type(node), node._fields):
        value: Any = getattr(node, field, None)
        listed = isinstance(value, list)
        children: list[Any] = value if listed else [value]
        for index, child in enumerate(children):
            if not isinstance(child, ast.AST) or isinstance(child, _LEFT_ALONE):
                continue
            if any(child is each for each in whole) or _says_nothing(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                place = index if listed else None
                yield _Site(child, field, place, (node, *parents), (*names,), others)
            yield from _inside(child, (node, *parents), names, others)


def _bind(node: ast.AST, names: list[str]) -> None:
    """Note the name that a node gives a value to."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) if name not in names:
            names.append(name)


def _says_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _kept_whole(node: ast.AST, names: Collection[str]) -> list[ast.AST]:
    """Return children that only an operator of their parent changes, or none."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant() as number):
            return [number]
        case ast.BinOp(op=ast.Pow(), right=power) if _number(power) is not None:
            return [power]
        case ast.keyword(arg=name, value=value):
            whole = name in _KEEPDIMS or name in _FORMAL_KEYWORDS
            return [value] if whole or (name in _AXIS and _axes_in(value)) else []
        case ast.Call():
            called = _called(node, names)
            axis = _axis(called)
            held: list[ast.AST] = [] if axis is None else [axis.node]
            if called.name in _TRANSPOSES:
                held += [each for each in called.operands[1:] if _number(each) is not None]
            # What is called is no variable; the object of a method is.
            return held if isinstance(node.func, ast.Attribute) else [*held, node.func]
    return []


# --------------------------------------------------------------------------------------
# Reading


class _Called(NamedTuple):
    """A call, where ``x.sum(0)`` and ``np.sum(x, 0)`` look the same."""

    node: ast.Call
    name: str
    operands: list[ast.expr]
    is_method: bool

    def on(self, operands: list[ast.expr]) -> ast.Call:
        """Return the same call of other operands."""
        if not self.is_method:
            return _with(self.node, "args", operands)
        method = _with(self.node.func, "value", operands[0])
        return _with(_with(self.node, "func", method), "args", operands[1:])

    def with_keyword(self, name: str, value: ast.expr | None) -> ast.Call:
        """Return the same call with another value of a keyword, or without it."""
        others = [each for each in self.node.keywords if each.arg != name]
        if value is None:
            return _with(self.node, "keywords", others)
        fresh = ast.keyword(name, value)
        if len(others) == len(self.node.keywords):
            return _with(self.node, "keywords", [*others, fresh])
        kept = [fresh if each.arg == name else each for each in self.node.keywords]
        return _with(self.node, "keywords", kept)


class _Axis(NamedTuple):
    """The axis that a call states; the keyword is None where it is given by position."""

    node: ast.expr
    keyword: str | None
    axes: tuple[int, ...]


_Node = TypeVar("_Node", bound=ast.AST)


def _with(node: _Node, field: str, value: object) -> _Node:
    """Return a node with another value of a field; the original stays as it is."""
    changed = copy.copy(node)
    setattr(changed, field, value)
    return changed


def _called(call: ast.Call, names: Collection[str]) -> _Called:
    """Return a call with what it works on; a name that is no variable is that of a module."""
    match call.func:
        case ast.Attribute(value=value, attr=name):
            root = value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id not in names:
                return _Called(call, name, call.args, is_method=False)
            return _Called(call, name, [value, *call.args], is_method=True)
        case ast.Name(id=name):
            return _Called(call, name, call.args, is_method=False)
    return _Called(call, "", call.args, is_method=False)


def _axis(called: _Called) -> _Axis | None:
    for each in called.node.keywords:
        if each.arg in _AXIS and (axes := _axes_in(each.value)):
            return _Axis(each.value, each.arg, axes)
    # The second of the built-in `max(x, 0)` is none.
    if called.name in _REDUCTIONS and isinstance(called.node.func, ast.Attribute):
        match called.operands:
            case [_, axis, *_] if axes := _axes_in(axis):
                return _Axis(axis, None, axes)
    return None


def _axes_in(node: ast.expr) -> tuple[int, ...]:
    entries = node.elts if isinstance(node, ast.Tuple) else [node]
    numbers = [_number(each) for each in entries]
    axes = tuple(each for each in numbers if isinstance(each, int))
    return axes if len(axes) == len(entries) else ()


def _number(node: ast.AST) -> int | float | None:
    """Return the number that is written here, with its sign; None where there is none."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(operand, ast.UnaryOp):
            size = _number(operand)
            return None if size is None else -size
    return None


def _literal(number: float) -> ast.expr:
    # A negative constant would lose its parentheses: (-1) ** 2.
    if number < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-number))
    return ast.Constant(number)


def _turned(node: ast.expr) -> ast.expr:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return operand
    return ast.UnaryOp(ast.USub(), node)


def _replaced(nodes: Sequence[Any], index: int, node: ast.AST) -> list[Any]:
    return [*nodes[:index], node, *nodes[index + 1 :]]


# --------------------------------------------------------------------------------------
# Saying it to a student

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NOUNS = {"sum": "sum", "mean": "mean", "max": "maximum", "min": "minimum", "amax": "maximum"}
_NOUNS |= {"amin": "minimum", "nansum": "sum", "prod": "product"}


def _brief(node: ast.AST, names: Collection[str]) -> str | None:
    """Return the text of something small, in backquotes if it is more than a name or number."""
    if isinstance(node, ast.Name) or _number(node) is not None:
        return ast.unparse(node)
    if isinstance(node, ast.Call):
        node = _without_details(node, names)
    text = ast.unparse(node).replace("...", "…")
    return f"`{text}`" if len(text) <= _SHORT and _is_brief(node, names) else None


def _is_brief(node: ast.AST, names: Collection[str]) -> bool:
    match node:
        case ast.Name() | ast.Constant():
            return True
        case ast.Attribute(value=value) | ast.UnaryOp(operand=value):
            return _is_brief(value, names)
        case ast.Subscript(value=value, slice=index):
            return _is_brief(value, names) and _is_brief(index, names)
        case ast.Call():
            operands = _called(node, names).operands
            return all(isinstance(each, ast.Name | ast.Constant) for each in operands)
    return False


def _without_details(call: ast.Call, names: Collection[str]) -> ast.Call:
    """Return a call with an ellipsis for all that follows its first operand."""
    called = _called(call, names)
    if len(called.operands) + len(call.keywords) <= 1:
        return call
    return _with(called.on([*called.operands[:1], ast.Constant(...)]), "keywords", [])


def _the(kind: str, node: ast.AST, names: Collection[str]) -> str:
    """Return "the factor 2", "the term with lr and dW2", or "one term" where there is too much."""
    brief = _brief(node, names)
    if brief:
        return f"the {kind} {brief}"
    inner = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in names]
    inner.sort(key=lambda each: (each.lineno, each.col_offset))
    within = list(dict.fromkeys(each.id for each in inner))
    if not within or len(within) > _FEW:
        return f"one {kind}"
    *first, last = within
    return f"the {kind} with {', '.join(first)} and {last}" if first else f"the {kind} with {last}"


def _call_words(called: _Called) -> str:
    """Return "the sum over axis 0", or the name of the function."""
    noun = _NOUNS.get(called.name)
    if noun is None:
        return f"`{called.name.lstrip('_')}`"
    axis = _axis(called)
    return f"the {noun} over {_axes_words(axis.axes)}" if axis else f"the {noun}"


def _axes_words(axes: tuple[int, ...]) -> str:
    if len(axes) == 1:
        return f"axis {axes[0]}"
    return f"axes {', '.join(map(str, axes[:-1]))} and {axes[-1]}"


# --------------------------------------------------------------------------------------
# The operators: each returns changes of one node

_TRANSPOSES = dict.fromkeys(("T", "mT", "t", "transpose", "swapaxes", "permute"), "transpose")
_TRANSPOSES |= dict.fromkeys(("reshape", "view", "ravel", "flatten"), "reshape")
_TRANSPOSES |= {name: name for name in ("squeeze", "unsqueeze", "expand_dims", "moveaxis")}
"""What only arranges entries anew, and its name for a student."""
_PRODUCTS = frozenset({"outer", "dot", "matmul"})
_REDUCTIONS = frozenset(
    {"sum", "mean", "max", "min", "amax", "amin", "argmax", "argmin", "prod", "std", "var"}
    | {"nansum", "any", "all", "cumsum", "softmax", "log_softmax", "logsumexp"}
)
"""Functions and methods whose second operand is an axis."""
_KEEPS_AXES = _REDUCTIONS - {"argmax", "argmin", "cumsum", "softmax", "log_softmax"}
_AXIS = ("axis", "dim")
_KEEPDIMS = ("keepdims", "keepdim")


def _variables(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.Name(id=name, ctx=ast.Load()) if name in site.names:
            holders = set(_holders(site.parents))
            for other in (*site.names, *site.others):
                if other != name and other not in holders:
                    needs = other if other in site.others else None
                    after = ast.Name(other, ast.Load())
                    behaves = f"{other} stood in the place of {name}"
                    yield _Change(after, behaves, parameter=needs)


def _holders(parents: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the lists that something is put into: ``curve`` of ``curve.append(loss)``.

    A list that holds itself several times is an array without end.
    """
    for parent in parents:
        match parent:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "insert")):
                yield name


def _constants(site: _Site) -> Iterator[_Change]:
    number = _number(site.node)
    if number is None:
        return
    parent = site.parents[0]
    changed = [1] if number == 0 else [number + 1, number - 1, -number, 2 * number]
    # A term, factor or sign that is missing or another has an operator of its own.
    same: list[float] = []
    match parent:
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            same = [0, -number] if site.field == "right" else [0]
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            same = [1]
    for other in dict.fromkeys(_rounded(each) for each in changed if each not in same):
        behaves = f"the number {number} were {other}"
        if isinstance(parent, ast.Subscript) and site.field == "slice":
            stood = _brief(_with(parent, "slice", _literal(other)), site.names)
            place = _brief(parent, site.names)
            if stood and place:
                behaves = f"{stood} stood in the place of {place}"
        yield _Change(_literal(other), behaves)


def _rounded(number: float) -> int | float:
    """Return a number as an author would write it: 1.044715, not 1.0447149999999999."""
    return number if isinstance(number, int) else float(f"{number:.12g}")


_OTHER_AXES = {0: (1,), 1: (0,), 2: (1, 0), -1: (0, -2), -2: (-1,)}


def _axes(site: _Site) -> Iterator[_Change]:
    if not isinstance(site.node, ast.Call):
        return
    called = _called(site.node, site.names)
    behaves = "the transpose turned the order of all axes"
    match called:
        case _Called(name="transpose", operands=[turned, *order]) if len(order) > 2:  # noqa: PLR2004
            yield _Change(called.on([turned]), behaves)
        case _Called(name="swapaxes", operands=[turned, _, _]):
            yield _Change(_transposed(turned), behaves)
    axis = _axis(called)
    if axis is None:
        return
    words = f"the {_NOUNS[called.name]}" if called.name in _NOUNS else _call_words(called)
    over = "were over" if called.name in _REDUCTIONS else "worked along"
    for other in _other_axes(axis.axes):
        numbers = [_literal(each) for each in other]
        fresh = numbers[0] if len(numbers) == 1 else ast.Tuple(numbers, ast.Load())
        behaves = f"{words} {over} {_axes_words(other)}, not {_axes_words(axis.axes)}"
        after = _with_axis(called, axis, fresh)
        if after:
            yield _Change(after, behaves, axis.node.lineno)
    after = _with_axis(called, axis, None)
    if after:
        whole = "were over all axes" if called.name in _REDUCTIONS else "were without its axis"
        yield _Change(after, f"{words} {whole}", axis.node.lineno)


def _other_axes(axes: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(axes) == 1:
        for other in _OTHER_AXES.get(axes[0], (0, -1)):
            yield (other,)
    else:
        yield from (axes[:place] + axes[place + 1 :] for place in range(len(axes)))


def _with_axis(called: _Called, axis: _Axis, fresh: ast.expr | None) -> ast.Call | None:
    if axis.keyword:
        return called.with_keyword(axis.keyword, fresh)
    if fresh:
        return called.on(_replaced(called.operands, 1, fresh))
    # What comes after the axis would take its place.
    return called.on(called.operands[:1]) if len(called.operands) == 2 else None  # noqa: PLR2004


def _keepdims(site: _Site) -> Iterator[_Change]:
    if not isinstance(site.node, ast.Call):
        return
    called = _called(site.node, site.names)
    words = _call_words(called)
    axis = _axis(called)
    kept = f"{words} kept its {'axes' if axis and len(axis.axes) > 1 else 'axis'}, with length 1"
    for each in site.node.keywords:
        match each:
            case ast.keyword(arg=str() as name, value=ast.Constant(value=bool() as keeps)):
                if name in _KEEPDIMS:
                    after = called.with_keyword(name, ast.Constant(not keeps))
                    behaves = f"{name} of {words} were missing" if keeps else kept
                    yield _Change(after, behaves, each.value.lineno)
                    return
    if axis and called.name in _KEEPS_AXES:
        name = "keepdim" if axis.keyword == "dim" else "keepdims"
        after = called.with_keyword(name, ast.Constant(value=True))
        yield _Change(after, kept, axis.node.lineno)


_SIGNED = ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.BinOp | ast.IfExp


def _signs(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.UnaryOp(op=ast.USub(), operand=operand) if _number(site.node) is None:
            brief = _brief(operand, site.names)
            words = f"the minus before {brief}" if brief else "one minus sign"
            yield _Change(operand, f"{words} were missing")
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            yield _Change(operand, "the negation were missing")
        case ast.expr() as value if isinstance(value, _SIGNED):
            name = _given_name(site)
            if name is not None:
                of = f" of {name}" if name else ""
                yield _Change(_turned(value), f"the sign{of} were turned")


def _given_name(site: _Site) -> str | None:
    """Return the name that a value gets, empty if it has none; None where it is only a part.

    What is assigned or returned is given a name: alone, or in a tuple, a list or a dict.
    """
    match site.parents:
        case [ast.Assign(targets=[target]) | ast.AnnAssign(target=target), *_]:
            if site.field != "value" or isinstance(target, ast.Tuple | ast.List):
                return None
            return target.id if isinstance(target, ast.Name) else ""
        case [ast.Return(), *_]:
            return ""
        case [ast.Dict(keys=keys), *rest] if site.field == "values" and _is_returned(rest):
            key = keys[site.index or 0]
            return str(key.value) if isinstance(key, ast.Constant) else ""
        case [ast.Tuple() | ast.List(), *rest] if _is_returned(rest):
            return site.node.id if isinstance(site.node, ast.Name) else ""
    return None


def _is_returned(parents: Sequence[ast.AST]) -> bool:
    """Return whether nothing but tuples, lists and dicts is between here and a return."""
    outer = (each for each in parents if not isinstance(each, ast.Tuple | ast.List | ast.Dict))
    return isinstance(next(outer, None), ast.Return)


def _terms(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            added = isinstance(op, ast.Add)
            brief = _brief(right, site.names)
            words = _the("term", right, site.names)
            if brief:
                words = f"`{'+' if added else '-'} {brief.strip('`')}`"
            yield _Change(left, f"{words} were missing", right.lineno)
            rest = right if added else _turned(right)
            yield _Change(rest, f"{_the('term', left, site.names)} were missing")


def _factors(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.MatMult(), right=right):
            words = _the("factor", right, site.names)
            yield _Change(left, f"{words} were missing", right.lineno)
            yield _Change(right, f"{_the('factor', left, site.names)} were missing")
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            words = _the("divisor", right, site.names)
            yield _Change(left, f"{words} were missing", right.lineno)


_EXCHANGED: dict[type[ast.operator], tuple[str, ast.operator, str]] = {
    ast.Add: ("+", ast.Sub(), "-"),
    ast.Sub: ("-", ast.Add(), "+"),
    ast.Mult: ("*", ast.Div(), "/"),
    ast.Div: ("/", ast.Mult(), "*"),
}


def _arithmetic(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(op=op, right=right) if type(op) in _EXCHANGED:
            symbol, other, shown = _EXCHANGED[type(op)]
            after = _with(site.node, "op", other)
            yield _Change(after, f"{symbol} were {shown}", right.lineno)


def _powers(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            number = _number(right)
            words = "one power" if number is None else f"the power {number}"
            words = "the square" if number == 2 else words  # noqa: PLR2004
            yield _Change(left, f"{words} were missing", right.lineno)
            for other in () if number is None else (number + 1, number - 1):
                if other not in {0, 1}:
                    after = _with(site.node, "right", _literal(other))
                    yield _Change(after, f"the power {number} were {other}", right.lineno)


_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def _comparisons(site: _Site) -> Iterator[_Change]:
    if not isinstance(site.node, ast.Compare):
        return
    for place, op in enumerate(site.node.ops):
        symbol = _COMPARISONS.get(type(op))
        for other, shown in _COMPARISONS.items() if symbol else ():
            after = _with(site.node, "ops", _replaced(site.node.ops, place, other()))
            behaves = f"{symbol} were {shown}"
            yield _Change(after, behaves, site.node.comparators[place].lineno)


def _swaps(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(left=left, op=ast.MatMult() as op, right=right):
            after: ast.expr = ast.BinOp(right, op, left)
            yield _Change(after, "the two factors of @ were swapped", right.lineno)
        case ast.Call():
            called = _called(site.node, site.names)
            match called:
                case _Called(name=name, operands=[first, second]) if name in _PRODUCTS:
                    after = called.on([second, first])
                    yield _Change(after, f"the two arguments of `{name}` were swapped")
                case _Called(name="where", operands=[chosen, first, second]):
                    after = called.on([chosen, second, first])
                    yield _Change(after, "the two branches of `where` were swapped")


def _products(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(op=ast.MatMult(), right=right):
            yield _Change(_with(site.node, "op", ast.Mult()), "@ were *", right.lineno)
        case ast.Call():
            match _called(site.node, site.names):
                case _Called(name=name, operands=[first, second]) if name in _PRODUCTS:
                    yield _Change(ast.BinOp(first, ast.Mult(), second), f"`{name}` were *")


def _added_transposes(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.BinOp(left=left, op=ast.MatMult() as op, right=right):
            for side, place, other in (
                (left, "left", ast.BinOp(_transposed(left), op, right)),
                (right, "right", ast.BinOp(left, op, _transposed(right))),
            ):
                if not _is_transpose(side):
                    brief = _brief(side, site.names) or f"the {place} factor of @"
                    yield _Change(other, f"{brief} were transposed", side.lineno)
        case ast.Call():
            called = _called(site.node, site.names)
            if called.name in _PRODUCTS - {"outer"}:
                for index, operand in enumerate(called.operands[:2]):
                    if not _is_transpose(operand):
                        words = f"the {_ORDINALS[index]} factor of `{called.name}`"
                        after = called.on(_replaced(called.operands, index, _transposed(operand)))
                        brief = _brief(operand, site.names) or words
                        yield _Change(after, f"{brief} were transposed", operand.lineno)


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _is_transpose(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Call(func=ast.Attribute(attr=name)):
            return _TRANSPOSES.get(name) == "transpose"
    return False


def _dropped_transposes(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.Attribute(value=value, attr="T" | "mT"):
            name, line = "T", site.node.end_lineno
        case ast.Call(func=func) as call:
            called = _called(call, site.names)
            if called.name not in _TRANSPOSES or not called.operands:
                return
            value, name, line = called.operands[0], called.name, func.end_lineno
        case _:
            return
    brief = _brief(value, site.names)
    words = f"the {_TRANSPOSES[name]} of {brief}" if brief else f"one {_TRANSPOSES[name]}"
    yield _Change(value, f"{words} were missing", line)


def _copies(site: _Site) -> Iterator[_Change]:
    if not isinstance(site.node, ast.Call):
        return
    match _called(site.node, site.names):
        case _Called(name="copy" | "clone" | "array", operands=[ast.Name() as copied]):
            yield _Change(copied, f"the copy of {copied.id} were missing")
        case _Called(name="copy" | "clone", operands=[copied]):
            yield _Change(copied, "one copy were missing")


_OTHER_FUNCTIONS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "amax": ("amin",),
    "amin": ("amax",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "exp": ("log",),
    "log": ("exp", "log10"),
    "tanh": ("cosh",),
    "cosh": ("tanh", "sinh"),
    "sinh": ("cosh",),
    "sin": ("cos",),
    "cos": ("sin",),
    "sqrt": ("square",),
    "square": ("sqrt",),
    "abs": ("sign",),
    "sign": ("abs",),
    "std": ("var",),
    "var": ("std",),
    "any": ("all",),
    "all": ("any",),
    "softmax": ("log_softmax",),
    "log_softmax": ("softmax",),
    "triu": ("tril",),
    "tril": ("triu",),
}


def _functions(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.Call(func=ast.Attribute(attr=name) as func) as call:
            words = _call_words(_called(call, site.names))
            for other in _OTHER_FUNCTIONS.get(name, ()):
                stood = f"a {_NOUNS[other]}" if other in _NOUNS else f"`{other}`"
                after = _with(call, "func", _with(func, "attr", other))
                yield _Change(after, f"{words} were {stood}", func.end_lineno)
        case ast.Call(func=ast.Name(id=("max" | "min") as name)) as call:
            (other,) = _OTHER_FUNCTIONS[name]
            after = _with(call, "func", ast.Name(other, ast.Load()))
            yield _Change(after, f"the {_NOUNS[name]} were a {_NOUNS[other]}")


_MAKERS = frozenset({"zeros", "ones", "empty", "full", "eye", "identity", "arange", "linspace"})
_MAKERS |= {"range", "len", "enumerate", "zip", "reversed", "list", "tuple", "dict", "isinstance"}
_CASTS = frozenset({"array", "asarray", "astype", "float", "double", "float64", "tensor", "to"})
_CASTS |= {"copy", "clone", "detach", "contiguous", "ascontiguousarray"}
_STAY = _MAKERS | _CASTS | _TRANSPOSES.keys() | {"", "einsum", "item", "append", "print"}
"""Calls that make something from nothing or say how it is held; without them there is no
formula left, or still the same one."""


def _calls(site: _Site) -> Iterator[_Change]:
    if not isinstance(site.node, ast.Call):
        return
    called = _called(site.node, site.names)
    if called.name in _STAY:
        return
    given = called.operands[:1] if called.is_method else called.operands
    left = [
        (place, each)
        for place, each in enumerate(given)
        if not isinstance(each, ast.Constant | ast.Starred) and _number(each) is None
    ]
    words = _call_words(called)
    for place, operand in left:
        behaves = f"{words} were missing"
        if len(left) > 1 and place < len(_ORDINALS):
            its = _brief(operand, site.names) or f"its {_ORDINALS[place]} argument"
            behaves = f"{words} were missing and only {its} were there"
        yield _Change(operand, behaves, site.node.func.end_lineno)


def _indices(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.Subscript(slice=ast.Tuple(elts=entries) as index) as subscript:
            for place, entry in enumerate(entries):
                yield from _whole_axis(site, entry, _replaced(entries, place, ast.Slice()))
            for first, second in combinations(range(len(entries)), 2):
                if ast.unparse(entries[first]) != ast.unparse(entries[second]):
                    swapped = _replaced(entries, first, entries[second])
                    swapped = _replaced(swapped, second, entries[first])
                    after = _with(subscript, "slice", _with(index, "elts", swapped))
                    yield _Change(after, "two indices were swapped", index.lineno)
        case ast.Subscript(value=value, slice=index, ctx=ctx) as subscript:
            if isinstance(value, ast.Attribute) and value.attr == "shape":
                return
            if isinstance(index, ast.Slice) or not isinstance(ctx, ast.Load):
                yield from _whole_axis(site, index, None)
            else:
                words = _the("index", index, site.names)
                yield _Change(value, f"{words} were missing", index.lineno)


def _whole_axis(
    site: _Site, entry: ast.expr, entries: Sequence[ast.expr] | None
) -> Iterator[_Change]:
    """Put ``:`` in the place of an index or a slice."""
    bare = isinstance(entry, ast.Slice) and not (entry.lower or entry.upper or entry.step)
    if bare or not isinstance(site.node, ast.Subscript):
        return
    index = ast.Slice() if entries is None else ast.Tuple([*entries], ast.Load())
    words = _the("index", entry, site.names)
    if isinstance(entry, ast.Slice):
        words = f"`{ast.unparse(entry)}`" if len(ast.unparse(entry)) <= _SHORT else "one slice"
    after = _with(site.node, "slice", index)
    yield _Change(after, f"`:` stood in the place of {words}", entry.lineno)


def _subscripts(site: _Site) -> Iterator[_Change]:
    """Change the letters of an ``einsum``."""
    if not isinstance(site.node, ast.Call):
        return
    match _called(site.node, site.names):
        case _Called(name="einsum", operands=[ast.Constant(value=str() as text), *_]) as called:
            subscripts = called.operands[0]
            for other, behaves in _other_letters("".join(text.split())):
                operands = _replaced(called.operands, 0, ast.Constant(other))
                yield _Change(called.on(operands), behaves, subscripts.lineno)


def _other_letters(text: str) -> Iterator[tuple[str, str]]:
    given, arrow, out = text.partition("->")
    for first, second in combinations(range(len(out)), 2):
        if out[first].isalpha() and out[second].isalpha():
            behaves = f"the axes {out[first]} and {out[second]} of what `einsum` makes were swapped"
            yield given + arrow + _swapped(out, first, second), behaves
    for place, letter in enumerate(out):
        if letter.isalpha():
            shorter = out[:place] + out[place + 1 :]
            yield given + arrow + shorter, f"`einsum` also summed over {letter}"
    operands = given.split(",")
    for place, letters in enumerate(operands):
        if len(letters) == 2 and letters.isalpha() and letters[0] != letters[1]:  # noqa: PLR2004
            turned = ",".join([*operands[:place], letters[::-1], *operands[place + 1 :]])
            words = f"the {_ORDINALS[place]} array" if place < len(_ORDINALS) else "one array"
            yield turned + arrow + out, f"{words} in `einsum` were transposed"


def _swapped(text: str, first: int, second: int) -> str:
    letters = [*text]
    letters[first], letters[second] = letters[second], letters[first]
    return "".join(letters)


def _deleted(site: _Site) -> Iterator[_Change]:
    """Leave out a statement, unless that only leaves a name without a value."""
    match site.node:
        case ast.AugAssign(target=target):
            words = f"the update of {_root(target)}"
        case ast.Assign(targets=[ast.Name(id=name)]) if name in site.names:
            words = f"the new value of {name}"
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute() as target]):
            words = f"the assignment to {_root(target)}"
        case ast.Expr(value=ast.Call() as call):
            words = f"the call of {_call_words(_called(call, site.names))}"
        case ast.For(target=ast.Name(id=name)):
            words = f"the loop over {name}"
        case ast.For() | ast.While():
            words = "one loop"
        case ast.If():
            words = "one `if`"
        case _:
            return
    yield _Change(ast.Pass(), f"{words} were missing")


def _root(target: ast.expr) -> str:
    while isinstance(target, ast.Subscript | ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else "one value"


def _augmented(site: _Site) -> Iterator[_Change]:
    match site.node:
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in _EXCHANGED:
            symbol, other, shown = _EXCHANGED[type(op)]
            yield _Change(_with(site.node, "op", other), f"{symbol}= were {shown}=")
            behaves = f"{_root(target)} were overwritten where {symbol}= stands"
            yield _Change(ast.Assign([target], value, lineno=site.node.lineno), behaves)


_OPERATORS: tuple[tuple[Operator, Callable[[_Site], Iterator[_Change]]], ...] = (
    (Operator.DELETE_STATEMENT, _deleted),
    (Operator.AUGMENTED, _augmented),
    (Operator.NEGATE, _signs),
    (Operator.DROP_TERM, _terms),
    (Operator.DROP_FACTOR, _factors),
    (Operator.ARITHMETIC, _arithmetic),
    (Operator.POWER, _powers),
    (Operator.COMPARISON, _comparisons),
    (Operator.SWAP_OPERANDS, _swaps),
    (Operator.PRODUCT, _products),
    (Operator.ADD_TRANSPOSE, _added_transposes),
    (Operator.DROP_TRANSPOSE, _dropped_transposes),
    (Operator.COPY, _copies),
    (Operator.AXIS, _axes),
    (Operator.KEEPDIMS, _keepdims),
    (Operator.FUNCTION, _functions),
    (Operator.DROP_CALL, _calls),
    (Operator.INDEX, _indices),
    (Operator.INDEX, _subscripts),
    (Operator.CONSTANT, _constants),
    (Operator.VARIABLE, _variables),
)
