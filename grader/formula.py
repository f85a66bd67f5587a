"""Whole numbers worked out from sizes, such as ``n[k - 1]`` or ``len(n) - 1``."""

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

Lengths: TypeAlias = Mapping[str, int | Sequence[int]]

_LARGEST = 10**9
_ALLOWED = "names of sizes, whole numbers, + - * //, brackets and len()"


def evaluate(formula: int | str, sizes: Lengths) -> int:
    """Return the value of a formula.

    Raises:
        ValueError: It is no such formula, names an unknown size, or an entry that is not there.
    """
    if isinstance(formula, int):
        return formula
    try:
        found = _value(_parse(formula), sizes, formula)
    except RecursionError:
        raise ValueError(f"{formula[:40]}... is nested too deeply") from None
    if isinstance(found, int) and abs(found) > _LARGEST:
        raise ValueError(f"{formula[:40]} is more than {_LARGEST}")
    if not isinstance(found, int):
        raise ValueError(f"{formula} is a list; name one of its entries")  # noqa: TRY004  (a file's fault)
    return found


def names_in(formula: int | str) -> tuple[str, ...]:
    """Return the names that a formula is made of; raises `ValueError` where it is none."""
    if isinstance(formula, int):
        return ()
    found = [node.id for node in ast.walk(_parse(formula)) if isinstance(node, ast.Name)]
    return tuple(dict.fromkeys(name for name in found if name != "len"))


@lru_cache(maxsize=1024)
def _parse(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"{formula[:40]} is no formula; allowed are {_ALLOWED}") from None


def _value(node: ast.expr, sizes: Lengths, formula: str) -> int | Sequence[int]:
    match node:
        case ast.Constant(value=int() as number) if type(number) is int:
            return number
        case ast.Name(id=name):
            if name not in sizes:
                raise ValueError(f"{name} is no size")
            return sizes[name]
        case ast.Call(func=ast.Name(id="len"), args=[inner], keywords=[]):
            found = _value(inner, sizes, formula)
            if not isinstance(found, int):
                return len(found)
        case ast.Subscript(value=inner, slice=place):
            found, index = _value(inner, sizes, formula), _value(place, sizes, formula)
            if not isinstance(found, int) and isinstance(index, int):
                # A place before the first must not be taken from the end.
                if not 0 <= index < len(found):
                    raise ValueError(f"{formula}: there is no entry {index}")
                return found[index]
        case ast.BinOp(left=left, op=operator, right=right):
            first, second = _value(left, sizes, formula), _value(right, sizes, formula)
            if isinstance(first, int) and isinstance(second, int):
                match operator:
                    case ast.Add():
                        return first + second
                    case ast.Sub():
                        return first - second
                    case ast.Mult():
                        return first * second
                    case ast.FloorDiv() if second:
                        return first // second
    raise ValueError(f"{formula[:40]} is no formula; allowed are {_ALLOWED}")
