"""The autograder for Classroom 50 keeps the contract of its runner."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLES, ROOT, one_problem, require, write_files
from tests.formats.rules import check_classroom50, check_markdown
from tests.functional.test_attacks import ATTACKS

ASSIGNMENT = "deep-learning-part-one"
RIGHT = (EXAMPLES / "right/softmax.py").read_text()


@dataclass(frozen=True)
class Graded:
    """What the runner of Classroom 50 finds afterwards."""

    status: int
    log: str
    result: Any
    body: str | None
    outputs: str


Runner = Callable[..., Graded]


@pytest.fixture
def classroom50(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Return a function that runs the autograder as the runner does: in the checkout."""
    require("confined")
    bundle = tmp_path / "temp/classroom50-runtime" / ASSIGNMENT
    bundle.mkdir(parents=True)
    shutil.copy(ROOT / "integrations/classroom50/autograder.py", bundle)
    tools = write_files(tmp_path / "tools", {"bwrap": "#!/bin/sh\nexit 1\n"})
    (tools / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")

    def run(
        files: Mapping[str, str | bytes],
        python: str = sys.executable,
        assignment: str = ASSIGNMENT,
        beside: Mapping[str, str] | None = None,
    ) -> Graded:
        checkout = write_files(tmp_path / "checkout", files)
        write_files(bundle, beside or {})
        output = tmp_path / "output"
        output.touch()
        repository = "https://example.org/org/repository"
        variables = {
            "CLASSROOM": "autumn",
            "ASSIGNMENT": assignment,
            "ASSIGNMENT_TYPE": "individual",
            "USERNAME": "student",
            "OWNER": "student",
            "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
            "COMMIT_URL": f"{repository}/commit/a1b2c3d",
            "RELEASE_URL": f"{repository}/releases/tag/submit",
            "REVIEW_URL": f"{repository}/compare/a...b",
            "GITHUB_OUTPUT": str(output),
            "RUNNER_TEMP": str(tmp_path / "temp"),
        }
        ended = subprocess.run(
            [python, bundle / "autograder.py"],
            cwd=checkout,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        result, body = checkout / "result.json", checkout / "release-body.md"
        return Graded(
            ended.returncode,
            ended.stdout + ended.stderr,
            json.loads(result.read_text()) if _is_plain(result) else None,
            body.read_text() if _is_plain(body) else None,
            output.read_text(),
        )

    return run


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def check(graded: Graded) -> None:
    """Check what is handed to the runner against its rules."""
    assert graded.status == 0, graded.log
    check_classroom50(f"{json.dumps(graded.result)}\n")
    assert graded.body is not None
    check_markdown(graded.body)


def test_a_right_and_a_wrong_submission_are_recorded(classroom50: Runner) -> None:
    files = {
        name: (EXAMPLES / "right" / name).read_bytes()
        for name in ("softmax.py", "affine.py", "answers.yaml")
    }
    graded = classroom50(files, assignment="ds-ga-1008-homework-1")
    check(graded)
    marks = graded.result["max-score"] // 100
    assert graded.result["score"] == graded.result["max-score"] > 0
    assert graded.result["assignment"] == "ds-ga-1008-homework-1"
    assert graded.outputs == f"status=success\nsummary={marks} of {marks} marks\n"
    graded = classroom50({"softmax.py": (EXAMPLES / "homework/softmax.py").read_bytes()})
    check(graded)
    assert graded.result["score"] < 5200
    assert graded.outputs.splitlines()[-2] == "status=failure"


@pytest.mark.parametrize("way", ["file", "link", "dangling", "folder"])
def test_what_a_student_left_as_a_result_is_replaced(
    way: str, classroom50: Runner, tmp_path: Path
) -> None:
    outside = write_files(tmp_path / "outside", {"precious": "kept"}) / "precious"
    checkout = write_files(tmp_path / "checkout", {"softmax.py": RIGHT})
    for name in ("result.json", "release-body.md"):
        path = checkout / name
        match way:
            case "file":
                path.write_text('{"score": 9999}')
            case "link":
                path.symlink_to(outside)
            case "dangling":
                path.symlink_to(tmp_path / "outside/made")
            case _:
                write_files(path, {"inside/file": "x"})
    graded = classroom50({})
    check(graded)
    assert graded.result["score"] == 1600
    assert outside.read_text() == "kept"
    assert list(outside.parent.iterdir()) == [outside]


def test_modules_in_the_checkout_are_not_taken(classroom50: Runner, tmp_path: Path) -> None:
    canary = f"open({str(tmp_path / 'canary')!r}, 'w')\nraise SystemExit(9)\n"
    names = ("json.py", "numpy.py", "grader.py", "sitecustomize.py", "subprocess.py", "pathlib.py")
    graded = classroom50({**dict.fromkeys(names, canary), "softmax.py": RIGHT})
    check(graded)
    assert graded.result["score"] == 1600
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(
    "attack", ["001_print_fake_pass", "006_write_result_files", "029_proc_environ"]
)
def test_an_attack_is_recorded_as_what_it_is(
    attack: str, classroom50: Runner, tmp_path: Path
) -> None:
    graded = classroom50({"softmax.py": (ATTACKS / f"{attack}.py").read_bytes()})
    check(graded)
    assert graded.result["score"] == 0
    assert "LOOT" not in (graded.body or "")
    assert not any(line.lstrip().startswith("::") for line in graded.log.splitlines())
    assert not list(tmp_path.rglob("*grader_attack_canary*"))


def test_what_failed_is_an_error_and_nothing_is_recorded(classroom50: Runner) -> None:
    for assignment, files, status in (
        ("no-such", {"softmax.py": RIGHT}, 2),
        ("csci_ga_2572_homework_1", {"result.json": "{}", "softmax.py": "syntax error"}, 0),
    ):
        graded = classroom50(files, assignment=assignment)
        assert graded.status == status, graded.log
        if status:
            assert (graded.result, graded.body, graded.outputs) == (None, None, "")
            assert "there is no assignment no_such" in graded.log


def test_the_grader_and_a_course_of_ones_own_come_with_the_bundle(
    classroom50: Runner, tmp_path: Path
) -> None:
    """A Python that has no grader: it is installed as requirements.txt says, and not for good."""
    course = one_problem(
        tmp_path / "made",
        "sizes: [n]\ninputs: {x: {normal: [n]}}\nparts:\n  - {quantity: y, marks: 3}\n",
        "def y(x):\n    return 2 * x\n",
    )
    entry = "assignments:\n  - {assignment: doubling, title: Doubling, problems: [p]}\n"
    files = {
        f"course/{path.relative_to(course.root)}": path.read_text()
        for path in course.root.rglob("*")
        if path.is_file()
    }
    beside = {**files, "course/assignments.yaml": entry, "requirements.txt": f"{ROOT}\n"}
    base = f"{sys.base_prefix}/bin/python3"
    graded = classroom50({"m.py": "def y(x): return x + x\n"}, base, "doubling", beside)
    check(graded)
    assert (graded.result["score"], graded.result["max-score"]) == (300, 300)
    assert not list((tmp_path / "temp").glob("tmp*"))
    beside = {"requirements.txt": "./no-such-folder\n"}
    graded = classroom50({}, base, "doubling", beside)
    assert graded.status == 1
    assert "could not be installed" in graded.log
