"""A slot: one fork server, sealed in, with one child at work at a time.

Imports only the standard library, so that a slot can warm up while the grader itself is
still importing.
"""

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Any

from grader.errors import RunnerError
from grader.run.limits import Limits
from grader.run.worker import ENVIRONMENT

_START_SECONDS = 60.0
_ORDER_SECONDS = 2.0
"""How long a fork server may take to fork, or to end a child; then it is thrown away."""
_TMP = "/tmp"  # noqa: S108  (that of the sandbox, which nobody else has)
_NO_PACKAGE = (".dist-info", "__pycache__", "..")
_SCRATCH_BYTES = 64 << 20
_SECOND_USER = 61_937
"""A user number that no distribution gives to anybody."""
_MESSAGE = 4096

_BOOTSTRAP = """\
import gc, sys
gc.disable()
sys.path[:0] = [{runtime!r}]
sys.path += {packages!r}
from inside.zygote import main
sys.path.remove({runtime!r})
for name in [name for name in sys.modules if name.partition(".")[0] == "inside"]:
    del sys.modules[name]
main()
"""

_SYSTEM = (
    *("/lib64", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"),
    *("/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib/ld-linux-aarch64.so.1"),
)


def find_bubblewrap() -> str | None:
    """Return the path of bubblewrap, which makes namespaces; None where it is not installed."""
    return shutil.which("bwrap")


def torch_is_installed() -> bool:
    """Return whether there is a torch to import."""
    return importlib.util.find_spec("torch") is not None


def _packages(*, torch: bool) -> dict[str, str]:
    """Return where the packages lie that children may import, by their names."""
    specification = importlib.util.find_spec("numpy")
    if specification is None or specification.origin is None:
        raise RunnerError("numpy is not installed")
    site = Path(specification.origin).parent.parent
    found = {name: str(site / name) for name in ("numpy", "numpy.libs") if (site / name).is_dir()}
    if torch:
        found |= _with_requirements("torch")
    return found


def _with_requirements(root: str) -> dict[str, str]:
    """Return where a distribution and all that it requires lie, by their names."""
    # Slow to import, and only wanted for torch.
    from importlib import metadata  # noqa: PLC0415

    found: dict[str, str] = {}
    seen: set[str] = set()
    wanted = [root]
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        for file in distribution.files or ():
            top, alone = file.parts[0], len(file.parts) == 1
            if top.endswith((".py", ".so")) if alone else not top.endswith(_NO_PACKAGE):
                found[top] = str(distribution.locate_file(top))
        wanted += [
            re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            for requirement in distribution.requires or ()
            if "extra ==" not in requirement
        ]
    return found


def _second_user(executable: str, stdlib: Path) -> int | None:
    """Return the number of a user that student code may run as; None where there is no other.

    Only root can become another user, and only where that one can read the runtime.
    """
    if os.geteuid() != 0:
        return None
    for path in (Path(executable), stdlib):
        for folder in (path, *path.parents):
            if not folder.stat().st_mode & 0o001 and folder != path:
                return None
    return _SECOND_USER


def _standard_library() -> Path:
    return Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix}))


