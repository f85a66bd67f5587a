"""Marks homework on backpropagation for Classroom 50: the ``autograder.py`` of an assignment.

Put it into ``CLASSROOM/autograders/ASSIGNMENT/``, and beside it

* ``requirements.txt``: what pip has to install, the grader itself first;
* where the course is your own, ``course/``: the folder with ``problems/`` and ``reference/``.

It runs in the student's checkout, which it takes no code from. It exits with 0 if everything
could be marked; anything else is shown by Classroom 50 as an error, and takes no marks.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

OPTIONS = {
    "assignment": os.environ.get("ASSIGNMENT", "").replace("-", "_"),
    "isolation": "confined",
    "patience": "1",
    "seed": "0",
}
"""How it is marked, as ``grade --help`` explains; `problem` may stand in the place of `assignment`.
Names of assignments have underscores where those of Classroom 50 have dashes."""

HERE = Path(__file__).resolve().parent
RESULT, BODY = "result.json", "release-body.md"


def main() -> int:
    """Mark the working folder; return the exit status."""
    checkout = Path.cwd()
    for name in (RESULT, BODY):
        remove(checkout / name)
    with tempfile.TemporaryDirectory(dir=os.environ.get("RUNNER_TEMP")) as folder:
        private = Path(folder)
        try:
            python = installed(private)
        except subprocess.CalledProcessError:
            print("autograder: what requirements.txt names could not be installed; see above")
            return 1
        status = grade(python, checkout, private)
        if status != 0:
            print(f"autograder: grade ended with the status {status}; nothing is recorded")
            return status
        result = (private / RESULT).read_text(encoding="utf-8")
        body = (private / BODY).read_text(encoding="utf-8")
        marks = json.loads((private / "report.json").read_bytes())["marks"]
    # Only now: no process that ran the student's code is left.
    for name, text in ((BODY, body), (RESULT, result)):
        remove(checkout / name)
        with (checkout / name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    announce(marks)
    return 0


def installed(private: Path) -> str:
    """Return a Python that has the grader: this one, or one in an environment made for it."""
    if can_grade(sys.executable):
        return sys.executable
    environment = private / "environment"
    python = str(environment / "bin" / "python")
    wanted = HERE / "requirements.txt"
    for command in (
        [sys.executable, "-I", "-m", "venv", str(environment)],
        [python, "-I", "-m", "pip", "install", "--quiet", "-r", str(wanted)],
    ):
        subprocess.run(command, cwd=HERE, env=environ(), check=True)
    return python


def can_grade(python: str) -> bool:
    """Return whether a Python has the grader; the folder it runs in does not count."""
    run = [python, "-I", "-c", "import grader.cli"]
    return subprocess.run(run, capture_output=True, check=False).returncode == 0


def grade(python: str, checkout: Path, private: Path) -> int:
    """Run the grader, which writes its reports into a private folder; return its status."""
    course = HERE / "course"
    options = {**OPTIONS, **({"course": str(course)} if course.is_dir() else {})}
    formats = {"classroom50": RESULT, "markdown": BODY, "json": "report.json"}
    command = [python, "-I", "-m", "grader"]
    command += [f"--{name}={value}" for name, value in options.items() if value]
    command += [f"--format={name}={private / file}" for name, file in formats.items()]
    command += ["--", str(checkout)]
    return subprocess.run(command, cwd=private, env=environ(), check=False).returncode


def environ() -> dict[str, str]:
    """Return the environment without what leads to the workflow's files, or to other modules."""
    unwanted = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY")
    return {
        name: value
        for name, value in os.environ.items()
        if name not in unwanted and not name.startswith(("PYTHON", "ACTIONS_"))
    }


def announce(marks: Mapping[str, float]) -> None:
    """Give the status of the commit, and a line for it, to the workflow."""
    path = os.environ.get("GITHUB_OUTPUT")
    if not path:
        return
    asked = marks["available"] - marks["awaiting"]
    status = "success" if marks["awarded"] >= asked else "failure"
    waiting = f", and {marks['awaiting']:g} await a mark" if marks["awaiting"] else ""
    with Path(path).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"status={status}\nsummary={marks['awarded']:g} of {asked:g} marks{waiting}\n")


def remove(path: Path) -> None:
    """Remove what stands at a path, be it a file, a link or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
