"""What the documents say is what the program does."""

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLES, ROOT, command, write_files

README = (ROOT / "README.md").read_text()


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def without_isolation(text: str) -> str:
    """Return a report without what hangs on the machine."""
    return text[: text.index("Isolation: ")]


def test_the_first_command_of_the_readme_works_in_an_empty_environment(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    ended = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    write_files(checkout, {name: (ROOT / name).read_bytes() for name in ended.stdout.splitlines()})
    venv.create(tmp_path / "venv", with_pip=True)
    first = blocks(README, "sh")[0]
    ended = subprocess.run(
        ["sh", "-c", first],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
        env={
            **{name: os.environ[name] for name in os.environ if name.startswith("PIP_")},
            "PATH": f"{tmp_path / 'venv/bin'}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
        },
    )
    assert without_isolation(ended.stdout).endswith(without_isolation(blocks(README, "text")[0]))
    python = tmp_path / "venv/bin/python"
    script = "import importlib.util as u; print([u.find_spec(n) for n in ('torch', 'reference')])"
    found = subprocess.run(
        [python, "-c", script], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert found.stdout == "[None, None]\n"
    # Without torch, what gets tensors cannot be marked, which costs nobody a mark.
    marked = subprocess.run(
        [tmp_path / "venv/bin/grade", EXAMPLES / "right/mlp.py", "--format", "json"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    parts = json.loads(marked.stdout)["problems"][0]["parts"]
    assert marked.returncode == 3
    assert [part["state"] for part in parts] == ["unmarked"] * 4
    assert all("torch is not installed here" in part["feedback"]["wrong"] for part in parts)
    stub = write_files(tmp_path / "hw", {"mlp.py": "def mse_loss(y, y_hat):\n    pass\n"})
    marked = subprocess.run(
        [tmp_path / "venv/bin/grade", stub, "--fail-under", "0"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert marked.returncode == 0
    assert "not attempted  – / 35" in marked.stdout  # noqa: RUF001  (a dash: nothing to mark)


def test_the_report_in_the_readme_is_what_the_program_prints() -> None:
    printed = command(EXAMPLES / "homework").stdout
    assert without_isolation(blocks(README, "text")[0]) == without_isolation(printed)


def test_the_second_command_of_the_readme_is_what_continuous_integration_runs() -> None:
    second = blocks(README, "sh")[1].strip()
    assert second in (ROOT / ".ci/run").read_text()
    assert second in (ROOT / "CONTRIBUTING.md").read_text()


def test_the_python_in_the_readme_runs(tmp_path: Path) -> None:
    (example,) = blocks(README, "python")
    (tmp_path / "homework").symlink_to(EXAMPLES / "right")
    (tmp_path / "my_course").symlink_to(ROOT)
    ended = subprocess.run(
        [sys.executable, "-c", example], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert ended.stdout == "218 of 225\n"


def in_full() -> str:
    """Return the section on a problem in full, and what follows it."""
    text = (ROOT / "docs/problem-format.md").read_text()
    return text[text.index("## A problem in full") :]


def test_the_problem_in_the_documentation_marks_a_submission(tmp_path: Path) -> None:
    text = in_full()
    problem, (reference, mistakes) = blocks(text, "yaml")[0], blocks(text, "python")[:2]
    course = write_files(
        tmp_path / "my_course",
        {
            "problems/linear/linear_map.yaml": problem,
            "reference/linear.py": reference,
            "reference/misconceptions/linear.py": mistakes,
        },
    )
    checked = command("check", "--course", course)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    student = reference + "\ndef linear_backward(W, x, g):\n    return dW(x, g), dx(W, g)\n"
    submission = write_files(tmp_path / "s", {"linear.py": student})
    ended = command(submission, "--course", course, "--fail-under", "100")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "4 / 4" in ended.stdout


def test_a_new_gradient_problem_takes_a_screen() -> None:
    """From nothing to a problem that passes the gate, as the test above sees."""
    text = in_full()
    problem, reference = blocks(text, "yaml")[0], blocks(text, "python")[0]
    assert len(problem.splitlines()) <= 30
    assert len([line for line in reference.splitlines() if line.strip()]) <= 15


def words(schema: Any) -> set[str]:
    """Return every key and every fixed word that a schema allows."""
    found: set[str] = set()
    if isinstance(schema, dict):
        found |= set(schema.get("properties", {}))
        found |= {each for each in schema.get("enum", []) if isinstance(each, str)}
        for each in schema.values():
            found |= words(each)
    elif isinstance(schema, list):
        for each in schema:
            found |= words(each)
    return found


@pytest.mark.parametrize(
    ("document", "schema"),
    [
        ("docs/problem-format.md", "grader/load/problem.schema.json"),
        ("docs/report-format.md", "grader/report/report.schema.json"),
        ("docs/feedback.md", "grader/load/course.schema.json"),
    ],
)
def test_a_format_is_documented_to_the_last_word(document: str, schema: str) -> None:
    text = re.sub(r"^```.*?^```", "", (ROOT / document).read_text(), flags=re.MULTILINE | re.DOTALL)
    documented = set(re.findall(r"`([\w.]+)`", text)) | set(re.findall(r"`\{(\w+):", text))
    assert words(json.loads((ROOT / schema).read_text())) - documented == set()
    rows = set(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE))
    known = words(json.loads((ROOT / schema).read_text()))
    assert {name for row in rows for name in re.findall(r"\w+", row)} - known == set()


@pytest.mark.parametrize("schema", ["assignments", "course"])
def test_what_stands_beside_the_problems_is_documented_with_them(schema: str) -> None:
    text = (ROOT / "docs/problem-format.md").read_text()
    known = words(json.loads((ROOT / f"grader/load/{schema}.schema.json").read_text()))
    assert known - set(re.findall(r"`(\w+)`", text)) - set(re.findall(r"(\w+):", text)) == set()
    assert f"{schema}.yaml" in text
