"""Checks the problems of a course, those of which nothing changed only once."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from grader.canary import lives, lives_by_hand
from grader.check.unclaimed import unclaimed
from grader.documents import as_dict, read_yaml
from grader.errors import CourseError, Fault, FileError, UsageError
from grader.expect import Oracle, acceptable
from grader.load.cache import recall, store
from grader.load.course import find_problem
from grader.load.problem import read_problem
from grader.model.case import Case
from grader.model.checked import Checked, Mutation
from grader.model.course import Course, Problem
from grader.plan import draw_cases

_SEEDS = (0, 1)
"""With which derivatives are verified and kinks looked for; mutants are tried with the first."""


def check_course(
    course: Course,
    problems: Iterable[str] = (),
    *,
    executor: Executor | None = None,
    progress: Callable[[str], None] = lambda _: None,
    cached: bool = True,
) -> tuple[Checked, ...]:
    """Return what is wrong with problems and their references, problem by problem.

    Args:
        course: The course.
        problems: Names; without any, all of them.
        executor: Where problems are spread; without one, over the cores of this machine.
        progress: Told the name of each problem that is done.
        cached: Whether a problem that passed before, with the same content, is not tried again.

    Raises:
        UsageError: There is no problem of such a name, or torch is not there.
    """
    if find_spec("torch") is None:
        raise UsageError("grade check needs torch: pip install torch")
    paths = [find_problem(course, name) for name in problems or course.problem_files]
    known = {path: _recalled(course.root, path) if cached else None for path in paths}
    new = [path for path in paths if known[path] is None]
    for path in paths:
        if known[path] is not None:
            progress(path.stem)
    found: dict[Path, Checked] = {path: each for path, each in known.items() if each is not None}
    if new:
        # The largest files first: they take longest, and nobody should wait for them at the end.
        new.sort(key=lambda path: -path.stat().st_size)
        own = executor or _own_executor(len(new))
        try:
            roots = [course.root] * len(new)
            for path, each in zip(new, own.map(check_problem, roots, new), strict=True):
                found[path] = each
                progress(path.stem)
                if not each.faults:
                    _keep(course.root, path, each)
        finally:
            if executor is None:
                own.shutdown()
    stray = unclaimed(course, [path for path in paths if not found[path].faults])
    return tuple(replace(found[path], faults=_both(found[path], stray.get(path))) for path in paths)


def _both(checked: Checked, more: Iterable[Fault] | None) -> tuple[Fault, ...]:
    return tuple(sorted({*checked.faults, *(more or ())}))


def _own_executor(tasks: int) -> Executor:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    # Started afresh: torch does not live well in what was forked from a process with threads.
    return ProcessPoolExecutor(min(cores or 1, tasks), mp_context=get_context("spawn"))


def check_problem(root: Path, path: Path) -> Checked:
    """Return what is wrong with one problem and its reference; nothing is remembered."""
    try:
        problem = read_problem(root, path)
        return _check(problem)
    except CourseError as error:
        return Checked(path.stem, error.faults)


def _check(problem: Problem) -> Checked:
    """Return what is wrong with a problem: with its quantities, and with answers in words."""
    if not problem.words:
        return _check_quantities(problem)
    from grader.check.words import examine_words  # noqa: PLC0415  (few problems have any)

    computed = replace(problem, words=())
    oracle = Oracle(computed)
    (case,) = draw_cases(problem, _SEEDS[0], acceptable(oracle))
    tried, faults = examine_words(problem, case, oracle)
    checked = _check_quantities(computed) if computed.parts else Checked(problem.name, ())
    every = tuple(sorted({*checked.faults, *faults}))
    return replace(checked, faults=every, means=checked.means + tried)


def _check_quantities(problem: Problem) -> Checked:
    # Imported where it is needed: torch takes a second, and a course that passed before needs none.
    from grader.check.cases import examine, kinks_of  # noqa: PLC0415
    from grader.check.derivatives import verify  # noqa: PLC0415
    from grader.check.misconceptions import distinguish  # noqa: PLC0415
    from grader.check.mutation import mutate  # noqa: PLC0415

    oracle = Oracle(problem)
    faults = list(kinks_of(problem, _cases(problem, oracle, _SEEDS[0]), oracle))
    if faults:
        # At a kink there is no derivative to compare with.
        return Checked(problem.name, tuple(sorted(set(faults))))
    means = 0
    for seed in _SEEDS:
        oracle = Oracle(problem)
        cases = _cases(problem, oracle, seed)
        verified = verify(problem, cases, oracle)
        faults += [each for each in verified.faults if each not in faults]
        means = max(means, verified.means)
    if faults:
        # Mutants of a wrong reference say nothing.
        return Checked(problem.name, tuple(sorted(set(faults))), means)
    oracle = Oracle(problem)
    cases = _cases(problem, oracle, _SEEDS[0])
    mutated = mutate(problem, cases, oracle)
    faults += mutated.faults
    faults += examine(problem, cases, oracle, mutated.overflows)
    faults += distinguish(problem, cases, oracle)
    faults += _dead_canaries(problem, cases, oracle)
    return Checked(
        problem.name,
        tuple(sorted(set(faults))),
        means,
        mutated.mutation,
        len(problem.misconceptions),
    )


def _cases(problem: Problem, oracle: Oracle, seed: int) -> tuple[Case, ...]:
    drawn = draw_cases(problem, seed, acceptable(oracle))
    asked = [part.quantity for part in problem.parts]
    handed = [name for function in problem.functions for name in function.arguments]
    return tuple(
        case
        for case in drawn
        if case.tag is None
        or (
            oracle.can_call(case, handed)
            and all(oracle.can_take(case, quantity) for quantity in asked)
        )
    )


def _dead_canaries(problem: Problem, cases: tuple[Case, ...], oracle: Oracle) -> Iterable[Fault]:
    text = "the comparison does not tell a right answer to {} from a wrong one"
    for function in problem.functions:
        for turn, part in enumerate(function.parts):
            if not lives(function, cases, oracle, turn):
                yield Fault(problem.path, 1, text.format(part.quantity))
    for asked in problem.values:
        for turn, part in enumerate(asked.parts):
            if not lives_by_hand(asked, cases[0], oracle, turn):
                yield Fault(problem.path, 1, text.format(part.quantity))


def fingerprint(root: Path, path: Path) -> str:
    """Return what all that is read of a problem, and all that reads it, is told apart by."""
    digest = hashlib.sha256(_of_the_grader())
    name = _reference_name(path)
    reference = root / "reference"
    folders = (".", "twins", "misconceptions", "drivers")
    for file in (
        path,
        *(reference / folder / f"{name}.py" for folder in folders),
        *(reference / folder / "given.py" for folder in folders[:2]),
        *sorted(reference.glob("yardsticks/*.py")),
    ):
        content = file.read_bytes() if file.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    digest.update(str(path).encode())
    return digest.hexdigest()


def _reference_name(path: Path) -> str:
    """Return the name of a problem's reference; empty where the file cannot be read."""
    try:
        name = as_dict(read_yaml(path, path.read_bytes()).value).get("reference")
    except (FileError, OSError):
        return ""
    return name if isinstance(name, str) else ""


@cache
def _of_the_grader() -> bytes:
    digest = hashlib.sha256(np.__version__.encode())
    folder = Path(__file__).parent.parent
    for file in sorted(folder.glob("**/*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


def _recalled(root: Path, path: Path) -> Checked | None:
    text = recall(fingerprint(root, path))
    if text is None:
        return None
    try:
        plain = json.loads(text)
        mutation = Mutation(**plain["mutation"])
        return Checked(path.stem, (), plain["means"], mutation, plain["misconceptions"], known=True)
    except (ValueError, KeyError, TypeError):
        return None


def _keep(root: Path, path: Path, checked: Checked) -> None:
    plain = {
        "means": checked.means,
        "mutation": {
            "killed": checked.mutation.killed,
            "equivalent": checked.mutation.equivalent,
            "survived": checked.mutation.survived,
        },
        "misconceptions": checked.misconceptions,
    }
    store(fingerprint(root, path), json.dumps(plain))
