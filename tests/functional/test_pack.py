"""What is packed for Gradescope marks there as it does here, and students get nothing of it."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader import grade
from grader.load.assignments import read_assignments
from grader.load.course import find_course
from grader.run.fake import FakeRunner
from tests.conftest import EXAMPLES, command, one_problem, require, write_files
from tests.formats.rules import check_gradescope
from tests.functional.test_attacks import ATTACKS

ASSIGNMENT = "deep_learning_part_one"
PROBLEMS = ("softmax", "softmax_jacobian")
SECOND_USER = 61937

Mark = Callable[..., dict[str, Any]]


def pack(file: Path, assignment: str = ASSIGNMENT, *options: str | Path) -> dict[str, bytes]:
    """Pack an assignment; return what is in the zip."""
    ended = command("pack", "gradescope", assignment, file, *options)
    assert (ended.returncode, ended.stdout) == (0, f"{file}\n"), ended.stderr
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_it_holds_what_the_assignment_needs_and_no_more(tmp_path: Path) -> None:
    files = pack(tmp_path / "a.zip")
    asked = read_assignments(find_course())[ASSIGNMENT].problems
    problems = {Path(name).stem for name in files if name.startswith("course/problems/")}
    assert problems == set(asked)
    assert "course/reference/softmax.py" in files
    assert "course/reference/misconceptions/mixer.py" in files
    assert "course/reference/drivers/mixer.py" in files
    assert "course/reference/given.py" in files
    assert "course/reference/mlp.py" not in files
    for unwanted in ("twins", "__pycache__", "tests/", "grader/course/", ".pyc"):
        assert not [name for name in files if unwanted in name]
    (only,) = yaml.safe_load(files["course/assignments.yaml"])["assignments"]
    assert only["problems"] == list(asked)
    assert b"Autograder points: 52." in files["README.md"]
    assert files["requirements.txt"].decode().startswith("click>=")
    assert not any("torch" in line for line in files["requirements.txt"].decode().splitlines())
    for name in ("setup.sh", "run_autograder"):
        assert files[name].startswith(b"#!/bin/sh\n")
        assert b"\r" not in files[name]
        subprocess.run(["sh", "-n"], input=files[name], check=True)


def test_the_same_is_packed_as_the_same_bytes_that_nobody_else_can_read(tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    pack(first)
    second.write_text("an older one")
    pack(second)
    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    with zipfile.ZipFile(first) as packed:
        modes = {entry.filename: entry.external_attr >> 16 for entry in packed.infolist()}
    assert {name for name, mode in modes.items() if mode & 0o100} >= {"setup.sh", "run_autograder"}
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_a_problem_of_ones_own_is_packed_with_how_it_is_marked(tmp_path: Path) -> None:
    course = one_problem(
        tmp_path,
        "sizes: [n]\ninputs: {x: {normal: [n]}}\nparts:\n  - {quantity: y, marks: 3}\n",
        "def y(x):\n    return 2 * x\n",
    )
    write_files(course.root, {"course.yaml": "feedback: marks\nhidden_cases: true\n"})
    write_files(tmp_path, {"secret": "0123456789abcdef\n"})
    options = ("--course", course.root, "--seed", "4", "--feedback", "full")
    files = pack(tmp_path / "p.zip", "p", *options, "--secret", tmp_path / "secret")
    script = files["run_autograder"].decode()
    assert 'options="--problem p --seed 4 --patience 2 --feedback full"' in script
    assert files["course/course.yaml"] == (course.root / "course.yaml").read_bytes()
    assert files["secret"] == b"0123456789abcdef"
    assert "course/assignments.yaml" not in files


def test_torch_is_asked_for_where_it_is_needed(tmp_path: Path) -> None:
    files = pack(tmp_path / "m.zip", "mlp")
    assert any(line.startswith("torch>=") for line in files["requirements.txt"].decode().split())
    assert b"2048 MB" in files["README.md"]
    assert b"**torch.**" in files["README.md"]


def test_what_cannot_be_packed_is_said(tmp_path: Path) -> None:
    for arguments, said in (
        (("no_such", tmp_path / "a.zip"), "there is no problem or assignment no_such"),
        ((ASSIGNMENT, tmp_path / "a.tar"), "give it a name that ends with .zip"),
        ((ASSIGNMENT, tmp_path / "no/where.zip"), "cannot be written"),
    ):
        ended = command("pack", "gradescope", *arguments)
        assert ended.returncode == 2
        assert said in ended.stderr
    assert not list(tmp_path.iterdir())


def test_what_people_read_is_not_among_the_points_of_the_autograder(tmp_path: Path) -> None:
    course = one_problem(
        tmp_path,
        "sizes: [n]\ninputs: {x: {normal: [n]}}\nparts:\n  - {quantity: y, marks: 3}\n",
        "def y(x):\n    return 2 * x\n",
    )
    words = (
        "problem: w\ntitle: W\nstatement: Say it.\nparts:\n"
        "  - {written: why, marks: 2, rubric: [because]}\n"
    )
    entry = "assignments:\n  - {assignment: both, title: Both, problems: [p, w]}\n"
    write_files(course.root, {"problems/answers/w.yaml": words, "assignments.yaml": entry})
    files = pack(tmp_path / "b.zip", "both", "--course", course.root)
    assert b"**Autograder points: 3.** Another 2 are" in files["README.md"]
    assert "course/problems/answers/w.yaml" in files


BASE_IMAGES = {
    "old, with a later one to be had": ("3.11", 0, ["python3.12", "python3.11"]),
    "old": ("", 1, ["python3.12", "python3.11", "python3.13", "python3.14"]),
}


@pytest.mark.parametrize("image", BASE_IMAGES)
def test_an_image_with_an_old_python_gets_a_later_one_or_a_message(
    image: str, tmp_path: Path
) -> None:
    available, status, asked = BASE_IMAGES[image]
    root, tools = tmp_path / "autograder", tmp_path / "tools"
    write_files(root / "source", {"setup.sh": pack(tmp_path / "a.zip")["setup.sh"]})
    installing = (
        f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n[ "$1" = update ] && exit\n'
        f'case "$*" in *python{available or "-"}-venv) cp {tools}/true {tools}/python3.11 ;;\n'
        "*) exit 100 ;;\nesac\n"
    )
    programs = {"python3": "#!/bin/sh\nexit 1\n", "apt-get": installing, "true": "#!/bin/sh\n"}
    write_files(tools, programs)
    write_files(root, {"venv/bin/python": "#!/bin/sh\n"})
    for name in ("dirname", "chmod", "cp", "cat"):
        (tools / name).symlink_to(str(shutil.which(name)))
    for name in ("tools/python3", "tools/apt-get", "tools/true", "autograder/venv/bin/python"):
        (tmp_path / name).chmod(0o755)
    ended = subprocess.run(
        ["/bin/sh", root / "source/setup.sh"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status, ended.stderr
    assert ("Choose another one, such as Ubuntu 22.04" in ended.stderr) == bool(status)
    lines = (tmp_path / "asked").read_text().splitlines()
    installed = [line.split()[-2] for line in lines if line.endswith("-venv")]
    assert installed == asked


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder laid out as Gradescope's, in which ``setup.sh`` has run for real.

    Other users can come to it, as they can to ``/autograder``, and namespaces are refused.
    """
    require("confined")
    tools = write_files(tmp_path_factory.mktemp("tools"), {"bwrap": "#!/bin/sh\nexit 1\n"})
    (tools / "bwrap").chmod(0o755)
    with (
        tempfile.TemporaryDirectory(dir="/var/tmp") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        root = Path(folder, "autograder")
        patch.setenv("PATH", f"{tools}:/usr/bin:/bin:{Path(sys.base_prefix) / 'bin'}")
        lay_out(root, tmp_path_factory.mktemp("zip"), ASSIGNMENT, "--feedback", "full")
        Path(folder).chmod(0o755)
        ended = subprocess.run(
            ["sh", root / "source/setup.sh"], capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        yield root


def lay_out(root: Path, temporary: Path, *packing: str) -> None:
    """Unpack an autograder as Gradescope does."""
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    pack(temporary / "packed.zip", *packing)
    shutil.unpack_archive(temporary / "packed.zip", root / "source")
    shutil.copy(root / "source/run_autograder", root / "run_autograder")
    (root / "run_autograder").chmod(0o755)
    (root / "submission_metadata.json").write_text('{"users": [{"email": "a@example"}]}')


def run(root: Path, files: Mapping[str, str | bytes]) -> dict[str, Any]:
    """Hand files in and run the autograder; return what it left as results."""
    shutil.rmtree(root / "submission")
    write_files(root / "submission", files)
    ended = subprocess.run(
        [root / "run_autograder"], cwd=root, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    assert not ended.stderr, ended.stderr
    assert [each.name for each in (root / "results").iterdir()] == ["results.json"]
    text = (root / "results/results.json").read_text()
    results: dict[str, Any] = json.loads(text)
    if "score" in results:
        check_gradescope(text)
    return {**results, "log": ended.stdout}


def read_all(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, by name."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.mark.parametrize("name", ["right", "homework"])
def test_it_marks_there_as_here(name: str, container: Path) -> None:
    results = run(container, read_all(EXAMPLES / name))
    report = grade(EXAMPLES / name, assignment=ASSIGNMENT, runner=FakeRunner())
    assert results["extra_data"]["awarded"] == str(report.marks.awarded)
    assert results["extra_data"]["available"] == str(report.marks.available) == "52"
    here = [str(part.verdict) for problem in report.problems for part in problem.parts]
    assert [test["extra_data"]["verdict"] for test in results["tests"]] == here
    assert "Isolation: confined" in results["log"]
    if name == "right":
        assert results["score"] == 52


PRIES = """\
import glob, os
FOUND = []
for place in (ROOT, ROOT + "/source", ROOT + "/results", ROOT + "/submission"):
    try:
        FOUND.append(os.listdir(place))
    except OSError:
        pass
for name in ("source/course/reference/softmax.py", "source/run_autograder", "source/secret",
             "submission_metadata.json", "results/results.json", "submission/softmax.py",
             "source/grader/expect.py", "run_autograder"):
    try:
        FOUND.append(open(os.path.join(ROOT, name)).read()[:40])
    except OSError:
        pass
    try:
        open(os.path.join(ROOT, name), "w").write('{"score": 99}')
        FOUND.append("wrote " + name)
    except OSError:
        pass
try:
    import grader.expect
    FOUND.append("imported")
except ImportError:
    pass
print("FOUND", FOUND, "USER", os.getuid())
import numpy.fft, numpy.polynomial  # what is imported late is read by the second user
print('\\x1b[31m{"score": 99}\\n::error::x')
def softmax_jacobian(z):
    return z
"""


def test_a_student_reads_nothing_and_writes_nothing(container: Path) -> None:
    source = PRIES.replace("ROOT", repr(str(container)))
    results = run(container, {"softmax.py": source, "results.json": '{"score": 99}'})
    assert "FOUND [] USER" in results["output"], results["output"]
    assert results["score"] == 0
    assert "\x1b" not in results["log"]
    if os.geteuid() == 0 and _others_may_read(container / "venv/bin/python"):
        assert f"USER {SECOND_USER}" in results["output"]
    for name in ("source", "results", "submission"):
        assert stat.S_IMODE((container / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((container / "submission_metadata.json").stat().st_mode) == 0o600


def _others_may_read(python: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in python.resolve().parents)


@pytest.mark.parametrize(
    "attack",
    [
        *("002_fake_json_then_exit", "004_atexit_forger", "006_write_result_files"),
        *("026_read_problem_files", "036_other_submissions", "146_become_root"),
        *("022_gc_hunt", "149_open_kernel_files", "122_disk_fill"),
    ],
)
def test_an_attack_gets_no_marks_and_no_loot(attack: str, container: Path) -> None:
    before = {path for path in container.rglob("*") if "__pycache__" not in path.parts}
    results = run(container, {"softmax.py": (ATTACKS / f"{attack}.py").read_bytes()})
    assert results["score"] == 0
    assert "LOOT" not in results["output"]
    after = {path for path in container.rglob("*") if "__pycache__" not in path.parts}
    assert {path for path in after - before if "submission" not in path.parts} <= {
        container / "results/results.json"
    }


def test_an_empty_or_an_odd_submission_is_marked(container: Path) -> None:
    assert run(container, {})["score"] == 0
    results = run(container, {"homework.zip": b"no zip"})
    assert results["score"] == 0
    assert "homework.zip" in results["output"]


def no_score(results: Mapping[str, Any]) -> bool:
    """Return whether nothing in results is a score, and a student is told why."""
    scored = "score" in results or any("score" in test for test in results["tests"])
    return not scored and "No score is given" in results["output"]


def test_what_fails_there_gives_no_score_and_says_so(container: Path) -> None:
    script = container / "run_autograder"
    whole = script.read_text()
    loops = "def softmax(z):\n    while True: pass\n"
    right = {"softmax.py": (EXAMPLES / "right/softmax.py").read_bytes()}
    for broken, files, said in (
        (whole.replace("venv/bin", "nowhere"), right, "not found"),
        (whole.replace(ASSIGNMENT, "no_such"), right, "there is no assignment no_such"),
        (whole.replace("seconds=540", "seconds=1"), {"softmax.py": loops}, "more than 1 s"),
    ):
        script.write_text(broken.replace("#!/bin/sh", "#!/bin/sh\nexec 2>&1"))
        try:
            results = run(container, files)
        finally:
            script.write_text(whole)
        assert no_score(results), results
        assert said in results["log"]
    (container / "source/course/problems/softmax/softmax.yaml").rename(container / "kept")
    try:
        assert no_score(run(container, right))
    finally:
        (container / "kept").rename(container / "source/course/problems/softmax/softmax.yaml")
    assert run(container, right)["score"] == 16


def test_what_could_not_be_marked_gives_no_score(container: Path, tmp_path: Path) -> None:
    """Here because torch was not installed: what else there is of marks would be too few."""
    root = tmp_path / "autograder"
    lay_out(root, tmp_path, "mlp")
    (root / "venv").symlink_to(container / "venv")
    results = run(root, {"mlp.py": (EXAMPLES / "right/mlp.py").read_bytes()})
    assert no_score(results), results
    assert results["tests"]
    assert all(test["status"] == "failed" for test in results["tests"])
