"""The levels of isolation: what each promises, what is said, and what becomes of failures."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader import Report, UsageError, grade
from grader.doctor import examine
from grader.run import supply as supplies
from grader.run.limits import Limits
from grader.run.process import ProcessRunner
from grader.run.supply import SEALS, Supply
from tests.conftest import EXAMPLES, ROOT, Files, command, require, verdicts, write_files

RIGHT = EXAMPLES / "right"
SEVERAL = ["softmax", "softmax_jacobian", "softmax_beta"]
PARTS = {"softmax", "softmax_rows", "softmax_jacobian", "softmax_beta", "softmax_beta_jacobian"}


@pytest.mark.parametrize("level", ["limited", "confined", "full"])
def test_every_level_marks_alike_and_says_which_it_is(level: str) -> None:
    require(level)
    with ProcessRunner(supply=Supply(at_best=level)) as runner:
        report = grade(RIGHT / "affine.py", runner=runner)
    assert report.marks.awarded == report.marks.available
    assert report.isolation.level == level
    assert (set(report.isolation.held) >= SEALS) == (level != "limited")


def test_what_is_demanded_and_cannot_be_had_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ended = command(RIGHT / "affine.py", "--isolation", "full")
    assert ended.returncode == 2
    message = "grade: isolation full cannot be had here: bubblewrap is not installed\n"
    assert ended.stderr == message
    assert command(RIGHT / "affine.py", "--isolation", "limited").returncode == 0
    with pytest.raises(UsageError, match="isolation full cannot be had here"):
        Supply(at_least="full")


def test_without_bubblewrap_the_next_level_is_used_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    require("confined")
    monkeypatch.setenv("PATH", "/nowhere")
    report = json.loads(command(RIGHT / "affine.py", "--format", "json").stdout)
    assert report["isolation"]["level"] == "confined"
    assert "bubblewrap is not installed" in report["isolation"]["reason"]
    assert report["marks"]["awarded"] == report["marks"]["available"]


def test_bubblewrap_that_fails_is_the_next_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on machines where namespaces are refused."""
    require("confined")
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    report = json.loads(command(RIGHT / "affine.py", "--format", "json").stdout)
    assert report["isolation"]["level"] == "confined"
    assert report["marks"]["awarded"] == report["marks"]["available"]


def test_a_level_that_does_not_hold_what_it_promises_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A kernel without a part of what is needed: the child finds that out by trying."""
    monkeypatch.setattr(supplies, "SEALS", SEALS | {"the moon"})
    with ProcessRunner() as runner:
        report = grade(RIGHT / "affine.py", runner=runner)
    assert report.isolation.level == "limited"
    assert "not held: the moon" in report.isolation.reason
    assert report.marks.awarded == report.marks.available
    with pytest.raises(UsageError, match="isolation confined cannot be had here"):
        grade(RIGHT, runner=ProcessRunner(supply=Supply(at_least="confined")))


def test_a_level_that_stops_holding_is_our_failure_and_never_a_weaker_one(
    sealed_level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProcessRunner(supply=Supply(at_best=sealed_level)) as runner:
        assert set(verdicts(grade(RIGHT / "softmax.py", runner=runner)).values()) == {"right"}
        monkeypatch.setattr(supplies, "SEALS", SEALS | {"the moon"})
        report = grade(RIGHT / "softmax.py", runner=runner)
    assert set(verdicts(report).values()) == {"unmarked"}
    assert report.isolation.level == sealed_level


def test_the_doctor_tries_and_says_what_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    require("full")
    ended = command("doctor", "--isolation", "full")
    assert ended.returncode == 0
    assert "Isolation: full" in ended.stdout
    assert "NOT HELD" not in ended.stdout
    monkeypatch.setenv("PATH", "/nowhere")
    ended = command("doctor", "--isolation", "full", "--format", "json")
    assert ended.returncode == 1
    found = json.loads(ended.stdout)
    assert found["level"] == "confined"
    assert found["lift"] == "sudo apt-get install bubblewrap"
    assert all(attempt["held"] for attempt in found["attempts"])
    assert len(found["attempts"]) == 11


def test_the_doctor_sees_what_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supplies, "SEALS", SEALS | {"the moon"})
    found = examine()
    assert found.isolation.level == "limited"
    held = {attempt.what: attempt.held for attempt in found.attempts}
    assert not held["read a file"]
    assert not held["open a socket"]
    assert not held["start a process"]
    assert held["take more memory than allowed"]
    assert held["take more time than allowed"]


def test_patience_is_more_time(tmp_path: Path) -> None:
    source = "import time\ntime.sleep(4)\ndef softmax(z): return z\n"
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    short = Limits(import_seconds=1)
    with ProcessRunner(short) as runner:
        assert verdicts(grade(folder, runner=runner))["softmax"] == "timed_out"
    patient = short.with_patience(3)
    with ProcessRunner(patient) as runner:
        assert verdicts(grade(folder, runner=runner))["softmax"] == "wrong"
    assert command(folder, "--patience", "0.5").returncode == 2


COUNTER = """\
CALLS = []
def softmax(z):
    CALLS.append(1)
    return s(z) * (1 if len(CALLS) < 20 else 2)
