"""``grade`` beside a plain unittest without isolation: whole processes, interleaved.

Run it with the project and gradescope-utils installed: ``python bench/spine/run.py``.
Prints medians over ten interleaved runs, their ratio, and where the time goes.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
RUNS = 10

PROBLEMS = ("softmax_jacobian", "affine_backward")
ASKED = [word for problem in PROBLEMS for word in ("--problem", problem)]
COMMAND = str(Path(sys.executable).with_name("grade"))
GRADE = [COMMAND, str(HERE / "submission"), *ASKED, "--format", "json"]
PEER = [sys.executable, str(HERE / "peer.py")]


def seconds(command: list[str]) -> float:
    """Return the wall time of a whole process; its status must be 0."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def medians(commands: Mapping[str, list[str]]) -> dict[str, float]:
    """Return the median of each command, all of them run in turn, once more before."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(RUNS + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if number:
                times[name].append(taken)
    return {name: statistics.median(each) for name, each in times.items()}


def inside() -> dict[str, float]:
    """Return what the steps take inside a process in which everything is imported."""
    from grader.discover.intake import find_submission  # noqa: PLC0415
    from grader.expect import Oracle  # noqa: PLC0415
    from grader.grading import grade  # noqa: PLC0415
    from grader.load.course import find_course  # noqa: PLC0415
    from grader.load.problem import read_problem  # noqa: PLC0415
    from grader.plan import draw_cases  # noqa: PLC0415
    from grader.report.json import write_json  # noqa: PLC0415
    from grader.run.fake import FakeRunner  # noqa: PLC0415

    folder = HERE / "submission"
    course = find_course()
    paths = [course.problem_files[problem] for problem in PROBLEMS]
    problems = [read_problem(course.root, path) for path in paths]
    report = grade(folder, problems=PROBLEMS, runner=FakeRunner())
    steps: dict[str, Callable[[], object]] = {
        "read the submission": lambda: find_submission(folder, course.student_files),
        "read two problems": lambda: [read_problem(course.root, path) for path in paths],
        "draw their cases": lambda: [draw_cases(problem, 0) for problem in problems],
        "import their references": lambda: [Oracle(problem) for problem in problems],
        "all of it, student code called here": lambda: grade(
            folder, problems=PROBLEMS, runner=FakeRunner()
        ),
        "all of it, student code apart": lambda: grade(folder, problems=PROBLEMS),
        "write JSON": lambda: write_json(report),
    }
    return {name: _median(step) for name, step in steps.items()}


def _median(step: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    python = [sys.executable, "-c"]
    found = medians(
        {
            "grade --format json": GRADE,
            "unittest, no isolation": PEER,
            "python -c pass": [*python, "pass"],
            "python -c 'import numpy'": [*python, "import numpy"],
            "python -c 'import click, yaml'": [*python, "import click, yaml"],
            "python -c 'import grader.grading'": [*python, "import grader.grading"],
        }
    )
    print(f"Whole processes, medians of {RUNS} interleaved runs")
    for name, taken in found.items():
        print(f"  {name:<40} {1000 * taken:7.1f} ms")
    ratio = found["grade --format json"] / found["unittest, no isolation"]
    print(f"  ratio of the first two {ratio:25.2f}")
    print("Inside one process, everything imported")
    for name, taken in inside().items():
        print(f"  {name:<40} {1000 * taken:7.1f} ms")


if __name__ == "__main__":
    main()
