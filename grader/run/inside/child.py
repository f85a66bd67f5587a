"""The child: reads one job, imports one file, calls what is asked, hands back arrays.

Started as a process of its own; the two arguments are the descriptors to read the
job from and to write frames to. Every frame goes to the grader, which trusts none.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from .convert import convert
from .student import find_unattempted, import_file, where_raised
from .wire import read_frame, unpack, write_frame

_MESSAGE_LIMIT = 2000


def main() -> None:
    """Run one job from start to end."""
    jobs, results = int(sys.argv[1]), int(sys.argv[2])
    versions = {"python": sys.version.partition(" ")[0], "numpy": np.__version__}
    write_frame(results, {"frame": "hello", "versions": versions})
    try:
        job, data = read_frame(jobs)
    except EOFError:
        return  # the grader needs this process no more
    os.close(jobs)
    file = job["file"]
    sys.argv = [file]
    _set_limits(job["limits"])
    names = [each["name"] for each in job["functions"]]
    source = Path(file).read_bytes()
    write_frame(results, {"frame": "found", "unattempted": find_unattempted(source, names)})
    own = [file, *job["others"]]
    _allow_seconds(job["limits"]["import_seconds"])
    try:
        module = import_file(Path.cwd(), file)
    except BaseException as error:
        _write_error(results, error, own, call=-1)
        write_frame(results, {"frame": "done"})
        return
    missing = [name for name in names if not _has(module, name)]
    write_frame(results, {"frame": "imported", "missing": missing})
    for each in job["functions"]:
        if each["name"] not in missing:
            _allow_seconds(job["limits"]["call_seconds"])
            _call_all(results, module, each, data, own)
    write_frame(results, {"frame": "done"})


def _has(module: ModuleType, name: str) -> bool:
    try:
        return hasattr(module, name)
    except BaseException:  # a module's own __getattr__ may raise anything
        return True


def _call_all(
    results: int, module: ModuleType, asked: dict[str, Any], data: bytes, own: list[str]
) -> None:
    for number, arguments in asked["calls"]:
        try:
            function = getattr(module, asked["name"])
            answer = function(*unpack(arguments, data))
            outputs = convert(answer, asked["returns"], several=asked["several"])
        except BaseException as error:
            _write_error(results, error, own, call=number)
        else:
            headers = [header for header, _ in outputs]
            write_frame(
                results,
                {"frame": "result", "call": number, "outputs": headers},
                b"".join(raw for _, raw in outputs),
            )


def _write_error(results: int, error: BaseException, own: list[str], *, call: int) -> None:
    """Send what failed first, and only then its message: computing that may never end."""
    if isinstance(error, SystemExit):
        status = error.code if type(error.code) is int else int(error.code is not None)
        write_frame(results, {"frame": "exited", "call": call, "status": status})
        return
    file, line = where_raised(error, Path.cwd(), own)
    name = str(type.__getattribute__(type(error), "__name__"))[:100]
    header = {"frame": "raised", "call": call, "type": name, "file": file, "line": line}
    write_frame(results, header | {"memory": isinstance(error, MemoryError)})
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:
        message = ""
    write_frame(results, {"frame": "message", "call": call, "text": message[:_MESSAGE_LIMIT]})


def _set_limits(limits: dict[str, Any]) -> None:
    budget = int(limits["megabytes"]) * 1024 * 1024
    for kind, value in (
        (resource.RLIMIT_DATA, budget),
        (resource.RLIMIT_AS, budget + (2 << 30)),
        (resource.RLIMIT_FSIZE, 16 << 20),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["all_seconds"], limits["all_seconds"] + 2))
    # A file that grows too large is then an exception, which can be explained.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _allow_seconds(seconds: float) -> None:
    """Let the next phase take this much processor time; the hard limit stays as it is."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    # One second more: the kernel counts whole seconds, and a phase starts in the midst of one.
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))


if __name__ == "__main__":
    main()