"""
COIN = """\
import os
def softmax(z):
    return s(z) * (1 + os.urandom(1)[0] % 2)
"""
LAST = """\
SEEN = [99]
def softmax(z):
    SEEN.append(len(z))
    return s(z) * (2 if SEEN[-2:] == [3, 7] else 1)
"""
FIRST = """\
KEPT = {}
def softmax(z):
    return KEPT.setdefault(len(z), s(z))
"""
ENDS_ITSELF = {
    "a signal": "import signal\n    signal.raise_signal(9)",
    "a lower limit": (
        "import resource\n    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n    while 1: pass"
    ),
    "a file that signals": (
        "import fcntl, os\n    r, w = os.pipe()\n    fcntl.fcntl(r, 10, 9)\n"
        "    fcntl.fcntl(r, 8, os.getpid())\n    fcntl.fcntl(r, 4, 0o20000)\n"
        "    os.write(w, b'x')\n    while 1: pass"
    ),
    "a process group": "import os\n    os.killpg(0, 9)",
    "an alarm": "import signal, time\n    signal.setitimer(0, 0.01)\n    time.sleep(9)",
}


@pytest.mark.parametrize("way", ENDS_ITSELF)
def test_no_student_can_make_a_failure_of_ours(
    way: str, sealed_level: str, hand_in: Callable[[Files], Path]
) -> None:
    """Who could would be looked at by a person, in the place of getting nothing."""
    folder = hand_in({"softmax.py": f"def softmax(z):\n    {ENDS_ITSELF[way]}\n"})
    limits = Limits(call_seconds=2)
    with ProcessRunner(limits, supply=Supply(limits, at_best=sealed_level)) as runner:
        report = grade(folder, problems=["softmax"], runner=runner)
    assert verdicts(report)["softmax"] in ("raised", "timed_out", "crashed")


STATE = {
    "a counter": (COUNTER, {"right"}),
    "a coin": (COIN, {"wrong"}),
    "the order": (LAST, {"right", "wrong"}),
    "the first answer": (FIRST, {"wrong"}),
}


def test_a_change_beside_the_library_does_not_hide_it(
    sealed_level: str, hand_in: Callable[[Files], Path], tmp_path: Path
) -> None:
    source = "def softmax(z):\n    import secrets, wave, mailbox\n    return secrets.wrong\n"
    folder = hand_in({"softmax.py": source})
    library = Path(os.__file__).parent
    assert tmp_path.exists()
    with ProcessRunner(supply=Supply(at_best=sealed_level)) as runner:
        grade(folder, problems=["softmax"], runner=runner)
        beside = library / "something_new"
        try:
            beside.touch()
        except PermissionError:
            pytest.skip("this user cannot write beside the standard library")
        beside.unlink()
        report = grade(folder, problems=["softmax"], runner=runner)
    assert "AttributeError" in report.problems[0].parts[0].feedback.wrong


@pytest.mark.parametrize("name", STATE)
def test_state_that_shows_in_either_order_is_wrong(
    name: str, marked: Callable[[Files], Report]
) -> None:
    body, possible = STATE[name]
    head = "import numpy as np\ndef s(z):\n    e = np.exp(z - np.max(z))\n    return e / e.sum()\n"
    assert verdicts(marked({"softmax.py": head + body}))["softmax"] in possible


def test_an_answer_that_is_right_once_is_not_right(
    tmp_path: Path, hand_in: Callable[[Files], Path]
) -> None:
    """Right in the first process and wrong in the second, which nothing but a fake can show."""
    from grader.run.fake import FakeRunner  # noqa: PLC0415

    runs = tmp_path / "runs"
    source = f"""\
