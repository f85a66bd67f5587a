"""``grade class``: every submission of a folder gets the marks that it gets alone."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from grader.cohort.cohort import mark_class
from grader.cohort.executors import InThisProcess
from grader.cohort.find import find_submissions
from grader.cohort.slot import report_path
from grader.errors import UsageError
from grader.load.course import find_course
from grader.model.cohort import Entry, Order, Outcome
from tests.conftest import CORPUS, EXAMPLES, ROOT

HOSTILE = ("002_fake_json_then_exit", "006_write_result_files", "112_kills_itself")
DECLARED = (
    "softmax/no_keepdims",
    "mixer_backward/sign_and_mask",
    "worked_network/slip_after_a_slip",
)


def command(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=cwd)


def rows_of(out: Path) -> dict[str, dict[str, str]]:
    text = (out / "gradebook.csv").read_text(encoding="utf-8")
    return {row["submission"]: row for row in csv.DictReader(io.StringIO(text))}


def order(folder: Path, **more: Any) -> Order:
    reports = folder / "reports"
    reports.mkdir(exist_ok=True)
    usual = {"course": find_course().root, "reports": reports, "isolation": "none"}
    return Order(**{**usual, **more})


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a class: declared submissions, hostile ones, broken ones, and what is none."""
    folder = tmp_path_factory.mktemp("class")
    for name in DECLARED:
        shutil.copytree(CORPUS / name, folder / name.replace("/", "-"))
    for name in HOSTILE:
        (folder / name).mkdir()
        shutil.copyfile(ROOT / f"tests/attacks/{name}.py", folder / name / "softmax.py")
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        archive.write(EXAMPLES / "homework/softmax.py", "softmax.py")
    (folder / "broken.zip").write_bytes(b"PK no zip")
    (folder / "=cmd|calc!A1").mkdir()
    (folder / "empty").mkdir()
    (folder / "notes.txt").write_text("not a submission")
    (folder / ".hidden").mkdir()
    return folder


@pytest.fixture(scope="module")
def marked(cohort: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    ended = command("class", str(cohort), "--out", str(out), "--slots", "2", "--format", "html")
    assert ended.returncode == 3, ended
    assert "A person has to look at 1:" in ended.stdout
    assert "broken.zip" in ended.stdout
    assert "notes.txt" in ended.stdout
    (out / "printed.txt").write_text(ended.stdout)
    return out


def test_everybody_gets_the_report_of_a_single_run(
    cohort: Path, marked: Path, tmp_path: Path
) -> None:
    names = sorted(path.name for path in cohort.iterdir() if path.name != "notes.txt")
    for name in names:
        if name.startswith(".") or name == "broken.zip":
            continue
        alone = tmp_path / "alone.json"
        command(str(cohort / name), "--format", f"json={alone}")
        assert (marked / "reports" / f"{name}.json").read_text() == alone.read_text(), name


def test_the_gradebook_has_a_line_for_everybody(cohort: Path, marked: Path) -> None:
    rows = rows_of(marked)
    assert len(rows) == len(find_submissions(cohort)[0])
    assert rows["broken.zip"]["outcome"] == "unreadable"
    assert rows["broken.zip"]["awarded"] == ""
    assert rows["broken.zip"]["note"] == "not a zip, or a damaged one"
    assert rows["empty"]["awarded"] == "0"
    for name in HOSTILE:
        assert rows[name]["outcome"] == "marked"
        assert rows[name]["awarded"] == "0"
    report = json.loads((marked / "reports/zipped.zip.json").read_text())
    assert rows["zipped.zip"]["awarded"] == str(report["marks"]["awarded"])
    (softmax,) = [each for each in report["problems"] if each["problem"] == "softmax"]
    assert rows["zipped.zip"]["softmax"] == str(softmax["marks"]["awarded"])


def test_a_name_that_is_a_formula_stays_a_name(marked: Path) -> None:
    assert "'=cmd|calc!A1" in rows_of(marked)


def test_other_formats_are_written_beside(marked: Path) -> None:
    assert (marked / "reports/zipped.zip.html").read_text().startswith("<!DOCTYPE html>")


def test_nothing_of_a_half_written_report_stays(marked: Path) -> None:
    assert not list((marked / "reports").glob("*.draft"))


def test_reports_say_no_more_than_is_asked_for(cohort: Path, tmp_path: Path) -> None:
    arguments = ["--problem", "softmax", "--feedback", "marks", "--slots", "1"]
    command("class", str(cohort), "--out", str(tmp_path), *arguments)
    report = json.loads((tmp_path / "reports/zipped.zip.json").read_text())
    assert report["detail"] == "marks"
    assert [each["problem"] for each in report["problems"]] == ["softmax"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "cannot be read"),
        (["empty"], "there are no submissions"),
        (["one"], "files of one submission, not students: softmax.py, two_layer.py"),
        (["full", "--out", "full/out"], "lies in the folder of the submissions"),
        (["full", "--assignment", "none_such"], "there is no assignment"),
        (["full", "--problem", "none_such"], "none_such"),
        (["full", "--problem", "softmax", "--assignment", "assignment_1"], "one or the other"),
        (["full", "--format", "gradescope"], "gradescope"),
    ],
)
def test_a_wrong_call_is_answered_before_anything_runs(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full/ada").mkdir(parents=True)
    (tmp_path / "one").mkdir()
    (tmp_path / "one/softmax.py").write_text("")
    (tmp_path / "one/two_layer.py").write_text("")
    ended = command("class", *arguments, cwd=tmp_path)
    assert ended.returncode == 2, ended
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "marked").exists()


