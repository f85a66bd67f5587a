"""From what a student's function returned to arrays of numbers.

This is a convenience for honest code: the grader checks everything again.
"""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from .wire import DATA_LIMIT

Converted = tuple[dict[str, Any], bytes]

_LONGEST = 256
"""Of lists that are handed back."""


def convert(
    result: Any, names: list[str], *, several: bool, lists: Sequence[str] = ()
) -> list[Converted]:
    """Return a header and bytes for each quantity that was asked for."""
    if not several:
        return [_any(result, names[0], lists)]
    kind = type(result)
    if issubclass(kind, (tuple, list)) and len(result) == len(names):
        return [_any(each, name, lists) for each, name in zip(result, names, strict=True)]
    if issubclass(kind, dict) and set(result) == set(names):
        return [_any(result[name], name, lists) for name in names]
    return [_unusable(_describe(result))] * len(names)


def changed_arguments(given: list[Any], sent: list[Any]) -> list[int]:
    """Return the positions of the arguments that a call has changed."""
    return [number for number, pair in enumerate(zip(given, sent, strict=True)) if _differ(*pair)]


def _differ(given: Any, sent: Any) -> bool:
    if isinstance(sent, np.ndarray):
        return type(given) is not np.ndarray or not np.array_equal(given, sent, equal_nan=True)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(sent, torch.Tensor):
        # One that a student has made a leaf of a graph holds the same numbers.
        return type(given) is not torch.Tensor or _differ(given.detach().numpy(), sent.numpy())
    if isinstance(sent, list):
        return len(given) != len(sent) or any(map(_differ, given, sent))
    if isinstance(sent, dict):
        return set(given) != set(sent) or any(_differ(given[name], sent[name]) for name in sent)
    return False


def _any(result: Any, name: str, lists: Sequence[str]) -> Converted:
    if name not in lists:
        return _one(result)
    kind = type(result)
    several = issubclass(kind, (tuple, list)) or (issubclass(kind, np.ndarray) and result.ndim)
    if not several or not 0 < len(result) <= _LONGEST:
        return _unusable(_describe(result))
    entries = [_one(each) for each in result]
    return {"list": [header for header, _ in entries]}, b"".join(raw for _, raw in entries)


def _one(result: Any) -> Converted:
    kind = type(result)
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(result, torch.Tensor):
        if result.device.type != "cpu" or result.layout is not torch.strided:
            return _unusable(f"a torch tensor on the {result.device.type} device")
        result = result.detach().resolve_conj().resolve_neg()
        if result.dtype is torch.bfloat16:
            result = result.float()
        array = result.numpy()
    elif issubclass(kind, np.ndarray):
        # `view` strips a subclass without calling any of its methods.
        array = np.ndarray.view(result, np.ndarray)
    elif issubclass(kind, (bool, int, float, complex, np.generic, list, tuple)):
        try:
            array = np.asarray(result)
        except (ValueError, TypeError, OverflowError):
            return _unusable(f"{_describe(result)} that does not make an array of numbers")
    else:
        return _unusable(_describe(result))
    return _array(array)


def _array(array: "np.ndarray[Any, Any]") -> Converted:
    if array.dtype.kind not in "biufc":
        return _unusable(f"an array of {_kind_in_words(array.dtype)}")
    if array.dtype.kind in "fc" and array.dtype.itemsize > np.dtype(np.float64).itemsize:
        widest = np.float64 if array.dtype.kind == "f" else np.complex128
    else:
        widest = array.dtype.newbyteorder("<")
    # A broadcast view of one number can claim any size: ask before copying.
    if array.size * np.dtype(widest).itemsize > DATA_LIMIT or array.ndim > 8:  # noqa: PLR2004
        return {"oversized": [int(size) for size in array.shape[:32]]}, b""
    with np.errstate(all="ignore"):
        array = np.array(array, dtype=widest, order="C")
    header = {"dtype": array.dtype.newbyteorder("<").str, "shape": list(array.shape)}
    return header, array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()


def _unusable(found: str) -> Converted:
    return {"unusable": found[:200]}, b""


def _kind_in_words(dtype: Any) -> str:
    words = {"O": "Python objects", "U": "text", "S": "text", "M": "dates", "m": "durations"}
    return words.get(dtype.kind, "records")


def _describe(result: Any) -> str:
    kind = type(result)
    if result is None:
        return "None"
    if kind is str:
        return "text"
    if issubclass(kind, (tuple, list)):
        return f"a {'tuple' if issubclass(kind, tuple) else 'list'} of {len(result)}"
    if issubclass(kind, dict):
        keys = ", ".join(str(key)[:30] for key in list(result)[:8] if type(key) is str)
        return f"a dict with the keys {keys}" if keys else "a dict"
    if kind is np.ndarray:
        return f"one array of shape {tuple(result.shape)}"
    name = str(type.__getattribute__(kind, "__name__"))[:60]
    return f"{'an' if name[:1] in 'aeiouAEIOU' else 'a'} {name}"
