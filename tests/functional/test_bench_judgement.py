"""The study of the judgement, a little of everything: no wrong accepted, no right rejected."""

import pytest

from bench.judgement.page import page
from bench.judgement.run import quick_plan, study
from bench.judgement.tally import Tally


@pytest.fixture(scope="module")
def found() -> Tally:
    return study(quick_plan(), processes=1)


def test_accepts_no_wrong_program(found: Tally) -> None:
    assert found.of("wrong") > 900
    assert found.of_kind("false accept") == []


def test_rejects_no_right_program(found: Tally) -> None:
    assert found.of("right") > 100
    assert found.of_kind("false reject") == []
    assert found.of_kind("ties") == []


def test_takes_neither_half_precision_nor_differences_for_right(found: Tally) -> None:
    assert found.of("half") > 30
    assert found.of_kind("half") == []
    assert found.of("difference") > 40
    assert found.of_kind("difference") == []


def test_has_as_many_wrong_programs_of_each_problem_as_it_says(found: Tally) -> None:
    for name in quick_plan().problems:
        assert found.of("distinct", name) >= 25


def test_names_98_per_cent_of_the_causes_that_have_a_name(found: Tally) -> None:
    named = found.of("diagnosis", "named") + found.of("diagnosis", "verdict")
    assert named >= 0.98 * found.of("diagnosis") > 0
    assert found.of_kind("named on right") == []


def test_flags_exactly_the_mistaken_quantity(found: Tally) -> None:
    for name in quick_plan().chains:
        planted = found.of("chain", name, "one", "planted")
        assert found.of("chain", name, "one", "exact") == planted > 300
        pairs = found.of("chain", name, "two", "planted")
        assert found.of("chain", name, "two", "exact") >= 0.85 * pairs > 0
        assert found.of("chain", name, "one", "over") == 0
        assert found.of("chain", name, "two", "over") == 0


def test_writes_the_page(found: Tally) -> None:
    plan = quick_plan()
    text = page(found, plan.seeds, plan.problems)
    assert "| **this grader** | 0 | 0 | 0 |" in text
