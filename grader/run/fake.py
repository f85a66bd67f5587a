"""The fake of the seam: calls student code in this process, with no protection at all.

For tests, and for authors who try their own problems. Never for a student's code.
"""

import contextlib
import io
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np

from grader.model.answer import (
    Answer,
    Exited,
    FileRun,
    FunctionCalls,
    Isolation,
    Job,
    Printed,
    Raised,
    Returned,
    Run,
)
from grader.run.frames import Frame, read_outputs
from grader.run.inside.convert import changed_arguments, convert
from grader.run.inside.student import (
    import_file,
    read_text,
    unattempted_imported,
    unattempted_unimported,
    where_raised,
)
from grader.run.inside.wire import pack, unpack
from grader.run.runner import by_function, not_attempted


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
        names = [each.function for each in job.functions]
        text = read_text(job.file.content, names)
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
            try:
                module: ModuleType | Answer = import_file(Path(scratch), job.file.path)
            except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever it raises is an answer)
                module = _failure(error, Path(scratch), job, importing=True)
            unattempted = (
                unattempted_imported(text, module, names)
                if isinstance(module, ModuleType)
                else unattempted_unimported(text)
            )
            answers = [
                _call_all(each, module, unattempted, Path(scratch), job) for each in job.functions
            ]
        return FileRun(
            job.file.path, by_function(job, answers), Printed(stdout.getvalue(), stderr.getvalue())
        )


def _call_all(
    asked: FunctionCalls,
    module: ModuleType | Answer,
    unattempted: dict[str, str],
    folder: Path,
    job: Job,
) -> tuple[Answer, ...]:
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
            given = unpack(packed, bytes(data))
            returned = getattr(module, asked.function)(*given)
            changed = changed_arguments(given, unpack(packed, bytes(data)))
            outputs = convert(
                returned, list(asked.returns), several=asked.several, lists=asked.lists
            )
        except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever it raises is an answer)
            answers.append(_failure(error, folder, job, importing=False))
        else:
            frame = Frame(
                {"outputs": [header for header, _ in outputs]}, b"".join(raw for _, raw in outputs)
            )
            answers.append(Returned(read_outputs(frame, len(asked.returns)), tuple(changed)))
    return tuple(answers)


def _failure(error: BaseException, folder: Path, job: Job, *, importing: bool) -> Answer:
    if isinstance(error, SystemExit):
        return Exited(error.code if isinstance(error.code, int) else 0, importing)
    own = [job.file.path, *(file.path for file in job.others)]
    file, line = where_raised(error, folder, own)
    return Raised(type(error).__name__, str(error), file, line, importing)


@contextlib.contextmanager
def _modules_restored() -> Iterator[None]:
    """Forget afterwards what student code imported, and where it was looked for."""
    modules, path = dict(sys.modules), list(sys.path)
    try:
        yield
    finally:
        for name in set(sys.modules) - set(modules):
            # A library stays: importing an extension module twice may fail.
            if not _is_library(name):
                del sys.modules[name]
        sys.modules.update(modules)
        sys.path[:] = path


def _is_library(name: str) -> bool:
    origin = getattr(sys.modules[name], "__file__", None) or ""
    return origin.startswith((sys.prefix, sys.base_prefix))