class Slot:
    """A started fork server. Use it from one thread only."""

    def __init__(
        self, limits: Limits | None = None, *, namespaces: bool, torch: bool = False
    ) -> None:
        """Start a fork server; raises `RunnerError` when that is not possible."""
        self.namespaces = namespaces
        self.torch = torch
        self.tested = False
        """Whether it has given a right answer to a trivial problem."""
        self.jobs = 0
        limits = limits or Limits()
        self._home = Path(tempfile.mkdtemp(prefix="grade-")).resolve()
        self._ended: dict[int, int] = {}
        self.seconds: dict[int, float] = {}
        """Processor time that children took, as counted from outside."""
        self._killed: set[int] = set()
        self._forked: list[tuple[int, str]] = []
        self._spare: SealedWorker | None = None
        self.spent: set[int] = set()
        """Children that ended at their limit on processor time."""
        self._ready = False
        self.closed = False
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            command = self._command(theirs.fileno(), limits)
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                cwd="/",
                env=dict(ENVIRONMENT),
                start_new_session=True,
            )
        except OSError as error:
            self._socket.close()
            shutil.rmtree(self._home, ignore_errors=True)
            raise RunnerError(f"no process could be started: {error}") from error
        finally:
            theirs.close()

    def _command(self, number: int, limits: Limits) -> list[str]:
        inside = Path(__file__).parent / "inside"
        runtime = self._home / "runtime"
        # A copy: what lies beside it in the package is nobody's business in there.
        shutil.copytree(inside, runtime / "inside")
        packages = _packages(torch=self.torch)
        executable = os.path.realpath(sys.executable)
        stdlib = _standard_library()
        settings: dict[str, Any] = {
            "socket": number,
            "uid": None,
            "torch": self.torch,
            "limits": {"megabytes": limits.megabytes},
        }
        if self.namespaces:
            settings["scratch"] = _TMP
            settings["readable"] = ["/packages", "/runtime", str(stdlib)]
            settings["readable"] += [path for path in _SYSTEM if Path(path).exists()]
            paths = ["/packages"]
            wall = self._bubblewrap(runtime, executable, stdlib, packages)
            runtime = Path("/runtime")
        else:
            scratch = self._home / "scratch"
            scratch.mkdir()
            settings["uid"] = _second_user(executable, stdlib)
            if settings["uid"] is not None:
                # It may pass through, to its own folder below, and see nothing else.
                self._home.chmod(0o711)
                scratch.chmod(0o711)
            settings |= {"scratch": str(scratch), "readable": self._readable(stdlib, packages)}
            paths = list(dict.fromkeys(str(Path(path).parent) for path in packages.values()))
            wall = []
        script = _BOOTSTRAP.format(runtime=str(runtime), packages=paths)
        python = [executable, "-s", "-P", "-S", "-B", "-u", "-c", script, json.dumps(settings)]
        return [*wall, *python]

    def _readable(self, stdlib: Path, packages: dict[str, str]) -> list[str]:
        """Return what a child may read where there is no namespace; no folder of packages whole."""
        own = [
            str(entry)
            for entry in sorted(stdlib.iterdir())
            if entry.name not in ("site-packages", "dist-packages")
        ]
        system = [path for path in _SYSTEM if Path(path).exists()]
        return [*own, *packages.values(), *system, str(self._home / "runtime")]

    def _bubblewrap(
        self, runtime: Path, executable: str, stdlib: Path, packages: dict[str, str]
    ) -> list[str]:
        program = find_bubblewrap()
        if program is None:
            raise RunnerError("bubblewrap is not installed")
        command = [program, "--unshare-all", "--die-with-parent", "--new-session"]
        command += ["--cap-drop", "ALL", "--hostname", "sealed"]
        command += ["--size", str(_SCRATCH_BYTES), "--tmpfs", _TMP]
        command += ["--proc", "/proc", "--tmpfs", "/dev"]
        for device in ("null", "zero", "urandom", "random"):
            command += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
        for path in (*_SYSTEM, executable, str(stdlib)):
            command += ["--ro-bind-try", path, path]
        for library in sorted(Path(sys.base_prefix, "lib").glob("libpython*")):
            command += ["--ro-bind", str(library), str(library)]
        for name in ("site-packages", "dist-packages"):
            if (stdlib / name).is_dir():
                command += ["--tmpfs", str(stdlib / name)]
        for name, path in packages.items():
            command += ["--ro-bind", path, f"/packages/{name}"]
        command += ["--ro-bind", str(runtime), "/runtime", "--chdir", _TMP]
        return [*command, "--remount-ro", "/", "--"]

    def spawn(self, megabytes: int | None = None) -> "SealedWorker":
        """Fork a child that waits for a job.

        Args:
            megabytes: A limit of its own on memory.

        Raises:
            RunnerError: That fails.
        """
        self.jobs += 1
        if megabytes is not None:
            if self._spare is not None:
                self._spare.settle()  # the children come in the order in which they were ordered
            bounded = SealedWorker(self, megabytes)
            bounded.settle()
            return bounded
        worker, self._spare = self._spare or SealedWorker(self), None
        worker.settle()
        # The next one is forked and locked in while this one works.
        self._spare = SealedWorker(self)
        return worker

    def order(self, descriptors: list[int], megabytes: int | None) -> None:
        """Ask for a child that uses these descriptors; `forked` tells which it became."""
        message = json.dumps({"fork": 1, "megabytes": megabytes}).encode()
        try:
            socket.send_fds(self._socket, [message], descriptors)
        except OSError as error:
            raise RunnerError("the fork server has ended") from error

    def forked(self) -> tuple[int, str]:
        """Return the number of the child that was ordered first, and its scratch folder."""
        seconds = _ORDER_SECONDS if self._ready else _START_SECONDS
        deadline = time.monotonic() + seconds
        while not self._forked:
            if self._hear(max(0.0, deadline - time.monotonic())) is None:
                raise RunnerError("the fork server did not answer")
        self._ready = True
        return self._forked.pop(0)

    def _hear(self, seconds: float) -> dict[str, Any] | None:
        """Return the next message; None if none comes in time."""
        # Of zero seconds, settimeout would make a socket that never waits, which is meant.
        self._socket.settimeout(seconds)
        try:
            raw = self._socket.recv(_MESSAGE)
        except (BlockingIOError, TimeoutError):
            return None
        except OSError as error:
            raise RunnerError("the fork server cannot be heard") from error
        if not raw:
            raise RunnerError("the fork server has ended")
        message: dict[str, Any] = json.loads(raw)
        if message.get("threads", 1) > 1:
            # What is forked from several threads may wait for one that is not there.
            raise RunnerError("the fork server has more than one thread")
        if "ended" in message:
            self._ended[message["ended"]] = message["status"]
            self.seconds[message["ended"]] = message["seconds"]
            if message["spent"]:
                self.spent.add(message["ended"])
        elif "killed" in message:
            self._killed.add(message["killed"])
        elif "forked" in message:
            self._forked.append((message["forked"], message["scratch"]))
        return message

    def status(self, pid: int, seconds: float = 0.0) -> int | None:
        """Return how a child ended, negative for a signal; None while it runs."""
        deadline = time.monotonic() + seconds
        while pid not in self._ended:
            if self._hear(max(0.0, deadline - time.monotonic())) is None:
                return None
        return self._ended[pid]

    def is_still(self, pid: int, seconds: float) -> bool:
        """Return whether a child that was to be ended does nothing more."""
        deadline = time.monotonic() + seconds
        while pid not in self._killed and pid not in self._ended:
            if self._hear(max(0.0, deadline - time.monotonic())) is None:
                return False
        return True

    def clock(self, pid: int) -> float:
        """Return the processor time that a child has taken; raises `RunnerError` if it cannot."""
        with contextlib.suppress(OSError):
            self._socket.send(json.dumps({"clock": pid}).encode())
        deadline = time.monotonic() + _ORDER_SECONDS
        while (message := self._hear(max(0.0, deadline - time.monotonic()))) is not None:
            if message.get("clock") == pid:
                return float(message["seconds"])
        raise RunnerError("the fork server did not answer")

    def kill(self, pid: int) -> None:
        """End a child."""
        with contextlib.suppress(OSError):
            self._socket.send(json.dumps({"kill": pid}).encode())

    def close(self) -> None:
        """End the fork server and everything in it, and leave nothing behind."""
        if self.closed:
            return
        self.closed = True
        if self._spare is not None:
            self._spare.abandon()
        self._socket.close()
        # Its namespace of processes dies with bubblewrap; without one, it ends its children
        # when the socket is closed, and is given the time to do so.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0 if self.namespaces else 1)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)


