"""What a run does not need is not loaded in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from tests.conftest import ROOT

SPINE = ROOT / "bench/spine/submission"

WATCH = """\
import json, os, sys
opened = []
sys.addaudithook(lambda event, found: opened.append(str(found[0])) if event == "open" else None)
leave = os._exit
def tell(status):
    json.dump({"status": status, "modules": sorted(sys.modules), "opened": opened}, sys.stderr)
    sys.stderr.flush()
    leave(status)
os._exit = tell
sys.argv = ["grade", *sys.argv[1:]]
from grader.cli import main
main()
"""


def watch(*arguments: str) -> tuple[set[str], list[str]]:
    """Run the command; return the modules it loaded and the files it opened."""
    run = [sys.executable, "-c", WATCH, *arguments]
    # Once before, so that the files are known to be valid.
    subprocess.run(run, check=True, capture_output=True)
    ended = subprocess.run(run, check=True, capture_output=True, text=True)
    told = json.loads(ended.stderr)
    assert told["status"] == 0
    return set(told["modules"]), told["opened"]


@pytest.mark.parametrize("heavy", ["torch", "rich", "jsonschema", "matplotlib", "jinja2"])
def test_marking_loads_nothing_heavy(heavy: str) -> None:
    modules, _ = watch(str(SPINE), "--format", "json")
    assert "numpy" in modules
    assert heavy not in modules


def test_marking_opens_only_the_problems_that_it_needs() -> None:
    asked = ["--problem", "softmax_jacobian", "--problem", "affine_backward"]
    _, opened = watch(str(SPINE), "--format", "json", *asked)
    problems = {Path(path).name for path in opened if "/problems/" in path}
    assert problems == {"softmax_jacobian.yaml", "affine_backward.yaml"}


def test_a_problem_whose_file_is_not_handed_in_is_not_read() -> None:
    _, opened = watch(str(SPINE / "affine.py"))
    answered = {path.name for path in ROOT.glob("problems/affine/*.yaml")}
    assert {Path(path).name for path in opened if "/problems/" in path} == answered
    assert not any(path.endswith("reference/softmax.py") for path in opened)


def test_listing_loads_no_reference() -> None:
    modules, _ = watch("list")
    assert "grader.expect" not in modules


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, grader; print('numpy' in sys.modules, 'yaml' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert ended.stdout == "False False\n"


def test_every_public_name_is_there() -> None:
    for name in grader.__all__:
        assert getattr(grader, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = grader.nothing
