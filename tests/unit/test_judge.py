"""Judging numbers by hand: right, followed, wrong, and nothing that helps itself."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from grader import Report, grade
from grader.expect import Oracle
from grader.load.course import find_course
from grader.load.problem import read_problem
from grader.plan import draw_cases
from grader.run.fake import FakeRunner
from tests.conftest import EXAMPLES, Files, feedback, verdicts

WRITTEN: dict[str, Any] = yaml.safe_load((EXAMPLES / "right/answers.yaml").read_text())[
    "worked_network"
]
ALL = list(WRITTEN)


def marked(folder: Path) -> Report:
    """Return the report on the worked network."""
    return grade(folder, problems=["worked_network"], runner=FakeRunner())


def exact() -> dict[str, np.ndarray]:
    """Return the right tables of the worked network."""
    course = find_course()
    problem = read_problem(course.root, course.problem_files["worked_network"])
    (case,) = draw_cases(problem, 0)
    oracle = Oracle(problem)
    return {quantity: oracle.expected(quantity, case) for quantity in ALL}


@pytest.fixture
def by_hand(hand_in: Callable[[Files], Path]) -> Callable[..., Report]:
    """Return a function that marks tables, some of them changed."""

    def mark(changed: Mapping[str, Any] | None = None) -> Report:
        tables = {**WRITTEN, **(changed or {})}
        plain = {
            name: each.tolist() if isinstance(each, np.ndarray | np.generic) else each
            for name, each in tables.items()
        }
        text = yaml.safe_dump({"worked_network": plain})
        return marked(hand_in({"answers.yaml": text}))

    return mark


def rounded(tables: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return tables to four decimals."""
    return {name: np.round(table, 4) for name, table in tables.items()}


def test_the_published_tables_get_full_marks_though_cells_are_cut_off(
    by_hand: Callable[..., Report],
) -> None:
    report = by_hand()
    assert set(verdicts(report).values()) == {"right"}
    assert report.marks.awarded == report.marks.available
    tables = exact()
    half = 0.5e-4
    cut_off = sum(
        int((np.abs(np.reshape(WRITTEN[name], tables[name].shape) - tables[name]) > half).sum())
        for name in ALL
        if name not in ("S1", "Z1", "loss")
    )
    assert cut_off == 15


def test_one_unit_of_the_last_decimal_is_allowed_and_two_are_not(
    by_hand: Callable[..., Report],
) -> None:
    near = exact()["W1_new"] + 0.99e-4
    assert verdicts(by_hand({"W1_new": near}))["W1_new"] == "right"
    far = exact()["W1_new"].copy()
    far[2, 1] += 2e-4
    report = by_hand({"W1_new": far})
    assert verdicts(report)["W1_new"] == "wrong"
    assert "1 of 6 entries is off" in feedback(report, "W1_new")
    assert "[2, 1]" in feedback(report, "W1_new")


def test_a_typing_slip_costs_its_own_table_only(by_hand: Callable[..., Report]) -> None:
    slip = exact()["S1"].copy()
    slip[0, 0] = 0.548
    found = verdicts(by_hand({"S1": slip}))
    assert found == {**dict.fromkeys(ALL, "right"), "S1": "wrong"}


def test_what_follows_rightly_from_a_wrong_table_gets_its_marks(
    by_hand: Callable[..., Report],
) -> None:
    tables = exact()
    tables["delta2"] = -tables["delta2"]
    carried = ("dW2", "delta1", "dW1")
    for name in carried:
        tables[name] = -tables[name]
    fixed = yaml_inputs()
    tables["W2_new"] = fixed["W2"] - 0.5 * tables["dW2"]
    tables["W1_new"] = fixed["W1"] - 0.5 * tables["dW1"]
    report = by_hand(rounded(tables))
    expected = dict.fromkeys(ALL, "right") | {"delta2": "wrong"}
    expected |= dict.fromkeys([*carried, "W2_new", "W1_new"], "followed")
    assert verdicts(report) == expected
    assert float(report.marks.awarded) == 2.25
    assert "follows rightly from your delta2" in feedback(report, "dW2")
    assert "follows rightly from your dW1" in feedback(report, "W1_new")


