"""Drawing: the same numbers everywhere, and numbers in which no mistake can hide."""

from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import CourseError, find_course
from grader.load.designed import designed_sizes
from grader.load.problem import read_problem
from grader.model.case import Case, Tag
from grader.model.course import (
    CaseKind,
    CaseSpec,
    Fixed,
    Form,
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
from tests.conftest import one_problem


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


INPUTS: dict[str, Generator] = {
    "X": Normal(("m", "n")),
    "b": Normal(("n",)),
    "g": Upstream(("m",)),
    "P": Probabilities(("m", "n")),
    "y": Labels(("m",), "n"),
    "c": Fixed(0.5),
}


def designed(**changes: Any) -> dict[str, Case]:
    """Return the cases of a problem with all kinds of inputs, by name."""
    values = {"inputs": INPUTS, "sizes": ({"m": 5, "n": 3},), "cases": (), "batch": "m", **changes}
    acceptable = values.pop("acceptable", lambda _case, _wish: True)
    secret = values.pop("secret", None)
    one = replace(problem(), **values)
    return {case.name: case for case in draw_cases(one, 0, acceptable, secret)}


def array(case: Case, name: str) -> np.ndarray:
    """Return an input as an array."""
    return np.asarray(case.values[name])


def differing(case: Case, first: Case) -> set[str]:
    """Return the names of the values that are not those of the first case."""
    return {
        name for name in case.values if not np.array_equal(array(case, name), array(first, name))
    }


def test_every_tag_makes_a_case_that_says_why_it_is_there() -> None:
    cases = designed()
    tags = set(Tag) - {Tag.HIDDEN}
    assert {case.tag for case in cases.values()} == {None, *tags}
    for tag in tags:
        case = cases[str(tag)]
        assert case.tag is tag
        assert case.because
        assert case.drawn
        assert case.kind is CaseKind.ORDINARY
        assert case.form is None


def test_special_rows_are_zero_equal_and_twice_the_same() -> None:
    cases = designed()
    first, special = cases["m=5, n=3"], cases["special rows"]
    assert differing(special, first) == {"X", "b"}
    X, b = array(special, "X"), array(special, "b")  # noqa: N806  (as in problems)
    assert not X[-1].any()
    assert len(set(X[-2])) == 1
    assert X[-2].any()
    assert np.array_equal(X[1], X[0])
    assert len(set(b)) == 1
    assert b.any()


def test_tiny_scales_all_that_has_a_sign_and_huge_only_the_first() -> None:
    cases = designed()
    first = cases["m=5, n=3"]
    for name in ("X", "b", "g"):
        assert np.array_equal(array(cases["tiny"], name) * 1024, array(first, name))
    assert differing(cases["tiny"], first) == {"X", "b", "g"}
    assert np.array_equal(array(cases["huge"], "X"), 8 * array(first, "X"))
    assert differing(cases["huge"], first) == {"X"}


def test_wide_probabilities_are_near_0_and_near_1_and_still_sum_to_1() -> None:
    cases = designed()
    wide = array(cases["wide probabilities"], "P")
    assert differing(cases["wide probabilities"], cases["m=5, n=3"]) == {"P"}
    assert (wide.sum(axis=1) == 1).all()
    assert wide.min() < 0.005
    assert wide.max() > 0.985
    assert (wide > 0).all()
    assert len(set(wide.argmax(axis=1))) == 3


def test_another_upstream_is_turned_round_and_twice_as_large() -> None:
    cases = designed()
    first, other = cases["m=5, n=3"], cases["another upstream gradient"]
    assert np.array_equal(array(other, "g"), -2 * array(first, "g"))
    assert differing(other, first) == {"g"}


def test_a_batch_repeated_has_every_sample_twice_in_every_input() -> None:
    cases = designed()
    first, twice = cases["m=5, n=3"], cases["batch repeated"]
    assert twice.values["m"] == 10
    assert twice.sizes == {"m": 10, "n": 3}
    for name in ("X", "g", "P", "y"):
        both = np.concatenate([array(first, name)] * 2)
        assert np.array_equal(array(twice, name), both)
    assert differing(twice, first) == {"m", "X", "g", "P", "y"}


def test_what_a_problem_has_no_inputs_for_is_not_made() -> None:
    names = set(designed(inputs={"c": Fixed(0.5), "y": Labels(("m",), "n")}, batch=None))
    assert names == {
        "m=5, n=3",
        "arrays in single precision",
        "arrays that are views of larger ones",
        "labels of the type uint8",
    }
    assert "batch repeated" not in designed(batch=None)
    assert "wide probabilities" not in designed(inputs={"X": Normal(("m", "n"))})
    assert "labels of the type uint8" not in designed(inputs={"X": Normal(("m", "n"))})
    assert "special rows" not in designed(inputs={"s": Normal(())}, batch=None)


def test_without_sizes_nothing_is_designed() -> None:
    spec = CaseSpec(CaseKind.ORDINARY, {}, {"m": 2, "n": 3}, because=None, parts=None)
    assert set(designed(sizes=(), cases=(spec,), secret=b"a secret")) == {"special"}


@pytest.mark.parametrize("tag", sorted(set(Tag) - {Tag.HIDDEN, Tag.SPECIAL_ROWS}))
def test_a_designed_case_that_is_not_acceptable_is_left_out_alone(tag: Tag) -> None:
    wanted = designed()[str(tag)]
    values = {name: array(wanted, name) for name in INPUTS}

    def acceptable(case: Case, _wish: bool) -> bool:  # noqa: FBT001  (called by position)
        return not all(np.array_equal(array(case, name), values[name]) for name in INPUTS)

    assert set(designed()) - set(designed(acceptable=acceptable)) == {str(tag)}


def test_of_special_rows_only_those_of_an_input_that_does_not_bear_them_are_left_out() -> None:
    def acceptable(case: Case, _wish: bool) -> bool:  # noqa: FBT001  (called by position)
        return bool(array(case, "X")[-1].any())

    cases = designed(acceptable=acceptable)
    assert differing(cases["special rows"], cases["m=5, n=3"]) == {"b"}
    assert "special rows" not in designed(
        acceptable=acceptable, inputs={"X": INPUTS["X"]}, batch=None
    )


def test_a_drawn_case_that_is_not_acceptable_is_drawn_again_and_never_left_out() -> None:
    before = designed()["m=5, n=3"]

    def acceptable(case: Case, _wish: bool) -> bool:  # noqa: FBT001  (called by position)
        return not np.array_equal(array(case, "X"), array(before, "X"))

    after = designed(acceptable=acceptable)["m=5, n=3"]
    assert "X" in differing(after, before)
    with pytest.raises(CourseError, match="no draw of the case"):
        designed(acceptable=lambda _case, _wish: False)


@pytest.mark.parametrize("form", Form)
def test_a_form_is_the_first_case_handed_over_in_another_way(form: Form) -> None:
    cases = designed()
    (case,) = (each for each in cases.values() if each.form is form)
    assert case.kind is CaseKind.FORM
    assert case.key == case.of == "m=5, n=3"
    assert not differing(case, cases["m=5, n=3"])


def test_the_hidden_case_depends_on_the_secret_and_on_nothing_else() -> None:
    def hidden(seed: int, secret: bytes | None, name: str = "affine_backward") -> dict[str, Case]:
        cases = draw_cases(problem(name), seed, secret=secret)
        return {case.name: case for case in cases if case.tag is Tag.HIDDEN}

    one = hidden(0, b"one")["hidden"]
    assert one.because
    assert as_bytes((one,)) == as_bytes((hidden(7, b"one")["hidden"],))
    assert as_bytes((one,)) != as_bytes((hidden(0, b"two")["hidden"],))
    assert hidden(0, None) == {}
    assert hidden(0, b"one", "softmax")["hidden"].values != one.values


def test_a_secret_moves_no_other_number() -> None:
    one = problem("softmax")
    without, with_secret = draw_cases(one, 3), draw_cases(one, 3, secret=b"one")
    assert as_bytes(without) == as_bytes(with_secret[:-1])
    assert with_secret[-1].name == "hidden"


@given(st.integers(1, 6))
def test_designed_sizes_tell_a_size_from_every_other(count: int) -> None:
    names = [f"s{number}" for number in range(count)]
    sets = designed_sizes(names)
    generic = [each for each in sets if 1 not in each.values() and len({*each.values()}) == count]
    assert len(generic) >= (3 if count > 1 else 4)
    assert dict.fromkeys(names, 3) in sets
    for name in names:
        alone = [each for each in sets if each[name] == 1]
        assert alone
        assert all(list(each.values()).count(1) == 1 for each in alone)
    assert len({tuple(each.items()) for each in sets}) == len(sets)


def test_named_sizes_are_designed_and_sets_are_as_they_were_written(tmp_path: Path) -> None:
    inputs = "inputs: {x: {normal: [m, n]}}\nparts: [{quantity: y, marks: 1}]\n"
    reference = "def y(x): return x\n"
    course = one_problem(tmp_path, "sizes: [m, n]\n" + inputs, reference)
    read = read_problem(course.root, course.problem_files["p"])
    assert read.sizes == designed_sizes(["m", "n"])
    course = one_problem(tmp_path, "sizes: [{m: 5, n: 3}]\n" + inputs, reference)
    read = read_problem(course.root, course.problem_files["p"])
    assert read.sizes == ({"m": 5, "n": 3},)
    course = one_problem(tmp_path, "sizes: [m, {n: 3}]\n" + inputs, reference)
    with pytest.raises(CourseError):
        read_problem(course.root, course.problem_files["p"])
