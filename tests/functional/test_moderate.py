"""``grade moderate``, as people use it."""

import json
from pathlib import Path

import pytest

from tests.conftest import CORPUS, command, write_files

ESSAYS = CORPUS / "conceptual_answers/right"
NAME = "conceptual_answers"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return where marks are kept."""
    return tmp_path / "records.json"


def entering(records: Path, *arguments: str) -> list[str | Path]:
    """Return the arguments that enter a mark."""
    return ["moderate", ESSAYS, *arguments, "--records", records]


def marks(*arguments: str | Path, env: dict[str, str] | None = None) -> dict[str, float]:
    """Return the marks of a report."""
    ended = command(ESSAYS, "--problem", NAME, "--format", "json", *arguments, env=env)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, float] = json.loads(ended.stdout)["marks"]
    return found


def test_from_what_awaits_to_a_mark_that_stays(records: Path) -> None:
    listed = command("moderate", ESSAYS, "--records", records)
    assert listed.returncode == 0
    assert listed.stdout.count("Rubric:") == 4
    assert "the sum holds at least two of them" in listed.stdout
    assert marks("--records", records) == {"awarded": 3, "available": 10, "awaiting": 7}
    mark = [NAME, "role_of_maps", "1.5", "--by", "Ada", "--why", "bending is not named"]
    entered = command(*entering(records, *mark))
    assert (entered.returncode, entered.stdout) == (0, f"{NAME}, role_of_maps: 1.5 of 2.\n")
    assert marks("--records", records) == {"awarded": 4.5, "available": 10, "awaiting": 5}
    assert marks(env={"GRADE_RECORDS": str(records)})["awarded"] == 4.5
    assert marks()["awarded"] == 3
    left = json.loads(command("moderate", ESSAYS, "--records", records, "--format", "json").stdout)
    assert len(left["awaiting"]) == 3
    shown = command(ESSAYS, "--problem", NAME, "--records", records).stdout
    assert "4.5 / 10, 5 awaited" in shown
    assert "bending is not named" in shown


def test_marks_are_kept_in_the_users_own_folder(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    mark = [NAME, "relu_problems", "2", "--by", "Ada", "--why", "all of it"]
    ended = command("moderate", ESSAYS, *mark, env=env)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "data/backprop-grader/records.json").is_file()
    assert marks(env=env)["awarded"] == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([NAME, "role_of_maps", "3", "--by", "A", "--why", "b"], "more than the 2 that are"),
        ([NAME, "role_of_maps", "x", "--by", "A", "--why", "b"], "x is no mark"),
        ([NAME, "role_of_maps", "-1", "--by", "A", "--why", "b"], "-1 is no mark"),
        ([NAME, "role_of_maps", "1", "--bye", "A", "--why", "b"], "unexpected extra argument"),
        ([NAME, "role_of_map", "1", "--by", "A", "--why", "b"], "did you mean role_of_maps?"),
        (
            ["nothing", "role_of_maps", "1", "--by", "A", "--why", "b"],
            "there is no problem nothing",
        ),
        ([NAME, "role_of_maps", "1"], "a mark goes with --by NAME and --why TEXT"),
        ([NAME, "role_of_maps", "1", "--by", "A"], "a mark goes with --by NAME and --why TEXT"),
        ([NAME, "role_of_maps", "--by", "A"], "--by and --why go with a mark"),
        ([NAME, "gap_to_one"], "has no written part gap_to_one"),
        (["softmax", "softmax", "1", "--by", "A", "--why", "b"], "was not attempted"),
    ],
)
def test_a_wrong_call_is_one_line(records: Path, arguments: list[str], message: str) -> None:
    ended = command(*entering(records, *arguments))
    assert ended.returncode == 2
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not records.exists()


def test_a_damaged_file_of_marks_ends_the_run(records: Path) -> None:
    records.write_text("{")
    for arguments in ([ESSAYS], ["moderate", ESSAYS]):
        ended = command(*arguments, "--records", records)
        assert ended.returncode == 2
        assert f"{records}:1: not a file of marks" in ended.stderr
    assert records.read_text() == "{"


def test_marks_that_are_awaited_are_neither_won_nor_lost(tmp_path: Path, records: Path) -> None:
    asked = ["--problem", NAME, "--records", str(records), "--fail-under", "100"]
    assert command(ESSAYS, *asked).returncode == 0
    wrong = CORPUS / "conceptual_answers/wrong_numbers"
    assert command(wrong, *asked).returncode == 1
    texts = write_files(
        tmp_path / "texts", {"answers.yaml": f"{NAME}:\n  role_of_maps: They turn.\n"}
    )
    assert command(texts, *asked).returncode == 1


def test_nothing_awaits(tmp_path: Path, records: Path) -> None:
    folder = write_files(tmp_path / "hw", {"softmax.py": ""})
    ended = command("moderate", folder, "--records", records)
    assert (ended.returncode, ended.stdout) == (0, "hw\n\nNothing awaits a mark.\n")


def test_a_run_without_records_loads_nothing_for_them() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    script = (
        "import sys; from pathlib import Path; from grader import grade;"
        "grade(sys.argv[1], problems=['softmax'], records=Path('/nowhere/records.json'));"
        "print(sorted(n for n in sys.modules if n.startswith('grader.')))"
    )
    folder = CORPUS / "softmax/base_two"
    ended = subprocess.run(
        [sys.executable, "-c", script, folder], check=True, capture_output=True, text=True
    )
    for name in ("records", "moderated", "moderate", "judge.by_word", "wording", "load.words"):
        assert f"'grader.{name}'" not in ended.stdout
