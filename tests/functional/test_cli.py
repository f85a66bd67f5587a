"""The command line, as a user meets it: exit status, one clear message, no traceback."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import EXAMPLES, ROOT, command, write_files

RIGHT = EXAMPLES / "right"
HOMEWORK = EXAMPLES / "homework"
SCHEMA = json.loads((ROOT / "grader/report/report.schema.json").read_text())


def refused(*arguments: str | Path, cwd: Path | None = None) -> str:
    """Run what is refused with status 2 and one message; return the message."""
    ended = command(*arguments, cwd=cwd)
    assert ended.returncode == 2, ended
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_right_submission_gets_full_marks(tmp_path: Path) -> None:
    ended = command(RIGHT, cwd=tmp_path)
    assert ended.returncode == 0
    assert ended.stderr == ""
    # What is written in sentences awaits a person.
    assert "218 / 225, 7 awaited" in ended.stdout
    assert "Isolation: " in ended.stdout


def test_a_submission_as_students_write_them() -> None:
    ended = command(HOMEWORK, "--format", "json")
    report = json.loads(ended.stdout)
    parts = {part["part"]: part for problem in report["problems"] for part in problem["parts"]}
    attempted = {
        name: part["verdict"] for name, part in parts.items() if part["verdict"] != "not_attempted"
    }
    assert attempted == {
        "y": "right",
        "softmax": "right",
        "softmax_rows": "raised",
        "softmax_jacobian": "wrong",
    }
    assert {"dW", "db", "dx", "softmax_beta", "dC2_dW"} <= set(parts)
    assert report["marks"] == {"awarded": 2, "available": 36, "awaiting": 0}
    assert "softmax.py, line 12" in parts["softmax_rows"]["feedback"]["wrong"]


def test_the_same_submission_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    source = "import numpy as np\ndef softmax(z):\n    print(__file__)\n    return np.exp(z)\n"
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    for arguments in ((folder,), (folder, "--format", "json")):
        assert command(*arguments).stdout == command(*arguments).stdout


def test_what_differs_from_run_to_run_is_kept_out_of_the_report(tmp_path: Path) -> None:
    source = """\
import os, warnings
print(os.getcwd(), {"a", "b", "c", "d", "e"}, os.environ["HOME"])
def softmax(z):
    warnings.warn("here")
    raise ValueError(os.getcwd() + "/x")
