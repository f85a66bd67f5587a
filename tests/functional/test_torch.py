"""A student may work with torch where it is installed; what comes back is an array."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import Report, find_course, grade
from tests.conftest import ROOT, Files, feedback, verdicts, write_files

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
        # The class is written in torch, as it is asked for.
        assert path.name == "mlp.py" or "torch" not in Path(path).read_text()


PROBLEM = """\
problem: square
title: A square
statement: Return 2 x, without automatic differentiation.
reference: square
forbids: [WHAT]
sizes: [{n: 3}, {n: 2}]
inputs: {x: {normal: [n]}}
parts:
  - {quantity: dsquare, marks: 1}
"""

AUTOMATIC = {
    "backward": "t = torch.tensor(x, requires_grad=True); (t ** 2).sum().backward(); return t.grad",
    "grad": "t = torch.tensor(x, requires_grad=True); return torch.autograd.grad(t @ t, t)[0]",
    "functional": "return torch.autograd.functional.jacobian(lambda t: t @ t, torch.tensor(x))",
    "func": "return torch.func.grad(lambda t: (t ** 2).sum())(torch.tensor(x))",
    "jacrev": "return torch.func.jacrev(lambda t: (t ** 2).sum())(torch.tensor(x))",
    "enable_grad": "with torch.enable_grad(): t = torch.tensor(x, requires_grad=True)",
    "forward mode": "import torch.autograd.forward_ad as f\n    with f.dual_level(): return x",
}
BY_HAND = {
    "tensors": "return 2 * torch.tensor(x)",
    "parameters": "p = torch.nn.Parameter(torch.tensor(x)); return 2 * p",
    "a layer": "l = torch.nn.Linear(3, 2); l(torch.ones(3)); return 2 * torch.as_tensor(x)",
    "numpy": "return 2 * x",
}


@pytest.fixture
def square(tmp_path: Path) -> Callable[[str, str], Report]:
    """Return a function that marks the body of ``dsquare(x)`` where something is forbidden."""

    def mark(body: str, what: str = "autodiff") -> Report:
        files: Files = {
            "problems/square/square.yaml": PROBLEM.replace("WHAT", what),
            "reference/square.py": "def dsquare(x): return 2 * x\n",
        }
        course = find_course(write_files(tmp_path / "course", files))
        text = f"import torch\ndef dsquare(x):\n    {body}\n"
        return grade(write_files(tmp_path / "s", {"square.py": text}), course)

    return mark


@pytest.mark.parametrize("way", AUTOMATIC)
def test_automatic_differentiation_is_refused_with_a_sentence(
    way: str, square: Callable[[str, str], Report]
) -> None:
    report = square(AUTOMATIC[way], "autodiff")
    assert verdicts(report) == {"dsquare": "raised"}
    assert "automatic differentiation is not allowed here" in feedback(report, "dsquare")


@pytest.mark.parametrize("way", BY_HAND)
def test_working_with_torch_by_hand_is_no_offence(
    way: str, square: Callable[[str, str], Report]
) -> None:
    assert verdicts(square(BY_HAND[way], "autodiff")) == {"dsquare": "right"}


def test_torch_can_be_forbidden_altogether(square: Callable[[str, str], Report]) -> None:
    report = square("return 2 * x", "torch")
    assert verdicts(report) == {"dsquare": "raised"}
    assert "torch is not allowed here: use numpy" in feedback(report, "dsquare")


def test_where_nothing_is_forbidden_automatic_differentiation_is_right(
    square: Callable[[str, str], Report],
) -> None:
    assert verdicts(square(AUTOMATIC["backward"], "")) == {"dsquare": "right"}
