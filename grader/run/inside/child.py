"""The child: reads one job, imports one file, calls what is asked, hands back arrays.

Started as a process of its own, or forked by the fork server. Started, its arguments are
the descriptors to read the job from and to write frames to, and its limits. Every frame
goes to the grader, which trusts none.
"""

import contextlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from .convert import changed_arguments, convert
from .forbid import forbid
from .student import (
    import_file,
    read_text,
    unattempted_imported,
    unattempted_unimported,
    where_raised,
)
from .wire import read_frame, unpack, write_frame

_MESSAGE_LIMIT = 2000


def main() -> None:
    """Run one job in a process of its own, without a seal."""
    set_limits(json.loads(sys.argv[3]))
    work(int(sys.argv[1]), int(sys.argv[2]), Path.cwd(), [])


def work(jobs: int, results: int, folder: Path, held: list[str]) -> None:
    """Run one job from start to end.

    Args:
        jobs: Descriptor to read the job from.
        results: Descriptor to write frames to.
        folder: The scratch folder, which is the current one.
        held: What was found to be refused to this process.
    """
    versions = {"python": sys.version.partition(" ")[0], "numpy": np.__version__}
    write_frame(results, {"frame": "hello", "versions": versions, "held": held})
    try:
        job, data = read_frame(jobs)
    except EOFError:
        return  # the grader needs this process no more
    os.close(jobs)
    file = job["file"]
    sys.argv = [file]
    _limit_time(job["limits"])
    _write_files(folder, job["files"], data)
    own = _Own(folder, [path for path, _, _ in job["files"]])
    names = [each["name"] for each in job["functions"]]
    text = read_text(Path(file).read_bytes(), names)
    write_frame(results, {"frame": "found", "unattempted": unattempted_unimported(text)})
    _allow_seconds(job["limits"]["import_seconds"])
    forbid(job["forbids"])
    try:
        module = import_file(folder, file)
    except BaseException as error:
        _write_error(results, error, own, {"function": -1, "call": 0})
        write_frame(results, {"frame": "done"})
        return
    unattempted = unattempted_imported(text, module, names)
    write_frame(results, {"frame": "imported", "unattempted": unattempted})
    for number, each in enumerate(job["functions"]):
        if each["name"] not in unattempted:
            _allow_seconds(job["limits"]["call_seconds"])
            _call_all(results, module, (number, each), data, own)
    write_frame(results, {"frame": "done"})


class _Own(NamedTuple):
    """The student's files, and where they lie. Bound before the student's code can move away."""

    folder: Path
    files: list[str]


def _call_all(
    results: int, module: ModuleType, asked: tuple[int, dict[str, Any]], data: bytes, own: _Own
) -> None:
    number, function = asked
    for call, arguments in function["calls"]:
        place = {"function": number, "call": call}
        try:
            given = unpack(arguments, data)
            answer = getattr(module, function["name"])(*given)
            outputs = convert(
                answer,
                function["returns"],
                several=function["several"],
                lists=function["lists"],
            )
            changed = changed_arguments(given, unpack(arguments, data))
        except BaseException as error:
            _write_error(results, error, own, place)
        else:
            headers = [header for header, _ in outputs]
            raw = b"".join(each for _, each in outputs)
            write_frame(
                results, {"frame": "result", **place, "outputs": headers, "changed": changed}, raw
            )


def _write_error(results: int, error: BaseException, own: _Own, place: dict[str, int]) -> None:
    """Send what failed first, and only then its message: computing that may never end."""
    if isinstance(error, SystemExit):
        status = error.code if type(error.code) is int else int(error.code is not None)
        write_frame(results, {"frame": "exited", **place, "status": status})
        return
    file, line = where_raised(error, own.folder, own.files)
    name = str(type.__getattribute__(type(error), "__name__"))[:100]
    header = {"frame": "raised", **place, "type": name, "file": file, "line": line}
    write_frame(results, header | {"memory": isinstance(error, MemoryError)})
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:
        message = ""
    write_frame(results, {"frame": "message", **place, "text": message[:_MESSAGE_LIMIT]})


def _write_files(folder: Path, files: list[tuple[str, int, int]], data: bytes) -> None:
    for name, start, size in files:
        path = folder / name
        # Names that cannot be had here, or beside each other, cost nobody their other files.
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data[start : start + size])


def set_limits(limits: dict[str, Any]) -> None:
    """Limit all but time, which depends on the job; memory beyond what is in use already."""
    budget = int(limits["megabytes"]) * 1024 * 1024
    for kind, value in (
        (resource.RLIMIT_DATA, limits.get("data", 0) + budget),
        (resource.RLIMIT_AS, limits.get("address", 0) + budget + (2 << 30)),
        (resource.RLIMIT_FSIZE, 16 << 20),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    # A file that grows too large is then an exception, which can be explained.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _limit_time(limits: dict[str, Any]) -> None:
    # One that waited as a spare has used time already.
    used = resource.getrusage(resource.RUSAGE_SELF)
    last = int(used.ru_utime + used.ru_stime) + limits["all_seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (last, last + 2))


def _allow_seconds(seconds: float) -> None:
    """Let the next phase take this much processor time; the hard limit stays as it is."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    # One second more: the kernel counts whole seconds, and a phase starts in the midst of one.
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))


if __name__ == "__main__":
    main()
