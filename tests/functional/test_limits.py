"""Code that does not behave gets an answer, what is beside it gets its marks, nothing is left."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from grader import Report, grade
from grader.model.answer import FunctionCalls, Job, OutOfMemory, Raised, Returned
from grader.model.submission import SubmittedFile
from grader.run.limits import Limits
from grader.run.process import ProcessRunner
from grader.run.supply import Supply
from tests.conftest import Files, feedback, require, verdicts

GOOD = """\
import numpy as np

def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()

def softmax_jacobian(z):
    y = softmax(z)
    return np.diag(y) - np.outer(y, y)

"""

AFFINE = """\
import numpy as np

def affine_backward(W, x, dC_dy):
    return np.outer(dC_dy, x), dC_dy, W.T @ dC_dy
"""

QUICK = Limits(import_seconds=1, call_seconds=1, megabytes=256)


def mark(folder: Path, level: str = "full") -> Report:
    """Mark by the real runner, with shorter limits."""
    with ProcessRunner(QUICK, supply=Supply(QUICK, at_best=level)) as runner:
        return grade(folder, runner=runner)


@pytest.fixture(params=["limited", "full"])
def level(request: pytest.FixtureRequest) -> str:
    """Return the weakest level and the strongest."""
    name: str = request.param
    require(name)
    return name


DEEP = """\
x = []
    for _ in range(10**6): x = [x]
    import sys
    sys.setrecursionlimit(10**8)
    return repr(x)"""

BAD_FUNCTIONS = {
    "endless loop": ("while True: pass", "timed_out", "1 s of processor time, or 3 s"),
    "endless sleep": ("import time; time.sleep(1000)", "timed_out", "3 s on the clock"),
    "caught time-out": (
        "import signal\n    signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n    while True: pass",
        "timed_out",
        "processor time",
    ),
    "huge return value": ("return np.zeros((3000, 3000))", "wrong_shape", "(3000, 3000)"),
    "huge claim": (
        "return np.broadcast_to(np.float64(1), (10**6, 10**6))",
        "wrong_shape",
        "(1000000, 1000000)",
    ),
    "memory": ("x = [np.ones(10**6) for _ in range(10**6)]", "out_of_memory", "256 MB"),
    "C stack overflow": (DEEP, "crashed", "SIGSEGV"),
    "endless recursion": ("return softmax_rows(Z)", "raised", "calls itself without end"),
    "segmentation fault": ("import ctypes; ctypes.string_at(0)", "crashed", "SIGSEGV"),
    "abort": ("import os; os.abort()", "crashed", "SIGABRT"),
    "kills itself": ("import os; os.kill(os.getpid(), 9)", "crashed", "SIGKILL"),
    "hard exit": ("import os; os._exit(0)", "exited", "exit status 0"),
    "quit": ("raise SystemExit", "exited", "exit status 0"),
    "endless print": ("while True: print('x' * 10000)", "too_much_output", "64 MB"),
    "message that never comes": (
        "class E(Exception):\n        def __str__(self):\n            while 1: pass\n    raise E",
        "raised",
        "E in softmax.py, line",
    ),
    "huge message": ("raise ValueError('x' * 10**7)", "raised", "ValueError"),
    "interrupt": ("raise KeyboardInterrupt", "raised", "KeyboardInterrupt"),
    "closes everything": ("import os; os.closerange(0, 10_000)", "exited", "exit status"),
    "generator": ("yield 1", "wrong_type", "a generator"),
    "coroutine": (
        "async def c(): pass\n    x = c()\n    x.close()\n    return x",
        "wrong_type",
        "coroutine",
    ),
    "no return": ("softmax(Z[0])", "wrong_type", "Did you forget return?"),
    "writes a huge file": (
        "f = open('big', 'wb')\n    for _ in range(100): f.write(b'x' * 10**6)",
        "raised",
        "OSError",
    ),
}


SEALED = {"kills itself": ("raised", "out of reach")}
"""What becomes of an attempt where it is refused."""


@pytest.mark.parametrize("name", BAD_FUNCTIONS)
def test_a_function_that_misbehaves_costs_its_own_part(
    name: str, level: str, hand_in: Callable[[Files], Path]
) -> None:
    body, verdict, words = BAD_FUNCTIONS[name]
    if level == "full":
        verdict, words = SEALED.get(name, (verdict, words))
    source = f"{GOOD}def softmax_rows(Z):\n    {body}\n"
    report = mark(hand_in({"softmax.py": source, "affine.py": AFFINE}), level)
    assert verdicts(report) == {
        "softmax": "right",
        "softmax_rows": verdict,
        "softmax_jacobian": "right",
        "dW": "right",
        "db": "right",
        "dx": "right",
    }
    assert words in feedback(report, "softmax_rows")
    assert report.marks.awarded == 10


BAD_FILES: dict[str, tuple[str | bytes, str, str]] = {
    "syntax error": (GOOD + "def broken(:\n", "raised", "SyntaxError in softmax.py, line 11"),
    "Python 2": ("def softmax(z):\n    print 'x'\n    return z\n", "raised", "This is Python 2"),
    "Python 2 names": ("def softmax(z): return z\nxrange(3)\n", "raised", "This is Python 2"),
    "null bytes": (GOOD.encode() + b"\0", "raised", "damaged, or not text"),
    "exit": (GOOD + "import sys\nsys.exit(0)\n", "exited", "while the file was imported"),
    "hard exit": (GOOD + "import os\nos._exit(3)\n", "exited", "exit status 3"),
    "endless loop": (GOOD + "while True: pass\n", "timed_out", "Importing the file"),
    "missing name": (GOOD + "from os import nothing\n", "raised", "cannot import name 'nothing'"),
    "input": (GOOD + "input()\n", "raised", "EOFError"),
    "crash": (GOOD + "import ctypes\nctypes.string_at(0)\n", "crashed", "while the file was"),
    "nested brackets": (GOOD + "x = " + "(" * 50_000, "raised", "softmax.py"),
    "nested minus": (GOOD + "x = " + "-" * 50_000 + "1\n", "raised", "cannot be imported"),
    "exception": (GOOD + "raise ValueError('no')\n", "raised", "line 11: no"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_misbehaves_costs_its_own_parts(
    name: str, level: str, hand_in: Callable[[Files], Path]
) -> None:
    source, verdict, words = BAD_FILES[name]
    report = mark(hand_in({"softmax.py": source, "affine.py": AFFINE}), level)
    found = verdicts(report)
    assert found["softmax"] == verdict
    assert words in feedback(report, "softmax")
    assert [found[part] for part in ("dW", "db", "dx")] == ["right"] * 3
    assert "softmax_rows" not in found


def test_a_stuck_function_is_not_called_again(hand_in: Callable[[Files], Path]) -> None:
    source = f"{GOOD}def softmax_rows(Z):\n    print('called', flush=True)\n    while True: pass\n"
    report = mark(hand_in({"softmax.py": source}))
    assert report.output["softmax.py"].stdout == "called\n"


def test_output_is_cut_and_that_is_said(hand_in: Callable[[Files], Path]) -> None:
    source = f"{GOOD}def softmax_rows(Z):\n    print('x' * 100_000)\n    return Z\n"
    printed = mark(hand_in({"softmax.py": source})).output["softmax.py"]
    assert printed.cut
    assert len(printed.stdout) == Limits().printed_kept


def test_forged_frames_change_nothing_but_their_own_answer(
    hand_in: Callable[[Files], Path],
) -> None:
    forger = """\
