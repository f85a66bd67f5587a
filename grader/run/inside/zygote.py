"""The fork server: an interpreter with its libraries imported, which forks a child for each file.

It holds no path of a submission, no problem, no answer. Each child is locked in before it
reads its job. Started with the number of a socket; messages are small JSON objects:

* to it: ``{"fork": n}`` with the four descriptors of a child, or ``{"kill": pid}``;
* from it: ``{"ready": ...}``, ``{"forked": pid, ...}``, ``{"killed": pid}``, after which the
  child does nothing more, and ``{"ended": pid, "status": ...}``, when it is gone.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import resource
import selectors
import shutil
import signal
import socket
import sys
import tokenize
from pathlib import Path
from typing import Any

import numpy as np

from . import child, clock, seal
from .convert import convert
from .student import read_text
from .wire import pack, unpack

_MESSAGE = 4096
_DESCRIPTORS = 4
_CLOCK_SLACK = 0.2
"""Seconds by which two ways to count processor time may differ."""


class Zygote:
    """One fork server, with one child at work at a time."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Take over the socket and open what children may read."""
        self._socket = socket.socket(fileno=settings["socket"])
        self._scratch = Path(settings["scratch"])
        self._uid = settings["uid"]
        self._limits = {**settings["limits"], **child.memory_in_use()}
        self._readable = [
            os.open(path, os.O_PATH | os.O_CLOEXEC)
            for path in settings["readable"]
            if os.path.exists(path)  # noqa: PTH110
        ]
        self._number = 0
        self._children: dict[int, tuple[int, Path]] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)

    def serve(self) -> None:
        """Answer messages until the socket is closed; then end every child."""
        self._say({"ready": True, "threads": _threads()})
        while True:
            for key, _ in self._selector.select():
                if key.fd == self._socket.fileno():
                    if not self._listen():
                        self._end_all()
                        return
                else:
                    self._reap(key.data)

    def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self._socket.send(json.dumps(message).encode())

    def _listen(self) -> bool:
        raw, descriptors, _, _ = socket.recv_fds(self._socket, _MESSAGE, _DESCRIPTORS)
        if not raw:
            return False
        message = json.loads(raw)
        if "fork" in message:
            self._fork(list(descriptors), message["megabytes"])
        elif "kill" in message and message["kill"] in self._children:
            os.kill(message["kill"], signal.SIGKILL)
            self._say({"killed": message["kill"]})
        elif "clock" in message:
            seconds = clock.processor_time(message["clock"])
            self._say({"clock": message["clock"], "seconds": seconds})
        return True

    def _fork(self, descriptors: list[int], megabytes: int | None) -> None:
        self._number += 1
        folder = self._scratch / f"w{self._number}"
        folder.mkdir(mode=0o700)
        if self._uid is not None:
            os.chown(folder, self._uid, self._uid)
        pid = os.fork()
        if pid == 0:
            limits = {"megabytes": megabytes, "slack": child.SLACK} if megabytes is not None else {}
            self._become_child(descriptors, folder, {**self._limits, **limits})
        for descriptor in descriptors:
            os.close(descriptor)
        watch = os.pidfd_open(pid)
        self._children[pid] = (watch, folder)
        self._selector.register(watch, selectors.EVENT_READ, pid)
        self._say({"forked": pid, "scratch": str(folder)})

    def _become_child(self, descriptors: list[int], folder: Path, limits: dict[str, Any]) -> None:
        """Lock this process in and do one job; never returns."""
        status = 1
        try:
            jobs, results, out, err = descriptors
            null = os.open(os.devnull, os.O_RDONLY)
            for number, descriptor in enumerate((null, out, err)):
                os.dup2(descriptor, number)
            readable = [os.dup(each) for each in self._readable]
            _close_all_but(0, 1, 2, jobs, results, *readable)
            os.setsid()
            os.chdir(folder)
            for name in ("HOME", "TMPDIR"):
                os.environ[name] = str(folder)
            sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]
            sys.stderr.reconfigure(write_through=True)  # type: ignore[union-attr]
            child.set_limits(limits)
            held = _lock_in(readable, folder, self._uid)
            for descriptor in readable:
                os.close(descriptor)
            gc.enable()
            child.work(jobs, results, folder, held)
            status = 0
        except BaseException as error:
            with contextlib.suppress(BaseException):
                os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(status)

    def _reap(self, pid: int) -> None:
        watch, folder = self._children.pop(pid)
        self._selector.unregister(watch)
        os.close(watch)
        spent = _has_spent_its_time(pid)
        _, status, used = os.wait4(pid, 0)
        shutil.rmtree(folder, ignore_errors=True)
        ended = {"ended": pid, "status": os.waitstatus_to_exitcode(status), "spent": spent}
        self._say({**ended, "seconds": used.ru_utime + used.ru_stime})

    def _end_all(self) -> None:
        for pid in list(self._children):
            os.kill(pid, signal.SIGKILL)
            self._reap(pid)


