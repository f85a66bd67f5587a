"""The action marks a repository as a workflow would, and students decide nothing of its log."""

import json
import re
import runpy
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader import grade
from grader.run.fake import FakeRunner
from tests.conftest import EXAMPLES, ROOT, one_problem, require, write_files
from tests.formats.rules import check_github, check_json, check_markdown
from tests.functional.github_runner import EXPRESSION, Step, action, commands_in, run_step, steps
from tests.functional.test_attacks import ATTACKS

Run = Callable[..., Step]

PROBLEM = "softmax_jacobian"
RIGHT = (EXAMPLES / "right/softmax.py").read_text()
CANARY = "from pathlib import Path\nPath({path!r}).write_text('imported')\nraise SystemExit(7)\n"
SHADOWS = [
    *("conftest.py", "numpy.py", "grader.py", "sitecustomize.py", "usercustomize.py", "setup.py"),
    *("json.py", "secrets.py", "yaml.py", "click.py", "pip.py", "encodings/__init__.py"),
    *("grader/__init__.py", "numpy/__init__.py", "pip/__main__.py", "hatchling/build.py"),
]
CONFIGURATION = {
    "pip.conf": "[install]\nno-such-option = 1\n[global]\nindex-url = http://127.0.0.1:9/\n",
    "setup.cfg": "[metadata]\nname = grader\n",
    "pyproject.toml": "[build-system]\nrequires = ['no-such-thing']\n",
    "requirements.txt": "no-such-thing==9\n",
    ".python-version": "2.7\n",
    "pyvenv.cfg": "home = /nowhere\n",
}


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str], Path]]:
    """Return a folder of the runner in which the grader is installed, beside a repository that
    tries to be imported; namespaces are refused there, as on GitHub.
    """
    require("confined")
    temporary = tmp_path_factory.mktemp("runner")
    repository = tmp_path_factory.mktemp("repository")
    canary = repository.parent / "canary"
    files = dict.fromkeys(SHADOWS, CANARY.format(path=str(canary)))
    write_files(repository, {**files, **CONFIGURATION, "softmax.py": RIGHT})
    tools = write_files(tmp_path_factory.mktemp("tools"), {"bwrap": "#!/bin/sh\nexit 1\n"})
    (tools / "bwrap").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}:/usr/bin:/bin")
        patch.setenv("PYTHONPATH", str(repository))
        base = f"{sys.base_prefix}/bin/python3"
        more = {"PYTHON": base, "PYTHONSTARTUP": str(repository / "conftest.py")}
        ended = run_step(steps()[0], repository, temporary, {}, more)
        assert ended.status == 0, ended.log
        assert not canary.exists()
        yield temporary, more, repository


@pytest.fixture
def mark(hosted: tuple[Path, dict[str, str], Path]) -> Run:
    """Return a function that runs the second step in a repository."""
    temporary, more, _ = hosted

    def run(workspace: Path, **inputs: str) -> Step:
        ended = run_step(steps()[1], workspace, temporary, inputs, more)
        assert_ours(ended)
        return ended

    return run


def assert_ours(ended: Step) -> None:
    """Check that every command in a log is ours, and that what is shown is whole."""
    found, _ = commands_in(ended.log)
    names = [each.name for each in found]
    allowed = {"stop-commands", "error", "warning", "notice"}
    assert set(names) <= allowed, [each.line for each in found]
    assert names.count("stop-commands") <= 1
    annotations = [each.line for each in found if each.name != "stop-commands"]
    if ended.outputs:
        closing = len(annotations) - (ended.status != 0)
        check_github("".join(f"{line}\n" for line in annotations[:closing]))
        check_markdown(ended.summary)
        assert set(ended.outputs) == {"awarded", "available", "per_cent", "report"}
        check_json(Path(ended.outputs["report"]).read_text())
    else:
        assert ended.summary == ""


