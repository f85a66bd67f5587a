"""What GitHub's runner does with an action, as far as tests need it."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


@dataclass(frozen=True)
class Step:
    """How a step of a workflow ended, and what it left."""

    status: int
    log: str
    summary: str
    outputs: Mapping[str, str]


@dataclass(frozen=True)
class LogCommand:
    """A line of a log that the runner acts upon."""

    name: str
    line: str


@cache
def action() -> Any:
    """Return what ``action.yml`` says."""
    return yaml.safe_load((ROOT / "action.yml").read_text())


def steps() -> list[dict[str, Any]]:
    """Return the steps that run a script."""
    return [step for step in action()["runs"]["steps"] if "run" in step]


def run_step(
    step: Mapping[str, Any],
    workspace: Path,
    temporary: Path,
    inputs: Mapping[str, str],
    more: Mapping[str, str],
) -> Step:
    """Run a step as the runner does: bash, the workspace, files for what the step says."""
    known = {name: str(each["default"]) for name, each in action()["inputs"].items()}
    known |= {name.replace("_", "-"): value for name, value in inputs.items()}
    files = {
        name: temporary / f"{name}-{len(list(temporary.iterdir()))}"
        for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")
    }
    for file in files.values():
        file.touch()
    script = temporary / "step.sh"
    script.write_text(step["run"])
    given = {name: _evaluated(value, known, more) for name, value in step.get("env", {}).items()}
    ended = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=workspace,
        env={
            **os.environ,
            **{name: str(file) for name, file in files.items()},
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_TOKEN": "ghs_secret",
            "RUNNER_TEMP": str(temporary),
            **more,
            **given,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    for name in ("GITHUB_ENV", "GITHUB_PATH"):
        assert files[name].read_text() == "", f"something wrote to {name}"
    pairs = [line.partition("=") for line in files["GITHUB_OUTPUT"].read_text().splitlines()]
    assert all(is_pair for _, is_pair, _ in pairs)
    return Step(
        ended.returncode,
        ended.stdout.decode(errors="replace"),
        files["GITHUB_STEP_SUMMARY"].read_text(),
        {name: value for name, _, value in pairs},
    )


def _evaluated(value: str, inputs: Mapping[str, str], more: Mapping[str, str]) -> str:
    def look_up(found: re.Match[str]) -> str:
        context, _, name = found[1].strip().partition(".")
        return inputs[name] if context == "inputs" else more["PYTHON"]

    return EXPRESSION.sub(look_up, value)


def commands_in(log: str) -> tuple[list[LogCommand], Sequence[str]]:
    """Return the commands that the runner finds in a log, and the lines where it looks for none.

    A line is a command if it begins, after blanks, with ``::name``, or has ``##[name]`` in it.
    After ``::stop-commands::token`` there is none until ``::token::``.
    """
    found: list[LogCommand] = []
    passed: list[str] = []
    token = None
    for line in re.split(r"\r\n|\r|\n", log):
        match = re.match(r"\s*::([^:\s]+)(?:\s[^:]*)?::(.*)", line) or re.search(
            r"##\[([^\]\s]+)[^\]]*\](.*)", line
        )
        if token is not None:
            if match and match[1] == token:
                token = None
            else:
                passed.append(line)
        elif match:
            found.append(LogCommand(match[1], line))
            if match[1] == "stop-commands":
                token = match[2]
    assert token is None, "commands were never taken up again"
    return found, passed
