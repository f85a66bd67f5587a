"""What is called in a student's module: a function of it, or a driver that uses it."""

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from .wire import unpack


def needs_of(function: Mapping[str, Any]) -> list[str]:
    """Return what the student's module must hold, or nothing was attempted."""
    return list(function["uses"]) or [function["name"]]


def by_function(
    unattempted: Mapping[str, str], functions: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """Return which functions were not attempted: why, and the name of what they need first."""
    found = {}
    for function in functions:
        needs = [need for need in needs_of(function) if need in unattempted]
        if needs:
            found[function["name"]] = f"{unattempted[needs[0]]} {needs[0]}"
    return found


def hand_over_functions(functions: Iterable[Mapping[str, Any]]) -> ModuleType | None:
    """Make the module ``given`` importable, where a function is called with parts of it."""
    texts = [each["given"] for each in functions if each["given"] is not None]
    if not texts:
        return None
    given = sys.modules["given"] = module_of("given", texts[0])
    return given


def what_to_call(function: Mapping[str, Any], module: ModuleType) -> Callable[..., Any]:
    """Return the student's function, or a driver that has the student's module."""
    name = function["name"]
    if function["driver"] is None:
        return getattr(module, name)  # type: ignore[no-any-return]
    return partial(getattr(module_of("driver", function["driver"]), name), module)


def arguments_of(
    function: Mapping[str, Any], arguments: Any, data: bytes, given: ModuleType | None
) -> list[Any]:
    """Return fresh arguments of one call."""
    values: list[Any] = unpack(arguments, data, given)
    return _tensors(values) if function["tensors"] else values


def module_of(name: str, text: str) -> ModuleType:
    """Return a module of the course that is sent along, such as a driver."""
    module = ModuleType(name)
    exec(compile(text, f"<{name}>", "exec"), module.__dict__)
    return module


def _tensors(value: Any) -> Any:
    """Return a value with its arrays as torch tensors, in single precision."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "f":
            value = value.astype(np.float32)
        return importlib.import_module("torch").from_numpy(value)
    if isinstance(value, list):
        return [_tensors(each) for each in value]
    if isinstance(value, dict):
        return {name: _tensors(each) for name, each in value.items()}
    return value