def yaml_inputs() -> dict[str, np.ndarray]:
    """Return the inputs of the worked network."""
    course = find_course()
    text = course.problem_files["worked_network"].read_text()
    return {name: np.array(value) for name, value in yaml.safe_load(text)["inputs"].items()}


def test_a_second_mistake_after_the_first_is_wrong_again(by_hand: Callable[..., Report]) -> None:
    tables = exact()
    tables["delta2"] = -tables["delta2"]
    tables["dW2"] = 2 * -tables["dW2"]
    found = verdicts(by_hand(rounded(tables)))
    assert found["delta2"] == "wrong"
    assert found["dW2"] == "wrong"


def test_working_on_from_cut_off_tables_is_right(by_hand: Callable[..., Report]) -> None:
    fixed = yaml_inputs()

    def cut(table: np.ndarray) -> np.ndarray:
        return np.trunc(table * 1e4) / 1e4

    tables = exact()
    tables["Y"] = cut(fixed["W2"] @ tables["Z1"])
    tables["delta2"] = cut((tables["Y"] - fixed["T"]) / 4)
    tables["dW2"] = cut(tables["delta2"] @ tables["Z1"].T)
    tables["delta1"] = cut((fixed["W2"].T @ tables["delta2"]) * (tables["S1"] > 0))
    tables["dW1"] = cut(tables["delta1"] @ fixed["X"].T)
    tables["W2_new"] = cut(fixed["W2"] - 0.5 * tables["dW2"])
    tables["W1_new"] = cut(fixed["W1"] - 0.5 * tables["dW1"])
    tables["loss"] = cut(tables["loss"])
    assert set(verdicts(by_hand(tables)).values()) == {"right"}


def test_what_is_worked_on_from_rounded_tables_may_be_further_away(
    by_hand: Callable[..., Report],
) -> None:
    tables = exact()
    tables["delta2"] = tables["delta2"] + 0.99e-4
    tables["dW2"] = tables["delta2"] @ tables["Z1"].T
    assert np.abs(tables["dW2"] - exact()["dW2"]).max() > 1e-4
    assert verdicts(by_hand(tables))["dW2"] == "right"
    assert verdicts(by_hand({"dW2": tables["dW2"] + 3e-4}))["dW2"] == "wrong"


@pytest.mark.parametrize("trivial", ["zeros", "blank", "transposed"])
def test_a_table_that_makes_the_next_trivial_carries_nothing(
    trivial: str, by_hand: Callable[..., Report]
) -> None:
    tables: dict[str, Any] = rounded(exact())
    zeros = np.zeros_like(tables["delta2"])
    tables["delta2"] = {"zeros": zeros, "blank": None, "transposed": tables["delta2"].T}[trivial]
    if trivial == "transposed":
        # A row may be written without its axis; a table of several rows may not be turned.
        tables["delta1"], tables["delta2"] = tables["delta1"].T, WRITTEN["delta2"]
        assert verdicts(by_hand(tables))["delta1"] == "wrong_shape"
        return
    tables["dW2"] = np.zeros_like(tables["dW2"])
    found = verdicts(by_hand(tables))
    assert found["dW2"] == "wrong"
    assert found.get("delta2") == ("wrong" if trivial == "zeros" else None)


def test_tables_left_out_are_not_attempted_and_what_is_beyond_them_is_judged(
    by_hand: Callable[..., Report],
) -> None:
    found = verdicts(by_hand(dict.fromkeys(["Z1", "Y", "delta2"])))
    assert set(found) == set(ALL) - {"Z1", "Y", "delta2"}
    assert set(found.values()) == {"right"}


def test_a_wrong_table_is_carried_past_one_that_was_left_out(
    by_hand: Callable[..., Report],
) -> None:
    tables = exact()
    tables["delta2"] = 2 * tables["delta2"]
    tables["dW1"] = 2 * tables["dW1"]
    report = by_hand({**rounded(tables), "delta1": None})
    assert verdicts(report)["dW1"] == "followed"
    assert "delta1" not in verdicts(report)