import os
for descriptor in range(3, 64):
    try:
        os.write(descriptor, b"\\x80\\x04\\x95 not a frame, but a pickle" * 9)
    except OSError:
        pass
"""
    report = mark(hand_in({"softmax.py": forger + GOOD, "affine.py": AFFINE}))
    assert verdicts(report)["softmax"] == "crashed"
    assert verdicts(report)["dW"] == "right"


def processes(scratch: Path) -> list[str]:
    """Return the processes that were started below a folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(scratch) in str((folder / "cwd").readlink()):
                found.append(folder.name)
    return found


def scratch_folders() -> set[str]:
    """Return the scratch folders that are there."""
    return {path.name for path in Path(tempfile.gettempdir()).glob("grade-*")}


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
def test_nothing_is_left_behind(
    hand_in: Callable[[Files], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    forker = f"""{GOOD}
import os, time
def softmax_rows(Z):
    if os.fork() == 0:
        time.sleep(1000)
    while True: pass
"""
    mark(hand_in({"softmax.py": forker}), "limited")
    for _ in range(50):
        if not processes(tmp_path):
            break
        time.sleep(0.1)
    assert not scratch_folders()
    assert not processes(tmp_path)


@pytest.mark.parametrize("parts", [("softmax.py", "affine.py"), ("softmax.py",)], ids="+".join)
def test_a_spare_process_is_ended_too(
    parts: Sequence[str],
    hand_in: Callable[[Files], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    files = {"softmax.py": GOOD, "affine.py": AFFINE}
    mark(hand_in({part: files[part] for part in parts}))
    assert not scratch_folders()


TRICKS = {
    "an array": "x = np.ones(n * 131072)",
    "a limit that is lifted": (
        "import resource\n    try:\n"
        "        resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY,) * 2)\n"
        "    except (OSError, ValueError): pass\n    x = np.ones(n * 131072)"
    ),
    "a shared mapping": "import mmap\n    x = mmap.mmap(-1, n << 20)",
    "mapped files": (
        "x = [np.memmap(f's{k}', np.uint8, 'w+', shape=15 << 20) for k in range(n // 15)]"
    ),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_call_takes_more_memory_than_it_may(trick: str, sealed_level: str) -> None:
    source = f"import numpy as np\ndef f(n):\n    {TRICKS[trick]}\n    return float(n)\n".encode()
    asked = FunctionCalls("p", "f", ("q",), several=False, calls=((60,), (1,)), megabytes=(20, 20))
    job = Job(SubmittedFile("m.py", source, ""), (), (asked,))
    with ProcessRunner(supply=Supply(at_best=sealed_level)) as runner:
        large, small = runner.run([job]).files[0].answers["p", "f"]
    assert isinstance(large, OutOfMemory | Raised)
    if trick != "a shared mapping":  # that is refused altogether
        assert isinstance(small, Returned)
