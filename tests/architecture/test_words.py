"""The house rules that no linter knows."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "grader").rglob("*.py"))


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    names = {path.stem for path in SOURCES} | {path.name for path in (ROOT / "grader").rglob("*")}
    assert not names & {"utils", "util", "helpers", "common", "misc"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_changes_the_folder_or_unpickles(path: Path) -> None:
    text = path.read_text()
    if path.name == "zygote.py":
        # What it forks is a process of its own, which may go where it belongs.
        text = text.replace("os.chdir(folder)", "")
    assert not re.search(r"\bos\.chdir\(|\bpickle\b.*import|import pickle|np\.load\(", text)
    assert not re.search(r"np\.random|import random", text)


def test_only_the_inside_and_the_graph_run_text_as_code() -> None:
    """What students hand in runs inside; modules of a course, and their mutants, beside us."""
    running = {
        str(path.relative_to(ROOT / "grader"))
        for path in SOURCES
        if re.search(r"\bexec\(", path.read_text())
    }
    inside = {f"run/inside/{name}.py" for name in ("student", "calls", "zygote")}
    assert running == {*inside, "graph.py", "diagnose/worlds.py"}
