"""Drawing: the same numbers everywhere, and numbers in which no mistake can hide."""

from dataclasses import replace
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import find_course
from grader.load.problem import read_problem
from grader.model.case import Case
from grader.model.course import (
    Fixed,
    Generator,
    Labels,
    Normal,
    OneHot,
    Probabilities,
    Problem,
    Uniform,
    Upstream,
)
from grader.plan import draw_cases


def problem(name: str = "affine_backward") -> Problem:
    """Return a problem of the built-in course."""
    course = find_course()
    return read_problem(course.root, course.problem_files[name])


def drawn(generator: Generator, seed: int = 0, **sizes: int) -> np.ndarray:
    """Return what a generator draws."""
    one = replace(problem(), inputs={"v": generator}, sizes=(sizes,), cases=())
    return np.asarray(draw_cases(one, seed)[0].values["v"])


def as_bytes(cases: tuple[Case, ...]) -> list[tuple[str, str, bytes]]:
    """Return all drawn values, to compare."""
    return [
        (case.name, name, np.asarray(value).tobytes())
        for case in cases
        for name, value in case.values.items()
    ]


def test_the_numbers_never_change() -> None:
    """These are a promise: a mark given once can be checked years later, on any machine."""
    case = draw_cases(problem(), seed=0)[2]
    assert case.name == "m=2, n=2"
    drawn_here = {
        name: (1024 * np.asarray(case.values[name])).astype(int).tolist() for name in ("W", "x")
    }
    assert drawn_here == PROMISED


PROMISED = {"W": [[-605, 1045], [803, -375]], "x": [-510, 554]}


def test_another_seed_draws_other_numbers() -> None:
    assert as_bytes(draw_cases(problem(), 0)) != as_bytes(draw_cases(problem(), 1))


def test_adding_an_input_or_a_set_of_sizes_moves_no_other_draw() -> None:
    before = problem()
    more = {**before.inputs, "extra": Normal(("m",))}
    after = replace(before, inputs=more, sizes=(*before.sizes, {"m": 4, "n": 4}))
    old = as_bytes(draw_cases(before, 3))
    new = as_bytes(draw_cases(after, 3))
    assert set(old) <= set(new)


def test_what_a_case_gives_is_not_drawn_and_the_rest_follows_its_sizes() -> None:
    cases = draw_cases(problem("softmax_jacobian"), 0)
    overflow = next(case for case in cases if case.name == "overflow")
    assert np.array_equal(np.asarray(overflow.values["z"]), [1000.0, 0.0, -1000.0])
    assert overflow.values["n"] == 3
    cases = draw_cases(problem("softmax"), 0)
    whole = next(case for case in cases if case.because == "logits may be whole numbers")
    assert np.asarray(whole.values["z"]).dtype == np.int64


def test_names_of_cases_differ() -> None:
    names = [case.name for case in draw_cases(problem("softmax"), 0)]
    assert len(set(names)) == len(names)


SHAPES = st.lists(st.integers(1, 6), max_size=3).map(tuple)


@given(shape=SHAPES, seed=st.integers(0, 10**6), scale=st.sampled_from([0.5, 1.0, 3.0]))
def test_normal_values_lie_on_the_grid_away_from_zero_and_have_both_signs(
    shape: tuple[int, ...], seed: int, scale: float
) -> None:
    values = drawn(Normal(shape, scale), seed)
    assert values.shape == shape
    assert np.array_equal(values * 1024, np.round(values * 1024))
    assert (np.abs(values) >= 0.25 * scale).all()
    assert (np.abs(values) <= 2 * scale).all()
    assert len(np.unique(np.abs(values))) == values.size
    if values.size > 1:
        assert (values > 0).any()
        assert (values < 0).any()


@given(seed=st.integers(0, 10**6), length=st.integers(2, 9))
def test_upstream_gradients_are_never_all_the_same(seed: int, length: int) -> None:
    values = drawn(Upstream((length,)), seed)
    assert len(np.unique(values)) == length
    assert not (values == 1).all()


@given(seed=st.integers(0, 10**6), rows=st.integers(1, 5), classes=st.integers(1, 30))
def test_probabilities_are_positive_and_sum_to_exactly_one(
    seed: int, rows: int, classes: int
) -> None:
    values = drawn(Probabilities(("rows", "classes")), seed, rows=rows, classes=classes)
    assert values.shape == (rows, classes)
    assert (values > 0).all()
    assert (values.sum(axis=1) == 1).all()


@given(seed=st.integers(0, 10**6), count=st.integers(1, 12), classes=st.integers(1, 5))
def test_labels_are_in_range_and_cover_every_class_where_there_is_room(
    seed: int, count: int, classes: int
) -> None:
    values = drawn(Labels((count,), classes), seed)
    assert values.dtype == np.int64
    assert set(values.tolist()) <= set(range(classes))
    if count >= classes:
        assert set(values.tolist()) == set(range(classes))


@given(seed=st.integers(0, 10**6), rows=st.integers(1, 6), classes=st.integers(1, 5))
def test_one_hot_rows_hold_a_single_one(seed: int, rows: int, classes: int) -> None:
    values = drawn(OneHot((rows, classes)), seed)
    assert (values.sum(axis=1) == 1).all()
    assert set(np.unique(values)) <= {0.0, 1.0}


@given(seed=st.integers(0, 10**6), low=st.floats(-3, 0), width=st.floats(0.01, 3))
def test_uniform_values_keep_within_their_bounds(seed: int, low: float, width: float) -> None:
    values = drawn(Uniform((20,), low, low + width), seed)
    assert (values >= low).all()
    assert (values <= low + width).all()


@pytest.mark.parametrize(
    "generator", [Normal(()), Upstream(()), Uniform(()), Probabilities(()), Labels((), 3)]
)
def test_an_empty_shape_is_a_plain_number(generator: Generator) -> None:
    one = replace(problem(), inputs={"v": generator}, sizes=({},), cases=())
    assert type(draw_cases(one, 0)[0].values["v"]) in (int, float)


@pytest.mark.parametrize("kind", [Normal, Upstream, Uniform, OneHot, Probabilities])
def test_an_empty_batch_can_be_drawn(kind: type) -> None:
    values = drawn(kind((0, 3)))
    assert values.shape == (0, 3)
    assert prod(values.shape) == 0


def test_a_fixed_value_is_the_same_in_every_case() -> None:
    assert float(drawn(Fixed(0.5))) == 0.5