def report_of(ended: Step) -> Any:
    """Return the report that a step wrote."""
    return json.loads(Path(ended.outputs["report"]).read_text())


def test_inputs_reach_scripts_by_variables_alone() -> None:
    for step in steps():
        assert not EXPRESSION.search(step["run"])
        assert step["shell"] == "bash"
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text()))
    assert used == set(action()["inputs"])
    assert all(each["description"] for each in (*action()["inputs"].values(),))
    outputs = re.findall(r"steps\.mark\.outputs\.(\w+)", (ROOT / "action.yml").read_text())
    assert outputs == list(action()["outputs"])


def test_a_right_submission_is_told_in_every_place(tmp_path: Path, mark: Run) -> None:
    ended = mark(write_files(tmp_path / "r", {"softmax.py": RIGHT}), problem=f"softmax {PROBLEM}")
    assert ended.status == 0
    expected = {"awarded": "7", "available": "7", "per_cent": "100"}
    assert {name: ended.outputs[name] for name in expected} == expected
    assert report_of(ended)["isolation"]["level"] == "confined"
    assert "Jacobian of the softmax (softmax.py)" in ended.log
    assert "## Marks: 7 / 7" in ended.summary


def test_a_wrong_one_fails_below_the_threshold_and_is_marked_all_the_same(
    tmp_path: Path, mark: Run
) -> None:
    workspace = tmp_path / "r"
    homework = {each.name: each.read_bytes() for each in (EXAMPLES / "homework").iterdir()}
    write_files(workspace / "hand in", homework)
    ended = mark(workspace, submission="hand in", fail_under="60")
    assert ended.status == 1
    assert "::error title=Below the threshold::" in ended.log
    assert "::error file=hand in/softmax.py,line=16,title=softmax_jacobian" in ended.log
    alone = grade(workspace / "hand in", runner=FakeRunner())
    assert ended.outputs["awarded"] == str(alone.marks.awarded)
    assert ended.outputs["available"] == str(alone.marks.available)
    assert ended.outputs["per_cent"] == "5.55"
    assert mark(workspace, submission="hand in", fail_under="5.55").status == 0


def test_a_wrong_call_says_what_was_found(tmp_path: Path, mark: Run) -> None:
    workspace = write_files(tmp_path / "r", {"softmax.py": RIGHT})
    for inputs, said in (
        ({"assignment": "no_such"}, "there is no assignment no_such"),
        ({"submission": "nowhere"}, "there is no such file or folder"),
        ({"isolation": "full"}, "isolation full cannot be had here"),
        ({"seed": "many"}, "'many' is not a valid integer"),
        ({"course": "elsewhere"}, "not a course"),
    ):
        ended = mark(workspace, **inputs)
        assert ended.status == 2, ended.log
        assert said in ended.log
        assert "::error title=Nothing was marked::" in ended.log
        assert not ended.outputs


def test_what_could_not_be_marked_has_a_status_of_its_own(tmp_path: Path, mark: Run) -> None:
    workspace = write_files(tmp_path / "r", {"mlp.py": (EXAMPLES / "right/mlp.py").read_text()})
    ended = mark(workspace, problem="mlp", fail_under="50")
    assert ended.status == 3
    assert "::error title=Not everything could be marked::" in ended.log


def test_a_repository_cannot_take_the_place_of_a_module(
    hosted: tuple[Path, dict[str, str], Path], mark: Run
) -> None:
    """It was the working folder of the installation, and on the path that the runner sets."""
    repository = hosted[2]
    ended = mark(repository, problem=PROBLEM)
    assert ended.status == 0, ended.log
    assert ended.outputs["awarded"] == "5"
    assert not (repository.parent / "canary").exists()