def test_next_to_nothing_carries_nothing(by_hand: Callable[..., Report]) -> None:
    """Tables of almost only zeros would make everything after them follow for nothing."""
    tiny = np.zeros((3, 4))
    tiny[0, 0] = 1e-4
    delta1 = np.zeros((3, 4))
    delta1[0, 0] = -0.005
    fixed = yaml_inputs()
    report = by_hand(
        {
            "S1": tiny,
            "Z1": tiny,
            "Y": [1e-4, 0, 0, 0],
            "loss": 0.5,
            "delta2": -fixed["T"] / 4,
            "dW2": [1e-4, 0, 0],
            "delta1": delta1,
            "dW1": delta1 @ fixed["X"].T,
            "W2_new": fixed["W2"],
            "W1_new": fixed["W1"],
        }
    )
    found = verdicts(report)
    followed = [name for name, verdict in found.items() if verdict != "wrong"]
    assert len(followed) <= 2, found
    assert found["W2_new"] == "wrong"
    assert found["dW2"] == "wrong"


def test_a_sign_turned_at_a_kink_is_wrong(by_hand: Callable[..., Report]) -> None:
    tables = exact()
    for name in ("S1", "Z1"):
        tables[name] = tables[name].copy()
        tables[name][2] = 0
    fixed = yaml_inputs()
    tables["Y"] = fixed["W2"] @ tables["Z1"]
    tables["delta2"] = (tables["Y"] - fixed["T"]) / 4
    carried = fixed["W2"].T @ tables["delta2"]
    tables["delta1"] = carried * (tables["S1"] > 0)
    assert verdicts(by_hand(rounded(tables)))["delta1"] == "followed"
    tables["delta1"][2] = -carried[2]
    assert verdicts(by_hand(rounded(tables)))["delta1"] == "wrong"


def test_there_are_not_more_notes_than_anyone_reads(hand_in: Callable[[Files], Path]) -> None:
    text = "".join(f"{'x' * 500}{number}: {{}}\n" for number in range(500))
    report = marked(hand_in({"answers.yaml": text}))
    assert len(report.notes) == 21
    assert report.notes[-1] == "And 480 more such notes."
    assert max(map(len, report.notes)) < 400


def test_enormous_numbers_are_wrong_and_no_warning(by_hand: Callable[..., Report]) -> None:
    assert verdicts(by_hand({"loss": -1e308, "Y": [1e308] * 4}))["loss"] == "wrong"


def test_a_problem_that_is_no_mapping_is_unreadable(hand_in: Callable[[Files], Path]) -> None:
    report = marked(hand_in({"answers.yaml": "worked_network: 5\n"}))
    assert set(verdicts(report).values()) == {"unreadable"}
    assert "a mapping was expected: each part, and its answer" in feedback(report, "S1")


def test_numbers_that_nobody_asked_for_are_noted_and_cost_nothing(
    hand_in: Callable[[Files], Path],
) -> None:
    tables = {"worked_network": {**WRITTEN, "Z2": 1}, "worked_netwrk": {"S1": 1}}
    text = yaml.safe_dump(tables, sort_keys=False)
    report = marked(hand_in({"answers.yaml": text}))
    assert report.marks.awarded == report.marks.available
    assert len(report.notes) == 2
    assert "worked_network has no quantity Z2" in report.notes[0]
    assert report.notes[1].endswith(
        "there is no problem worked_netwrk; did you mean worked_network?"
    )


def test_a_file_that_cannot_be_read_is_one_line_for_all_its_tables(
    hand_in: Callable[[Files], Path],
) -> None:
    report = grade(hand_in({"answers.yaml": "worked_network:\n  S1: [[1\n"}), runner=FakeRunner())
    assert set(verdicts(report).values()) == {"unreadable"}
    assert report.marks.awarded == 0
    assert "answers.yaml, line 3: not YAML" in feedback(report, "loss")
