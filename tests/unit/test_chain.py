"""Chains: how a mistake went on, in the report and in every format."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import Report
from grader.report.json import write_json
from grader.report.terminal import write_terminal
from tests.conftest import ROOT, answered, one_problem
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
    for spoil in (
        lambda plain: plain["problems"][0]["parts"][1].update(awarded=0),
        lambda plain: plain["problems"][0]["parts"][0].update(precision="half"),
        lambda plain: plain["problems"][0]["parts"][0].update(verdict="nearly"),
        lambda plain: plain["problems"][0]["chains"][0]["links"][0].update(standing="left"),
        lambda plain: plain["problems"][0].pop("chains"),
        lambda plain: plain["provenance"].pop("secret"),
    ):
        plain = json.loads(write_json(report))
        jsonschema.validate(plain, SCHEMA)
        spoil(plain)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(plain, SCHEMA)


def test_a_terminal_shows_what_could_not_be_judged_as_neither_right_nor_wrong(
    tmp_path: Path,
) -> None:
    text = write_terminal(marked(tmp_path, (P, "p = 0 * e")))
    (line,) = (each for each in text.splitlines() if each.startswith("  – J"))  # noqa: RUF001  (a dash: no mark)
    assert line.split()[-3:] == ["–", "/", "1"]  # noqa: RUF001
    assert "could not be judged" in line