import numpy as np
from pathlib import Path
RUNS = Path({str(runs)!r})
RUNS.open("a").write("x")
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum() * len(RUNS.read_text())
"""
    source = source.replace('RUNS.open("a").write("x")', 'with RUNS.open("a") as f: f.write("x")')
    report = grade(hand_in({"softmax.py": source}), problems=["softmax"], runner=FakeRunner())
    part = report.problems[0].parts[0]
    assert part.verdict == "wrong"
    assert "not when asked again in another order" in part.feedback.wrong
    runs.unlink()
    handed_in = hand_in({"softmax.py": source})
    report = grade(handed_in, problems=["softmax"], runner=FakeRunner(), confirm=False)
    assert report.problems[0].parts[0].verdict == "right"


def test_a_changed_argument_is_noted_and_costs_nothing(marked: Callable[[Files], Report]) -> None:
    source = """\
import numpy as np
def affine_forward(W, b, x):
    W *= 1.5
    return W @ x / 1.5 + b
"""
    report = marked({"affine.py": source})
    part = report.problems[0].parts[0]
    assert part.verdict == "right"
    assert part.awarded == part.available
    assert "changes its argument W" in part.feedback.wrong


LEAK = """\
import importlib, os, sys
names = ["", ".expect", ".grading", ".load", ".load.problem", ".course", ".model", ".run",
         ".run.process", ".discover", ".cli", ".judge", ".compare", ".plan", ".report"]
found = []
for name in names:
    try:
        importlib.import_module("grader" + name)
        found.append("imported grader" + name)
    except BaseException:
        pass
for name in ("reference", "problems", "reference.softmax"):
    try:
        importlib.import_module(name)
        found.append("imported " + name)
    except BaseException:
        pass
places = [*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix, os.getcwd(), ROOT, "/"]
for place in list(places):
    try:
        for name in os.listdir(place):
            if name.endswith(".pth"):
                places += open(os.path.join(place, name)).read().split()
    except BaseException:
        pass
WORDS = [b"softmax_beta_jacobian(softmax_beta", b"verdicts: {softmax_jac", b"keeps: {overflow"]
seen = 0
for place in dict.fromkeys(places):
    for folder, folders, files in os.walk(place):
        if folder.startswith(("/proc", "/sys", "/dev")):
            continue
        for name in files:
            path = os.path.join(folder, name)
            try:
                if os.path.getsize(path) > 1 << 20 or path.endswith((".so", ".pyc")):
                    continue
                text = open(path, "rb").read()
            except BaseException:
                continue
            seen += 1
            if "/w" in path and path.startswith(os.getcwd()):
                continue
            if any(word in text for word in WORDS):
                found.append("read " + path)
for path in PATHS:
    try:
        open(path, "rb").read()
        found.append("read " + path)
    except OSError:
        pass
