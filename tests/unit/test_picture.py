"""Pictures say where an array differs, in steps from which no right value can be had."""

from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import Report, grade
from grader.compare import compare, compare_digits, relative_size
from grader.model.judgement import Differs, DiffersInDigits, NotFinite
from grader.model.picture import Picture, Step, Steps
from grader.model.report import PartReport
from grader.model.values import Floats
from grader.picture import draw, steps_beyond, steps_in_digits, steps_not_finite
from grader.run.fake import FakeRunner
from tests.conftest import CORPUS, answered, feedback, one_problem, part, write_files

BANDS = {
    Step.NEAR: (0.0, 0.0),
    Step.HUNDREDTH: (1.1e-3, 0.99e-2),
    Step.TENTH: (1.01e-2, 0.99e-1),
    Step.WHOLE: (1.01e-1, 0.999),
    Step.MORE: (1.01, 1e6),
}
TYPICAL = 1.0
MANY = 1_000_001

shapes = st.lists(st.integers(1, 60), min_size=1, max_size=4).filter(lambda each: prod(each) < 9000)


def differing(right: Floats, steps: Sequence[Step], shares: Sequence[float]) -> Differs:
    """Return the finding on an array whose entries are off by some share of what a step spans."""
    bands = [BANDS[step] for step in steps]
    relative = [
        low + share * (high - low) for (low, high), share in zip(bands, shares, strict=True)
    ]
    off = np.array(relative).reshape(right.shape) * relative_size(right, TYPICAL)
    found = compare(right + off, right, TYPICAL, lambda: np.zeros(right.shape))
    assert isinstance(found, Differs)
    return found


entries = st.lists(
    st.tuples(
        st.sampled_from(list(BANDS)),
        *(st.floats(0, 1) for _ in range(2)),
        *(st.floats(-9, 9).filter(lambda each: abs(each) > 0.01) for _ in range(2)),
    ),
    min_size=2,
    max_size=12,
).filter(lambda each: any(step for step, *_ in each))


@given(entries)
def test_other_right_values_with_other_errors_of_the_same_steps_give_the_same_picture(
    drawn: list[tuple[Step, float, float, float, float]],
) -> None:
    steps, *numbers = zip(*drawn, strict=True)
    one = differing(np.array(numbers[2]), steps, numbers[0])
    other = differing(np.array(numbers[3]), steps, numbers[1])
    assert one.steps == other.steps == Steps((len(steps),), bytes(steps))


@given(entries, st.integers(-20, 20))
def test_the_size_of_right_values_leaves_a_picture_as_it_is(
    drawn: list[tuple[Step, float, float, float, float]], power: int
) -> None:
    steps, shares, _, right, _ = zip(*drawn, strict=True)
    one = differing(np.array(right), steps, shares)
    assert differing(np.array(right) * 2.0**power, steps, shares).steps == one.steps


def test_each_step_begins_where_the_last_one_ends() -> None:
    bounds = np.array([1e-3, 0.01, 0.01 + 1e-9, 0.1, 0.1 + 1e-9, 1.0, 1.0 + 1e-9, np.inf])
    steps = steps_beyond(bounds, np.ones(8), np.ones(8, bool))
    assert steps is not None
    assert list(steps.steps) == [1, 1, 2, 2, 3, 3, 4, 4]
    within = steps_beyond(bounds, np.ones(8), np.zeros(8, bool))
    assert within is not None
    assert set(within.steps) == {Step.NEAR}


@given(shapes, st.randoms(use_true_random=False))
def test_a_picture_is_small_and_keeps_what_is_furthest_off(shape: list[int], chance) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  (hypothesis has no public name for it)
    flat = [chance.choice([0, 0, 0, 1, 4, 5]) for _ in range(prod(shape))]
    marked = chance.randrange(len(flat))
    flat[marked] = flat[marked] or 2
    worst = tuple(int(each) for each in np.unravel_index(marked, shape))
    picture = draw(Steps(tuple(shape), bytes(flat)), "dW", "n=3", worst)
    if prod(shape) == 1:
        assert picture is None
        return
    assert picture is not None
    assert 1 <= len(picture.rows) <= 24
    assert {len(row) for row in picture.rows} <= set(range(1, 33))
    assert len({len(row) for row in picture.rows}) == 1
    assert all(isinstance(step, Step) for row in picture.rows for step in row)
    assert max(max(row) for row in picture.rows) == max(flat)
    assert {step for row in picture.rows for step in row} <= {Step(each) for each in flat}
    row, column = picture.worst
    assert picture.rows[row][column] >= flat[marked]
    cells = len(picture.rows) * len(picture.rows[0])
    assert picture.reduced == (cells < prod(shape))
    assert picture.shape == tuple(shape)
    if not picture.reduced:
        assert bytes(step for row in picture.rows for step in row) == bytes(flat)


