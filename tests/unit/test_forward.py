"""References that are only a forward pass: their gradients come from automatic differentiation."""

from pathlib import Path

import numpy as np
import pytest

from grader import Course, CourseError
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.case import Case
from grader.model.values import Floats
from grader.plan import draw_cases
from tests.conftest import answered, one_problem, part, verdicts

PROBLEM = """\
sizes: [m, n]
inputs: {W: {normal: [m, n]}, x: {normal: [n]}, b: {normal: [m]}, t: {normal: [m]}}
gradients:
  da: {of: C, wrt: a}
  dz: {of: C, wrt: z}
  dW: {of: C, wrt: W}
  db: {of: C, wrt: b}
  dx: {of: C, wrt: x}
parts:
  - {function: back, arguments: [W, x, b, t], returns: [da, dz, dW, db, dx], marks: {each: 1}}
"""

REFERENCE = """\
import torch

def z(W, x, b): return W @ x + b

def a(z): return torch.tanh(z)

def C(a, t): return ((a - t) ** 2).sum() / 2
"""

BY_HAND = """\
import numpy as np

def back(W, x, b, t):
    a = np.tanh(W @ x + b)
    da = a - t
    dz = da * (1 - a**2)
    return da, dz, np.outer(dz, x), dz, W.T @ dz
"""

ALL = ("da", "dz", "dW", "db", "dx")


def first(course: Course) -> tuple[Oracle, Case]:
    """Return what knows the right values of the one problem, and its first case."""
    problem = read_problem(course.root, course.problem_files["p"])
    return Oracle(problem), draw_cases(problem, 0)[0]


def values(case: Case, *names: str) -> list[Floats]:
    """Return inputs as arrays."""
    return [np.asarray(case.values[name], dtype=np.float64) for name in names]


def faults(folder: Path, problem: str, reference: str, source: str = BY_HAND) -> str:
    """Return what is wrong with a course when an answer is marked."""
    with pytest.raises(CourseError) as caught:
        answered(one_problem(folder, problem, reference), source)
    return str(caught.value)


def test_gradients_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    oracle, case = first(one_problem(tmp_path, PROBLEM, REFERENCE))
    W, x, b, t = values(case, "W", "x", "b", "t")  # noqa: N806  (as in the problem)
    a = np.tanh(W @ x + b)
    da = a - t
    dz = da * (1 - a**2)
    right = {"da": da, "dz": dz, "dW": np.outer(dz, x), "db": dz, "dx": W.T @ dz}
    for name, value in right.items():
        assert np.allclose(oracle.expected(name, case), value, rtol=1e-13, atol=1e-15), name


def test_what_is_computed_is_right_and_what_is_not_is_wrong(tmp_path: Path) -> None:
    course = one_problem(tmp_path, PROBLEM, REFERENCE)
    assert verdicts(answered(course, BY_HAND)) == dict.fromkeys(ALL, "right")
    wrong = BY_HAND.replace("np.outer(dz, x), dz", "np.outer(da, x), dz")
    assert verdicts(answered(course, wrong)) == dict.fromkeys(ALL, "right") | {"dW": "wrong"}


def test_a_gradient_hangs_on_those_next_on_the_way_as_it_would_in_code(tmp_path: Path) -> None:
    oracle, _ = first(one_problem(tmp_path, PROBLEM, REFERENCE))
    functions = oracle.problem.reference.functions
    assert functions["da"].parameters == ("a", "t")
    assert functions["dz"].parameters == ("da", "z")
    assert set(functions["dW"].parameters) == {"dz", "W", "x", "b"}
    assert oracle.sources("dW", ALL) == ("dz",)
    assert oracle.sources("dz", ALL) == ("da",)
    assert oracle.sources("dx", ["da", "db"]) == ("da",)


@pytest.mark.parametrize(
    ("old", "new", "mistaken", "followed"),
    [
        ("a - t", "t - a", "da", {"dz", "dW", "db", "dx"}),
        ("(1 - a**2)", "(1 - a)", "dz", {"dW", "db", "dx"}),
        ("W.T @ dz", "W.T @ da", "dx", set()),
        ("a - t\n", "a * a - t\n", "da", {"dz", "dW", "db", "dx"}),
    ],
)
def test_a_mistake_is_followed_through_computed_gradients(
    old: str, new: str, mistaken: str, followed: set[str], tmp_path: Path
) -> None:
    assert old in BY_HAND
    found = verdicts(answered(one_problem(tmp_path, PROBLEM, REFERENCE), BY_HAND.replace(old, new)))
    right = set(ALL) - {mistaken} - followed
    assert found == {
        mistaken: "wrong",
        **dict.fromkeys(followed, "followed"),
        **dict.fromkeys(right, "right"),
    }