class SealedWorker:
    """A child of a fork server, locked in, that waits for a job. Used once."""

    def __init__(self, slot: Slot, megabytes: int | None = None) -> None:
        """Order the child, with a limit of its own on memory if there shall be one."""
        self.slot = slot
        self.pid = 0
        self.scratch = ""
        self._closed = False
        pipes = [os.pipe() for _ in range(4)]
        (jobs, self.jobs), *outs = pipes
        theirs = [jobs, *(write for _, write in outs)]
        self.results, self.stdout, self.stderr = (read for read, _ in outs)
        try:
            slot.order(theirs, megabytes)
        except RunnerError:
            self.abandon()
            slot.close()
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)

    def settle(self) -> None:
        """Wait until the child is there; raises `RunnerError` when it does not come."""
        if self.pid:
            return
        try:
            self.pid, self.scratch = self.slot.forked()
        except RunnerError:
            self.abandon()
            self.slot.close()
            raise

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal; None while it runs."""
        return self.slot.status(self.pid)

    def has_spent_its_time(self) -> bool:
        """Return whether it ended at its limit on processor time."""
        return self.pid in self.slot.spent

    def seconds_so_far(self) -> float:
        """Return the processor time that it has taken until now."""
        return self.slot.clock(self.pid)

    def seconds(self) -> float:
        """Return the processor time that it took, once it has ended."""
        self.wait()
        return self.slot.seconds[self.pid]

    def wait(self) -> int:
        """Return the exit status of a child that has closed its pipes, ending it if need be."""
        status = self.slot.status(self.pid, 1.0)
        if status is None:
            self.kill()
            status = self.slot.status(self.pid, _ORDER_SECONDS)
        if status is None:
            raise RunnerError("a child does not end")
        return status

    def kill(self) -> None:
        """End the child."""
        self.slot.kill(self.pid)

    def close(self) -> None:
        """End the child; a slot that cannot do that is thrown away."""
        if self._closed:
            return
        self.abandon()
        try:
            self.kill()
            if not self.slot.is_still(self.pid, _ORDER_SECONDS):
                self.slot.close()
        except RunnerError:
            self.slot.close()

    def abandon(self) -> None:
        """Let go of the pipes; a child that waits for a job then ends by itself."""
        if self._closed:
            return
        self._closed = True
        for descriptor in (self.jobs, self.results, self.stdout, self.stderr):
            os.close(descriptor)
