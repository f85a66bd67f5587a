"""Submissions that declare their verdicts get them; ``corpus/README.md`` says how to add one."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader import Report, find_course, grade
from grader.detail import at_most
from grader.grading import Questions, Selection, mark
from grader.model.report import Detail, PartReport, State
from grader.report.formats import FORMATS
from grader.report.html import write_html
from grader.run.fake import FakeRunner
from grader.run.process import ProcessRunner
from tests.conftest import CORPUS
from tests.formats.html_rules import check_html
from tests.formats.reports import OCCASION
from tests.formats.rules import RULES, check_format

SEEDS = range(1, 51)
EVERY = 1 if os.environ.get("ALL_SEEDS") else 25
"""Each submission is marked with every 25th seed, not all with the same; or with all."""


@dataclass(frozen=True)
class Submission:
    """A folder of the corpus, and what it declares."""

    folder: Path
    problem: str
    verdicts: dict[str, str | list[str]]
    """By part; a list where it depends on the numbers, as with half precision."""
    diagnosis: dict[str, str]
    """Names of the misconceptions that must be recognised, by part."""
    marks: dict[str, float]
    """Of parts whose marks do not follow from their verdict alone."""
    real: bool
    """Whether only the real runner refuses what it does."""

    def __str__(self) -> str:
        return f"{self.problem}/{self.folder.name}"


def read(path: Path) -> Submission:
    """Return the submission that an ``expected.yaml`` belongs to."""
    expected: dict[str, Any] = yaml.safe_load(path.read_text())
    known = {"what", "verdicts", "diagnosis", "marks", "real"}
    assert {"what", "verdicts"} <= set(expected) <= known, path
    return Submission(
        path.parent,
        path.parent.parent.name,
        expected["verdicts"],
        expected.get("diagnosis", {}),
        expected.get("marks", {}),
        expected.get("real", False),
    )


SUBMISSIONS = [read(path) for path in sorted(CORPUS.glob("*/*/expected.yaml"))]

KEPT = {"right": 1.0, "followed": 1.0, "approximate": 1.0, "unstable": 0.5}


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
    for name, part in parts.items():
        if name in submission.marks:
            assert part.state is State.AWARDED
            assert part.awarded == submission.marks[name]
        else:
            check_mark(part)


def check_mark(part: PartReport) -> None:
    """Compare the mark with the verdict."""
    if part.verdict in ("not_attempted", "not_assessable", "awaiting"):
        assert (part.state, part.awarded) == (State(str(part.verdict)), None)
    else:
        assert part.state is State.AWARDED
        assert part.awarded == KEPT.get(str(part.verdict), 0) * part.available


def check_formats(report: Report) -> None:
    """Hold what every other program reads against its rules; the page costs more than all these."""
    for name in sorted(RULES):
        check_format(name, FORMATS[name](report, OCCASION))


@pytest.fixture(scope="session")
def runner() -> Iterator[ProcessRunner]:
    """Return a runner that stays warm, as in `grade class`."""
    with ProcessRunner() as runner:
        yield runner


@pytest.fixture(scope="session")
def questions() -> Questions:
    """Return questions that are asked of every submission, as in `grade class`."""
    return Questions(find_course())


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=str)
def test_gets_its_verdicts_from_the_real_runner(
    submission: Submission, runner: ProcessRunner, questions: Questions
) -> None:
    report = mark(submission.folder, questions, runner, Selection((submission.problem,)))
    check(submission, report)
    # Every report in the usual detail, and in one of the others.
    others = [each for each in Detail if each is not Detail.HINTS]
    check_formats(at_most(report, others[len(str(submission)) % len(others)]))
    hints = at_most(report, Detail.HINTS)
    check_formats(hints)
    check_html(write_html(hints))


@pytest.mark.parametrize("submission", [each for each in SUBMISSIONS if not each.real], ids=str)
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


def is_right(submission: Submission) -> bool:
    """Return whether nothing in a submission is declared to be other than right."""
    verdicts = submission.verdicts.values()
    return bool(verdicts) and all(verdict in ("right", "awaiting") for verdict in verdicts)


def is_wrong(submission: Submission) -> bool:
    """Return whether something in a submission is declared to be other than right."""
    fine = ("right", "awaiting", "not_attempted")
    return any(verdict not in fine for verdict in submission.verdicts.values())


@pytest.mark.parametrize("problem", sorted(find_course().problem_files))
def test_holds_something_right_and_something_wrong_of_each_problem(problem: str) -> None:
    of_it = [each for each in SUBMISSIONS if each.problem == problem]
    assert any(map(is_right, of_it))
    assert any(map(is_wrong, of_it))


@pytest.mark.parametrize(
    "problem",
    [
        "affine_backward",
        "back_propagation",
        "hinge",
        "mixer_backward",
        "mixer_forward",
        "scaled_cost",
        "softmax",
        "softmax_beta",
        "softmax_jacobian",
        "two_layer_regression",
        "worked_network",
        "worked_network_step",
    ],
)
def test_holds_at_least_ten_right_solutions(problem: str) -> None:
    right = [each for each in SUBMISSIONS if each.problem == problem and is_right(each)]
    assert len(right) >= 10
    sources = {
        file.read_bytes()
        for each in right
        for file in each.folder.iterdir()
        if file.name != "expected.yaml"
    }
    assert len(sources) >= len(right)


KNOWN_MISTAKES = {
    "softmax": "sm16-18",
    "softmax_jacobian": "sm1-16",
    "softmax_entry": "sm1 sm2 sm8 sm10",
    "softmax_beta": "smb1-7 sm1 sm2",
    "softmax_vjp": "sm1 sm3 sm6",
    "cross_entropy": "lo1-7 lo16 sm11 sm12",
    "affine_backward": "af1-6",
    "scaled_cost": "af7 af8",
    "affine_tensor": "af4",
    "numerator_layout": "af1",
    "batch_affine": "af6 af9 af10",
    "collapse": "",
    "logistic": "hi3 hi4 hi17",
    "tanh": "hi4 hi5 hi18",
    "rectifiers": "hi6 hi19 hi20",
    "five_relu": "hi14-16",
    "activation_jacobians": "",
    "two_layer_forward": "hi14",
    "two_layer_losses": "lo1 lo8-14 lo16",
    "two_layer_chain": "af1 af2 hi1",
    "two_layer_regression": "lo1 lo8-10 af1 af2 af4 af5 hi1 hi2 hi6-9 hi11-16",
    "two_layer_tanh": "hi3-5 hi18",
    "two_layer_bce": "lo11-14",
    "mlp": "lo2 lo3 lo8 lo15 af9 hi2 hi3 hi21 hi22",
    "training_step": "gd1 lo8",
    "descent_on_input": "gd1 hi1",
    "conceptual_answers": "",
    "forward_propagation": "",
    "output_gradient": "lo1 lo4 lo5",
    "hidden_gradients": "hi1-6",
    "parameter_gradients": "af1 hi11",
    "back_propagation": "lo1 lo4-6 lo8 lo9 af1 af2 af4 af5 hi1-13 hi18 hi22",
    "gradient_descent": "gd1 gd2 hi12 lo2",
    "thin_network": "hi2 hi11",
    "squared_error_network": "lo2 lo8 lo9",
    "output_and_loss": "",
    "shape_audit": "",
    "batch_forward": "",
    "batch_loss": "lo2 lo9",
    "entry_derivatives": "",
    "batch_deltas": "hi1-3 hi7",
    "batch_gradients": "af9 hi11",
    "worked_network": "wn1-7",
    "worked_network_step": "wn1-7",
    "hinge": "hg1-12",
    "hinge_meaning": "",
    "light_network": "me1 me2",
    "mixer_forward": "mx2 mx10",
    "mixer_loss": "lo2 lo7",
    "mixer_backward": "lo1-7 mx1-11 hi7-10 af9 af10",
    "mixer_input_gradient": "mx6 mx7 mx10",
    "mixer_training": "gd1 gd2 lo3",
}
"""What each problem has to tell apart: ``sm1-3`` is short for ``sm1 sm2 sm3``."""


def numbered(names: str) -> Iterator[str]:
    """Yield the mistakes that are meant, one by one."""
    for name in names.split():
        first, _, last = name.partition("-")
        letters = first.rstrip("0123456789")
        number = int(first.removeprefix(letters))
        for each in range(number, int(last or number) + 1):
            yield f"{letters}{each}"


def mistakes_in(text: str) -> set[str]:
    """Return the numbers of mistakes in a text: lo1 and lo13 in ``lo01_lo13_sign``."""
    found = re.findall(r"(?<![a-z0-9])([a-z]{2,3})([0-9]+)(?![a-z0-9])", text.lower())
    return {f"{letters}{int(number)}" for letters, number in found}


def mistakes_in_comments(problem: str) -> set[str]:
    """Return the numbers of mistakes in the comments of a problem."""
    course = find_course()
    lines = (course.root / course.problem_files[problem]).read_text().splitlines()
    return mistakes_in("\n".join(each for each in lines if each.lstrip().startswith("#")))


def test_the_known_mistakes_are_those_of_every_problem() -> None:
    assert set(KNOWN_MISTAKES) == set(find_course().problem_files)


@pytest.mark.parametrize("problem", sorted(KNOWN_MISTAKES))
def test_holds_every_known_mistake(problem: str) -> None:
    """A comment in the problem names those that no answer can show, and says why."""
    invisible = mistakes_in_comments(problem)
    for mistake in numbered(KNOWN_MISTAKES[problem]):
        found = [
            each
            for each in SUBMISSIONS
            if each.problem == problem and mistake in mistakes_in(each.folder.name)
        ]
        assert found or mistake in invisible, mistake
        assert mistake in invisible or all(map(is_wrong, found)), mistake
