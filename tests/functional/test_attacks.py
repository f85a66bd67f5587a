"""Hostile submissions get the verdicts that they must get, and get nothing else.

``attacks/MANIFEST.tsv`` names for each the verdict that it must get, in words of its own,
and others that will do.
"""

import csv
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from grader import Report, grade
from grader.report.json import write_json
from grader.run.limits import Limits
from grader.run.process import ProcessRunner
from grader.run.supply import Supply
from tests.conftest import ROOT, require

ATTACKS = ROOT / "tests/attacks"
LIMITS = Limits(import_seconds=3, call_seconds=2)

WORDS = {
    "right": "ok",
    "approximate": "ok",
    "unstable": "wrong",
    "numerical": "wrong",
    "imprecise": "wrong",
    "wrong": "wrong",
    "not_finite": "wrong",
    "wrong_shape": "wrong",
    "wrong_type": "bad-return",
    "raised": "error",
    "timed_out": "timeout",
    "out_of_memory": "memory",
    "too_much_output": "output-limit",
    "exited": "exited",
    "crashed": "crashed",
    "not_attempted": "missing-function",
}
"""Our verdicts in the words of the manifest."""
FINER = {
    "SyntaxError": "syntax-error",
    "IndentationError": "syntax-error",
    "TabError": "syntax-error",
    "UnicodeDecodeError": "syntax-error",
    "ModuleNotFoundError": "missing-dependency",
}
"""Exceptions that have a word of their own there, when a file is imported."""


class Attack(NamedTuple):
    """One line of the manifest."""

    file: Path
    accepted: frozenset[str]
    honest: bool

    def __str__(self) -> str:
        return self.file.stem


def read_manifest() -> list[Attack]:
    """Return all attacks."""
    with (ATTACKS / "MANIFEST.tsv").open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Attack(
            ATTACKS / f"{row['number']}_{row['name']}.py",
            frozenset([row["verdict"], *(row["also accepted"] or "").split(",")]) - {""},
            row["category"] == "honest",
        )
        for row in rows
    ]


MANIFEST = read_manifest()


def word(report: Report) -> str:
    """Return the verdict on the one part, in the words of the manifest."""
    (problem,) = report.problems
    (part,) = problem.parts
    finer = part.feedback.wrong.removeprefix("The file cannot be imported. ").split()
    if part.verdict == "raised" and finer and finer[0].rstrip(":.") in FINER:
        return FINER[finer[0].rstrip(":.")]
    return WORDS[str(part.verdict)]


def mark(attack: Attack, folder: Path, runner: ProcessRunner) -> Report:
    """Mark an attack as if it had been handed in."""
    path = folder / "softmax.py"
    path.write_bytes(attack.file.read_bytes())
    return grade(path, problems=["softmax_jacobian"], runner=runner)


def check(attack: Attack, report: Report, level: str) -> None:
    """Compare a verdict with those accepted, and look for loot."""
    assert word(report) in attack.accepted, report.problems[0].parts[0].feedback
    assert report.isolation.level == level
    for text in json.loads(write_json(report))["output"].values():
        for line in (text["stdout"] + "\n" + text["stderr"]).splitlines():
            assert not line.startswith("LOOT"), line
    assert "\\nLOOT" not in write_json(report)
    assert '"LOOT' not in write_json(report)


@pytest.fixture(scope="module", params=["confined", "full"])
def sealed(request: pytest.FixtureRequest) -> Iterator[tuple[str, ProcessRunner]]:
    """Return each sealing level with a runner that all attacks share, as a class would."""
    level: str = request.param
    require(level)
    with ProcessRunner(LIMITS, supply=Supply(LIMITS, at_best=level)) as runner:
        yield level, runner


@pytest.mark.parametrize("attack", MANIFEST, ids=str)
def test_an_attack_gets_its_verdict_and_nothing_else(
    attack: Attack, sealed: tuple[str, ProcessRunner], tmp_path: Path
) -> None:
    level, runner = sealed
    check(attack, mark(attack, tmp_path, runner), level)


def test_there_are_all_of_them() -> None:
    assert len(MANIFEST) == 128
    assert {attack.file for attack in MANIFEST} == set(ATTACKS.glob("*.py"))
    assert sum(attack.honest for attack in MANIFEST) >= 14


def canaries() -> list[Path]:
    """Return the canary files in the places that attacks write to."""
    places = [
        Path(tempfile.gettempdir()),
        Path(np.__file__).parent.parent,
        Path.home(),
        Path("/"),
    ]
    places += [Path("/var/tmp"), Path("/dev/shm"), Path.cwd(), ROOT, Path(sys.prefix)]  # noqa: S108
    names = ("grader_attack_canary*", "core", "core.[0-9]*")
    return [path for place in places for name in names for path in place.glob(name)]