def _remember_folders() -> None:
    """Let imports use what is known now of the folders on the path.

    Children may not list a folder that holds packages which are nobody's business. Asked
    again, because something in it has changed, it would then seem to be empty.
    """
    for path in sys.path:
        finder = pkgutil.get_importer(path)
        fill = getattr(finder, "_fill_cache", None)
        if fill is not None:
            fill()
            finder._path_mtime = os.stat(path).st_mtime  # type: ignore[union-attr]  # noqa: PTH116, SLF001
            finder._fill_cache = _nothing  # type: ignore[union-attr]  # noqa: SLF001


def _nothing() -> None:
    """Do nothing."""


def _has_spent_its_time(pid: int) -> bool:
    """Return whether a child that has ended, and still has its number, was at its limit on time.

    It may have lowered that limit itself, to be ended as nothing else ends it.
    """
    try:
        _, hard = resource.prlimit(pid, resource.RLIMIT_CPU)
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return False
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return hard != resource.RLIM_INFINITY and used >= hard - _CLOCK_SLACK


def _threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208
    except OSError:
        return 0


def warm_up(*, torch: bool) -> None:
    """Use what is set up at its first use, then set everything aside for the children."""
    small = np.eye(3)
    answers: list[Any] = [np.exp(small @ small) / small.sum(), np.outer(small[0], small[1])]
    if torch:
        library = importlib.import_module("torch")
        # With more threads than one, what is forked hangs at its first product.
        library.set_num_threads(1)
        tensor = library.as_tensor(small)
        row = library.softmax(tensor, 0)[0]
        answers.append(library.diag(row) - library.outer(row, row) @ library.relu(tensor).T)
    for answer in answers:
        convert(answer, ["warm"], several=False)
    # The parser makes its types at its first use, which takes as long as a small job.
    source = b"import numpy as np\n\ndef f(x):\n    return np.exp(x) if x else None\n"
    read_text(source, ["f", "g"])
    tokenize.detect_encoding(io.BytesIO(source).readline)
    exec(compile(source.decode(), "warm.py", "exec"), {})
    data = bytearray()
    unpack(json.loads(json.dumps(pack([small, 1.5, "text", {"a": 1}], data))), bytes(data))
    seal.landlock_version()
    _remember_folders()
    gc.collect()
    gc.freeze()


def _close_all_but(*kept: int) -> None:
    last = 0
    for descriptor in sorted(kept):
        if descriptor > last:
            os.closerange(last, descriptor)
        last = descriptor + 1
    os.closerange(last, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _lock_in(readable: list[int], folder: Path, uid: int | None) -> list[str]:
    """Give up what a child has no use for; return what is held, by trying it."""
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    seal.drop_privileges()
    devices = [each for each in ("/dev/null", "/dev/zero", "/dev/urandom") if Path(each).exists()]
    seal.restrict_files(readable, [str(folder), *devices])
    seal.restrict_calls()
    return _what_holds()


def _what_holds() -> list[str]:
    held = []
    if _refused(lambda: os.listdir("/")) and _refused(lambda: os.open("/etc/passwd", os.O_RDONLY)):  # noqa: PTH208
        held.append("files")
    if _refused(socket.socket):
        held.append("network")
    if _refused(_fork_and_end):
        held.append("processes")
    if _refused(lambda: os.kill(os.getppid(), 0)):
        held.append("signals")
    return held


def _refused(attempt: Any) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _fork_and_end() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def main() -> None:
    """Serve until nobody asks any more."""
    settings = json.loads(sys.argv[1])
    warm_up(torch=settings["torch"])
    Zygote(settings).serve()
