"""The rule of comparison; each of its conditions is also seen to fail."""

from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from grader.compare import TAU, compare
from grader.judge.overall import verdict_of
from grader.model.answer import Listed, Oversized, Unusable
from grader.model.judgement import (
    Differs,
    Finding,
    Near,
    NotFinite,
    Precision,
    Verdict,
    WrongShape,
    WrongType,
)
from grader.model.values import Array, Floats

RIGHT = np.array([[0.25, -0.5, 1.0], [2.0, 0.125, -4.0]])


def judged(
    found: Array,
    right: Floats = RIGHT,
    *,
    noise: float = 0.0,
    overflow: bool = False,
    strict: bool = False,
) -> Finding:
    """Compare, with the same noise for every entry."""
    noises = np.full(right.shape, noise)
    return compare(found, right, 1.0, lambda: noises, overflow=overflow, strict=strict)


def precise(found: Array, right: Floats = RIGHT, *, noise: float = 0.0) -> Precision | None:
    """Return how exact something is; None where it is not right."""
    finding = judged(found, right, noise=noise)
    return finding.precision if isinstance(finding, Near) else None


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


THIRDS = RIGHT / 3
"""Right values that single precision does not hold."""


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (THIRDS.copy(), Precision.DOUBLE),
        (THIRDS * (1 + 5e-14), Precision.DOUBLE),
        (THIRDS * (1 + 5e-12), Precision.APPROXIMATE),
        (THIRDS.astype(np.float32), Precision.SINGLE),
        (THIRDS.astype(np.float32).astype(np.float64), Precision.SINGLE),
        (THIRDS.astype(np.longdouble), Precision.DOUBLE),
        (np.float32(1 + 2e-5) * THIRDS.astype(np.float32), Precision.SINGLE),
        (THIRDS * (1 + 1e-9), Precision.APPROXIMATE),
        (THIRDS * (1 + 5e-5), Precision.APPROXIMATE),
        (THIRDS * (1 + 5e-4), None),
        (THIRDS.astype(np.float16), None),
        (np.round(THIRDS, 4), None),
    ],
)
def test_precision_is_told_by_how_near_and_by_which_numbers(
    found: Array, expected: Precision | None
) -> None:
    assert precise(found, THIRDS) is expected


def test_one_entry_decides_about_precision() -> None:
    for error, expected in (
        (1e-14, Precision.DOUBLE),
        (1e-10, Precision.APPROXIMATE),
        (1e-2, None),
    ):
        found = THIRDS.copy()
        found[1, 2] *= 1 + error
        assert precise(found, THIRDS) is expected


def test_the_error_of_what_is_approximate_is_its_largest() -> None:
    found = THIRDS.copy()
    found[0, 0] *= 1 + 1e-7
    found[1, 2] *= 1 + 1e-6
    finding = judged(found, THIRDS)
    assert isinstance(finding, Near)
    assert finding.error == pytest.approx(1e-6 / 1.1)


def test_noise_of_the_calculation_is_double_precision_too() -> None:
    """What double precision rounds away is that of single precision divided by 2 to the 29th."""
    found = THIRDS + 1e-11
    assert precise(found, THIRDS) is Precision.APPROXIMATE
    assert precise(found, THIRDS, noise=1e-3) is Precision.DOUBLE
    assert precise(found, THIRDS, noise=1e-5) is Precision.APPROXIMATE


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (THIRDS.copy(), Verdict.RIGHT),
        (THIRDS * (1 + 1e-12), Verdict.RIGHT),
        (THIRDS * (1 + 1e-8), Verdict.IMPRECISE),
        (THIRDS.astype(np.float32), Verdict.IMPRECISE),
        (THIRDS.astype(np.float16), Verdict.IMPRECISE),
        (2 * THIRDS, Verdict.WRONG),
    ],
)
def test_a_strict_problem_wants_double_precision(found: Array, verdict: Verdict) -> None:
    assert verdict_of(judged(found, THIRDS, strict=True)) is verdict


def test_noise_widens_a_strict_tolerance_as_little_as_rounding_does() -> None:
    assert isinstance(judged(THIRDS + 1e-10, THIRDS, strict=True, noise=1e-3), Near)
    assert isinstance(judged(THIRDS + 1e-8, THIRDS, strict=True, noise=1e-3), Differs)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (THIRDS.astype(np.float16), Verdict.IMPRECISE),
        (np.round(THIRDS, 2), Verdict.IMPRECISE),
        (THIRDS * 1.02, Verdict.IMPRECISE),
        (THIRDS * 1.04, Verdict.WRONG),
        (np.round(THIRDS, 0), Verdict.WRONG),
        (THIRDS.T.reshape(2, 3), Verdict.WRONG),
        (-THIRDS, Verdict.WRONG),
    ],
)
def test_what_is_nearly_right_is_imprecise_and_what_is_not_is_wrong(
    found: Array, verdict: Verdict
) -> None:
    assert verdict_of(judged(found, THIRDS)) is verdict


def test_one_wrong_entry_among_imprecise_ones_is_wrong() -> None:
    found = THIRDS.astype(np.float16)
    found[0, 0] *= 2
    assert verdict_of(judged(found, THIRDS)) is Verdict.WRONG


def test_a_list_where_one_array_is_wanted_is_a_wrong_type() -> None:
    listed = Listed((RIGHT[0], RIGHT[1]))
    assert compare(listed, RIGHT, 1.0, lambda: RIGHT) == WrongType("a list of 2")


RELATIVE = st.sampled_from([0.0, 1e-15, 1e-11, 1e-6, 3e-5, 3e-4, 1e-2, 0.5])


@given(FLOATS, RELATIVE, st.integers(-30, 30))
def test_nothing_hangs_on_the_scale(right: Floats, error: float, power: int) -> None:
    assume(np.abs(right).max() > 1e-3)
    assume(np.abs(right[right != 0]).min() > 1e-9)  # else it would leave the numbers of single
    found = right * (1 + error)
    first, second = (judged(each * found, each * right) for each in (1.0, 2.0**power))
    assert verdict_of(first) is verdict_of(second)
    if isinstance(first, Near):
        assert first == second


@given(FLOATS, FLOATS, RELATIVE, st.randoms(use_true_random=False))
def test_nothing_hangs_on_the_order_of_the_entries(
    right: Floats, pattern: Floats, error: float, chance: Random
) -> None:
    assume(np.abs(right).max() > 1e-3)
    flat = right.ravel()
    signs = np.resize(np.sign(pattern.ravel()), flat.shape)
    found = flat * (1 + error * signs)
    order = list(range(flat.size))
    chance.shuffle(order)
    first, second = judged(found, flat), judged(found[order], flat[order])
    assert verdict_of(first) is verdict_of(second)
    assert getattr(first, "precision", None) == getattr(second, "precision", None)
    assert getattr(first, "differing", None) == getattr(second, "differing", None)


@given(FLOATS, RELATIVE)
def test_a_difference_counts_the_same_in_either_direction(right: Floats, error: float) -> None:
    assume(np.abs(right).max() > 1e-3)
    above, below = (judged(right + sign * error * right, right) for sign in (1, -1))
    assert type(above) is type(below)


@given(FLOATS, RELATIVE, RELATIVE)
def test_what_is_further_away_is_never_better(right: Floats, one: float, other: float) -> None:
    assume(np.abs(right).max() > 1e-3)
    order = [Verdict.RIGHT, Verdict.IMPRECISE, Verdict.WRONG]
    nearer, further = sorted((one, other))
    found = [verdict_of(judged(right * (1 + error), right)) for error in (nearer, further)]
    assert order.index(found[0]) <= order.index(found[1])
