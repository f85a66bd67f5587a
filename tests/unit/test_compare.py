"""The rule of comparison; each of its conditions is also seen to fail."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from grader.compare import TAU, compare
from grader.model.answer import Oversized, Unusable
from grader.model.judgement import (
    Differs,
    Finding,
    Near,
    NotFinite,
    Precision,
    WrongShape,
    WrongType,
)
from grader.model.values import Array, Floats

RIGHT = np.array([[0.25, -0.5, 1.0], [2.0, 0.125, -4.0]])


def judged(
    found: Array, right: Floats = RIGHT, *, noise: float = 0.0, overflow: bool = False
) -> Finding:
    """Compare, with the same noise for every entry."""
    return compare(found, right, 1.0, lambda: np.full(right.shape, noise), overflow=overflow)


FLOATS = st_numpy.arrays(
    np.float64,
    st_numpy.array_shapes(max_dims=3, max_side=5),
    elements=st.floats(-1e6, 1e6, allow_subnormal=False),
)


@given(FLOATS)
def test_an_array_is_near_itself(right: Floats) -> None:
    assert judged(right.copy(), right) == Near()


@given(FLOATS)
def test_single_precision_is_right(right: Floats) -> None:
    assume(np.abs(right).max() > 1e-3)
    finding = judged(right.astype(np.float32), right)
    exact = right.astype(np.float32).astype(float)
    double = (np.abs(exact - right) <= 1e-13 * (np.abs(right) + 0.1 * np.abs(right).max())).all()
    assert isinstance(finding, Near)
    assert finding.precision is (Precision.DOUBLE if double else Precision.SINGLE)


@given(FLOATS, st.integers(-20, 20))
def test_the_judgement_does_not_depend_on_the_scale(right: Floats, power: int) -> None:
    assume(np.abs(right).max() > 1e-3)
    off = right * (1 + 3e-4)
    scaled = judged(off * 2.0**power, right * 2.0**power)
    assert type(scaled) is type(judged(off, right))


@given(FLOATS, st.data())
def test_one_entry_off_by_a_thousandth_of_the_largest_is_wrong(
    right: Floats, data: st.DataObject
) -> None:
    largest = np.abs(right).max()
    assume(largest > 1e-3)
    index = np.unravel_index(data.draw(st.integers(0, right.size - 1)), right.shape)
    found = right.copy()
    found[index] += 1e-3 * largest
    finding = judged(found, right)
    assert isinstance(finding, Differs)
    assert finding.differing == 1
    assert finding.worst == tuple(index)


@given(FLOATS)
def test_a_constant_factor_is_wrong(right: Floats) -> None:
    assume(np.abs(right).max() > 1e-3)
    for factor in (-1, 0, 0.5, 2, 1.01):
        assert isinstance(judged(factor * right, right), Differs)


def test_an_error_that_an_absolute_tolerance_would_hide_is_wrong() -> None:
    assert isinstance(judged(np.zeros((2, 3)), 1e-9 * RIGHT), Differs)


@pytest.mark.parametrize(
    "found",
    [
        np.array(1.0),
        RIGHT[:1],
        RIGHT[:, :1],
        RIGHT[None],
        RIGHT.T,
        np.empty((0, 3)),
        np.empty((2, 0)),
        RIGHT.ravel(),
    ],
    ids=lambda found: str(found.shape),
)
def test_no_shape_but_the_right_one_is_right(found: Array) -> None:
    assert judged(found) == WrongShape(found.shape, (2, 3))


def test_what_would_broadcast_to_the_right_value_is_a_wrong_shape() -> None:
    ones = np.ones((3, 3))
    assert judged(np.ones((1, 3)), ones) == WrongShape((1, 3), (3, 3))
    assert judged(np.array(1.0), ones) == WrongShape((), (3, 3))


def test_shape_comes_before_everything_else() -> None:
    assert isinstance(judged(np.full((3, 2), np.nan)), WrongShape)
    assert isinstance(judged(np.ones((3, 2), dtype=complex)), WrongShape)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_never_near(bad: float) -> None:
    found = RIGHT.copy()
    found[1, 2] = bad
    assert judged(found) == NotFinite(1, 6, (1, 2))
    assert judged(np.full((2, 3), bad)) == NotFinite(6, 6, (0, 0))


def test_complex_numbers_are_refused_even_with_nothing_imaginary() -> None:
    assert judged(RIGHT.astype(complex)) == WrongType("complex numbers")


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.uint16, bool])
def test_whole_numbers_and_truth_values_are_judged_by_value(kind: type) -> None:
    right = np.array([0.0, 1.0, 1.0])
    assert judged(right.astype(kind), right) == Near()
    assert isinstance(judged((1 - right).astype(kind), right), Differs)


def test_what_is_no_array_is_a_wrong_type() -> None:
    assert compare(Unusable("None"), RIGHT, 1.0, lambda: RIGHT) == WrongType("None")


def test_what_is_too_large_is_a_wrong_shape() -> None:
    oversized = Oversized((5000, 5000))
    assert compare(oversized, RIGHT, 1.0, lambda: RIGHT) == WrongShape((5000, 5000), (2, 3))


def test_noise_widens_the_tolerance_and_is_asked_for_only_then() -> None:
    off = RIGHT + 1e-3
    assert isinstance(judged(off), Differs)
    assert isinstance(judged(off, noise=1e-4), Near)
    assert isinstance(judged(off, noise=1e-6), Differs)

    def unexpected() -> Floats:
        raise AssertionError

    assert compare(RIGHT.copy(), RIGHT, 1.0, unexpected) == Near()


def test_where_everything_is_zero_the_typical_size_counts() -> None:
    zeros = np.zeros(3)
    assert judged(zeros.copy(), zeros) == Near()
    assert isinstance(judged(np.full(3, 1e-7), zeros), Near)
    assert isinstance(judged(np.full(3, 1e-5), zeros), Differs)
    assert isinstance(compare(np.full(3, 1e-7), zeros, 1e-4, lambda: zeros), Differs)


def test_overflow_cases_have_a_floor_and_others_have_not() -> None:
    saturated = np.array([1e-168, 0.0])
    found = np.array([3e-168, 1e-170])
    assert isinstance(judged(found, saturated), Differs)
    assert isinstance(judged(found, saturated, overflow=True), Near)
    assert isinstance(judged(np.array([1e-3, 0.0]), saturated, overflow=True), Differs)


def test_the_worst_entry_and_its_numbers_are_told() -> None:
    found = RIGHT.copy()
    found[0, 0] += 0.01
    found[1, 1] += 1.0
    finding = judged(found)
    assert isinstance(finding, Differs)
    assert (finding.differing, finding.total, finding.worst) == (2, 6, (1, 1))
    assert finding.relative == pytest.approx(1.0 / (0.125 + 0.4))
    assert finding.allowed == pytest.approx(TAU)


def test_an_enormous_value_is_wrong_and_no_warning() -> None:
    assert isinstance(judged(np.full((2, 3), 1e308)), Differs)
    assert isinstance(judged(np.full((2, 3), -1.7e308), np.full((2, 3), 1e300)), Differs)
