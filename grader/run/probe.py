"""What ``grade doctor`` runs in the place of a student's code: each function tries something.

A function returns 1 if it got through and 0 if it was refused. This file is handed in like
a submission; the grader itself never calls it.
"""

import contextlib
import importlib
import os
import signal
import socket
import sys
from pathlib import Path


def _got_through(attempt: object) -> int:
    try:
        attempt()  # type: ignore[operator]
    except (OSError, ImportError, MemoryError):
        return 0
    return 1


def read_a_file(path: str) -> int:
    """Read a file that was laid out as a decoy."""
    return _got_through(Path(path).read_bytes)


def list_a_folder(path: str) -> int:
    """List the folder that the decoy lies in."""
    return _got_through(lambda: os.listdir(Path(path).parent))  # noqa: PTH208


def open_a_socket() -> int:
    """Open a socket of the internet, which sends nothing yet."""
    return _got_through(lambda: socket.socket(socket.AF_INET).close())


def start_a_process() -> int:
    """Fork."""

    def fork() -> None:
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)

    return _got_through(fork)


def signal_the_parent() -> int:
    """Ask whether the parent could be signalled, without doing so."""
    return _got_through(lambda: os.kill(os.getppid(), 0))


def signal_by_number(pid: int) -> int:
    """Ask whether the grader itself could be signalled."""
    return _got_through(lambda: os.kill(pid, 0))


def write_beside_the_interpreter() -> int:
    """Write a file into the folder of the standard library, and remove it."""
    path = Path(os.__file__).with_name("grade_doctor_was_here")

    def write() -> None:
        path.write_text("")
        path.unlink()

    return _got_through(write)


def import_the_grader() -> int:
    """Import the package, whose course holds the answers."""
    return _got_through(lambda: importlib.import_module("grader.expect"))


def take_memory() -> int:
    """Take twice what is allowed."""
    return _got_through(lambda: bytearray(1 << 30))


def write_a_large_file() -> int:
    """Write more than is allowed into one file."""

    def write() -> None:
        with Path("large").open("wb") as file:
            file.writelines(bytes(1 << 20) for _ in range(40))

    return _got_through(write)


def take_time() -> int:
    """Compute for ever, and ignore the signal that says so."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        sys.getsizeof(0)