"""
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    runs = [command(folder, "--format", "json").stdout for _ in range(3)]
    assert len(set(runs)) == 1
    assert "grade-" not in runs[0]


def test_json_follows_its_schema_and_stands_alone() -> None:
    for folder in (RIGHT, HOMEWORK):
        ended = command(folder, "--format", "json")
        jsonschema.validate(json.loads(ended.stdout), SCHEMA)
        assert ended.stderr == ""


def test_formats_can_be_repeated_and_written_to_files(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    ended = command(RIGHT / "hinge.py", "--format", "terminal", "--format", f"json={file}")
    assert "5 / 5" in ended.stdout
    assert json.loads(file.read_text())["marks"]["awarded"] == 5


def test_only_the_problems_that_are_asked_for_are_marked() -> None:
    ended = command(RIGHT, "--problem", "softmax", "--format", "json")
    report = json.loads(ended.stdout)
    assert [each["problem"] for each in report["problems"]] == ["softmax"]


def test_a_problem_that_was_not_attempted_is_marked_when_it_is_asked_for(tmp_path: Path) -> None:
    ended = command(tmp_path, "--problem", "softmax_jacobian", "--format", "json")
    (problem,) = json.loads(ended.stdout)["problems"]
    assert problem["parts"][0]["state"] == "not_attempted"
    assert problem["parts"][0]["awarded"] is None
    assert problem["parts"][0]["feedback"]["wrong"] == "softmax.py was not handed in."


def test_a_single_file_can_be_marked() -> None:
    ended = command(RIGHT / "affine.py")
    assert "15 / 15" in ended.stdout
    assert "Softmax" not in ended.stdout


def test_another_seed_draws_other_inputs_and_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"softmax.py": "def softmax(z):\n    print(z)\n    return z\n"})
    wrong = [
        json.loads(command(tmp_path, "--seed", seed, "--format", "json").stdout)
        for seed in ("0", "1")
    ]
    assert [each["provenance"]["seed"] for each in wrong] == [0, 1]
    assert wrong[0]["output"] != wrong[1]["output"]
    assert wrong[0]["marks"] == wrong[1]["marks"]


def test_a_folder_with_nothing_usable_is_a_report(tmp_path: Path) -> None:
    write_files(tmp_path, {"notes.txt": "x", "homework.ipynb": "{}"})
    ended = command(tmp_path)
    assert ended.returncode == 0
    assert "The course asks for activations.py, affine.py" in ended.stdout
    assert "homework.ipynb was not marked" in ended.stdout


@pytest.mark.parametrize(("per_cent", "status"), [("0", 0), ("5.5", 0), ("5.6", 1), ("100", 1)])
def test_fail_under_is_a_status(per_cent: str, status: int) -> None:
    ended = command(HOMEWORK, "--fail-under", per_cent)
    assert ended.returncode == status
    assert "2 / 36" in ended.stdout


def test_nothing_at_all_is_below_any_threshold(tmp_path: Path) -> None:
    assert command(tmp_path, "--fail-under", "1").returncode == 1
    assert command(tmp_path, "--fail-under", "0").returncode == 0


def test_full_marks_are_not_below_a_hundred_per_cent() -> None:
    assert command(RIGHT / "affine.py", "--fail-under", "100").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "grade: nowhere: there is no such file or folder"),
        (["pyproject.toml"], "grade: pyproject.toml: neither a folder, a zip, nor a single file"),
        (["examples/right", "--problem", "sofmax"], "no problem sofmax; did you mean softmax?"),
        (["examples/right", "--course", "docs"], "grade: docs: not a course; a course is"),
        (["examples/right", "--format", "jsn"], "jsn is no format; there are terminal, json"),
        (["examples/right", "--format", "json", "--format", "terminal"], "two formats"),
        (["examples/right", "--format", "json=/nowhere/x"], "grade: /nowhere/x: cannot be written"),
        (["examples/right", "--fail-under", "101"], "not in the range"),
        (["examples/right", "--fail-under", "nan"], "nan is no per cent"),
        (["x" * 300], "the name is too long"),
        (["--course", ".", "list"], "the command comes first: grade list"),
        (["examples/right", "--seed", "x"], "not a valid integer"),
        (["examples/right", "--sede", "1"], "No such option"),
        (["show", "softmaxx"], "no problem or assignment softmaxx; did you mean softmax"),
        (["show"], "Missing argument"),
        ([], "Missing argument"),
    ],
)
def test_a_wrong_call_is_status_2_and_says_why(arguments: list[str], message: str) -> None:
    assert message in refused(*arguments, cwd=ROOT)


def test_a_name_with_control_characters_cannot_command_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refused(tmp_path / "no\x1b[31msuch")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\n\tb: 2\n", "p.yaml:2: a tab indents this line"),
        ("problem: 3\n", "p.yaml:1: problem: found 3, allowed is text"),
        ("problm: p\n", "p.yaml:1: unknown key problm; did you mean problem?"),
        ("a: &a [1]\nb: *a\n", "p.yaml:1: anchors and aliases"),
        ("a: " + "[" * 30_000, "p.yaml:1: nested more than 20 deep"),
    ],
)
def test_a_fault_of_the_course_is_status_2_with_path_and_line(
    tmp_path: Path, content: str, message: str
) -> None:
    files = {"course/problems/softmax/p.yaml": content, "course/reference/r.py": ""}
    write_files(tmp_path, files)
    assert f"problems/softmax/{message}" in refused(RIGHT, "--course", tmp_path / "course")
    assert f"problems/softmax/{message}" in refused("list", "--course", tmp_path / "course")


def own_course(tmp_path: Path, reference: str) -> Path:
    """Write a course of one problem."""
    problem = """\
problem: double
title: Twice
statement: Return twice x.
reference: double
sizes: [{n: 3}, {n: 2}]
inputs: {x: {normal: [n]}}
parts:
  - {quantity: double, marks: 1}
