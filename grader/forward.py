"""Gradients of a reference that is only a forward pass, by torch's automatic differentiation."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from grader.graph import Entries
from grader.model.course import LocalDerivative

if TYPE_CHECKING:
    from grader.graph import World


def tensors(value: Any) -> Any:
    """Return a value with its arrays as tensors of the same type."""
    match value:
        case np.ndarray():
            return torch.from_numpy(value.copy())
        case Mapping():
            return {name: tensors(each) for name, each in value.items()}
        case list() | tuple():
            return type(value)(tensors(each) for each in value)
        case Entries():
            return Entries(value.first, value.last, lambda number: tensors(value[number]))
        case _:
            return value


def arrays(value: Any) -> Any:
    """Return a value with its tensors as arrays; the inverse of `tensors`."""
    match value:
        case torch.Tensor():
            return value.detach().numpy()
        case Mapping():
            return {name: arrays(each) for name, each in value.items()}
        case list() | tuple():
            return type(value)(arrays(each) for each in value)
        case Entries():
            return Entries(value.first, value.last, lambda number: arrays(value[number]))
        case _:
            return value


def differentiate(world: "World", quantity: str, local: LocalDerivative) -> Any:
    """Return a gradient: those next on the way, each times the slope between.

    A quantity between that was given in the world keeps its value, with the slope of its
    function. With one number at the end the shape is that of the variable; with an array it
    is the Jacobian.

    Raises:
        CourseError: A gradient of an array hangs on another one.
    """
    here = _Between(world, local)
    leaf = here.leaf
    if local.reaches:
        end = here.fresh(local.gradient.of)
        if end.ndim:
            if local.ends:
                world.fail(quantity, f"{local.gradient.of} is an array: declare one gradient of it")
            rows = [_slope(each, leaf) for each in end.reshape(-1)]
            return torch.stack(rows).reshape(*end.shape, *leaf.shape).numpy()
        total = end.sum()
    else:
        total = torch.zeros((), dtype=leaf.dtype)
    for end_quantity, gradient in local.ends.items():
        upstream = torch.as_tensor(np.array(world.value(gradient)), dtype=leaf.dtype)
        end = here.fresh(end_quantity)
        if end.shape != upstream.shape:
            world.fail(quantity, f"{local.gradient.of} is an array: declare one gradient of it")
        total = total + (end * upstream).sum()
    return _slope(total, leaf).numpy()


def _slope(end: torch.Tensor, leaf: torch.Tensor) -> torch.Tensor:
    if not end.requires_grad:
        return torch.zeros_like(leaf)
    (slope,) = torch.autograd.grad(end, leaf, retain_graph=True, allow_unused=True)
    return torch.zeros_like(leaf) if slope is None else slope


class _Between:
    """The quantities between a variable and the ends, as tensors that know their history."""

    def __init__(self, world: "World", local: LocalDerivative) -> None:
        self._world, self._local = world, local
        value = np.asarray(world.value(local.gradient.wrt))
        if value.dtype.kind != "f":
            value = value.astype(np.float64)
        self.leaf = torch.from_numpy(value.copy()).requires_grad_()
        self._known: dict[str, Any] = {local.gradient.wrt: self.leaf}

    def fresh(self, quantity: str) -> torch.Tensor:
        node = self._world.graph.nodes[quantity]
        if node.function is None:
            self._world.fail(quantity, "is a gradient; it cannot be differentiated once more")
        arguments = [self._value(each) for each in node.parameters]
        with self._world.blaming(quantity):
            value: torch.Tensor = torch.as_tensor(node.function(*arguments))
        if quantity in self._world.given:
            stands = torch.as_tensor(np.array(self._world.value(quantity)), dtype=value.dtype)
            return stands + (value - value.detach())
        return value

    def _value(self, quantity: str) -> Any:
        if quantity not in self._known:
            between = quantity in self._local.between and quantity not in self._local.ends
            self._known[quantity] = (
                self.fresh(quantity) if between else tensors(self._world.value(quantity))
            )
        return self._known[quantity]
