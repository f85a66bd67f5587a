"""What is recognised from numbers alone, and what is not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.compare import compare
from grader.diagnose.generic import SPECIAL, Seen, Tag, recognise
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.judgement import Near
from grader.model.values import Floats

SIZES = (
    {"m": 7, "n": 5, "k": 3},
    {"m": 2, "n": 3, "k": 5},
    {"m": 11, "n": 7, "k": 2},
    {"m": 1, "n": 5, "k": 3},
    {"m": 5, "n": 1, "k": 7},
    {"m": 3, "n": 11, "k": 1},
)
BETAS = (1.7, -0.6, 2.3, 0.4, 1.7, 3.1)

Change: TypeAlias = Callable[[Seen], Floats | None]


def cases(
    change: Change,
    shape: tuple[str | int, ...] = ("m", "n"),
    *,
    make: Change | None = None,
    seed: int = 0,
    tags: Mapping[int, Tag] | None = None,
) -> list[Seen]:
    """Return cases of several sizes, in which what is right comes back changed."""
    random = np.random.default_rng(seed)
    seen = []
    for at, (sizes, beta) in enumerate(zip(SIZES, BETAS, strict=True)):
        lengths = [sizes[length] if isinstance(length, str) else length for length in shape]

        def draw(lengths: list[int]) -> Floats:
            return random.uniform(0.25, 2.0, lengths) * np.sign(random.uniform(-0.8, 1, lengths))

        case = Seen(
            case=f"case {at}",
            found=None,
            right=draw(lengths),
            fails=True,
            sizes=sizes,
            constants={"beta": beta, "slope": 0.01},
            others={"x": draw([sizes["m"], sizes["k"]]), "delta": draw(lengths)},
            tags=frozenset({tags[at]} if tags and at in tags else ()),
        )
        if make:
            made = make(case)
            assert made is not None
            case = replace(case, right=made)
        found = change(case)
        seen.append(replace(case, found=found, fails=fails(found, case.right)))
    return seen


def fails(found: Floats | None, right: Floats) -> bool:
    if found is None:
        return True
    return compare(found, right, 1.0, lambda: np.zeros(right.shape)) != Near()


def named(seen: list[Seen]) -> tuple[Kind, str] | None:
    diagnosis = recognise(seen)
    return None if diagnosis is None else (diagnosis.kind, diagnosis.name)


def right(seen: Seen) -> Floats:
    return seen.right.copy()


def in_precision(kind: type[np.floating[Any]], numbers: Floats) -> Floats:
    return np.asarray(numbers.astype(kind), dtype=np.float64)


# Nothing to recognise


def test_what_is_right_is_named_nothing() -> None:
    assert recognise(cases(right)) is None
    assert recognise([]) is None


@given(st.integers(0, 2**32 - 1), st.sampled_from([("m", "n"), ("n",), (), ("m", 2), ("k", "k")]))
def test_other_numbers_are_named_nothing(seed: int, shape: tuple[str | int, ...]) -> None:
    random = np.random.default_rng(seed)
    seen = cases(lambda seen: random.uniform(-2, 2, seen.right.shape), shape, seed=seed)
    assert recognise(seen) is None


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 1.0))
def test_a_random_perturbation_is_named_nothing(seed: int, size: float) -> None:
    random = np.random.default_rng(seed)

    def change(seen: Seen) -> Floats:
        away = random.uniform(0.5, 1, seen.right.shape) * random.choice([-1, 1], seen.right.shape)
        return np.asarray(seen.right * (1 + size * away))

    assert recognise(cases(change, seed=seed)) is None


def test_one_failing_case_is_not_enough() -> None:
    seen = cases(lambda seen: 2 * seen.right)
    one = [
        each if at == 0 else replace(each, found=each.right, fails=False)
        for at, each in enumerate(seen)
    ]
    assert recognise(one) is None
    assert recognise(seen[:1]) is None


def test_the_same_case_twice_is_one() -> None:
    seen = cases(lambda seen: 2 * seen.right)
    assert recognise([seen[0], replace(seen[0], case="again")]) is None


def test_a_number_that_fits_by_chance_is_not_enough() -> None:
    assert recognise(cases(lambda seen: 2 * seen.right, ())[:2]) is None
    assert named(cases(lambda seen: 2 * seen.right, ())[:3]) == (Kind.SCALE, "2")


def test_a_case_that_passes_counts_against_a_hypothesis() -> None:
    seen = cases(lambda seen: 2 * seen.right)
    seen[2] = replace(seen[2], found=seen[2].right, fails=False)
    assert recognise(seen) is None


def test_a_failing_case_without_numbers_counts_against_a_hypothesis() -> None:
    seen = cases(lambda seen: None if seen.sizes["m"] == 11 else 2 * seen.right)
    assert recognise(seen) is None


def test_a_failing_case_that_is_not_finite_counts_against_a_hypothesis() -> None:
    seen = cases(lambda seen: 2 * seen.right * (np.nan if seen.sizes["m"] == 11 else 1))
    assert recognise(seen) is None


@pytest.mark.parametrize("tag", [Tag.OVERFLOW, Tag.TIE])
def test_overflow_and_ties_count_for_nothing(tag: Tag) -> None:
    seen = cases(lambda seen: 2 * seen.right, tags={2: tag})
    seen[2] = replace(seen[2], found=None)
    assert named(seen) == (Kind.SCALE, "2")


def test_an_empty_array_is_nothing_usable() -> None:
    assert recognise(cases(lambda _: np.zeros((0, 3)))) is None


# Factors

FACTORS: dict[str, Callable[[Seen], float]] = {
    "1": lambda _: 1,
    "2": lambda _: 2,
    "1/2": lambda _: 1 / 2,
    "3": lambda _: 3,
    "1/3": lambda _: 1 / 3,
    "5": lambda _: 5,
    "1/5": lambda _: 1 / 5,
    "m": lambda seen: seen.sizes["m"],
    "1/m": lambda seen: 1 / seen.sizes["m"],
    "n": lambda seen: seen.sizes["n"],
    "1/k": lambda seen: 1 / seen.sizes["k"],
    "m*n": lambda seen: seen.sizes["m"] * seen.sizes["n"],
    "k*m": lambda seen: seen.sizes["m"] * seen.sizes["k"],
    "1/(m*n)": lambda seen: 1 / (seen.sizes["m"] * seen.sizes["n"]),
    "m**2": lambda seen: seen.sizes["m"] ** 2,
    "1/(m**2)": lambda seen: 1 / seen.sizes["m"] ** 2,
    "m/n": lambda seen: seen.sizes["m"] / seen.sizes["n"],
    "n/k": lambda seen: seen.sizes["n"] / seen.sizes["k"],
    "2*m": lambda seen: 2 * seen.sizes["m"],
    "2/m": lambda seen: 2 / seen.sizes["m"],
    "m/2": lambda seen: seen.sizes["m"] / 2,
    "beta": lambda seen: seen.constants["beta"],
    "1/beta": lambda seen: 1 / seen.constants["beta"],
    "beta**2": lambda seen: seen.constants["beta"] ** 2,
    "slope": lambda seen: seen.constants["slope"],
    "constant": lambda _: 0.37,
}


@given(
    st.sampled_from(sorted(FACTORS)),
    st.sampled_from([("m", "n"), ("n",), ("n", 4), ("k", "m", "n"), ("n", "n")]),
    st.sampled_from([1, -1]),
    st.integers(0, 2**32 - 1),
)
def test_every_factor_is_named_exactly(
    name: str, shape: tuple[str | int, ...], sign: int, seed: int
) -> None:
    seen = cases(lambda seen: sign * FACTORS[name](seen) * seen.right, shape, seed=seed)
    if name == "1" and sign > 0:
        assert named(seen) is None
    else:
        minus = "-" if sign < 0 and name != "constant" else ""
        assert named(seen) == (Kind.SCALE, minus + name)


def test_a_division_by_a_size_less_1_is_named() -> None:
    def change(seen: Seen) -> Floats:
        m = seen.sizes["m"]
        return seen.right * (m / (m - 1) if m > 1 else np.inf)

    assert named(cases(change)) == (Kind.SCALE, "m/(m - 1)")
    assert named(cases(lambda seen: seen.right * (seen.sizes["m"] - 1) / seen.sizes["m"])) == (
        Kind.SCALE,
        "(m - 1)/m",
    )


@pytest.mark.parametrize("size", [3, 7])
def test_a_size_that_never_changes_comes_after_the_number(size: int) -> None:
    def fix(seen: Seen) -> Seen:
        return replace(seen, sizes={**seen.sizes, "d": size})

    seen = [fix(each) for each in cases(lambda seen: size * seen.right)]
    assert named(seen) == (Kind.SCALE, "3" if size == 3 else "d")
    twins = [replace(each, sizes={**each.sizes, "c": size}) for each in seen]
    assert named(twins) == (Kind.SCALE, "3" if size == 3 else "constant")


def test_sizes_that_cannot_be_told_apart_are_not_named() -> None:
    seen = cases(lambda seen: seen.sizes["m"] * seen.right)
    twins = [replace(each, sizes={**each.sizes, "other": each.sizes["m"]}) for each in seen]
    assert recognise(twins) is None


def test_two_entries_fit_any_factor() -> None:
    def opposite(seen: Seen) -> Floats:
        return np.asarray(seen.right * np.array([1.0, -1.0]))

    seen = cases(lambda seen: 0.37 * seen.right, (2,), make=opposite)
    assert recognise(seen) is None


def test_a_factor_that_is_another_in_every_case_is_not_named() -> None:
    factors = dict(
        zip((f"case {at}" for at in range(6)), (2.1, 3.7, 0.4, 1.9, 6.1, 0.3), strict=True)
    )
    assert recognise(cases(lambda seen: factors[seen.case] * seen.right)) is None


def test_a_factor_of_entries_that_are_all_alike_is_not_named() -> None:
    alike = cases(lambda seen: 0.37 * seen.right, make=lambda seen: np.ones_like(seen.right))
    assert recognise(alike) is None


def test_where_all_is_rightly_0_any_factor_fits() -> None:
    seen = cases(lambda seen: 3 * seen.right)
    seen[1] = replace(seen[1], right=np.zeros((2, 3)), found=np.zeros((2, 3)), fails=False)
    assert named(seen) == (Kind.SCALE, "3")


def test_the_words_say_which_factor_it_is() -> None:
    diagnosis = recognise(cases(lambda seen: -seen.sizes["m"] * seen.right))
    assert diagnosis == Diagnosis(
        Kind.SCALE,
        "-m",
        "Everything has the wrong sign, and is m times what it should be: "
        "a mean over m, or a factor 1/m, is missing.",
        "Look up where the division by m belongs, and do it there once.",
    )


# Shapes


def test_the_transpose() -> None:
    assert named(cases(lambda seen: seen.right.T)) == (Kind.TRANSPOSED, "transpose")
    square = cases(lambda seen: seen.right.T, ("n", "n"))
    assert named(square) == (Kind.TRANSPOSED, "transpose")


def test_the_transpose_of_what_is_symmetric_is_right() -> None:
    seen = cases(lambda seen: seen.right.T, ("n", "n"), make=lambda seen: seen.right + seen.right.T)
    assert recognise(seen) is None


def test_a_transpose_may_raise_where_it_is_not_square() -> None:
    seen = cases(lambda seen: seen.right.T, ("n", "n"))
    ragged = replace(cases(lambda _: None)[0], case="not square")
    assert named([*seen, ragged]) == (Kind.TRANSPOSED, "transpose")


def test_a_mask_is_no_transpose_by_chance() -> None:
    eye = np.array([[1.0, 1.0], [0.0, 1.0]])
    seen = cases(lambda seen: seen.right.T, (2, 2), make=lambda _: eye)
    other = cases(lambda seen: seen.right.T, (2, 2), make=lambda _: eye.T)
    assert recognise([seen[0], other[0]]) is None


@pytest.mark.parametrize(
    ("shape", "change", "name"),
    [
        (("n",), lambda seen: seen.right[None], "axis too many"),
        (("n",), lambda seen: seen.right[:, None], "axis too many"),
        ((), lambda seen: seen.right.reshape(1, 1), "axis too many"),
        (("m", 1), lambda seen: seen.right[:, 0], "axis too few"),
        (("m", 1), lambda seen: np.squeeze(seen.right), "axis too few"),
        (("m", 1, "n"), lambda seen: seen.right.transpose(1, 0, 2), "axis misplaced"),
    ],
)
def test_an_axis_of_length_1(shape: tuple[str | int, ...], change: Change, name: str) -> None:
    assert named(cases(change, shape)) == (Kind.AXIS, name)
    twice = cases(lambda seen: 2 * np.asarray(change(seen)), shape)
    assert recognise(twice) is None


def test_the_diagonal_and_its_matrix() -> None:
    matrix = cases(lambda seen: np.diag(seen.right), ("n",))
    assert named(matrix) == (Kind.SHAPE, "diagonal matrix")
    only = cases(lambda seen: np.diagonal(seen.right), ("n", "n"))
    assert named(only) == (Kind.SHAPE, "diagonal")

    def outer(seen: Seen) -> Floats:
        other = seen.others["delta"]
        return np.outer(seen.right / other, other)

    assert named(cases(outer, ("n",))) == (Kind.SHAPE, "matrix")
    assert recognise(cases(lambda seen: np.diag(seen.right[::-1] * 2), ("n",))) is None


def contributions(seen: Seen) -> Floats:
    return seen.others["x"]


@pytest.mark.parametrize("keep", [False, True])
def test_contributions_that_are_not_summed(keep: bool) -> None:  # noqa: FBT001
    def total(seen: Seen) -> Floats:
        return np.asarray(contributions(seen).sum(0, keepdims=keep))

    def average(seen: Seen) -> Floats:
        return np.asarray(contributions(seen).mean(0, keepdims=keep))

    assert named(cases(contributions, make=total)) == (Kind.SUM, "not added up, axis 0")
    assert named(cases(contributions, make=average)) == (Kind.SUM, "not averaged, axis 0")
    assert recognise(cases(lambda seen: 2 * contributions(seen), make=total)) is None
    seen = cases(contributions, make=total)
    nothing = replace(seen[0], right=0 * seen[0].right, found=np.zeros((7, 3)))
    assert named([*seen, nothing]) == (Kind.SUM, "not added up, axis 0")


def test_a_cost_that_is_not_summed() -> None:
    make: Change = lambda seen: np.asarray(seen.others["x"][:, 0].sum())  # noqa: E731
    seen = cases(lambda seen: seen.others["x"][:, 0], make=make)
    assert named(seen) == (Kind.SUM, "not added up, axis 0")
    make = lambda seen: np.asarray(seen.others["x"].sum())  # noqa: E731
    assert named(cases(contributions, make=make)) == (Kind.SUM, "not added up")


def test_what_is_repeated_is_not_what_is_not_averaged() -> None:
    seen = cases(lambda seen: np.tile(seen.right, (seen.sizes["m"] + 1, 1)), ("n",))
    assert recognise(seen) is None


def test_a_sum_over_the_wrong_axis() -> None:
    make: Change = lambda seen: contributions(seen).sum(0)  # noqa: E731
    seen = cases(lambda seen: contributions(seen).sum(1), make=make)
    assert named(seen) == (Kind.SUM, "axis 1")
    seen = cases(lambda seen: contributions(seen).max(1), make=make)
    assert recognise(seen) is None


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda seen: np.asarray(seen.right.sum()), "scalar, added up"),
        (lambda seen: np.asarray(seen.right.mean()), "scalar, averaged"),
        (lambda seen: seen.right.sum(0), "axis 0, added up"),
        (lambda seen: seen.right.mean(1, keepdims=True), "axis 1, averaged"),
    ],
)
def test_one_sum_too_many(change: Change, name: str) -> None:
    assert named(cases(change)) == (Kind.SUM, name)
    assert recognise(cases(lambda seen: np.asarray(change(seen)) * 2)) is None


def test_another_shape() -> None:
    assert named(cases(lambda seen: seen.right.ravel())) == (Kind.SHAPE, "reshape")
    assert recognise(cases(lambda seen: seen.right[:, ::-1].ravel())) is None


# Patterns


def test_a_size_of_1() -> None:
    def squeeze(seen: Seen) -> Floats:
        return seen.right[0] if seen.sizes["m"] == 1 else seen.right

    assert named(cases(squeeze)) == (Kind.PATTERN, "m=1")
    diagnosis = recognise(cases(lambda seen: None if seen.sizes["n"] == 1 else seen.right))
    assert diagnosis is not None
    assert diagnosis.wrong == "This is right except where n is 1."


def test_a_size_of_1_is_no_pattern_if_another_case_fails() -> None:
    def change(seen: Seen) -> Floats | None:
        return None if seen.sizes["m"] in {1, 7} else seen.right

    assert recognise(cases(change)) is None


def test_a_size_of_1_is_no_pattern_if_it_passes_elsewhere() -> None:
    seen = cases(lambda seen: None if seen.sizes["m"] == 1 else seen.right)
    passes = replace(seen[0], case="also 1", sizes={"m": 1, "n": 5, "k": 3})
    assert recognise([*seen, passes]) is None


@pytest.mark.parametrize("tag", sorted(SPECIAL - {"overflow"}))
def test_what_is_special_about_the_failing_cases(tag: str) -> None:
    seen = cases(right, tags={2: Tag(tag)})
    seen[2] = replace(seen[2], fails=True, found=None)
    assert named(seen) == (Kind.PATTERN, tag)
    assert recognise(seen[1:3]) is None
    seen[1] = replace(seen[1], fails=True, found=None)
    assert recognise(seen) is None


def test_overflow_is_judged_elsewhere() -> None:
    seen = cases(right, tags={2: Tag.OVERFLOW})
    seen[2] = replace(seen[2], fails=True, found=None)
    assert recognise(seen) is None


def test_everything_that_the_failing_cases_have_in_common_is_said() -> None:
    seen = cases(lambda seen: None if seen.sizes["m"] == 1 else seen.right, tags={3: Tag.TINY})
    assert named(seen) == (Kind.PATTERN, "m=1, tiny")


# Other numbers, or the same elsewhere


def test_zero() -> None:
    assert named(cases(lambda seen: np.zeros_like(seen.right))) == (Kind.ZERO, "zero")
    assert recognise(cases(lambda seen: np.full_like(seen.right, 1e-3))) is None


def test_another_quantity() -> None:
    assert named(cases(lambda seen: seen.others["delta"])) == (Kind.OTHER_QUANTITY, "delta")
    assert named(cases(lambda seen: -seen.others["delta"])) == (Kind.OTHER_QUANTITY, "-delta")
    assert recognise(cases(lambda seen: seen.others["delta"] * 2)) is None
    assert recognise(cases(lambda seen: seen.others["delta"] * seen.right)) is None


def test_another_quantity_that_is_right_as_well_is_not_named() -> None:
    def same(seen: Seen) -> Floats:
        return seen.others["delta"]

    assert recognise(cases(same, make=same)) is None


def test_a_short_mask_is_no_other_quantity_by_chance() -> None:
    seen = cases(lambda seen: np.sign(seen.others["delta"]), (2,))[:2]
    masks = [replace(each, others={"mask": np.sign(each.others["delta"])}) for each in seen]
    assert recognise(masks) is None


def test_reversed() -> None:
    seen = cases(lambda seen: seen.right[::-1], ("n",))
    assert named(seen) == (Kind.REVERSED, "reversed")
    assert recognise(cases(lambda seen: np.roll(seen.right, 1), ("n",))) is None


@pytest.mark.parametrize(
    ("change", "shape", "kind", "name"),
    [
        (
            lambda seen: seen.right.T.reshape(seen.right.shape),
            ("m", "n"),
            Kind.TRANSPOSED,
            "transpose, reshape",
        ),
        (lambda seen: seen.right[::-1], ("m", "n"), Kind.REVERSED, "axis 0"),
        (lambda seen: seen.right[:, ::-1], ("m", "n"), Kind.REVERSED, "axis 1"),
        (lambda seen: seen.right.swapaxes(1, 2), ("m", "n", "n"), Kind.TRANSPOSED, "axes 0, 2, 1"),
        (lambda seen: seen.right.swapaxes(0, 1), ("m", "n", "k"), Kind.TRANSPOSED, "axes 1, 0, 2"),
    ],
)
def test_another_order(change: Change, shape: tuple[str, ...], kind: Kind, name: str) -> None:
    assert named(cases(change, shape)) == (kind, name)
    assert recognise(cases(lambda seen: np.asarray(change(seen)) * 2, shape)) is None


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("index", [0, -1])
@pytest.mark.parametrize("only", [True, False])
def test_lines_that_are_left_out(axis: int, index: int, only: bool) -> None:  # noqa: FBT001
    def change(seen: Seen) -> Floats:
        found = seen.right.copy()
        mask = np.full(seen.right.shape, only)
        np.moveaxis(mask, axis, 0)[index] = not only
        found[mask] = 0
        return found

    end, line = ("first", "last")[index], ("row", "column")[axis]
    name = f"{'only' if only else 'all but'} {end} {line}"
    assert named(cases(change)) == (Kind.SAMPLES, name)
    assert recognise(cases(lambda seen: 1.3 * np.asarray(change(seen)))) is None


@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_rounded(decimals: int) -> None:
    seen = cases(lambda seen: np.round(seen.right, decimals))
    assert named(seen) == (Kind.ROUNDED, f"{decimals}")
    single = cases(lambda seen: in_precision(np.float32, np.round(seen.right, decimals)))
    assert named(single) == (Kind.ROUNDED, f"{decimals}")
    assert recognise(cases(lambda seen: np.round(seen.right, decimals) + 0.1)) is None


def test_cut_off_to_whole_numbers() -> None:
    assert named(cases(lambda seen: np.trunc(seen.right * 1.0))) == (Kind.ROUNDED, "trunc")
    assert named(cases(lambda seen: np.floor(seen.right))) == (Kind.ROUNDED, "floor")
    assert recognise(cases(lambda seen: np.ceil(seen.right))) is None


def test_rounded_needs_more_than_one_entry() -> None:
    assert recognise(cases(lambda seen: np.round(seen.right, 1), ())) is None


def test_clipped() -> None:
    seen = cases(lambda seen: np.clip(seen.right, -1, 1))
    assert named(seen) == (Kind.CLIPPED, "-1, 1")
    assert named(cases(lambda seen: np.maximum(seen.right, 0))) == (Kind.CLIPPED, "0")
    assert recognise(cases(lambda seen: np.minimum(seen.right * 1.5, 1))) is None


def test_a_bound_that_is_another_in_every_case_is_no_clipping() -> None:
    assert recognise(cases(lambda seen: np.minimum(seen.right, 0.6 * seen.right.max()))) is None


def test_signs() -> None:
    assert named(cases(lambda seen: np.abs(seen.right))) == (Kind.SIGN, "absolute")
    assert recognise(cases(lambda seen: np.abs(seen.right) + 0.1)) is None

    def some(seen: Seen) -> Floats:
        return seen.right * np.sign(seen.others["delta"])

    assert named(cases(some)) == (Kind.SIGN, "some")
    assert recognise(cases(lambda seen: 2 * some(seen))) is None


# Places


def spoilt(where: Callable[[Floats], None]) -> Change:
    def change(seen: Seen) -> Floats:
        found = seen.right.copy()
        where(found)
        return found

    return change


def entry(found: Floats) -> None:
    found[0, 0] += 0.7


def last_entry(found: Floats) -> None:
    found[-1, -1] *= 1.4


def first_row(found: Floats) -> None:
    found[0] = found[0] ** 2 + 0.9


def last_column(found: Floats) -> None:
    found[:, -1] += np.linspace(0.3, 1, len(found))


def diagonal(found: Floats) -> None:
    np.fill_diagonal(found, 3 + np.arange(len(found)) ** 2)


def off_diagonal(found: Floats) -> None:
    found += (1 - np.eye(len(found))) * np.linspace(0.3, 1, len(found))


@pytest.mark.parametrize(
    ("where", "shape", "name"),
    [
        (entry, ("m", "n"), "first entry"),
        (last_entry, ("m", "n"), "last entry"),
        (first_row, ("m", "n"), "first row"),
        (last_column, ("m", "n"), "last column"),
        (diagonal, ("n", "n"), "diagonal"),
        (off_diagonal, ("n", "n"), "off-diagonal"),
    ],
)
def test_places(where: Callable[[Floats], None], shape: tuple[str, ...], name: str) -> None:
    seen = [each for each in cases(spoilt(where), shape) if min(each.right.shape) > 1]
    assert named(seen) == (Kind.ENTRY, name)
    for at in (0, 1):
        # In one case, something else is wrong as well.
        found = seen[at].right.copy()
        found[1] += 0.5
        found[:, 1] -= 0.7
        assert recognise([*seen[:at], replace(seen[at], found=found), *seen[at + 1 :]]) is None


def test_one_entry_in_the_middle() -> None:
    def change(found: Floats) -> None:
        found[1:2, :1] += 0.7

    seen = [each for each in cases(spoilt(change)) if min(each.right.shape) > 1]
    assert named(seen) == (Kind.ENTRY, "entry [1, 0]")


# Nearly right


def test_half_precision() -> None:
    seen = cases(lambda seen: in_precision(np.float16, seen.right))
    assert named(seen) == (Kind.IMPRECISE, "half")


@given(st.integers(0, 2**32 - 1))
def test_nearly_right(seed: int) -> None:
    random = np.random.default_rng(seed)

    def change(seen: Seen) -> Floats:
        return np.asarray(seen.right * (1 + random.uniform(-0.02, 0.02, seen.right.shape)))

    assert named(cases(change, seed=seed)) == (Kind.IMPRECISE, "nearly")


# Two mistakes at once

MISTAKES: dict[str, Change] = {
    "sign": lambda seen: -seen.right,
    "mean": lambda seen: seen.right * seen.sizes["m"],
    "transpose": lambda seen: seen.right.T.reshape(seen.right.shape),
    "flip": lambda seen: seen.right[::-1],
    "round": lambda seen: np.round(seen.right, 1),
    "clip": lambda seen: np.clip(seen.right, -1, 1),
    "first": lambda seen: seen.right * (np.arange(len(seen.right)) == 0)[:, None],
    "square": lambda seen: seen.right**2,
    "add": lambda seen: seen.right + seen.others["delta"],
    "roll": lambda seen: np.roll(seen.right, 1, 1),
}
UNNAMED = ["square", "add", "roll"]


@pytest.mark.parametrize("first", sorted(MISTAKES))
@pytest.mark.parametrize("second", UNNAMED)
def test_a_mistake_beside_one_without_a_name_is_not_named(first: str, second: str) -> None:
    def both(seen: Seen) -> Floats:
        once = np.asarray(MISTAKES[first](seen))
        return np.asarray(MISTAKES[second](replace(seen, right=once)))

    diagnosis = recognise(cases(both))
    assert diagnosis is None, diagnosis
