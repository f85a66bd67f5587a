"""The gate for authors refuses what is planted, with file and line, and lets the course pass."""

import json
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.check.check import check_course, check_problem
from grader.load.course import find_course
from grader.load.problem import read_problem
from grader.plan import draw_cases
from tests.conftest import ROOT, command

Changes = Mapping[str, tuple[str, str]]
"""By file: a pattern, and what stands in its place."""


def planted(tmp_path: Path, changes: Changes) -> Path:
    """Return a copy of the built-in course with some lines changed."""
    for folder in ("problems", "reference"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__py*"))
    for file, (pattern, replacement) in changes.items():
        path = tmp_path / file
        text, count = re.subn(pattern, replacement, path.read_text(), flags=re.DOTALL)
        assert count, (file, pattern)
        path.write_text(text)
    return tmp_path


def faults_of(root: Path, problem: str) -> list[str]:
    """Return the faults of one problem, with paths from the course on."""
    path = find_course(root).problem_files[problem]
    return [str(each).replace(f"{root}/", "") for each in check_problem(root, path).faults]


def line_of(file: Path, text: str) -> int:
    """Return the first line that holds a text."""
    lines = file.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


IN_WORDS = {
    *("training_step", "output_and_loss", "shape_audit", "hinge_meaning"),
    "conceptual_answers",
}


def test_the_built_in_course_passes() -> None:
    checked = check_course(find_course(), cached=False)
    assert [each.faults for each in checked] == [()] * len(checked)
    assert all(each.mutation.survived == 0 and each.means for each in checked)
    # What is answered in words has no formula in which anything could be changed.
    computed = [each for each in checked if each.problem not in IN_WORDS]
    assert len(computed) == len(checked) - len(IN_WORDS)
    assert all(each.mutation.killed and each.misconceptions for each in computed)


GRADIENT = r"(def {name}\(.*?return )[^\n]+"

PLANTED: dict[str, tuple[str, Changes, str, str]] = {
    "a swapped operand": (
        "affine_backward",
        {"reference/affine.py": (r"return W\.T @ dC_dy", "return (dC_dy @ W)[::-1]")},
        "reference/affine.py:def dx",
        "dx is not the derivative of C by x",
    ),
    "a transpose too few": (
        "mixer_backward",
        {"reference/mixer.py": (r"g_A2 @ Theta2\.T", "g_A2 @ Theta2")},
        "reference/mixer.py:def g_H4",
        "g_H4 is not the derivative of loss by H4",
    ),
    "a missing 1/N": (
        "worked_network_step",
        {"reference/worked_network.py": (r"return \(Y - T\) / T\.shape\[1\]", "return Y - T")},
        "reference/worked_network.py:def delta2",
        "delta2 is not the derivative of loss by Y",
    ),
    "a factor that is wrong going forward and back": (
        "worked_network_step",
        {
            "reference/worked_network.py": (
                r"\.sum\(\) / \(2 \* T\.shape\[1\]\)(.*?)return \(Y - T\) / T\.shape\[1\]",
                r".sum() / 2\1return Y - T",
            )
        },
        "reference/worked_network.py:def loss",
        "loss is not what its twin gives",
    ),
    "a wrong axis": (
        "softmax",
        {"reference/softmax.py": (r"e\.sum\(axis=1, keepdims=True\)", "e.sum(axis=0)")},
        "reference/softmax.py:def softmax_rows",
        "softmax_rows",
    ),
    "sizes with which a transpose lives": (
        "affine_backward",
        {
            "problems/affine/affine_backward.yaml": (
                r"sizes:.*?inputs:",
                "sizes:\n  - {m: 1, n: 1}\ninputs:",
            )
        },
        "reference/affine.py:return W.T @ dC_dy",
        "no case tells this change of dx from the reference",
    ),
    "an upstream gradient of ones": (
        "affine_backward",
        {
            "problems/affine/affine_backward.yaml": (
                r"sizes:.*?inputs:(.*?)dC_dy: \{upstream: \[m\]\}",
                r"sizes:\n  - {m: 2, n: 3}\n  - {m: 2, n: 5}\ninputs:\1dC_dy: [1.0, 1.0]",
            )
        },
        "problems/affine/affine_backward.yaml:dC_dy: [1.0, 1.0]",
        "dC_dy is the same number everywhere, in every case",
    ),
    "a misconception that is none": (
        "affine_backward",
        {
            "reference/misconceptions/affine.py": (
                r"def dx__not_transposed\(.*?(?=\ndef )",
                "def dx__not_transposed(right):\n    return 1.0 * right\n\n",
            )
        },
        "problems/affine/affine_backward.yaml:  not_transposed",
        "not_transposed gives what is right in every case",
    ),
    "an overflow case in which nothing overflows": (
        "softmax_jacobian",
        {
            "problems/softmax/softmax_jacobian.yaml": (
                r"z: \[998\.0, 997\.0, 1000\.0\]",
                "z: [98.0, 97.0, 100.0]",
            )
        },
        "problems/softmax/softmax_jacobian.yaml:  - kind: overflow",
        "nothing overflows in this case",
    ),
    "a tolerance too wide": (
        "worked_network",
        {"problems/answers/worked_network.yaml": ("decimals: 4", "decimals: 1")},
        "reference/worked_network.py:",
        "ask for more decimals",
    ),
    "a kink on a case": (
        "worked_network_step",
        {"problems/worked_network/worked_network_step.yaml": ("kind: tie", "kind: ordinary")},
        "problems/worked_network/worked_network_step.yaml:kind: ordinary",
        "S1 comes too near to its kink in this case",
    ),
    "a reference that is wrong for a batch of one": (
        "worked_network_step",
        {
            "reference/worked_network.py": (
                r"return delta1 @ X\.T",
                "return delta1 @ X.T * (2 if X.shape[1] == 1 else 1)",
            )
        },
        "reference/worked_network.py:def dW1",
        "dW1 is not the derivative of loss by W1",
    ),
    "a quantity that nothing verifies": (
        "affine_backward",
        {"reference/twins/affine.py": (r"def y\(.*?(?=\n\n\n|\Z)", "")},
        "reference/affine.py:def y",
        "y is compared with nothing",
    ),
    "an input that is never used": (
        "softmax",
        {"problems/softmax/softmax.yaml": ("\ninputs:\n", "\ninputs:\n  spare: {normal: [n]}\n")},
        "problems/softmax/softmax.yaml:spare",
        "spare is used by nothing that is asked",
    ),
    "a hint without a function": (
        "softmax",
        {
            "problems/softmax/softmax.yaml": (
                "\nmisconceptions:\n",
                "\nmisconceptions:\n  sigmoidal: Not this one.\n",
            )
        },
        "problems/softmax/softmax.yaml:sigmoidal",
        "there is no function QUANTITY__sigmoidal",
    ),
    "a tie without a tie": (
        "worked_network_step",
        {
            "problems/worked_network/worked_network_step.yaml": (
                r"X: \[\[1\.0, 2\.0, -1\.0\]",
                "X: [[1.25, 2.0, -1.5]",
            )
        },
        "problems/worked_network/worked_network_step.yaml:kind: tie",
        "no entry of S1 is exactly 0 in this tie",
    ),
    "numbers that the author knows better": (
        "softmax",
        {
            "reference/softmax.py": (
                r"(def softmax\(.*?)return e / e\.sum\(\)",
                r"\1return e / e.sum() + 1e-9",
            )
        },
        "reference/softmax.py:def softmax",
        "softmax",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_refused_with_file_and_line(name: str, tmp_path: Path) -> None:
    problem, changes, place, message = PLANTED[name]
    root = planted(tmp_path, changes)
    found = faults_of(root, problem)
    file, _, text = place.partition(":")
    wanted = f"{file}:{line_of(root / file, text)}: " if text else f"{file}:"
    assert any(each.startswith(wanted) and message in each for each in found), found


SURVIVOR = re.compile(r"change of \w+ from the reference: (.*?); (?:add|ask)")


def declared(root: Path, problem: str, line: str) -> str:
    """Declare what survives on a line equivalent, and return it."""
    reference = root / "reference/affine.py"
    number = line_of(reference, line)
    told = [each for each in faults_of(root, problem) if f"affine.py:{number}: " in each]
    changes = "; ".join(match.group(1) for each in told if (match := SURVIVOR.search(each)))
    assert changes
    text = reference.read_text().replace(line, f"{line}  # equivalent: {changes}")
    reference.write_text(text)
    return changes


def test_a_change_that_is_declared_equivalent_is_believed_if_extra_draws_agree(
    tmp_path: Path,
) -> None:
    sizes = (r"sizes:.*?inputs:", "sizes:\n  - {m: 1, n: 1}\ninputs:")
    root = planted(tmp_path, {"problems/affine/affine_backward.yaml": sizes})
    line = "return W.T @ dC_dy"
    declared(root, "affine_backward", line)
    number = line_of(root / "reference/affine.py", line)
    assert not any(f"affine.py:{number}: " in each for each in faults_of(root, "affine_backward"))


def test_a_change_is_not_believed_equivalent_if_other_draws_tell_it(tmp_path: Path) -> None:
    """The drawn number is always above 2 for the first seeds, and below it for others."""
    limit = first_draws(tmp_path / "probe")
    line = "return np.where(c < LIMIT, c * dC_db, 2.0 * c * dC_db / 2)"
    root = planted(
        tmp_path / "course",
        {
            "reference/affine.py": (
                r"(def dC2_db\(.*?return )c \* dC_db",
                rf"\1{line.removeprefix('return ').replace('LIMIT', str(limit))}",
            ),
            "problems/affine/scaled_cost.yaml": (r"\ncases:.*?(?=\n\w|\Z)", "\n"),
        },
    )
    changes = declared(root, "scaled_cost", line.replace("LIMIT", str(limit)))
    found = faults_of(root, "scaled_cost")
    assert any("declared equivalent, but not so" in each for each in found), (changes, found)


def first_draws(folder: Path) -> float:
    """Return a number just below every c that the first seed draws."""
    course = find_course(planted(folder, {}))
    problem = read_problem(course.root, course.problem_files["scaled_cost"])
    drawn = [case.values["c"] for case in draw_cases(problem, 0) if case.drawn]
    return min(c for c in drawn if isinstance(c, float) and c > 0) - 1 / 1024


def test_what_has_passed_is_not_checked_again_until_it_changes(tmp_path: Path) -> None:
    root = planted(tmp_path, {})
    course = find_course(root)
    with ThreadPoolExecutor(1) as executor:
        first = check_course(course, ["scaled_cost"], executor=executor)
        again = check_course(course, ["scaled_cost"], executor=executor)
        path = course.problem_files["scaled_cost"]
        path.write_text(path.read_text() + "# a remark\n")
        changed = check_course(course, ["scaled_cost"], executor=executor)
    assert [each[0].known for each in (first, again, changed)] == [False, True, False]
    assert first[0].mutation == again[0].mutation == changed[0].mutation


def test_the_command_reports_and_exits(tmp_path: Path) -> None:
    problem, changes, _, message = PLANTED["a missing 1/N"]
    root = planted(tmp_path, changes)
    asked = ["check", "--course", str(root), "--problem", problem]
    done = command(*asked)
    assert done.returncode == 1
    assert f"✗ {problem}" in done.stdout
    assert message in done.stdout
    done = command(*asked, "--format", "json")
    (found,) = json.loads(done.stdout)
    assert not found["passed"]
    assert message in found["faults"][0]["message"]
    assert command("check", "--problem", "scaled_cost").returncode == 0
    assert command("check", "--problem", "nothing").returncode == 2