def test_faults_of_a_course_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "course/problems/softmax").mkdir(parents=True)
    (tmp_path / "course/reference").mkdir()
    (tmp_path / "course/problems/softmax/p.yaml").write_text("problem: p\n")
    (tmp_path / "class/ada").mkdir(parents=True)
    (tmp_path / "class/bob").mkdir()
    ended = command("class", "class", "--course", "course", cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.count("the key title is missing") == 1


def test_a_run_that_is_stopped_leaves_no_process(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"class/{number}").mkdir(parents=True)
        (tmp_path / f"class/{number}/softmax.py").write_text("while True:\n    pass\n")
    line = [sys.executable, "-m", "grader", "class", "class", "--slots", "2"]
    process = subprocess.Popen(line, cwd=tmp_path, stderr=subprocess.DEVNULL)
    time.sleep(3)
    started = descendants(process.pid)
    assert len(started) >= 3
    process.send_signal(signal.SIGTERM)
    process.wait(20)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(is_running, started)):
        time.sleep(0.2)
    assert not [each for each in started if is_running(each)]


def descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, pending = [], [pid]
    while pending:
        here = pending.pop()
        found += children.get(here, [])
        pending += children.get(here, [])
    return found


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class Breaking(Executor):
    """Loses what it is asked for, so many times."""

    def __init__(self, times: list[int], victim: str) -> None:
        self._times, self._victim = times, victim

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if args[1].name == self._victim and self._times[0] > 0:
            self._times[0] -= 1
            future.set_exception(BrokenProcessPool("lost"))
            return future
        return InThisProcess().submit(fn, *args, **kwargs)


@pytest.mark.parametrize(("times", "outcome"), [(2, Outcome.MARKED), (9, Outcome.UNMARKED)])
def test_what_breaks_a_process_is_tried_again_and_takes_nobody_with_it(
    tmp_path: Path, times: int, outcome: Outcome
) -> None:
    for name in ("ada", "bob", "cyd"):
        shutil.copytree(EXAMPLES / "homework", tmp_path / f"class/{name}")
    paths, _ = find_submissions(tmp_path / "class")
    left = [times]
    entries = mark_class(paths, order(tmp_path), lambda: Breaking(left, "bob"))
    outcomes = {each.submission: each.outcome for each in entries}
    assert outcomes == {"ada": Outcome.MARKED, "bob": outcome, "cyd": Outcome.MARKED}


