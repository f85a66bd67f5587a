"""Formulas of sizes: whole numbers, and nothing that could do anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.formula import Lengths, evaluate, names_in

SIZES: Lengths = {"n": (4, 5, 3, 2), "k": 1, "m": 7}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        (3, 3),
        ("m", 7),
        ("len(n)", 4),
        ("len(n) - 1", 3),
        ("n[k]", 5),
        ("n[k - 1]", 4),
        ("n[len(n) - 1]", 2),
        ("2 * m + 1", 15),
        ("m // 2", 3),
        ("(m - 1) * n[0]", 24),
        ("n[n[3]]", 3),
    ],
)
def test_a_formula_is_a_whole_number(formula: int | str, value: int) -> None:
    assert evaluate(formula, SIZES) == value


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("q", "q is no size"),
        ("n", "n is a list; name one of its entries"),
        ("n[4]", r"n\[4\]: there is no entry 4"),
        ("n[k - 2]", "there is no entry -1"),
        ("n[-1]", "is no formula"),
        ("m[0]", "is no formula"),
        ("len(m)", "is no formula"),
        ("len(n, n)", "is no formula"),
        ("n[0:1]", "is no formula"),
        ("m / 2", "is no formula"),
        ("m // 0", "is no formula"),
        ("m ** m", "is no formula"),
        ("1.0", "is no formula"),
        ("True", "is no formula"),
        ("m if m else k", "is no formula"),
        ("m.real", "is no formula"),
        ("print(m)", "is no formula"),
        ("__import__('os')", "is no formula"),
        ("", "is no formula"),
        ("n[", "is no formula"),
        ("(" * 5000, "is no formula"),
        ("1" + "+1" * 1500, "is nested too deeply|is no formula"),
        ("1" + "+1" * 50_000, "is nested too deeply|is no formula"),
        ("m\0", "is no formula"),
    ],
)
def test_what_is_no_formula_is_said_and_never_run(formula: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        evaluate(formula, SIZES)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    try:
        assert type(evaluate(text, SIZES)) is int
    except ValueError:
        return


def test_the_names_in_a_formula_are_sizes_without_len() -> None:
    assert sorted(names_in("n[k - 1] * len(n) + m")) == ["k", "m", "n"]
    assert names_in("7") == names_in(7) == ()
    with pytest.raises(ValueError, match="is no formula"):
        names_in("n[")
