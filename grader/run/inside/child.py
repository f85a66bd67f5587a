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

from .calls import arguments_of, by_function, hand_over_functions, needs_of, what_to_call
from .convert import changed_arguments, convert
from .forbid import forbid
from .imports import Imports, refuse_missing
from .student import (
    message_of,
    open_file,
    unattempted_imported,
    unattempted_unimported,
    where_raised,
)
from .wire import read_frame, write_frame

_MESSAGE_LIMIT = 2000
SLACK = 16 << 20
"""Address space beyond the memory that is measured: files that are mapped count as well."""


def main() -> None:
    """Run one job in a process of its own, without a seal."""
    limits = json.loads(sys.argv[3])
    if limits.pop("beyond"):
        # The first large product takes memory that later ones use again.
        np.ones((256, 256)) @ np.ones((256, 256))
        limits |= {**memory_in_use(), "slack": SLACK}
    set_limits(limits)
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
    file = job["file"]
    sys.argv = [file]
    if not job["apart"]:
        os.close(jobs)
    _limit_time(job["limits"])
    _write_files(folder, job["files"], data)
    imports = Imports(folder, [path for path, _, _ in job["files"]])
    own = _Own(folder, [path for path, _, _ in job["files"]], imports)
    functions = job["functions"]
    names = [need for each in functions for need in needs_of(each)]
    _allow_seconds(job["limits"]["import_seconds"])
    opened = open_file(folder, file, names, imports)
    text = opened.text
    found = by_function(unattempted_unimported(text), functions)
    write_frame(results, {"frame": "found", "unattempted": found, "notes": list(opened.notes)})
    forbid(job["forbids"])
    given = hand_over_functions(functions)
    sys.meta_path.append(imports)
    try:
        module = opened.load()
    except BaseException as error:
        _write_error(results, error, own, {"function": -1, "call": 0})
        write_frame(results, {"frame": "done"})
        return
    unattempted = by_function(unattempted_imported(text, module, names), functions)
    missing = imports.missing()
    write_frame(results, {"frame": "imported", "unattempted": unattempted, "missing": missing})
    imports.begin_calls()
    if job["apart"]:
        later, data = read_frame(jobs)
        for each, calls in zip(functions, later["calls"], strict=True):
            each["calls"] = calls
    for number, each in enumerate(functions):
        if each["name"] not in unattempted:
            _allow_seconds(job["limits"]["call_seconds"])
            _call_all(results, module, (number, each), _Sent(data, given), own)
    write_frame(results, {"frame": "done"})


class _Own(NamedTuple):
    """The student's files, and where they lie. Bound before the student's code can move away."""

    folder: Path
    files: list[str]
    imports: Imports


class _Sent(NamedTuple):
    """What arguments are made from."""

    data: bytes
    functions: ModuleType | None


def _call_all(
    results: int, module: ModuleType, asked: tuple[int, dict[str, Any]], sent: _Sent, own: _Own
) -> None:
    number, function = asked
    for call, arguments in function["calls"]:
        place = {"function": number, "call": call}
        try:
            given = arguments_of(function, arguments, *sent)
            answer = what_to_call(function, module)(*given)
            refuse_missing(answer)
            outputs = convert(
                answer,
                function["returns"],
                several=function["several"],
                lists=function["lists"],
            )
            changed = changed_arguments(given, arguments_of(function, arguments, *sent))
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
    error = own.imports.said(error)
    name = str(type.__getattribute__(type(error), "__name__"))[:100]
    header = {"frame": "raised", **place, "type": name, "file": file, "line": line}
    write_frame(results, header | {"memory": _is_about_memory(error)})
    try:
        message = message_of(error)
    except BaseException:
        message = ""
    write_frame(results, {"frame": "message", **place, "text": message[:_MESSAGE_LIMIT]})


def _is_about_memory(error: BaseException) -> bool:
    """Return whether memory ran out, as Python says it or as torch does."""
    said = error.args[0] if type(error) is RuntimeError and error.args else ""
    torch = type(said) is str and "allocate memory" in said
    return isinstance(error, MemoryError) or torch


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
        (resource.RLIMIT_AS, limits.get("address", 0) + budget + limits.get("slack", 2 << 30)),
        (resource.RLIMIT_FSIZE, 16 << 20),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    # A file that grows too large is then an exception, which can be explained.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def memory_in_use() -> dict[str, int]:
    """Return the data and the address space of this process, in bytes."""
    found = {"data": 0, "address": 0}
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/status").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in ("VmData", "VmSize"):
                found["data" if name == "VmData" else "address"] = int(rest.split()[0]) * 1024
    return found


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
