"""What the tests share: a cache of their own, and ways to hand something in."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from grader import Course, Report, find_course, grade
from grader.model.report import PartReport
from grader.run.fake import FakeRunner
from grader.run.supply import Supply

collect_ignore = ["corpus", "attacks"]  # submissions, not tests

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
EXAMPLES = ROOT / "examples"

Files = Mapping[str, str | bytes]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests away from the user's cache, and from the marks that the user entered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GRADE_RECORDS", raising=False)
        for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(params=["confined", "full"])
def sealed_level(request: pytest.FixtureRequest) -> str:
    """Return each level that seals student code in; where there is none, nothing is tested.

    In continuous integration that would go unseen, so there it fails.
    """
    level: str = request.param
    require(level)
    return level


def require(level: str) -> None:
    """Skip a test that needs a level of isolation which this machine has not; in CI, fail it."""
    supply = Supply(at_best=level)
    try:
        supply.take().close()
        found = supply.level
    finally:
        supply.close()
    if found != level:
        if os.environ.get("CI"):
            pytest.fail(f"the level {level} cannot be had here: {supply.reason}")
        pytest.skip(f"the level {level} cannot be had here: {supply.reason}")


def write_files(folder: Path, files: Files) -> Path:
    """Write files into a folder, which is made, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[[Files], Path]:
    """Return a function that makes a submission of some files."""
    return lambda files: write_files(tmp_path / "submission", files)


@pytest.fixture
def marked(hand_in: Callable[[Files], Path]) -> Callable[[Files], Report]:
    """Return a function that marks some files by the real runner."""
    return lambda files: grade(hand_in(files))


@pytest.fixture
def marked_here(hand_in: Callable[[Files], Path]) -> Callable[[Files], Report]:
    """Return a function that marks some trusted files in this process."""
    return lambda files: grade(hand_in(files), runner=FakeRunner())


def one_problem(folder: Path, problem: str, reference: str, mistakes: str = "") -> Course:
    """Write a course of one problem, ``p``, which is answered in ``m.py``; return it."""
    head = "problem: p\ntitle: P\nstatement: Do it.\nreference: r\n"
    files = {
        "problems/m/p.yaml": head + problem,
        "reference/r.py": reference,
        "reference/misconceptions/r.py": mistakes,
    }
    return find_course(write_files(folder / "course", files))


def answered(course: Course, source: str, *, seed: int = 0, secret: bytes | None = None) -> Report:
    """Mark trusted code as the answer to a course of one problem."""
    folder = write_files(course.root.parent / "answer", {"m.py": source})
    return grade(folder, course, seed=seed, runner=FakeRunner(), secret=secret)


def part(report: Report, name: str) -> PartReport:
    """Return how one part went."""
    return next(each for one in report.problems for each in one.parts if each.part == name)


def verdicts(report: Report) -> dict[str, str]:
    """Return the verdict on each part that was attempted."""
    return {
        part.part: str(part.verdict)
        for problem in report.problems
        for part in problem.parts
        if part.verdict != "not_attempted"
    }


def feedback(report: Report, part: str) -> str:
    """Return all that is said about a part."""
    for problem in report.problems:
        for each in problem.parts:
            if each.part == part:
                return f"{each.feedback.wrong} {each.feedback.advice}"
    raise LookupError(part)


def command(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        timeout=120,
    )