def test_the_last_axis_runs_along_the_rows_and_all_others_run_down() -> None:
    steps = np.zeros((2, 3, 4), np.uint8)
    steps[1, 0, 2] = Step.MORE
    picture = draw(Steps((2, 3, 4), steps.tobytes()), "dW", "c", (1, 0, 2))
    assert picture is not None
    assert picture.rows == tuple(
        tuple(Step.MORE if (row, column) == (3, 2) else Step.NEAR for column in range(4))
        for row in range(6)
    )
    assert picture.worst == (3, 2)
    assert not picture.reduced


def test_several_entries_of_a_large_array_are_drawn_as_one() -> None:
    steps = np.zeros((50, 33), np.uint8)
    steps[49, 32] = Step.TENTH
    steps[0, 1] = Step.MORE
    picture = draw(Steps(steps.shape, steps.tobytes()), "dW", "c", (49, 32))
    assert picture is not None
    assert (len(picture.rows), len(picture.rows[0])) == (17, 17)
    assert picture.reduced
    assert picture.worst == (16, 16)
    assert picture.rows[16][16] is Step.TENTH
    assert picture.rows[0][0] is Step.MORE


def test_a_number_by_itself_has_no_picture() -> None:
    for right in (np.array(2.0), np.array([[2.0]])):
        found = compare(right + 1, right, TYPICAL, lambda: np.zeros(()))
        assert isinstance(found, Differs)
        assert found.steps is not None
        assert draw(found.steps, "loss", "c", found.worst) is None


def test_of_a_very_large_array_no_steps_are_kept() -> None:
    zeros, flags = np.zeros(MANY), np.ones(MANY, bool)
    assert steps_beyond(zeros, zeros, flags) is None
    assert steps_not_finite(flags) is None
    found = compare(zeros + 1, zeros, TYPICAL, lambda: np.zeros(()))
    assert isinstance(found, Differs)
    assert (found.differing, found.steps) == (MANY, None)


def test_of_what_is_not_finite_the_picture_says_where_that_is_and_nothing_else() -> None:
    right = np.arange(6.0).reshape(2, 3)
    found = compare(
        np.array([[9.0, np.nan, 2], [3, 4, -np.inf]]), right, TYPICAL, lambda: np.zeros(())
    )
    assert isinstance(found, NotFinite)
    assert found.steps == Steps((2, 3), bytes([0, 5, 0, 0, 0, 5]))


def test_of_numbers_by_hand_the_picture_says_which_are_off_and_not_by_how_much() -> None:
    right = np.array([[0.1, 0.2], [0.3, 0.4]])
    near = compare_digits(np.array([[0.1, 0.22], [0.3, 0.4]]), right, 2)
    far = compare_digits(np.array([[0.1, 1e9], [0.3, 0.4]]), right, 2)
    assert isinstance(near, DiffersInDigits)
    assert isinstance(far, DiffersInDigits)
    assert near.steps == far.steps == steps_in_digits(np.array([[False, True], [False, False]]))
    squeezed = compare_digits(np.array([0.1, 0.9]), np.array([[0.1, 0.2]]), 2)
    assert isinstance(squeezed, DiffersInDigits)
    assert squeezed.steps == Steps((1, 2), bytes([0, 4]))
    assert squeezed.first == (0, 1)


# --- in reports ---

PROBLEM = """\
sizes: [{m: 3, n: 4}, {m: 1, n: 1}]
inputs: {W: {normal: [m, n]}}
parts:
  - {function: double, arguments: [W], returns: D, marks: 1}
  - {function: total, arguments: [W], returns: s, marks: 1}
"""
REFERENCE = """\
def D(W): return 2 * W

def s(W): return W.sum()
"""
WRONG_ENTRY = """\
def double(W):
    D = 2 * W
    D[-1, 0] += 30
    return D

def total(W): return -W.sum()
"""


def picture(part: PartReport) -> Picture:
    """Return the picture of a part, which has one."""
    assert part.picture is not None
    return part.picture


def test_the_picture_is_that_of_the_case_which_the_feedback_speaks_of(tmp_path: Path) -> None:
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), WRONG_ENTRY)
    drawn = picture(part(report, "D"))
    assert f"Seen in the case {drawn.case};" in feedback(report, "D")
    assert (drawn.of, drawn.case, drawn.shape) == ("D", "m=3, n=4", (3, 4))
    assert drawn.rows == ((Step.NEAR,) * 4, (Step.NEAR,) * 4, (Step.MORE, *(Step.NEAR,) * 3))
    assert drawn.worst == (2, 0)
    assert part(report, "s").picture is None


