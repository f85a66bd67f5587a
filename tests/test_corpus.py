"""Submissions that declare their verdicts get them; ``corpus/README.md`` says how to add one."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from grader import Report, grade
from grader.model.report import PartReport, State
from grader.report.json import write_json
from grader.run.fake import FakeRunner
from tests.conftest import CORPUS, ROOT

SEEDS = range(1, 51)
EVERY = 1 if os.environ.get("ALL_SEEDS") else 5
"""Each submission is marked with every fifth seed, not all with the same; or with all."""


@dataclass(frozen=True)
class Submission:
    """A folder of the corpus, and what it declares."""

    folder: Path
    problem: str
    verdicts: dict[str, str | list[str]]
    """By part; a list where it depends on the numbers, as with half precision."""
    diagnosis: dict[str, str]
    """Names of the misconceptions that must be recognised, by part."""

    def __str__(self) -> str:
        return f"{self.problem}/{self.folder.name}"


def read(path: Path) -> Submission:
    """Return the submission that an ``expected.yaml`` belongs to."""
    expected: dict[str, Any] = yaml.safe_load(path.read_text())
    assert {"what", "verdicts"} <= set(expected) <= {"what", "verdicts", "diagnosis"}, path
    diagnosis = expected.get("diagnosis", {})
    return Submission(path.parent, path.parent.parent.name, expected["verdicts"], diagnosis)


SUBMISSIONS = [read(path) for path in sorted(CORPUS.glob("*/*/expected.yaml"))]

KEPT = {"right": 1.0, "followed": 1.0, "approximate": 1.0, "unstable": 0.5}

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((ROOT / "grader/report/report.schema.json").read_text())
)
PROBLEMS = sorted({submission.problem for submission in SUBMISSIONS})


def check(submission: Submission, report: Report) -> None:
    """Compare verdicts and marks with what is declared; what is not named is not attempted."""
    parts = {part.part: part for problem in report.problems for part in problem.parts}
    found = {name: str(part.verdict) for name, part in parts.items()}
    declared = dict.fromkeys(parts, "not_attempted") | submission.verdicts
    assert set(found) == set(declared)
    for name, verdict in found.items():
        allowed = declared[name]
        assert verdict in ([allowed] if isinstance(allowed, str) else allowed), parts[name]
    named = {name: part.diagnosis and part.diagnosis.name for name, part in parts.items()}
    recognised = {name: named[name] for name in submission.diagnosis}
    assert recognised == submission.diagnosis, {
        name: part.diagnosis for name, part in parts.items()
    }
    for part in parts.values():
        check_mark(part)


def check_mark(part: PartReport) -> None:
    """Compare the mark with the verdict."""
    if part.verdict in ("not_attempted", "not_assessable", "awaiting"):
        assert (part.state, part.awarded) == (State(str(part.verdict)), None)
    else:
        assert part.state is State.AWARDED
        assert part.awarded == KEPT.get(str(part.verdict), 0) * part.available


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=str)
def test_gets_its_verdicts_from_the_real_runner(submission: Submission) -> None:
    report = grade(submission.folder, problems=[submission.problem])
    check(submission, report)
    SCHEMA.validate(json.loads(write_json(report)))


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=str)
def test_gets_the_same_verdicts_for_other_seeds(submission: Submission) -> None:
    first = sum(str(submission).encode()) % EVERY
    for seed in SEEDS[first::EVERY]:
        report = grade(
            submission.folder,
            problems=[submission.problem],
            seed=seed,
            runner=FakeRunner(),
            confirm=False,
        )
        check(submission, report)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_holds_at_least_ten_right_solutions_of_each_problem(problem: str) -> None:
    right = [
        each
        for each in SUBMISSIONS
        if each.problem == problem
        and all(verdict in ("right", "awaiting") for verdict in each.verdicts.values())
    ]
    assert len(right) >= 10
    sources = {
        file.read_bytes()
        for each in right
        for file in each.folder.iterdir()
        if file.name != "expected.yaml"
    }
    assert len(sources) >= len(right)


@pytest.mark.parametrize(
    "variants",
    [
        ("softmax", [f"sm{number}" for number in (16, 17, 18)]),
        ("softmax_jacobian", [f"sm{number:02}" for number in range(1, 17)]),
        ("softmax_beta", [f"smb{number}" for number in range(1, 8)]),
        ("affine_backward", [f"af{number}" for number in range(1, 7)]),
        ("scaled_cost", ["af7", "af8"]),
        ("worked_network", [f"wn{number}" for number in range(1, 8)]),
        ("worked_network_step", [f"wn{number}" for number in range(1, 8)]),
        ("hinge", [f"hg{number:02}" for number in range(1, 12)]),
        (
            "two_layer_regression",
            ["lo01", "lo08", "lo09", "lo10", "af1", "af2", "af4", "af5"]
            + [f"hi{number:02}" for number in (1, 2, 6, 7, 8, 9, *range(11, 17))],
        ),
        (
            "back_propagation",
            ["lo01", "lo04", "lo05", "lo06", "lo08", "lo09", "af1", "af2", "af4", "af5"]
            + [f"hi{number:02}" for number in (*range(1, 10), 11, 12, 13, 18, 22)],
        ),
        ("training_step", ["gd1", "lo08"]),
        ("mixer_forward", ["mx02", "mx10"]),
        (
            "mixer_backward",
            [f"lo{number}" for number in range(1, 8)]
            + [f"mx{number:02}" for number in range(1, 12)]
            + ["hi07", "hi08", "hi09", "hi10", "af09", "af10"],
        ),
    ],
    ids=lambda variants: str(variants[0]),
)
def test_holds_every_known_mistake(variants: tuple[str, list[str]]) -> None:
    problem, names = variants
    for name in names:
        found = [
            each
            for each in SUBMISSIONS
            if each.problem == problem and each.folder.name.startswith(f"{name}_")
        ]
        assert found, name
        assert all(any(verdict != "right" for verdict in each.verdicts.values()) for each in found)
