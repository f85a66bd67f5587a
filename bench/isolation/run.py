"""A sealed, warm job beside a fresh process that imports its library: latency, throughput, memory.

``python bench/isolation/run.py`` prints medians of interleaved runs and their ratios, at the
level ``full``, for numpy and, where it is installed, for torch. The task is a 10 by 10
Jacobian, asked once.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from grader.model.answer import FunctionCalls, Job, Returned
from grader.model.submission import SubmittedFile
from grader.run.process import ProcessRunner
from grader.run.slot import Slot, torch_is_installed
from grader.run.supply import Supply

RUNS = 21
SECONDS = 6.0
Z = np.linspace(-1, 1, 10)

NUMPY = b"""
import numpy as np
def softmax_jacobian(z):
    e = np.exp(z - z.max()); y = e / e.sum()
    return np.diag(y) - np.outer(y, y)
"""
TORCH = b"""
import torch
def softmax_jacobian(z):
    y = torch.softmax(torch.as_tensor(z), 0)
    return torch.diag(y) - torch.outer(y, y)
"""
FRESH = """
import sys
exec(sys.stdin.read())
import numpy
sys.stdout.buffer.write(numpy.asarray(softmax_jacobian(numpy.linspace(-1, 1, 10))).tobytes())
"""


def job(source: bytes) -> Job:
    """Return the task."""
    calls = FunctionCalls("", "softmax_jacobian", ("J",), several=False, calls=((Z,),))
    return Job(SubmittedFile("softmax.py", source, ""), (), (calls,))


def sealed(runner: ProcessRunner, source: bytes) -> None:
    """Do the task in a sealed child."""
    run = runner.run([job(source)])
    (answer,) = run.files[0].answers[("", "softmax_jacobian")]
    if not isinstance(answer, Returned) or run.isolation.level != "full":
        raise SystemExit(f"not a sealed answer: {answer} {run.isolation}")


def fresh(source: bytes) -> None:
    """Do the task in a fresh interpreter."""
    subprocess.run([sys.executable, "-c", FRESH], input=source, check=True, capture_output=True)


def seconds(step: Callable[[], None]) -> float:
    """Return how long a step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def per_second(step: Callable[[int], None], workers: int) -> float:
    """Return how many steps are done in a second by some workers at once."""
    done = [0] * workers
    end = time.monotonic() + SECONDS

    def work(number: int) -> None:
        while time.monotonic() < end:
            step(number)
            done[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def private_kilobytes(*, torch: bool) -> float:
    """Return the median of what a waiting child holds for itself."""
    slot = Slot(namespaces=False, torch=torch)
    try:
        workers = [slot.spawn() for _ in range(4)]
        for worker in workers:
            os.read(worker.results, 4096)
        found = []
        for worker in workers:
            rollup = Path(f"/proc/{worker.pid}/smaps_rollup").read_text()
            lines = [line.split() for line in rollup.splitlines() if line.startswith("Private")]
            found.append(sum(int(line[1]) for line in lines))
        for worker in workers:
            worker.close()
    finally:
        slot.close()
    return statistics.median(found)


def compare(name: str, source: bytes, *, torch: bool) -> None:
    """Print all figures for one library."""
    with ProcessRunner(supply=Supply(at_least="full")) as runner:
        sealed(runner, source)
        warm, cold = [], []
        for _ in range(RUNS):
            warm.append(seconds(lambda: sealed(runner, source)))
            cold.append(seconds(lambda: fresh(source)))
    one, other = statistics.median(warm), statistics.median(cold)
    print(f"{name}: one job, medians of {RUNS} interleaved runs")
    times = f"sealed and warm {1000 * one:8.2f} ms   fresh {1000 * other:8.1f} ms"
    print(f"  {times}   {other / one:5.1f} times")
    runners = [ProcessRunner(supply=Supply(at_least="full")) for _ in range(2)]
    for each in runners:
        sealed(each, source)
    rates = []
    for _ in range(3):
        two = per_second(lambda number: sealed(runners[number], source), 2)
        plain = per_second(lambda _: fresh(source), 2)
        rates.append((two, plain, two / plain))
    for each in runners:
        each.close()
    two, plain, ratio = (statistics.median(column) for column in zip(*rates, strict=True))
    print(f"  two slots {two:10.0f} /s   two fresh {plain:8.1f} /s   {ratio:5.1f} times")
    print(f"  private memory of a child {private_kilobytes(torch=torch) / 1024:5.2f} MB")


def main() -> None:
    """Print the comparison."""
    compare("numpy", NUMPY, torch=False)
    if torch_is_installed():
        compare("torch", TORCH, torch=True)


if __name__ == "__main__":
    main()