def test_what_is_right_or_no_array_has_no_picture(tmp_path: Path) -> None:
    course = one_problem(tmp_path, PROBLEM, REFERENCE)
    right = "def double(W): return 2 * W\ndef total(W): return 1 / 0\n"
    report = answered(course, right)
    assert part(report, "D").picture is part(report, "s").picture is None
    assert part(report, "D").cases[0].found == ""
    assert part(report, "s").cases[0].found.startswith("ZeroDivisionError")
    shape = "def double(W): return 2 * W.T\ndef total(W): return W.sum()\n"
    assert part(answered(course, shape), "D").picture is None


def test_what_was_found_is_said_of_every_case_that_is_not_right(tmp_path: Path) -> None:
    """Also of those that cost nothing."""
    source = "def double(W): return 2 * W if W.dtype == 'f8' else 3 * W\ndef total(W): return 1\n"
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), source)
    for each in (part(report, "D"), part(report, "s")):
        assert {bool(case.found) for case in each.cases if case.verdict == "right"} <= {False}
        assert {bool(case.found) for case in each.cases if case.verdict != "right"} == {True}
    single = next(case for case in part(report, "D").cases if "single" in case.case)
    assert "entries are off" in single.found
    assert part(report, "D").picture is None  # it is right


LISTS = """\
index: {k: "1..len(n)-1"}
sizes: [{n: [4, 5, 3, 2]}]
inputs: {x: {normal: ["n[0]"]}, b: {normal: ["n[k]"], each: k}}
parts:
  - {function: back, arguments: [x, b], returns: dW, marks: {each: 1}}
"""
OF_A_LIST = """\
import numpy as np

def dW(k, x, b): return np.outer(b[k], x)
"""


def test_an_entry_of_a_list_is_named(tmp_path: Path) -> None:
    course = one_problem(tmp_path, LISTS, OF_A_LIST)
    for fault, rows in (("2 * d", 3), ("d * np.nan", 3)):
        source = (
            "import numpy as np\n\ndef back(x, b):\n    ds = [np.outer(c, x) for c in b]\n"
            f"    ds[1] = [{fault} for d in ds[1:2]][0]\n    return ds\n"
        )
        drawn = picture(part(answered(course, source), "dW"))
        assert drawn.of == "dW[2]"
        assert drawn.shape == (rows, 4)


def test_numbers_by_hand_have_a_picture() -> None:
    report = grade(CORPUS / "worked_network/sign_of_one_cell", runner=FakeRunner())
    drawn = [
        each.picture for one in report.problems for each in one.parts if each.picture is not None
    ]
    assert {step for each in drawn for row in each.rows for step in row} == {Step.NEAR, Step.MORE}
    assert {each.case for each in drawn} == {"given"}


# --- beside a secret ---

TELLS = """\
SEEN = []

def double(W):
    SEEN.append(W)
    D = 2 * W
    D[W > 0] += 40 * W[W > 0]
    return D

def total(W): return W.sum() + (1 if SEEN[-1].flat[0] > 0 else 0)
"""


def everything_found(report: Report) -> set[str]:
    """Return all that is said of single cases."""
    return {case.found for one in report.problems for each in one.parts for case in each.cases}


@pytest.mark.parametrize("source", [TELLS, WRONG_ENTRY])
def test_beside_a_hidden_case_nothing_is_told_that_code_could_draw_its_numbers_into(
    source: str, tmp_path: Path
) -> None:
    """A picture would be a page to write on, in the hidden case or in one that comes after it."""
    course = one_problem(tmp_path, PROBLEM, REFERENCE)
    secret = answered(course, source, secret=b"a secret of a course")
    assert "hidden" in {case.case for case in part(secret, "D").cases}
    assert part(secret, "D").verdict == "wrong"
    assert everything_found(secret) == {""}
    assert part(secret, "D").picture is None
    assert "what was found in each case, is not shown" in secret.notes[0]
    public = answered(course, source)
    assert everything_found(public) != {""}
    assert part(public, "D").picture is not None


def test_a_secret_takes_nothing_from_numbers_by_hand(tmp_path: Path) -> None:
    """No code that could know a hidden case has a say in them."""
    sheet = (CORPUS / "worked_network/sign_of_one_cell/answers.yaml").read_bytes()
    folder = write_files(tmp_path / "hw", {"answers.yaml": sheet})
    reports = [
        grade(folder, runner=FakeRunner(), secret=secret)
        for secret in (None, b"a secret of a course")
    ]
    assert reports[0].problems == reports[1].problems
    assert any(each.picture for one in reports[1].problems for each in one.parts)