print("FOUND", found)
print("SEEN", seen > 100)
def softmax(z): return z
"""


@pytest.mark.parametrize("installed", ["editable", "wheel"])
def test_no_reference_no_problem_and_no_corpus_can_be_found(
    installed: str, sealed_level: str, tmp_path: Path, wheel: Path
) -> None:
    course = wheel / "lib" / f"python3.{sys.version_info[1]}" / "site-packages/grader/course"
    known = [
        str(place / name)
        for place in (ROOT, course)
        for name in ("reference/softmax.py", "problems/softmax/softmax.yaml")
    ]
    known += [str(each) for each in ROOT.glob("tests/corpus/softmax/*/expected.yaml")]
    assert Path(known[0]).exists()
    assert Path(known[2]).exists()
    source = LEAK.replace("ROOT", repr(str(ROOT))).replace("PATHS", repr(known))
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    python = sys.executable if installed == "editable" else str(wheel / "bin/python")
    script = (
        "import sys\n"
        "from grader import grade\n"
        "from grader.run.limits import Limits\n"
        "from grader.run.process import ProcessRunner\n"
        "from grader.run.supply import Supply\n"
        "limits = Limits(import_seconds=60)\n"
        "supply = Supply(limits, at_best=sys.argv[2])\n"
        "with ProcessRunner(limits, supply=supply) as runner:\n"
        "    report = grade(sys.argv[1], problems=['softmax'], runner=runner)\n"
        "assert report.isolation.level == sys.argv[2]\n"
        "print(report.output['softmax.py'].stdout)\n"
    )
    ended = subprocess.run(
        [python, "-c", script, str(folder), sealed_level],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert "FOUND []" in ended.stdout, ended.stdout + ended.stderr
    if sealed_level == "full":
        # Elsewhere folders cannot even be listed.
        assert "SEEN True" in ended.stdout, ended.stdout + ended.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment in which the package is installed from a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run(
        [folder / "bin/pip", "install", "-q", str(ROOT)], check=True, capture_output=True
    )
    return folder


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[int]]:
    """Return a function that lists the processes started below a temporary folder."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def find() -> list[int]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if str(scratch) in line:
                found.append(int(folder.name))
        return found

    return find


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("how", ["full", "confined"])
def test_nothing_runs_on_when_the_grader_ends(
    number: signal.Signals, how: str, tmp_path: Path, processes: Callable[[], list[int]]
) -> None:
    require(how)
    folder = write_files(tmp_path / "s", {"softmax.py": "while True: pass\ndef softmax(z): pass\n"})
    path = os.environ["PATH"] if how == "full" else "/nowhere"
    started = subprocess.Popen(
        [sys.executable, "-m", "grader", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PATH": path},
    )
    for _ in range(100):
        if len(processes()) >= 2:
            break
        time.sleep(0.05)
    time.sleep(0.3)
    assert processes()
    started.send_signal(number)
    started.wait(timeout=20)
    for _ in range(100):
        if not processes():
            break
        time.sleep(0.05)
    assert not processes()


@pytest.fixture
def killer(processes: Callable[[], list[int]]) -> Iterator[list[int]]:
    """Kill something of ours at random moments; return what was killed."""
    chance = random.Random(5)  # noqa: S311  (no secret)
    killed: list[int] = []
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(chance.uniform(0.2, 1.2)):
            found = processes()
            if found:
                victim = chance.choice(found)
                try:
                    os.kill(victim, signal.SIGKILL)
                    killed.append(victim)
                except ProcessLookupError:
                    continue

    thread = threading.Thread(target=work)
    thread.start()
    yield killed
    stop.set()
    thread.join()


@pytest.mark.parametrize("level", ["full", "confined"])
def test_what_is_killed_from_outside_costs_nobody_a_mark(
    level: str, killer: list[int], processes: Callable[[], list[int]]
) -> None:
    require(level)
    right = spared = before = now = 0
    with ProcessRunner(supply=Supply(at_best=level)) as runner:
        for _ in range(100):
            # A process that waits for the next report may fall during this one.
            before, now = now, len(killer)
            report = grade(RIGHT / "softmax.py", problems=SEVERAL, runner=runner)
            found = verdicts(report)
            assert set(found) == PARTS
            assert set(found.values()) <= {"right", "unmarked"}, report
            # What was killed is asked once more: only a second blow leaves it unmarked.
            blows = len(killer) - before
            assert set(found.values()) == {"right"} or blows > 1, (report, blows)
            right += set(found.values()) == {"right"}
            spared += len(killer) > now and set(found.values()) == {"right"}
            time.sleep(0.05)
    assert len(killer) >= 3, killer
    assert spared >= 3, (right, spared)
    assert right >= 50, (right, spared)
    for _ in range(100):
        if not processes():
            break
        time.sleep(0.05)
    assert not processes()
