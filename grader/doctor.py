"""Finds out what student code could do here, by trying it."""

import hashlib
import os
import tempfile
from pathlib import Path

import numpy as np

from grader.model.answer import Answer, FunctionCalls, Isolation, Job, NotMarked, Returned
from grader.model.examination import Attempt, Examination
from grader.model.submission import SubmittedFile
from grader.model.values import Value
from grader.run.limits import Limits
from grader.run.process import ProcessRunner

_PROBE = Path(__file__).parent / "run" / "probe.py"
_LIMITS = Limits(call_seconds=1.0)


def examine() -> Examination:
    """Return what student code could do here, at the best level there is."""
    with tempfile.TemporaryDirectory(prefix="grade-decoy-") as folder:
        decoy = Path(folder, "decoy.txt")
        decoy.write_text("decoy")
        # As readable as it can be: what keeps it from being read is to be the isolation alone.
        Path(folder).chmod(0o755)
        tried = _tried(str(decoy))
        content = _PROBE.read_bytes()
        probe = SubmittedFile("probe.py", content, hashlib.sha256(content).hexdigest())
        calls = tuple(
            FunctionCalls("", name, ("through",), several=False, calls=(arguments,))
            for name, arguments in tried.values()
        )
        with ProcessRunner(_LIMITS) as runner:
            run = runner.run([Job(probe, (), calls)])
    answers = run.files[0].answers
    attempts = tuple(
        Attempt(what, _is_held(answers[("", name)][0])) for what, (name, _) in tried.items()
    )
    return Examination(run.isolation, attempts, _lift(run.isolation))


def _tried(decoy: str) -> dict[str, tuple[str, tuple[Value, ...]]]:
    return {
        "read a file": ("read_a_file", (decoy,)),
        "list a folder": ("list_a_folder", (decoy,)),
        "open a socket": ("open_a_socket", ()),
        "start a process": ("start_a_process", ()),
        "signal its parent": ("signal_the_parent", ()),
        "signal the grader": ("signal_by_number", (os.getpid(),)),
        "write beside the interpreter": ("write_beside_the_interpreter", ()),
        "import the grader": ("import_the_grader", ()),
        "take more memory than allowed": ("take_memory", ()),
        "write a larger file than allowed": ("write_a_large_file", ()),
        "take more time than allowed": ("take_time", ()),
    }


def _is_held(answer: Answer) -> bool:
    match answer:
        case Returned(outputs=(np.ndarray() as through,)):
            return not through.any()
        case NotMarked():
            return False
        case _:
            return True  # it was stopped, in one way or another


def _lift(isolation: Isolation) -> str | None:
    if isolation.level == "full":
        return None
    if "not installed" in isolation.reason:
        return "sudo apt-get install bubblewrap"
    if isolation.level == "confined":
        return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
    return "use Linux 5.13 or later, with Landlock"
