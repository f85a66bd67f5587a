"""The same values in another form: arrays of another type, or with gaps between the entries."""

from collections.abc import Mapping

import numpy as np

from grader.model.course import Form, Labels, Problem, StudentFunction
from grader.model.values import Array, Value

_BYTE = 256


def has_form(function: StudentFunction, problem: Problem, form: Form) -> bool:
    """Return whether a function may be asked in another form, and gets anything that has it."""
    if problem.tensors:
        return False  # they come in one form
    if form is Form.SINGLE:
        return not problem.strict
    if form is Form.STRIDED:
        return True
    drawn = [problem.inputs.get(argument) for argument in function.arguments]
    return any(isinstance(each, Labels) and each.shape for each in drawn)


def in_form(value: Value, form: Form) -> Value:
    """Return a value in another form; its numbers stay, up to rounding in single precision."""
    match value:
        case np.ndarray():
            return _array(value, form)
        case Mapping():
            return {name: in_form(each, form) for name, each in value.items()}
        case list() | tuple():
            return [in_form(each, form) for each in value]
        case _:
            return value


def _array(value: Array, form: Form) -> Array:
    if form is Form.SINGLE:
        return value.astype(np.float32) if value.dtype.kind == "f" else value
    if form is Form.LABELS:
        small = value.dtype.kind == "i" and value.size and 0 <= value.min() <= value.max() < _BYTE
        return value.astype(np.uint8) if small else value
    if not value.ndim:
        return value
    wider = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
    wider[..., ::2] = value
    return wider[..., ::2]