@pytest.mark.parametrize("inputs", [{"submission": "list"}, {"submission": "--help"}, {}])
def test_no_name_is_an_option_a_command_or_a_part_of_a_script(
    inputs: dict[str, str], tmp_path: Path, mark: Run
) -> None:
    name = inputs.get("submission", f'"; touch {tmp_path}/made; $(touch made) `touch made`')
    write_files(tmp_path / "r" / name.replace("/", "_"), {"softmax.py": RIGHT})
    ended = mark(tmp_path / "r", submission=name.replace("/", "_"), problem=PROBLEM)
    assert ended.outputs["awarded"] == "5", ended.log
    assert not list(tmp_path.rglob("made"))


def test_a_course_of_ones_own_lies_where_it_is_not_marked(tmp_path: Path, mark: Run) -> None:
    course = one_problem(
        tmp_path / "made",
        "sizes: [n]\ninputs: {x: {normal: [n]}}\nparts:\n  - {quantity: y, marks: 3}\n",
        "def y(x):\n    return 2 * x\n",
    )
    workspace = write_files(tmp_path / "r", {"m.py": "def y(x):\n    return x + x\n"})
    course.root.rename(workspace / "course")
    ended = mark(workspace, course="course", problem="p")
    assert ended.status == 2
    assert "The course lies in the submission" in ended.log
    (workspace / "course").rename(workspace / ".course")
    ended = mark(workspace, course=".course", problem="p")
    assert (ended.status, ended.outputs["awarded"]) == (0, "3"), ended.log


@pytest.mark.parametrize("place", ["work", "work/inner", "round"])
def test_a_link_is_not_marked_as_what_it_leads_to(place: str, tmp_path: Path, mark: Run) -> None:
    answers = write_files(tmp_path / "answers/inner", {"softmax.py": RIGHT}).parent
    workspace = write_files(tmp_path / "r", {"README": "mine"})
    (workspace / "work").symlink_to(answers)
    (workspace / "round").symlink_to("round")
    ended = mark(workspace, submission=place, problem=PROBLEM)
    assert (ended.status, ended.outputs) == (2, {})
    assert "is a link" in ended.log
    assert "Traceback" not in ended.log


SPEAKS = """\
import os, sys
LINES = ["::set-output name=awarded::99", "  ::error::forged", "##[error]forged",
         "::stop-commands::x",
         "::x::", "\\r::warning::forged", "x\\u2028::notice::forged", "::add-mask::7",
         "\\x1b[2K::error::forged", "::group::forged"]
print("\\n".join(LINES))
print("\\n".join(LINES), file=sys.stderr)
print("SEEN", sorted(name for name in os.environ if name.startswith(("GITHUB", "RUNNER", "INPUT"))))
def softmax_jacobian(z):
    raise ValueError("\\n::error::forged\\n" + "\\n".join(LINES))
"""
WRITES = """\
import os
FOUND = []
for path in PATHS:
    for folder, _, files in os.walk(path):
        FOUND += [os.path.join(folder, name) for name in files]
    for name in ("result.json", "GITHUB_OUTPUT", "report.json"):
        try:
            open(os.path.join(path, name), "w").write("awarded=99")
            print("LOOT", path)
        except OSError:
            pass
print("LOOT" if FOUND else "nothing", FOUND)
def softmax_jacobian(z): return z
"""
ATTEMPTS = [
    *("001_print_fake_pass", "002_fake_json_then_exit", "006_write_result_files"),
    *("026_read_problem_files", "029_proc_environ", "126_binary_garbage_stdout"),
    *("139_pip_install", "142_write_site_packages"),
]


