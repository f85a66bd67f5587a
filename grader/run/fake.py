"""The fake of the seam: calls student code in this process, with no protection at all.

For tests, and for authors who try their own problems. Never for a student's code.
"""

import contextlib
import io
import math
import sys
import tempfile
import time
import timeit
import tracemalloc
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader.model.answer import (
    Answer,
    Exited,
    FileRun,
    FunctionCalls,
    Isolation,
    Job,
    NotMarked,
    OutOfMemory,
    Printed,
    Raised,
    Returned,
    Run,
    TooSlow,
)
from grader.run.frames import Frame, read_outputs
from grader.run.inside.calls import (
    arguments_of,
    hand_over_functions,
    module_of,
    needs_of,
    what_to_call,
)
from grader.run.inside.calls import by_function as by_need
from grader.run.inside.convert import changed_arguments, convert
from grader.run.inside.imports import Imports, refuse_missing
from grader.run.inside.student import (
    message_of,
    open_file,
    unattempted_imported,
    unattempted_unimported,
    where_raised,
)
from grader.run.inside.wire import pack
from grader.run.runner import as_far_as_torch_goes, by_function, not_attempted

_FEWEST, _MOST = 3, 6
"""Rounds, where times are compared."""
_SLACK = 1.5
"""So many times as long again, because this process does other things as well, and not evenly."""


class FakeRunner:
    """Runs trusted code in this process."""

    def run(self, jobs: Sequence[Job]) -> Run:
        """Return the answers to all calls of all jobs."""
        runs = tuple(self._run_file(job) for job in jobs)
        reason = "the code was called in the grader's own process"
        versions = {
            "python": sys.version.partition(" ")[0],
            "numpy": np.__version__,
        }
        return Run(runs, Isolation("none", reason, ()), versions)

    def _run_file(self, job: Job) -> FileRun:
        functions = [_plain(each) for each in job.functions]
        names = [need for each in functions for need in needs_of(each)]
        paths = [file.path for file in (job.file, *job.others)]
        stdout, stderr = io.StringIO(), io.StringIO()
        with (
            tempfile.TemporaryDirectory() as scratch,
            _modules_restored(),
            contextlib.redirect_stdout(stdout),
            contextlib.redirect_stderr(stderr),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            for file in (*job.others, job.file):
                path = Path(scratch) / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.content)
            given = hand_over_functions(functions)
            imports = Imports(Path(scratch), paths)
            opened = open_file(Path(scratch), job.file.path, names, imports)
            sys.meta_path.append(imports)
            try:
                module: ModuleType | Answer = opened.load()
            except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever it raises is an answer)
                module = _failure(imports.said(error), Path(scratch), job, importing=True)
            missing = imports.missing() if isinstance(module, ModuleType) else []
            imports.begin_calls()
            unattempted = (
                unattempted_imported(opened.text, module, names)
                if isinstance(module, ModuleType)
                else unattempted_unimported(opened.text)
            )
            unattempted = by_need(unattempted, functions)
            answers = [
                _call_all(each, module, unattempted, (Path(scratch), given, imports), job)
                for each in job.functions
            ]
            answers = list(map(as_far_as_torch_goes, job.functions, answers))
        return FileRun(
            job.file.path,
            by_function(job, answers),
            Printed(stdout.getvalue(), stderr.getvalue()),
            notes=tuple(opened.notes),
            missing=tuple(missing),
        )


