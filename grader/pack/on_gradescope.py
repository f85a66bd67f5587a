"""What ``run_autograder`` runs in Gradescope's container: marks one submission, as root.

What lies where is Gradescope's choice: ``source`` is what was packed, ``submission`` is the
student's, and ``results/results.json`` is what is read afterwards. Only a whole one is ever
put there, after the last process that ran the student's code has ended.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

_MARKED, _BELOW, _OUR_FAILURE = 0, 1, 3
"""Exit statuses of ``grade``."""
_PROGRAM = "import sys; sys.path.insert(0, {source!r}); from grader.cli import main; main()"
_HIDDEN = ("source", "results", "submission")
_METADATA = "submission_metadata.json"
_LAST_SECONDS = 10
"""How long the grader has to end what it started, once its time is over."""


def main() -> NoReturn:
    """Mark the submission; exit with 1, and without any results, where that fails."""
    root, seconds, *options = sys.argv[1:]
    complaint = mark(Path(root), float(seconds), options)
    if complaint:
        print(f"run_autograder: {complaint}", flush=True)  # noqa: T201  (the log that staff reads)
    sys.exit(bool(complaint))


def mark(root: Path, seconds: float, options: Sequence[str]) -> str:
    """Mark ``root/submission`` and write the results; return why that failed, or nothing."""
    _hide(root)
    target = root / "results" / "results.json"
    with tempfile.TemporaryDirectory(prefix="gradescope-") as folder:
        written = Path(folder, "results.json")
        status = _grade(root, written, seconds, options)
        if status is None:
            return f"ended, because it took more than {seconds:g} s"
        if status not in (_MARKED, _BELOW, _OUR_FAILURE):
            return f"grade ended with the status {status}"
        try:
            results = written.read_bytes()
        except OSError as error:
            return f"grade wrote no results: {error}"
    draft = target.with_name("results.draft")
    draft.write_bytes(results)
    draft.replace(target)
    return ""


def _hide(root: Path) -> None:
    """Let nobody but root look into what is none of a student's business."""
    for name in _HIDDEN:
        folder = root / name
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    if (root / _METADATA).exists():
        (root / _METADATA).chmod(0o600)


def _grade(root: Path, results: Path, seconds: float, options: Sequence[str]) -> int | None:
    """Run the grader; return its exit status, or None where it took too long."""
    source = root / "source"
    secret = source / "secret"
    command = [
        *(sys.executable, "-I", "-c", _PROGRAM.format(source=str(source))),
        *("--course", str(source / "course"), "--isolation", "confined", *options),
        *(("--secret", str(secret)) if secret.exists() else ()),
        *("--format", "terminal", "--format", f"gradescope={results}"),
        *("--", str(root / "submission")),
    ]
    with subprocess.Popen(
        command, cwd="/", stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.terminate()
        try:
            process.wait(_LAST_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return None
