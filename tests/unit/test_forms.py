"""The same inputs in another form: noted, and marked only where the problem demands it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import Report
from grader.forms import in_form
from grader.model.course import Form
from tests.conftest import answered, feedback, one_problem, part, verdicts

PROBLEM = """\
sizes: [{m: 5, n: 3}, {m: 2, n: 4}]
inputs: {Z: {normal: [m, n]}, y: {labels: [m], below: n}}
parts:
  - {quantity: picked, marks: 1}
  - {quantity: shifted, marks: 1}
"""
REFERENCE = """\
import numpy as np

def picked(Z, y): return np.tanh(Z[np.arange(len(y)), y])

def shifted(Z): return np.tanh(Z) + 1
"""
SINGLE, STRIDED, LABELS = (
    "arrays in single precision",
    "arrays that are views of larger ones",
    "labels of the type uint8",
)


def cases(report: Report, name: str) -> dict[str, str]:
    """Return the verdicts on a part in the cases of other forms."""
    return {
        each.case: str(each.verdict) for each in part(report, name).cases if each.kind == "form"
    }


def test_every_form_that_a_function_can_get_is_asked(tmp_path: Path) -> None:
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), REFERENCE)
    assert verdicts(report) == {"picked": "right", "shifted": "right"}
    assert cases(report, "picked") == dict.fromkeys([SINGLE, STRIDED, LABELS], "right")
    assert cases(report, "shifted") == dict.fromkeys([SINGLE, STRIDED], "right")
    assert feedback(report, "picked").strip() == ""


STRICT_ABOUT = {
    SINGLE: "assert Z.dtype == float",
    STRIDED: "assert Z.flags['C_CONTIGUOUS']",
    LABELS: "assert y.dtype == int",
}


@pytest.mark.parametrize(
    ("form", "word"), [(SINGLE, "single"), (STRIDED, "strided"), (LABELS, "labels")]
)
def test_a_form_that_fails_is_noted_and_costs_only_where_it_is_demanded(
    form: str, word: str, tmp_path: Path
) -> None:
    head = "def picked(Z, y): "
    source = REFERENCE.replace(head, f"{head}{STRICT_ABOUT[form]}; ")
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), source)
    assert verdicts(report)["picked"] == "right"
    assert part(report, "picked").awarded == 1
    assert cases(report, "picked")[form] == "raised"
    assert f"it fails for {form}, which costs nothing here" in feedback(report, "picked")
    demanding = one_problem(tmp_path / word, f"demands: [{word}]\n{PROBLEM}", REFERENCE)
    report = answered(demanding, source)
    assert verdicts(report) == {"picked": "raised", "shifted": "right"}
    assert part(report, "picked").awarded == 0
    assert set(verdicts(answered(demanding, REFERENCE)).values()) == {"right"}


def test_what_is_demanded_of_one_form_is_not_of_another(tmp_path: Path) -> None:
    head = "def picked(Z, y): "
    source = REFERENCE.replace(head, f"{head}{STRICT_ABOUT[STRIDED]}; ")
    demanding = one_problem(tmp_path, f"demands: [single, labels]\n{PROBLEM}", REFERENCE)
    assert verdicts(answered(demanding, source))["picked"] == "right"


CHANGING = REFERENCE.replace(
    "def shifted(Z): return np.tanh(Z) + 1",
    "def shifted(Z):\n    Z[:] = np.tanh(Z)\n    return Z + 1",
)


def test_arguments_may_be_changed_unless_the_problem_demands_that_they_are_not(
    tmp_path: Path,
) -> None:
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), CHANGING)
    assert verdicts(report)["shifted"] == "right"
    assert "changes its argument Z; whoever calls it may be surprised" in feedback(
        report, "shifted"
    )
    demanding = one_problem(tmp_path / "demands", f"demands: [unchanged]\n{PROBLEM}", REFERENCE)
    report = answered(demanding, CHANGING)
    assert verdicts(report) == {"picked": "right", "shifted": "wrong"}
    assert part(report, "shifted").awarded == 0
    assert "this problem asks that it does not" in feedback(report, "shifted")


def test_a_wrong_answer_is_not_made_right_by_any_form(tmp_path: Path) -> None:
    source = REFERENCE.replace("return np.tanh(Z) + 1", "return np.tanh(Z) + (Z.dtype != float)")
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), source)
    assert verdicts(report)["shifted"] == "wrong"
    assert cases(report, "shifted")[SINGLE] == "right"


def test_a_form_keeps_the_numbers() -> None:
    table = np.arange(6.0).reshape(2, 3)
    values: Any = {"a": [table, 2.5], "y": np.array([0, 255])}
    for form in Form:
        found = in_form(values, form)
        assert isinstance(found, dict)
        both: Any = found["a"]
        first, number = both
        assert np.array_equal(first, table)
        assert number == 2.5
        assert np.array_equal(found["y"], [0, 255])
    single, strided, labels = (in_form(np.arange(4.0), form) for form in Form)
    assert isinstance(single, np.ndarray)
    assert single.dtype == np.float32
    assert isinstance(strided, np.ndarray)
    assert not strided.flags["C_CONTIGUOUS"]
    assert isinstance(labels, np.ndarray)
    assert labels.dtype == np.float64


@pytest.mark.parametrize("labels", [[-1, 2], [0, 256], []])
def test_labels_that_no_byte_holds_stay_as_they_are(labels: list[int]) -> None:
    found = in_form(np.array(labels, dtype=np.int64), Form.LABELS)
    assert isinstance(found, np.ndarray)
    assert found.dtype == np.int64


def test_a_form_decides_nothing_about_precision(tmp_path: Path) -> None:
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), REFERENCE)
    assert part(report, "shifted").precision == "double"
