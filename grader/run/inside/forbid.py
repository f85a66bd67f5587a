"""Refuses what a problem forbids, with a sentence that says so.

A courtesy to honest students: what runs in this process may undo it. Numbers cannot show how
they were found, so that a person who doubts has to read the code.
"""

import contextlib
import importlib
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import Any, NoReturn

_AUTODIFF = "automatic differentiation is not allowed here: work the derivative out yourself"
_TORCH = "torch is not allowed here: use numpy"

_REFUSED = {
    "torch.autograd": ("backward", "grad"),
    "torch.autograd.functional": ("jacobian", "hessian", "vjp", "jvp", "vhp", "hvp"),
    "torch.autograd.forward_ad": ("make_dual", "dual_level", "enter_dual_level"),
    # set_grad_enabled stays: no_grad, which layers use when they are made, is built on it.
    "torch": ("enable_grad",),
    "torch.func": (
        *("grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian", "linearize"),
    ),
}


class ForbiddenError(RuntimeError):
    """Something was used that the problem forbids."""


def forbid(what: Sequence[str]) -> None:
    """Refuse, from now on, ``torch`` altogether, or ``autodiff``: automatic differentiation.

    Parameters and layers may still be made; they only compute no gradients.
    """
    if "torch" in what:
        for name in [name for name in sys.modules if name.partition(".")[0] == "torch"]:
            del sys.modules[name]
        sys.meta_path.insert(0, _NoTorch())
    elif "autodiff" in what:
        with contextlib.suppress(ImportError):
            _refuse_derivatives(importlib.import_module("torch"))


class _NoTorch(MetaPathFinder):
    """Answers every import of torch with a sentence."""

    def find_spec(self, fullname: str, *_: Any) -> None:
        if fullname.partition(".")[0] == "torch":
            raise ImportError(_TORCH)


def _refuse_derivatives(torch: ModuleType) -> None:
    torch.set_grad_enabled(False)
    torch.Tensor.backward = _refuse_autodiff
    for name, functions in _REFUSED.items():
        module = importlib.import_module(name)
        for function in functions:
            if hasattr(module, function):
                setattr(module, function, _refuse_autodiff)


def _refuse_autodiff(*_: Any, **__: Any) -> NoReturn:
    raise ForbiddenError(_AUTODIFF)