def test_a_second_mistake_is_wrong_again(tmp_path: Path) -> None:
    source = BY_HAND.replace("a - t", "t - a").replace("W.T @ dz", "W.T @ dz * 2")
    found = verdicts(answered(one_problem(tmp_path, PROBLEM, REFERENCE), source))
    assert (found["da"], found["dW"], found["dx"]) == ("wrong", "followed", "wrong")


SKIP = """\
sizes: [m]
inputs: {x: {normal: [m]}, lam: 0.25}
gradients: {dk: {of: C, wrt: k}, dh: {of: C, wrt: h}, dx: {of: C, wrt: x}, dlam: {of: C, wrt: lam}}
parts:
  - {function: back, arguments: [x, lam], returns: [dk, dh, dx, dlam], marks: {each: 1}}
"""

SKIPPING = """\
import torch

def h(x): return torch.tanh(x)

def k(h): return h ** 3

def C(h, k, x, lam): return (h * k).sum() + lam * (x * x).sum()
"""

SKIPPED = """\
import numpy as np

def back(x, lam):
    h = np.tanh(x)
    dk = h
    dh = h**3 + dk * 3 * h**2
    return dk, dh, dh * (1 - h * h) + 2 * lam * x, (x * x).sum()
"""


def test_every_way_to_the_cost_counts_once(tmp_path: Path) -> None:
    """Past a declared gradient, beside it, and straight to the end."""
    course = one_problem(tmp_path, SKIP, SKIPPING)
    assert set(verdicts(answered(course, SKIPPED)).values()) == {"right"}
    found = verdicts(answered(course, SKIPPED.replace("dk = h\n", "dk = 2 * h\n")))
    assert found == {"dk": "wrong", "dh": "followed", "dx": "followed", "dlam": "right"}
    for forgotten in ("h**3 + ", " + dk * 3 * h**2", " + 2 * lam * x"):
        found = verdicts(answered(course, SKIPPED.replace(forgotten, "")))
        assert list(found.values()).count("wrong") == 1, found


JACOBIAN = """\
sizes: [n]
inputs: {z: {normal: [n]}}
gradients: {J: {of: p, wrt: z}}
parts: [{quantity: J, arguments: [z], marks: 1}]
"""
SOFTMAX = "import torch\n\ndef p(z): return torch.softmax(z, 0)\n"
MATRIX = """\
import numpy as np

def J(z):
    e = np.exp(z - z.max())
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)
"""


def test_the_gradient_of_an_array_is_its_jacobian_of_whatever_size(tmp_path: Path) -> None:
    course = one_problem(tmp_path, JACOBIAN, SOFTMAX)
    report = answered(course, MATRIX)
    assert verdicts(report) == {"J": "right"}
    assert "n=1" in [each.case for each in part(report, "J").cases]
    assert verdicts(answered(course, MATRIX.replace("np.diag(p) -", "np.eye(len(p)) -"))) != {
        "J": "right"
    }
    oracle, case = first(course)
    assert oracle.expected("J", case).shape == (5, 5)


def test_a_jacobian_has_the_shape_of_the_value_then_that_of_the_variable(tmp_path: Path) -> None:
    problem = """\
sizes: [{m: 3, n: 2}, {m: 1, n: 4}]
inputs: {W: {normal: [m, n]}, x: {normal: [n]}}
gradients: {J: {of: y, wrt: W}}
parts: [{quantity: J, arguments: [W, x], marks: 1}]
"""
    course = one_problem(tmp_path, problem, "import torch\n\ndef y(W, x): return W @ x\n")
    oracle, case = first(course)
    (x,) = values(case, "x")
    assert np.array_equal(oracle.expected("J", case), np.einsum("ij,k->ijk", np.eye(3), x))
    right = "import numpy as np\ndef J(W, x): return np.einsum('ij,k->ijk', np.eye(len(W)), x)\n"
    assert verdicts(answered(course, right)) == {"J": "right"}
    turned = right.replace("'ij,k->ijk'", "'ij,k->ikj'")
    assert verdicts(answered(course, turned)) == {"J": "wrong_shape"}


def test_two_gradients_of_the_same_array_are_a_fault_and_no_nonsense(tmp_path: Path) -> None:
    problem = JACOBIAN.replace("J: {of: p, wrt: z}", "J: {of: p, wrt: z}, Ja: {of: p, wrt: a}")
    reference = SOFTMAX.replace("def p(z)", "def a(z): return torch.tanh(z)\n\ndef p(a)")
    reference = reference.replace("softmax(z", "softmax(a")
    assert "J p is an array: declare one gradient of it" in faults(
        tmp_path, problem, reference, MATRIX
    )


