"""Marks a folder in a step of a GitHub workflow: log, annotations, summary, outputs.

The grader prints between ``::stop-commands::`` and a token that nobody can guess, so that no
line of the log is a command but those that follow it. The files of the step (outputs, summary)
are written after the last process that ran a student's code has ended, and no process is told
where they are.

From the environment: the inputs of ``action.yml`` as ``INPUT_…``, and what GitHub sets.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import NoReturn

MARKED, BELOW, WRONG_CALL, OUR_FAILURE = range(4)
SAID = {
    BELOW: "::error title=Below the threshold::Fewer marks than fail-under asks for were awarded.",
    WRONG_CALL: "::error title=Nothing was marked::The inputs of the action, the course or the "
    "path are wrong. The log says what was found.",
    OUR_FAILURE: "::error title=Not everything could be marked::The grader failed. It costs no "
    "marks: run the job again, and look at the log if it happens again.",
}


def main() -> NoReturn:
    """Mark, tell GitHub, and exit with the status of ``grade``."""
    variables = os.environ
    workspace = Path(variables.get("GITHUB_WORKSPACE", "."))
    folder = Path(tempfile.mkdtemp(prefix="report-", dir=variables["RUNNER_TEMP"]))
    complaint = lies_within(variables, workspace)
    status = WRONG_CALL if complaint else grade(variables, workspace, folder)
    if complaint:
        tell(complaint)
    tell(read(folder / "annotations"))
    tell(SAID.get(status, ""))
    append(variables.get("GITHUB_STEP_SUMMARY"), read(folder / "summary.md"))
    append(variables.get("GITHUB_OUTPUT"), outputs(folder / "report.json"))
    sys.exit(status)


def grade(variables: Mapping[str, str], workspace: Path, folder: Path) -> int:
    """Run the grader, which writes its reports into a folder; return its status."""
    formats = {"json": "report.json", "markdown": "summary.md", "github": "annotations"}
    command = [sys.executable, "-I", "-m", "grader", *options(variables), "--format", "terminal"]
    for name, file in formats.items():
        command += ["--format", f"{name}={folder / file}"]
    command += ["--", variables.get("INPUT_SUBMISSION") or "."]
    token = secrets.token_hex(16)
    tell(f"::stop-commands::{token}")
    try:
        ended = subprocess.run(
            command,
            cwd=workspace,
            env=without_files_of_the_step(variables),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            check=False,
        )
    finally:
        tell(f"\n::{token}::")
    return ended.returncode if ended.returncode in range(4) else OUR_FAILURE


def options(variables: Mapping[str, str]) -> list[str]:
    """Return the options of ``grade`` for the inputs that are given."""
    found = []
    for name in ("isolation", "seed", "patience", "course", "assignment", "feedback", "fail-under"):
        given = variables.get(f"INPUT_{name.replace('-', '_').upper()}", "").strip()
        found += [f"--{name}={given}"] if given else []
    problems = variables.get("INPUT_PROBLEM", "").split()
    return [*found, *(f"--problem={each}" for each in problems)]


def without_files_of_the_step(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what leads to the workflow's files and tokens."""
    told = ("GITHUB_WORKSPACE", "GITHUB_ACTIONS")
    unwanted = ("GITHUB_", "ACTIONS_", "INPUT_", "RUNNER_", "PYTHON")
    return {
        name: value
        for name, value in variables.items()
        if name in told or not name.startswith(unwanted)
    }


def lies_within(variables: Mapping[str, str], workspace: Path) -> str:
    """Return a complaint if answers lie in the submission, or it is a link to somewhere else.

    Either way, what was marked would not be what the student wrote.
    """
    named = os.path.realpath(workspace)
    path = os.path.normpath(Path(named, variables.get("INPUT_SUBMISSION") or "."))
    submission = Path(os.path.realpath(path))
    if Path(path).is_relative_to(named) and path != str(submission):
        return (
            "The submission is a link, or lies behind one: what it leads to may be anybody's "
            "work. The files themselves have to be in the repository."
        )
    for what, given in (
        ("course", variables.get("INPUT_COURSE")),
        ("grader", variables.get("GITHUB_ACTION_PATH")),
    ):
        if not given:
            continue
        place = Path(os.path.realpath(workspace / given))
        if not place.exists() or not place.is_relative_to(submission):
            continue
        between = place.relative_to(submission).parts
        if not any(part.startswith(".") for part in between):
            return (
                f"The {what} lies in the submission, where its files would be marked as the "
                f"student's. Check it out into a folder whose name begins with a dot: .{what}"
            )
    return ""


def outputs(report: Path) -> str:
    """Return the outputs of the step, a line for each; nothing where there is no report."""
    try:
        marks = json.loads(report.read_bytes())["marks"]
    except (OSError, ValueError):  # none was written, or half of one, as on a full disk
        return ""
    awarded, available, awaiting = (
        Fraction(str(marks[name])) for name in ("awarded", "available", "awaiting")
    )
    asked = available - awaiting
    per_cent = f"{floor(10000 * awarded / asked) / 100:g}" if asked else ""
    return (
        f"awarded={plain(awarded)}\navailable={plain(asked)}\n"
        f"per_cent={per_cent}\nreport={report}\n"
    )


def plain(marks: Fraction) -> str:
    """Return marks as a decimal."""
    return str(marks) if marks.denominator == 1 else f"{float(marks):.6f}".rstrip("0")


def read(path: Path) -> str:
    """Return the text of a file; nothing where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def append(path: str | None, text: str) -> None:
    """Add text to a file of the step, if there is one."""
    if path:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def tell(text: str) -> None:
    """Print lines into the log at once."""
    if text:
        print(text.rstrip("\n"), flush=True)


if __name__ == "__main__":
    main()
