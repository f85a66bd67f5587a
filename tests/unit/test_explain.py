"""What is said of a part tells what to mend first, and is true of that part."""

from pathlib import Path

import pytest

from grader.load.hints import nearest
from grader.report.terminal import write_terminal
from tests.conftest import answered, feedback, one_problem, part, verdicts

EXPONENTIAL = """\
sizes: [{n: 5}, {n: 3}]
inputs: {x: {normal: [n]}}
parts: [{quantity: y, marks: 1}]
cases: [{kind: overflow, x: [1000.0, 0.0]}]
"""
STABLE = """\
import numpy as np

def y(x): return 1 / (1 + np.exp(-np.abs(x)))
"""


def exponential(source: str, tmp_path: Path) -> tuple[str, str]:
    """Return the verdict on an answer, and what is wrong with it."""
    course = one_problem(tmp_path, EXPONENTIAL, STABLE)
    report = answered(course, f"import numpy as np\n\ndef y(x): return {source}\n")
    return verdicts(report)["y"], feedback(report, "y")


def test_what_is_wrong_on_ordinary_inputs_comes_before_what_overflows(tmp_path: Path) -> None:
    e = "np.exp(np.abs(x))"
    verdict, said = exponential(f"2 + {e} / (1 + {e})", tmp_path)
    assert verdict == "not_finite"
    assert "Seen in the case n=5" in said
    assert "Where numbers are large, 1 of 2 entries is nan or infinite" in said
    assert said.index("n=5") < said.index("numbers are large")


def test_what_alone_overflows_is_said_without_a_list_of_what_is_right(tmp_path: Path) -> None:
    e = "np.exp(np.abs(x))"
    verdict, said = exponential(f"{e} / (1 + {e})", tmp_path)
    assert verdict == "unstable"
    assert said.startswith("Right on ordinary inputs, but not where numbers are large.")
    assert "it is right in" not in said


def test_what_is_not_finite_on_ordinary_inputs_is_said_of_those(tmp_path: Path) -> None:
    verdict, said = exponential("np.log(-np.exp(x))", tmp_path)
    assert verdict == "not_finite"
    assert said.startswith("5 of 5 entries are nan or infinite")
    assert "numbers are large" not in said


def test_where_every_case_fails_they_are_not_listed(tmp_path: Path) -> None:
    _, said = exponential("str(x)", tmp_path)
    assert "Seen in the case n=5; it fails in every other case too." in said


LINEAR = """\
sizes: [{m: 3, n: 3}, {m: 2, n: 2}, {m: 3, n: 2}, {m: 2, n: 3}, {m: 4, n: 5}]
inputs: {W: {normal: [m, n]}, x: {normal: [n]}, g: {upstream: [m]}}
parts: [{function: back, arguments: [W, x, g], returns: [dW, db, dx], marks: {each: 1}}]
misconceptions: {not_transposed: W goes back as it came. Write down the shapes.}
"""
PRODUCTS = """\
import numpy as np

def dW(g, x): return np.outer(g, x)

def db(g): return g + 0.0

def dx(W, g): return W.T @ g
"""


def test_what_did_not_come_is_not_said_to_be_a_transpose(tmp_path: Path) -> None:
    """What raised is a product with W; that dW would be a transpose is beside it."""
    course = one_problem(tmp_path, LINEAR, PRODUCTS, "def dx__not_transposed(W, g): return W @ g\n")
    wrong = "def back(W, x, g):\n    return np.outer(x, g), -g, W @ g\n"
    report = answered(course, f"import numpy as np\n\n{wrong}")
    assert set(verdicts(report).values()) == {"raised"}
    assert feedback(report, "dW").startswith("This is the transpose")
    assert feedback(report, "db").startswith("W goes back as it came.")
    assert part(report, "db").diagnosis == part(report, "dx").diagnosis


def test_all_arguments_that_are_changed_are_named(tmp_path: Path) -> None:
    problem = LINEAR.partition("misconceptions")[0]
    course = one_problem(tmp_path, problem, PRODUCTS)
    body = (
        "    found = np.outer(g, x), g + 0.0, W.T @ g\n    W *= 2\n    x *= 2\n    return found\n"
    )
    report = answered(course, f"import numpy as np\n\ndef back(W, x, g):\n{body}")
    assert "changes its arguments W and x; whoever" in feedback(report, "dW")


def test_what_is_said_again_further_down_names_the_part_it_was_said_of(tmp_path: Path) -> None:
    problem = LINEAR.partition("misconceptions")[0]
    course = one_problem(tmp_path, problem, PRODUCTS)
    wrong = "def back(W, x, g):\n    return -np.outer(g, x), 2 * g, -(W.T @ g)\n"
    printed = write_terminal(answered(course, f"import numpy as np\n\n{wrong}"))
    assert printed.count("Everything has the wrong sign.") == 1
    assert "As for dW." in printed
    wrong = wrong.replace("2 * g", "-g")
    printed = write_terminal(answered(course, f"import numpy as np\n\n{wrong}"))
    assert printed.count("As above.") == 2
    assert "As for" not in printed


@pytest.mark.parametrize(("count", "end"), [(3, "x0, x1, x2"), (40, "x14, x15 and 24 more")])
def test_of_many_options_some_are_named(count: int, end: str) -> None:
    assert nearest("nothing", [f"x{number}" for number in range(count)]).endswith(end)
