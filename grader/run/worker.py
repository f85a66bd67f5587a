"""A process that waits for a job: started early, used once, always ended.

Imports only the standard library, so that a worker can warm up while the grader
itself is still importing.
"""

import contextlib
import importlib.util
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.errors import RunnerError
from grader.run.inside.clock import processor_time
from grader.run.limits import Limits

_BOOTSTRAP = """\
import gc, sys
gc.disable()
sys.path[:0] = [{folder!r}]
sys.path += {packages!r}
from inside.child import main
sys.path.remove({folder!r})
for name in [name for name in sys.modules if name.partition(".")[0] == "inside"]:
    del sys.modules[name]
gc.enable()
main()
"""

ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    "CUDA_VISIBLE_DEVICES": "",
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
}
"""All that student code finds in its environment, beside HOME and TMPDIR."""


def _packages() -> list[str]:
    """Return the folders that hold installed packages.

    They are handed over because the child does not look for them itself: that saves it
    a start-up step as long as a third of importing numpy where packages are installed
    editable, and keeps it from finding their checkouts.
    """
    folders = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    numpy = importlib.util.find_spec("numpy")
    if numpy is not None and numpy.origin is not None:
        folders.append(str(Path(numpy.origin).parent.parent))
    return list(dict.fromkeys(folders))


class Worker:
    """A started process, its scratch folder, and the pipes to and from it."""

    def __init__(self, limits: Limits | None = None, megabytes: int | None = None) -> None:
        """Start the process.

        Args:
            limits: What student code may use.
            megabytes: A limit of its own on memory, beyond what the process uses anyway.

        Raises:
            RunnerError: That is not possible.
        """
        self.scratch = str(Path(tempfile.mkdtemp(prefix="grade-")).resolve())
        usual = (limits or Limits()).megabytes
        limited = json.dumps({"megabytes": megabytes or usual, "beyond": megabytes is not None})
        child_jobs, self.jobs = os.pipe()
        self.results, child_results = os.pipe()
        home = self.scratch
        try:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-s", "-P", "-S", "-B", "-u", "-c"),
                    _BOOTSTRAP.format(folder=str(Path(__file__).parent), packages=_packages()),
                    *(str(child_jobs), str(child_results), limited),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(child_jobs, child_results),
                cwd=home,
                env={**ENVIRONMENT, "HOME": home, "TMPDIR": home},
                start_new_session=True,
            )
        except OSError as error:
            os.close(self.jobs)
            os.close(self.results)
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise RunnerError(f"no process could be started: {error}") from error
        finally:
            os.close(child_jobs)
            os.close(child_results)
        if self._process.stdout is None or self._process.stderr is None:
            raise RunnerError("the process was started without its streams")
        self.stdout = self._process.stdout.fileno()
        self.stderr = self._process.stderr.fileno()
        self._closed = False

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal; None while it runs."""
        # Not reaped yet: until then its number, which is also that of its group, stays taken,
        # so that `kill` can only ever reach what we started.
        ended = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return None
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    def has_spent_its_time(self) -> bool:
        """Return whether it is known to have ended at its limit on processor time: never."""
        return False

    def seconds_so_far(self) -> float:
        """Return the processor time that it has taken until now."""
        return processor_time(self._process.pid)

    def seconds(self) -> float:
        """Return the processor time that it took, once it has ended."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wait()
        self._process.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def wait(self) -> int:
        """Return the exit status of a process that has closed its pipes, ending it if need be."""
        deadline = time.monotonic() + 1
        while (status := self.poll()) is None:
            if time.monotonic() > deadline:
                self.kill()
            time.sleep(0.001)
        return status

    def kill(self) -> None:
        """End the process and all that it started in its session."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the process and leave nothing behind. Closing twice does nothing."""
        if self._closed:
            return
        self._closed = True
        self.kill()
        self._process.wait()
        for descriptor in (self.jobs, self.results):
            os.close(descriptor)
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