def test_what_a_lost_process_took_with_it_is_first_marked_together(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("ada", "bob", "cyd")]
    for path in paths:
        path.mkdir()
    started: list[Executor] = []

    def start() -> Executor:
        started.append(InThisProcess() if started else Breaking([9], "bob"))
        return started[-1]

    entries = list(mark_class([paths[1]] * 3, order(tmp_path), start))
    assert [each.outcome for each in entries] == [Outcome.MARKED] * 3
    assert len(started) == 2


def test_what_waits_to_be_closed_is_closed_though_the_end_is_told_twice(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, time\n"
        "from grader.cohort import slot\n"
        "class Slow:\n"
        "    def close(self):\n"
        "        pathlib.Path('closing').touch()\n"
        "        time.sleep(2)\n"
        "        pathlib.Path('closed').touch()\n"
        "slot.begin(os.getppid())\n"
        "slot._KEPT[None] = Slow()\n"
        "pathlib.Path('ready').touch()\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path) as process:
        for sign in ("ready", "closing"):
            await_file(tmp_path / sign)
            process.terminate()
        process.wait(30)
    assert (tmp_path / "closed").exists()


def await_file(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def test_a_link_stops_nobody_and_is_not_marked_as_what_it_leads_to(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "homework", tmp_path / "class/ada")
    (tmp_path / "class/bob").symlink_to("x" * 300)
    (tmp_path / "class/cyd").symlink_to("ada")
    ended = command("class", "class", "--problem", "softmax", "--slots", "1", cwd=tmp_path)
    rows = rows_of(tmp_path / "marked")
    assert (ended.returncode, rows["ada"]["outcome"]) == (3, "marked"), ended
    assert rows["bob"]["outcome"] == "unreadable"
    assert (rows["cyd"]["outcome"], rows["cyd"]["awarded"]) == ("unreadable", "")
    assert "a link" in rows["cyd"]["note"]


@pytest.mark.parametrize("place", ["reports/ada.json", "reports/bob.zip.json", "gradebook.csv"])
def test_what_cannot_be_written_is_told_in_a_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "class/ada").mkdir(parents=True)
    (tmp_path / "class/bob.zip").write_bytes(b"no zip")
    (tmp_path / "marked" / place).mkdir(parents=True)
    ended = command("class", "class", "--slots", "1", cwd=tmp_path)
    assert ended.returncode == 2, ended
    (line,) = [each for each in ended.stderr.splitlines() if not each.startswith("marked ")]
    assert f"{place}: cannot be written: Is a directory" in line
    assert not list(tmp_path.rglob("*.draft"))


def test_a_report_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "class/ada").mkdir(parents=True)
    paths, _ = find_submissions(tmp_path / "class")
    wanted = order(tmp_path, formats=("none of ours",))
    (entry,) = mark_class(paths, wanted, InThisProcess)
    assert entry.outcome is Outcome.UNMARKED
    assert "a failure of the grader itself" in entry.note


def die(_: object, path: Path) -> Entry:
    if path.name == "bob":
        os._exit(9)
    return Entry(path.name, Outcome.MARKED, None)


def test_a_process_that_is_lost_breaks_the_executor_of_the_standard_library(tmp_path: Path) -> None:
    """What `mark_class` is prepared for is what that executor does."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    future = pool.submit(partial(die, None), tmp_path / "bob")
    with pytest.raises(BrokenProcessPool):
        future.result(30)
    pool.shutdown()


def test_isolation_that_cannot_be_had_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # there is no bubblewrap in it
    shutil.copytree(EXAMPLES / "homework", tmp_path / "class/ada")
    paths, _ = find_submissions(tmp_path / "class")
    with pytest.raises(UsageError, match="isolation full cannot be had here"):
        list(mark_class(paths, order(tmp_path, isolation="full"), InThisProcess))


def test_names_too_long_for_an_ending_get_another_report(tmp_path: Path) -> None:
    long = Path("x" * 250)
    other = Path("x" * 251)
    found = report_path(order(tmp_path), long, "json")
    assert len(found.name) < 255
    assert found != report_path(order(tmp_path), other, "json")
