"""Chains: how a mistake went on, in the report and in every format."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from grader import Report, grade
from grader.report.json import write_json
from grader.report.terminal import write_terminal
from grader.run.fake import FakeRunner
from tests.conftest import EXAMPLES, ROOT, Files, answered, one_problem
from tests.unit import test_lists as lists
from tests.unit.test_followed import DZ, PROBLEM, REFERENCE, RIGHT, J, P

SCHEMA: dict[str, Any] = json.loads((ROOT / "grader/report/report.schema.json").read_text())


def marked(folder: Path, *changes: tuple[str, str]) -> Report:
    """Mark the right answer with some of it replaced."""
    source = RIGHT
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return answered(one_problem(folder, PROBLEM, REFERENCE), source)


def standings(report: Report) -> dict[str, str]:
    """Return where each quantity of the one chain stands; nothing where there is no chain."""
    return {
        link.part: str(link.standing) for chain in report.problems[0].chains for link in chain.links
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(P, "p = e")], ("first_wrong", "followed", "followed")),
        ([(P, "p = e"), (J, "J = np.diag(p)")], ("first_wrong", "wrong_again", "followed")),
        ([(P, "p = e"), (DZ, "2 * g @ J")], ("first_wrong", "followed", "wrong_again")),
        ([(P, "p = 0 * e")], ("first_wrong", "not_assessable", "not_assessable")),
        ([(J, "J = np.diag(p)")], ("right", "first_wrong", "followed")),
        ([("return p, J", "return 2 * p, J")], ("first_wrong", "right", "right")),
    ],
)
def test_a_chain_tells_where_a_mistake_began_and_how_it_went_on(
    changes: Sequence[tuple[str, str]], expected: tuple[str, str, str], tmp_path: Path
) -> None:
    report = marked(tmp_path, *changes)
    assert tuple(standings(report).values()) == expected
    (chain,) = report.problems[0].chains
    assert chain.function == "back"
    assert {link.part: link.sources for link in chain.links} == {
        "p": (),
        "J": ("p",),
        "dz": ("J",),
    }


@pytest.mark.parametrize("changes", [[], [(DZ, "2 * g @ J")]], ids=["right", "last wrong"])
def test_where_nothing_hangs_on_a_mistake_there_is_no_chain(
    changes: Sequence[tuple[str, str]], tmp_path: Path
) -> None:
    assert marked(tmp_path, *changes).problems[0].chains == ()


def test_what_was_not_attempted_has_no_chain(tmp_path: Path) -> None:
    report = answered(one_problem(tmp_path, PROBLEM, REFERENCE), "def other(): pass\n")
    assert report.problems[0].chains == ()


def test_json_has_the_chain_and_follows_its_schema(tmp_path: Path) -> None:
    report = marked(tmp_path, (P, "p = e"), (DZ, "2 * g @ J"))
    plain = json.loads(write_json(report))
    jsonschema.validate(plain, SCHEMA)
    (chain,) = plain["problems"][0]["chains"]
    assert chain == {
        "function": "back",
        "links": [
            {"part": "p", "standing": "first_wrong", "from": []},
            {"part": "J", "standing": "followed", "from": ["p"]},
            {"part": "dz", "standing": "wrong_again", "from": ["J"]},
        ],
    }


ANSWERS: dict[str, tuple[str, str]] = {
    "not_assessable": (P, "p = 0 * e"),
    "followed": (P, "p = e"),
    "imprecise": (P, "p = (e / e.sum()).astype(np.float16)"),
    "single": (P, "p = (e / e.sum()).astype(np.float32)"),
    "unstable": (" - z.max()", ""),
    "wrong_type": ("return p, J", "return p, None"),
    "not_finite": (P, "p = e * np.nan"),
    "raised": (P, "p = e / 'x'"),
    "changed": ("    e =", "    z += 0.5\n    z -= 0.25\n    e ="),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_schema_accepts_every_kind_of_report(name: str, tmp_path: Path) -> None:
    for secret in (None, b"a secret of a course"):
        course = one_problem(tmp_path, PROBLEM, REFERENCE)
        old, new = ANSWERS[name]
        assert old in RIGHT
        report = answered(course, RIGHT.replace(old, new), secret=secret)
        plain = json.loads(write_json(report))
        jsonschema.validate(plain, SCHEMA)
        assert (plain["provenance"]["secret"] is None) == (secret is None)
        assert "a secret" not in write_json(report)


def test_the_schema_refuses_what_is_no_report(tmp_path: Path) -> None:
    report = marked(tmp_path, (P, "p = 0 * e"))
    plain = json.loads(write_json(report))
    problem = plain["problems"][0]
    first, second, _ = problem["parts"]
    link = problem["chains"][0]["links"][0]
    for holder, key, value in (
        (second, "awarded", 0),
        (first, "precision", "half"),
        (first, "verdict", "nearly"),
        (first, "state", "lost"),
        (link, "standing", "left"),
        (link, "from", "p"),
        (problem, "chains", None),
        (plain["provenance"], "secret", 7),
    ):
        jsonschema.validate(plain, SCHEMA)
        before, holder[key] = holder[key], value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(plain, SCHEMA)
        holder[key] = before


def test_a_terminal_shows_what_could_not_be_judged_as_neither_right_nor_wrong(
    tmp_path: Path,
) -> None:
    text = write_terminal(marked(tmp_path, (P, "p = 0 * e")))
    (line,) = (each for each in text.splitlines() if each.startswith("  – J"))  # noqa: RUF001  (a dash: no mark)
    assert line.split()[-3:] == ["–", "/", "1"]  # noqa: RUF001
    assert "could not be judged" in line


def test_where_lists_go_to_and_fro_the_mistake_begins_once(tmp_path: Path) -> None:
    course = one_problem(tmp_path, lists.FORWARD, lists.REFERENCE)
    report = answered(course, lists.RIGHT.replace("V @ h[-1] + c", "V @ h[-1] - c"))
    assert standings(report) == {"a": "first_wrong", "h": "followed"}


@pytest.fixture
def by_hand(hand_in: Callable[[Files], Path]) -> Callable[..., Report]:
    """Return a function that marks the published tables, some of them replaced."""
    text = (EXAMPLES / "right/answers.yaml").read_text()

    def mark(**changed: Any) -> Report:
        tables = {**yaml.safe_load(text)["worked_network"], **changed}
        files = {"answers.yaml": yaml.safe_dump({"worked_network": tables})}
        return grade(hand_in(files), problems=["worked_network"], runner=FakeRunner())

    return mark


def test_a_table_that_is_not_there_is_passed_over(by_hand: Callable[..., Report]) -> None:
    report = by_hand(delta2=[[9.0] * 4], dW2=None, delta1=None, dW1=[[7.0, 7.0] for _ in range(3)])
    found = standings(report)
    assert {"dW2", "delta1"}.isdisjoint(found)
    assert (found["delta2"], found["dW1"]) == ("first_wrong", "wrong_again")
    (chain,) = report.problems[0].chains
    assert chain.function is None
    assert next(link for link in chain.links if link.part == "dW1").sources == ("delta2", "S1")


def test_a_table_that_is_not_there_begins_nothing(by_hand: Callable[..., Report]) -> None:
    assert by_hand(delta2=None).problems[0].chains == ()
    assert by_hand(Y="ca. 0.5", loss="half").problems[0].chains == ()


@pytest.mark.parametrize("ending", ["raise ValueError", "raise SystemExit"])
def test_where_there_are_no_numbers_nothing_went_on(ending: str, tmp_path: Path) -> None:
    assert (
        marked(tmp_path, ("    return p", f"    {ending}\n    return p")).problems[0].chains == ()
    )
