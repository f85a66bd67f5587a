"""``grade class`` beside ``grade`` for each submission: marks, throughput and memory.

Run it with the project installed: ``python bench/cohort/run.py``. It makes a class of 300 from
the submissions that declare their verdicts and from hostile ones, marks it with two slots, and
calls ``grade`` for each of the same, a few of them in turn with the class. ``--quick``: of 60.

Programs that run until they are stopped are left out of the comparison of times, since both wait
for them equally long; their marks are compared, too.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
GRADE = str(Path(sys.executable).with_name("grade"))
WAITS = ("timed_out", "out_of_memory", "too_much_output", "crashed", "unmarked")
HOSTILE = (
    *(
        "001_print_fake_pass",
        "002_fake_json_then_exit",
        "004_atexit_forger",
        "014_keyboard_interrupt",
    ),
    *("006_write_result_files", "017_hostile_repr_return", "019_patch_caller_frames"),
    *("022_gc_hunt", "024_sys_modules_hunt", "037_subclass_always_equal", "041_all_inf"),
    *("046_zero_d", "074_patch_allclose", "076_patch_builtins", "112_kills_itself"),
)
SLOW = ("102_infinite_loop", "107_catches_timeouts", "119_fork_bomb", "124_infinite_stdout")
PARTS = 6
"""Into so many shares the single calls are divided, with a run of the class after each third."""


def make_class(folder: Path, count: int, distinct: int, hostile: Sequence[str]) -> None:
    """Write so many submissions, hostile ones among them, each in a folder of its own."""
    declared = sorted((ROOT / "tests/corpus").glob("*/*/expected.yaml"))
    declared = [each for each in declared if not any(word in each.read_text() for word in WAITS)]
    random.Random(1).shuffle(declared)  # noqa: S311  (no secret)
    folder.mkdir()
    for number in range(count):
        own = folder / f"student{number:03}"
        if number < len(hostile):
            own.mkdir()
            shutil.copyfile(ROOT / f"tests/attacks/{hostile[number]}.py", own / "softmax.py")
        else:
            chosen = declared[number % distinct].parent
            ignore = shutil.ignore_patterns("expected.yaml", "__pycache__")
            shutil.copytree(chosen, own, ignore=ignore)


def class_seconds(folder: Path, out: Path) -> float:
    """Return the wall time of marking a class."""
    begin = time.perf_counter()
    _end(_start(folder, out))
    return time.perf_counter() - begin


def class_megabytes(folder: Path, out: Path) -> float:
    """Return the most memory that all processes of marking a class have; looking takes time."""
    process = _start(folder, out)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, megabytes(process.pid))
        time.sleep(0.25)
    _end(process)
    return peak


def _start(folder: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [GRADE, "class", str(folder), "--out", str(out), "--slots", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.wait() not in (0, 3):
        sys.exit(f"grade class ended with {process.returncode}")


def megabytes(pid: int) -> float:
    """Return the memory of a process and all that it started, shared memory counted once."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    pending, total = [pid], 0
    while pending:
        here = pending.pop()
        pending += children.get(here, [])
        try:
            lines = Path(f"/proc/{here}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def marks(path: Path) -> object:
    """Return what a report awards, part by part, with its verdicts."""
    plain = json.loads(path.read_text())
    return [
        (problem["problem"], part["part"], part["awarded"], part["verdict"])
        for problem in plain["problems"]
        for part in problem["parts"]
    ]


def differing(students: Sequence[Path], alone: Path, together: Path) -> list[str]:
    """Return the names of those who get other marks in a class."""
    return [
        each.name
        for each in students
        if marks(alone / f"{each.name}.json") != marks(together / f"reports/{each.name}.json")
    ]


def single(folder: Path, out: Path) -> float:
    """Return the wall time of ``grade`` for one submission."""
    begin = time.perf_counter()
    file = out / f"{folder.name}.json"
    command = [GRADE, str(folder), "--format", f"json={file}", "--isolation", "confined"]
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print what was compared."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    count = 60 if parser.parse_args().quick else 300
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        make_class(here / "class", count, count // 3, HOSTILE)
        (here / "single").mkdir()
        students = sorted((here / "class").iterdir())
        alone: list[float] = []
        together: list[float] = []
        for part in range(PARTS):
            alone += [single(each, here / "single") for each in students[part::PARTS]]
            if part % 2:
                together.append(class_seconds(here / "class", here / "out"))
        differ = differing(students, here / "single", here / "out")
        print(f"{count} submissions, {len(HOSTILE)} of them hostile; two slots")
        print(f"grade for each:  {sum(alone):7.1f} s")
        print(f"grade class:     {statistics.median(together):7.1f} s, median of {len(together)}")
        print(f"throughput:      {sum(alone) / statistics.median(together):7.1f} times")
        print(f"marks that differ: {', '.join(differ) or 'none'}")
        make_class(here / "many", 3 * count, count // 3, HOSTILE)
        memory = class_megabytes(here / "class", here / "out")
        more = class_megabytes(here / "many", here / "out-many")
        print(f"peak memory: {memory:.0f} MB; of {3 * count} submissions {more:.0f} MB")
        make_class(here / "slow", len(SLOW), 1, SLOW)
        slow = sorted((here / "slow").iterdir())
        for each in slow:
            single(each, here / "single")
        class_seconds(here / "slow", here / "out-slow")
        differ = differing(slow, here / "single", here / "out-slow")
        print(f"programs that do not end, marks that differ: {', '.join(differ) or 'none'}")


if __name__ == "__main__":
    main()