def _call_all(
    asked: FunctionCalls,
    module: ModuleType | Answer,
    unattempted: dict[str, str],
    place: tuple[Path, ModuleType | None, Imports],
    job: Job,
) -> tuple[Answer, ...]:
    folder, functions, imports = place
    if asked.function in unattempted:
        reason = unattempted[asked.function]
        return (not_attempted(asked, job, reason),) * len(asked.calls)
    if not isinstance(module, ModuleType):
        return (module,) * len(asked.calls)
    answers: list[Answer] = []
    for arguments in asked.calls:
        data = bytearray()
        packed = [pack(value, data) for value in arguments]
        try:
            plain = _plain(asked)
            given = arguments_of(plain, packed, bytes(data), functions)
            call = what_to_call(plain, module)
            times = asked.times[len(answers)] if asked.times else None
            returned, megabytes = _with_peak(call, given, asked)
            refuse_missing(returned)
            again = arguments_of(plain, packed, bytes(data), functions)
            changed = changed_arguments(given, again)
            outputs = convert(
                returned, list(asked.returns), several=asked.several, lists=asked.lists
            )
        except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever it raises is an answer)
            answers.append(_failure(imports.said(error), folder, job, importing=False))
        else:
            frame = Frame(
                {"outputs": [header for header, _ in outputs]}, b"".join(raw for _, raw in outputs)
            )
            answer = Returned(read_outputs(frame, len(asked.returns)), tuple(changed))
            allowed = asked.megabytes[len(answers)] if asked.megabytes else None
            if allowed is not None and megabytes > allowed:
                answers.append(OutOfMemory(allowed))
            elif times is not None:
                copies = partial(arguments_of, plain, packed, bytes(data), functions)
                answers.append(_beside(asked, call, answer, times, copies))
            else:
                answers.append(answer)
    return tuple(answers)


def _with_peak(
    call: Callable[..., Any], given: list[Any], asked: FunctionCalls
) -> tuple[Any, float]:
    """Return what a call returns, and the megabytes at its peak."""
    if not asked.costly:
        return call(*given), 0.0
    tracemalloc.start()
    try:
        returned = call(*given)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return returned, peak / (1 << 20)


def _beside(
    asked: FunctionCalls,
    call: Callable[..., Any],
    answer: Answer,
    times: float,
    copies: Callable[[], list[Any]],
) -> Answer:
    """Return an answer, or that it took too long beside the yardstick.

    They take turns, and the least time of each counts: on a busy machine any single run is slow.
    """
    own, theirs = math.inf, math.inf
    try:
        yardstick = what_to_call(_plain(asked), module_of("yardstick", asked.yardstick or ""))
        for number in range(1, _MOST + 1):
            own = min(own, _seconds(call, copies()))
            theirs = min(theirs, _seconds(yardstick, copies()))
            if number >= _FEWEST and own <= _SLACK * times * theirs:
                return answer
    except (Exception, SystemExit):  # noqa: BLE001  (a course may raise anything)
        return NotMarked("the program whose time it is compared with did not run")
    return TooSlow(times)


def _seconds(call: Callable[..., Any], given: list[Any]) -> float:
    return timeit.timeit(lambda: call(*given), timer=time.process_time, number=1)


def _plain(asked: FunctionCalls) -> dict[str, Any]:
    """Return what is asked as the real runner sends it."""
    return {
        "name": asked.function,
        "tensors": asked.tensors,
        "driver": asked.driver,
        "uses": asked.uses,
        "given": asked.given,
    }


def _failure(error: BaseException, folder: Path, job: Job, *, importing: bool) -> Answer:
    if isinstance(error, SystemExit):
        return Exited(error.code & 0xFF if isinstance(error.code, int) else 0, importing)
    own = [job.file.path, *(file.path for file in job.others)]
    file, line = where_raised(error, folder, own)
    return Raised(type(error).__name__, message_of(error), file, line, importing)


@contextlib.contextmanager
def _modules_restored() -> Iterator[None]:
    """Forget afterwards what student code imported, and where it was looked for."""
    modules, path, finders = dict(sys.modules), list(sys.path), list(sys.meta_path)
    try:
        yield
    finally:
        for name in set(sys.modules) - set(modules):
            # A library stays: importing an extension module twice may fail.
            if not _is_library(name):
                del sys.modules[name]
        sys.modules.update(modules)
        sys.path[:] = path
        sys.meta_path[:] = finders


def _is_library(name: str) -> bool:
    # Some parts of an extension module have no file of their own.
    package = sys.modules.get(name.partition(".")[0]) or sys.modules[name]
    origin = getattr(package, "__file__", None) or ""
    return origin.startswith((sys.prefix, sys.base_prefix))