def test_whole_numbers_and_text_go_into_a_forward_pass_as_they_are(tmp_path: Path) -> None:
    problem = """\
sizes: [{m: 5, k: 3}, {m: 2, k: 4}]
inputs: {x: {normal: [m, k]}, y: {labels: [m], below: k}, how: mean}
gradients: {dx: {of: C, wrt: x}}
parts: [{quantity: dx, arguments: [x, y], marks: 1}]
"""
    reference = (
        "import torch\n\n"
        "def C(x, y, how): return torch.nn.functional.cross_entropy(x, y, reduction=how)\n"
    )
    source = """\
import numpy as np

def dx(x, y):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1
    return p / len(y)
"""
    course = one_problem(tmp_path, problem, reference)
    assert verdicts(answered(course, source)) == {"dx": "right"}
    assert verdicts(answered(course, source.replace(" / len(y)", ""))) == {"dx": "wrong"}


def test_lists_go_into_a_forward_pass_with_the_numbers_of_the_book(tmp_path: Path) -> None:
    problem = """\
index: {k: "1..2"}
sizes: [{m: 3}, {m: 2}]
inputs: {v: {normal: [m], each: k}, t: {normal: [m]}}
gradients: {dt: {of: C, wrt: t}}
parts: [{quantity: dt, arguments: [v, t], marks: 1}]
"""
    reference = "import torch\n\ndef C(v, t): return (v[1] * torch.tanh(t) + v[2]).sum()\n"
    course = one_problem(tmp_path, problem, reference)
    source = "import numpy as np\ndef dt(v, t): return v[0] * (1 - np.tanh(t) ** 2)\n"
    assert verdicts(answered(course, source)) == {"dt": "right"}
    assert verdicts(answered(course, source.replace("v[0]", "v[1]"))) == {"dt": "wrong"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("dx: {of: C, wrt: x}", "dx: {of: D, wrt: x}", "D is no function of reference/r.py"),
        ("dx: {of: C, wrt: x}", "dx: {of: C, wrt: q}", "q is neither an input nor a quantity"),
        ("dx: {of: C, wrt: x}", "dx: {of: a, wrt: t}", "a does not depend on t"),
        ("dx: {of: C, wrt: x}", "dx: {of: C, wrt: C}", "C does not depend on C"),
        ("dx: {of: C, wrt: x}", "dx: {of: dz, wrt: x}", "dz is a gradient itself"),
        ("dx: {of: C, wrt: x}", "x: {of: C, wrt: x}", "x is already an input or a size"),
        ("dx: {of: C, wrt: x}", "dx: {of: C}", "gradients.dx: the key wrt is missing"),
        ("sizes:", "batch: q\nsizes:", "q is no size"),
    ],
)
def test_a_gradient_that_is_none_is_a_fault_with_its_line(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    found = faults(tmp_path, PROBLEM.replace(old, new, 1), REFERENCE)
    assert message in found
    assert "p.yaml:" in found


def test_only_a_reference_in_torch_has_gradients_that_it_does_not_write(tmp_path: Path) -> None:
    reference = REFERENCE.replace("import torch", "import numpy as np").replace("torch.", "np.")
    found = faults(tmp_path, PROBLEM, reference)
    assert "has no function dW; it is computed only from a reference in torch" in found


def test_gradients_do_not_go_through_lists(tmp_path: Path) -> None:
    problem = """\
index: {k: "1..2"}
sizes: [{m: 3}]
inputs: {v: {normal: [m], each: k}, t: {normal: [m]}}
gradients: {dt: {of: C, wrt: t}, dv: {of: C, wrt: v}}
parts: [{quantity: dt, arguments: [v, t], marks: 1}]
"""
    reference = "import torch\n\ndef y(k, v, t): return v[k] * t\n\ndef C(y): return y[1].sum()\n"
    found = faults(tmp_path, problem, reference)
    assert "y is a list: dt needs a function of its own" in found
    assert "v is a list: dv needs a function of its own" in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("(a - t)", "(a - t[0, 0])", "r.py:7: C raises IndexError"),
        ("torch.tanh(z)", "no(z)", "r.py:5: a raises NameError: name 'no' is not defined"),
        ("torch.tanh(z)", "print(z)", "r.py:5: a returns None; is its return missing?"),
        ("torch.tanh(z)", "str(z)", "raises"),
        ("torch.tanh(z)", "torch.log(z * 0 - 1)", "returns nan, infinity"),
        ("(a - t)", "(a - t[:0])", "raises RuntimeError"),
    ],
)
def test_what_fails_in_a_forward_pass_is_a_fault_of_the_course(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert old in REFERENCE
    assert message in faults(tmp_path, PROBLEM, REFERENCE.replace(old, new))


def test_what_a_forward_pass_prints_stands_in_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = REFERENCE.replace("return torch", "print('seen'); return torch")
    answered(one_problem(tmp_path, PROBLEM, reference), BY_HAND)
    printed = capsys.readouterr()
    assert "seen" not in printed.out
    assert "seen" in printed.err