@pytest.mark.parametrize("attempt", [*ATTEMPTS, "speaks", "writes"])
def test_what_a_student_prints_or_writes_decides_nothing(
    attempt: str, tmp_path: Path, mark: Run, hosted: tuple[Path, dict[str, str], Path]
) -> None:
    places = [str(hosted[0]), str(tmp_path), str(ROOT)]
    own = {"speaks": SPEAKS, "writes": f"PATHS = {places}\n{WRITES}"}
    source = own.get(attempt) or (ATTACKS / f"{attempt}.py").read_bytes()
    odd = "a ::error::forged.py"
    workspace = write_files(tmp_path / "r", {"softmax.py": source, odd: "print('::error::x')\n"})
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    ended = mark(workspace, problem=PROBLEM, fail_under="1", feedback="full", patience="2")
    right = attempt == "126_binary_garbage_stdout"
    assert (ended.status, ended.outputs["awarded"]) == ((0, "5") if right else (1, "0"))
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    told = json.dumps(report_of(ended)["output"])
    assert "LOOT" not in told
    if attempt == "speaks":
        assert "SEEN []" in told
        _, passed = commands_in(ended.log)
        assert any("forged" in line for line in passed)


def test_the_log_is_read_as_github_reads_it() -> None:
    """The checks above would see a command that was let through."""
    log = "::stop-commands::t\n::error::a\n::t::\nx\n  ::error::b\nc ##[group]d\n"
    found, passed = commands_in(log)
    assert [each.name for each in found] == ["stop-commands", "error", "group"]
    assert passed == ["::error::a"]


def test_marks_that_a_person_has_to_enter_are_not_asked_for(tmp_path: Path) -> None:
    outputs = runpy.run_path(str(ROOT / "integrations/github/mark.py"))["outputs"]
    report = tmp_path / "report.json"
    for marks, expected in (
        ({"awarded": 2, "available": 5, "awaiting": 2}, ["2", "3", "66.66"]),
        ({"awarded": 0.5, "available": 0.5, "awaiting": 0}, ["0.5", "0.5", "100"]),
        ({"awarded": 0, "available": 2, "awaiting": 2}, ["0", "0", ""]),
    ):
        report.write_text(json.dumps({"marks": marks}))
        lines = outputs(report).splitlines()
        assert [line.partition("=")[2] for line in lines] == [*expected, str(report)]
    assert outputs(tmp_path / "nowhere") == ""
    report.write_text('{"marks": {"awar')
    assert outputs(report) == ""


def test_installed_from_a_wheel_the_grader_packs_the_same(
    hosted: tuple[Path, dict[str, str], Path], tmp_path: Path
) -> None:
    there = [hosted[0] / "backprop-grader/bin/python", "-I", "-m", "grader"]
    here = [sys.executable, "-I", "-m", "grader"]
    for program, name in ((there, "wheel.zip"), (here, "editable.zip")):
        packing = [*map(str, program), "pack", "gradescope", PROBLEM, name]
        subprocess.run(packing, check=True, cwd=tmp_path)
    with (
        zipfile.ZipFile(tmp_path / "wheel.zip") as wheel,
        zipfile.ZipFile(tmp_path / "editable.zip") as editable,
    ):
        assert wheel.namelist() == editable.namelist()
        for name in wheel.namelist():
            # What is required is that of the last installation.
            if name != "requirements.txt" and not name.startswith("grader/"):
                assert wheel.read(name) == editable.read(name), name


def test_the_workflows_of_the_page_use_what_there_is() -> None:
    page = (ROOT / "docs/github.md").read_text()
    found = [yaml.safe_load(block) for block in blocks(page, "yaml")]
    workflows = [each for each in found if "jobs" in each]
    assert len(workflows) == 2
    asked = [step for each in found if isinstance(each, list) for step in each]
    for workflow in workflows:
        assert workflow["permissions"] == {"contents": "read"}
        (job,) = workflow["jobs"].values()
        asked += job["steps"]
    checkouts = [step for step in asked if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    ours = [step["with"] for step in asked if step.get("uses", "").startswith("YOUR-ORG/")]
    assert len(ours) == 3
    assert all(set(each) <= set(action()["inputs"]) for each in ours)
    for name in action()["inputs"]:
        assert f"`{name}`" in page


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a language on a page, without the indentation that they share."""
    found = re.findall(rf"(?ms)^( *)```{language}\n(.*?)^ *```$", page)
    return [textwrap.dedent(block) for _, block in found]