"""
    files = {"problems/double/double.yaml": problem, "reference/double.py": reference}
    return write_files(tmp_path / "course", files)


def test_a_course_of_ones_own_is_marked_by(tmp_path: Path) -> None:
    course = own_course(tmp_path, "def double(x): return 2 * x\n")
    submission = write_files(tmp_path / "s", {"double.py": "def double(x): return x + x\n"})
    ended = command(submission, "--course", course, "--fail-under", "100")
    assert ended.returncode == 0, ended


def test_a_reference_that_raises_is_status_2_with_path_and_line(tmp_path: Path) -> None:
    course = own_course(tmp_path, "def double(x):\n    return x / nothing\n")
    submission = write_files(tmp_path / "s", {"double.py": "def double(x): return x + x\n"})
    message = refused(submission, "--course", course)
    assert "reference/double.py:2: double raises NameError: name 'nothing'" in message


def test_list_shows_problems_files_functions_and_marks(tmp_path: Path) -> None:
    text = command("list", cwd=tmp_path).stdout
    assert "softmax.py" in text
    assert "affine_backward(W, x, dC_dy) -> dW, db, dx" in text
    plain = json.loads(command("list", "--format", "json").stdout)
    marks = {each["problem"]: each["marks"] for each in plain["problems"]}
    assert {"affine_backward": 5, "worked_network": 2.5, "mlp": 35}.items() <= marks.items()
    sums = {each["assignment"]: each["marks"] for each in plain["assignments"]}
    assert sums["ds_ga_1008_homework_1"] == 20


def test_list_shows_the_problems_of_one_assignment() -> None:
    text = command("list", "--assignment", "ds_ga_1008_homework_1").stdout
    assert text.startswith("Assignments\n  ds_ga_1008_homework_1: DS-GA 1008, Homework 1")
    assert "affine_backward(W, x, dC_dy) -> dW, db, dx" in text
    assert "hinge" not in text
    refusal = refused("list", "--assignment", "ds_ga_1008")
    assert "there is no assignment ds_ga_1008; did you mean ds_ga_1008_homework_1?" in refusal


def test_show_prints_the_statements_of_an_assignment() -> None:
    text = command("show", "ds_ga_1008_homework_1").stdout
    assert text.startswith("DS-GA 1008, Homework 1\nSource: ")
    assert "20 marks" in text
    assert "return the three gradients" in text or "returns the three gradients" in text


def test_an_assignment_is_marked_whole() -> None:
    ended = command(RIGHT / "affine.py", "--assignment", "ds_ga_1008_homework_1")
    assert ended.returncode == 0
    assert "ds_ga_1008_homework_1, seed 0" in ended.stdout.splitlines()[0]
    assert "Softmax (softmax.py)" in ended.stdout
    assert "11 / 20" in ended.stdout
    both = ("--assignment", "ds_ga_1008_homework_1", "--problem", "softmax")
    assert "--assignment or --problem" in refused(RIGHT, *both)
    assert "did you mean assignment_1?" in refused(RIGHT, "--assignment", "assignment1")


def test_a_starter_is_never_written_over_anything(tmp_path: Path) -> None:
    ended = command("starter", "softmax_vjp", "begun", cwd=tmp_path)
    assert ended.returncode == 0
    assert ended.stdout == "begun/softmax.py\nbegun/README.md\n"
    assert "begun: it is not empty" in refused("starter", "softmax_vjp", "begun", cwd=tmp_path)
    assert "did you mean softmax_vjp?" in refused("starter", "softmax_vpj", "x", cwd=tmp_path)


def test_show_prints_a_statement(tmp_path: Path) -> None:
    text = command("show", "softmax_jacobian", cwd=tmp_path).stdout
    assert "return the matrix of all derivatives" in text
    assert "softmax_jacobian(z)" in text
    assert "5 marks" in text


def test_a_command_word_means_the_command_and_a_path_the_folder(tmp_path: Path) -> None:
    write_files(tmp_path / "list", {"affine.py": (RIGHT / "affine.py").read_text()})
    assert "softmax_jacobian" in command("list", cwd=tmp_path).stdout
    assert "15 / 15" in command("./list", cwd=tmp_path).stdout


def test_a_course_without_problems_says_so(tmp_path: Path) -> None:
    write_files(tmp_path / "c", {"problems/x/readme.txt": "", "reference/x.py": ""})
    ended = command(RIGHT, "--course", tmp_path / "c")
    assert "The course asks for nothing: it has no problems." in ended.stdout


def test_a_file_named_like_a_library_is_noted(tmp_path: Path) -> None:
    files = {
        "softmax.py": "from code import f\ndef softmax(z): return f(z)\n",
        "code.py": "f = 1\n",
    }
    ended = command(write_files(tmp_path / "s", files))
    assert "code.py has the name of a library" in ended.stdout
    assert "Run the file once yourself" in ended.stdout


def test_help_and_version() -> None:
    help_ = command("--help").stdout
    for word in ("grade list", "grade show PROBLEM", "--fail-under", "Exit status", "Examples"):
        assert word in help_
    assert command("--version").stdout == "backprop-grader 0.1.0\n"


def test_a_reader_that_leaves_changes_nothing_else(tmp_path: Path) -> None:
    source = f"def softmax(z):\n    raise ValueError({'x' * 1900!r})\n"
    source += "print('y' * 200_000)\n"
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    file = tmp_path / "report.json"
    script = (
        f"{sys.executable} -m grader {folder} --format json --format terminal={file} | true;"
        "echo ${PIPESTATUS[0]}"
    )
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("0\n", "")
    assert "Marks" in file.read_text()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_trouble(closed: str, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    status = tmp_path / "status"
    right = RIGHT / "hinge.py"
    script = f"{sys.executable} -m grader {right} --format json={file} {closed}; echo $? > {status}"
    subprocess.run(["bash", "-c", script], check=False)
    assert status.read_text() == "0\n"
    assert json.loads(file.read_text())["marks"]["awarded"] == 5


def test_a_user_without_a_home_can_mark(tmp_path: Path) -> None:
    broken = tmp_path / "platformdirs.py"
    source = "def user_cache_path(*a, **k): raise RuntimeError('no home')\n"
    broken.write_text(f"{source}user_data_path = user_cache_path\n")
    ended = command(RIGHT / "hinge.py", "--fail-under", "100", env={"PYTHONPATH": str(tmp_path)})
    assert ended.returncode == 0, ended


@pytest.mark.parametrize(
    "line", ["::error file=app.js::pwned", "##[error]pwned", "::set-output name=x::y"]
)
def test_a_students_text_cannot_command_a_build_server(line: str, tmp_path: Path) -> None:
    source = f"def softmax(z):\n    raise ValueError('y' * 70 + ' {line}')\nprint('{line}')\n"
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    lines = [each.lstrip() for each in command(folder).stdout.splitlines()]
    assert not [each for each in lines if each.startswith(("::", "##["))]
    assert "pwned" in "".join(lines) or "set-output" in "".join(lines)


def test_a_closed_pipe_is_no_traceback() -> None:
    script = (
        f"{sys.executable} -m grader {HOMEWORK} | head -1; {sys.executable} -m grader list | true"
    )
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert ended.stdout.startswith("homework")
    assert ended.stderr == ""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_leaves_nothing_behind(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    source = "def softmax(z):\n    while True: pass\n"
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    started = subprocess.Popen(
        [sys.executable, "-m", "grader", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    time.sleep(1.5)
    assert started.poll() is None
    started.send_signal(number)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err.strip()) == (status, "", "")
    assert not list(scratch.iterdir())


def test_a_failure_of_ours_is_status_3_and_costs_no_marks(tmp_path: Path) -> None:
    """A grader that cannot start a process says so, and gives no zero."""
    package = tmp_path / "site"
    shutil.copytree(ROOT / "grader", package / "grader")
    for folder in ("problems", "reference"):
        shutil.copytree(ROOT / folder, package / "grader/course" / folder)
    (package / "grader/run/inside/child.py").write_text("raise RuntimeError('broken')\n")
    ended = subprocess.run(
        [sys.executable, "-m", "grader", str(RIGHT / "softmax.py"), "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=package,
    )
    assert ended.returncode == 3, ended
    report = json.loads(ended.stdout)
    parts = [part for problem in report["problems"] for part in problem["parts"]]
    assert {part["state"] for part in parts} == {"unmarked"}
    assert {part["awarded"] for part in parts} == {None}
    assert "no fault of the submission" in parts[0]["feedback"]["wrong"]


def test_an_unexpected_failure_is_one_message_and_status_3(tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("x = 1\n")
    ended = subprocess.run(
        [sys.executable, "-m", "grader", str(RIGHT)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert ended.returncode == 3
    assert "a failure of the grader itself" in ended.stderr
    assert "Traceback" not in ended.stderr


def on_a_terminal(arguments: list[str], **env: str) -> str:
    """Run the command with a terminal for its output; return what it wrote."""
    main, side = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=side,
        stderr=side,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **env},
    )
    os.close(side)
    written = b""
    while True:
        try:
            piece = os.read(main, 4096)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(main)
    assert started.wait() == 0
    return written.decode()


def test_on_a_terminal_there_are_colours_unless_they_are_not_wanted() -> None:
    assert "\x1b[32m" in on_a_terminal([str(HOMEWORK)])
    assert "\x1b[32m" not in on_a_terminal([str(HOMEWORK)], NO_COLOR="1")


def test_on_a_terminal_what_is_slow_is_named(tmp_path: Path) -> None:
    source = "import time\ntime.sleep(2)\ndef softmax(z): return z\n"
    folder = write_files(tmp_path / "s", {"softmax.py": source})
    assert "running softmax.py" in on_a_terminal([str(folder)])
    assert "running" not in on_a_terminal([str(RIGHT / "hinge.py")])


def test_a_small_encoding_is_no_trouble(tmp_path: Path) -> None:
    ended = command(HOMEWORK, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, cwd=tmp_path)
    assert ended.returncode == 0
    assert "x softmax_rows" in ended.stdout
    for arguments in (["list"], ["show", "affine_backward"]):
        assert command(*arguments, env={"PYTHONIOENCODING": "ascii"}).returncode == 0