def test_verdicts_do_not_depend_on_their_order_and_nothing_is_left(tmp_path: Path) -> None:
    require("full")
    before = set(canaries())
    quick = [attack for attack in MANIFEST if "timeout" not in attack.accepted]
    attacks = random.Random(7).sample(quick, 50)  # noqa: S311  (an order, no secret)
    with ProcessRunner(LIMITS) as runner:
        for attack in attacks:
            check(attack, mark(attack, tmp_path, runner), "full")
    assert set(canaries()) == before
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path) not in running.stdout


SCRIPT = """\
import json, sys
from pathlib import Path
from grader import grade
from grader.report.json import as_plain
from grader.run.limits import Limits
from grader.run.process import ProcessRunner
from grader.run.supply import Supply
limits = Limits(import_seconds=3, call_seconds=2)
path = Path(sys.argv[2], "softmax.py")
with ProcessRunner(limits, supply=Supply(limits, at_best=sys.argv[1])) as runner:
    for attack in sys.argv[3:]:
        path.write_bytes(Path(attack).read_bytes())
        report = grade(path, problems=["softmax_jacobian"], runner=runner)
        print(json.dumps([attack, as_plain(report)]))
"""
ORDINARY = 65_534
NEEDED = (
    *("numpy", "numpy.libs", "yaml", "click", "platformdirs", "jsonschema", "referencing"),
    *("jsonschema_specifications", "attr", "attrs", "rpds", "typing_extensions.py"),
)


@pytest.fixture(scope="module")
def installed_for_all() -> Iterator[tuple[str, Path]]:
    """Return an interpreter that everybody can run, and a folder of packages for it."""
    system = f"/usr/bin/python3.{sys.version_info[1]}"
    if os.geteuid() != 0 or not Path(system).exists() or not shutil.which("setpriv"):
        pytest.skip("only root can become an ordinary user, and needs an interpreter for it")
    folder = Path(tempfile.mkdtemp(prefix="for-all-"))
    site = Path(np.__file__).parent.parent
    for name in NEEDED:
        if (site / name).is_dir():
            shutil.copytree(site / name, folder / name)
        elif (site / name).exists():
            shutil.copy(site / name, folder / name)
    shutil.copytree(ROOT / "grader", folder / "grader")
    for name in ("problems", "reference"):
        shutil.copytree(ROOT / name, folder / "grader/course" / name)
    shutil.copytree(ATTACKS, folder / "attacks")
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    yield system, folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("level", ["confined", "full"])
def test_an_ordinary_user_is_as_safe(level: str, installed_for_all: tuple[str, Path]) -> None:
    require(level)
    python, folder = installed_for_all
    quick = [attack for attack in MANIFEST if "timeout" not in attack.accepted]
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o777)
        files = [str(folder / "attacks" / attack.file.name) for attack in quick]
        become = ["setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups"]
        ended = subprocess.run(
            [*become, python, "-s", "-c", SCRIPT, level, home, *files],
            capture_output=True,
            text=True,
            check=False,
            cwd=home,
            env={"PATH": os.environ["PATH"], "HOME": home, "PYTHONPATH": str(folder)},
        )
    assert ended.returncode == 0, ended.stderr
    reports = dict(json.loads(line) for line in ended.stdout.splitlines())
    assert len(reports) == len(quick)
    for attack in quick:
        report = reports[str(folder / "attacks" / attack.file.name)]
        assert report["isolation"]["level"] == level
        part = report["problems"][0]["parts"][0]
        name = part["feedback"]["wrong"].removeprefix("The file cannot be imported. ")
        finer = FINER.get(name.partition(" ")[0].rstrip(":."), "") if name else ""
        said = finer if part["verdict"] == "raised" and finer else WORDS[part["verdict"]]
        # There is no torch for this user.
        assert said in attack.accepted | {"missing-dependency"}, (attack, part)
        assert "LOOT" not in json.dumps([part, report["notes"]])
        for text in report["output"].values():
            lines = (text["stdout"] + "\n" + text["stderr"]).splitlines()
            assert not [line for line in lines if line.startswith("LOOT")]


def test_the_list_of_system_calls_is_that_of_its_generator() -> None:
    if importlib.util.find_spec("pyseccomp") is None:
        pytest.skip("pyseccomp is not installed; it is needed only to write the list")
    script = ROOT / "scripts/make_filters.py"
    ended = subprocess.run([sys.executable, script, "--check"], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
