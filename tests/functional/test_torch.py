"""A student may work with torch where it is installed; what comes back is an array."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import Report
from tests.conftest import ROOT, Files, feedback, verdicts

pytest.importorskip("torch")

SOFTMAX = """\
import torch

def softmax(z):
    return torch.softmax(torch.tensor(z, dtype=torch.float64, requires_grad=True), 0)

def softmax_rows(Z):
    return torch.softmax(torch.as_tensor(Z).float(), dim=1)

def softmax_jacobian(z):
    return torch.zeros(len(z), len(z), device="meta")
"""


def test_tensors_are_arrays_and_others_are_named(marked: Callable[[Files], Report]) -> None:
    report = marked({"softmax.py": SOFTMAX})
    assert verdicts(report) == {
        "softmax": "right",
        "softmax_rows": "right",
        "softmax_jacobian": "wrong_type",
    }
    assert "a torch tensor on the meta device" in feedback(report, "softmax_jacobian")


def test_the_example_needs_no_torch() -> None:
    for path in [*ROOT.glob("reference/*.py"), *ROOT.glob("examples/*/*.py")]:
        assert "torch" not in Path(path).read_text()
