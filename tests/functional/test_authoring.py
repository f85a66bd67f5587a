"""A new problem is sound as it is written, and what authors do wrong is said in one line."""

import json
import re
import shutil
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml

from grader import UsageError, find_course
from grader.authoring.new import write_problem
from grader.authoring.schemas import SCHEMAS, schema_text
from grader.check.check import check_problem
from grader.check.submissions import check_submissions, strays
from grader.check.unclaimed import unclaimed
from grader.errors import CourseError, Fault
from grader.load.problem import read_problem
from grader.model.answer import Job, Run
from grader.model.checked import Checked
from grader.run.fake import FakeRunner
from tests.conftest import ROOT, command, write_files
from tests.pages import sections

LAYER_NORM = sections(ROOT / "docs" / "authoring.md")[0].files
"""A problem of several quantities."""


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return a course with one problem, ``first``, as it is generated."""
    write_problem(tmp_path, "first")
    return tmp_path


def faults(root: Path) -> list[str]:
    """Return what is wrong with the only problem of a course, with paths from the course on."""
    (path,) = find_course(root).problem_files.values()
    return [shown(each, root) for each in check_problem(root, path).faults]


def shown(fault: Fault, root: Path) -> str:
    """Return a fault as it is printed, with paths from the course on."""
    return str(fault).replace(f"{root}/", "")


def change(path: Path, old: str, new: str) -> None:
    """Change the one place of a file that a pattern matches."""
    text, count = re.subn(old, new, path.read_text(), flags=re.MULTILINE)
    assert count == 1, (path, old, count)
    path.write_text(text)


def test_a_new_problem_passes_and_its_submissions_get_what_they_declare(tmp_path: Path) -> None:
    made = command("new", "first", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    *files, check, mark = made.stdout.splitlines()
    assert {path for path in files[:8] if (tmp_path / path).is_file()} == {*files[:8]}
    checked = command(*check.split()[1:], cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    assert "1 misconception, 2 submissions\n" in checked.stdout
    marked = command(*mark.split()[1:], "--format", "json", cwd=tmp_path)
    marks = json.loads(marked.stdout)["marks"]
    assert marks["awarded"] == marks["available"]
    wrong = command("tests/corpus/first/wrong", "--course", ".", "--format", "json", cwd=tmp_path)
    (problem,) = json.loads(wrong.stdout)["problems"]
    assert {each["part"]: each["verdict"] for each in problem["parts"]} == {
        "y": "not_attempted",
        "dw": "wrong",
    }


def test_editors_find_the_schema_of_a_new_problem(new: Path) -> None:
    path = new / "problems" / "first" / "first.yaml"
    first, _, text = path.read_text().partition("\n")
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.read_text() == schema_text("problem")
    jsonschema.validate(yaml.safe_load(text), json.loads(schema.read_text()))
    expected = json.loads(schema_text("expected"))
    for each in new.glob("tests/corpus/*/*/expected.yaml"):
        jsonschema.validate(yaml.safe_load(each.read_text()), expected)


def test_a_course_takes_another_problem_for_the_same_file(new: Path) -> None:
    written = write_problem(new, "second", "first")
    assert {path.name for path in written} == {"second.yaml", "second.py", "first.py"} | {
        "expected.yaml"
    }
    assert find_course(new).files_answering("first.py") == ("first", "second")


@pytest.mark.parametrize(
    "there",
    [
        "problems/other/third.yaml",
        "reference/third.py",
        "reference/misconceptions/third.py",
        "tests/corpus/third/right/third.py",
        "tests/corpus/third/wrong/expected.yaml",
    ],
)
def test_nothing_is_written_where_something_is_there(there: str, tmp_path: Path) -> None:
    write_files(tmp_path, {there: "mine"})
    with pytest.raises(UsageError, match=rf"{there} is there already") as caught:
        write_problem(tmp_path, "third")
    assert "\n" not in str(caught.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("2nd", None, "'2nd' cannot be a name; a name has letters, digits and _"),
        ("a-b", None, "'a-b' cannot be a name"),
        ("../up", None, "'../up' cannot be a name"),
        ("one\ntwo", None, r"'one\\ntwo' cannot be a name"),
        ("", None, "'' cannot be a name"),
        ("ok", "no/way", "'no/way' cannot be a name"),
        ("class", None, "class is a word of Python itself"),
        ("numpy", None, "numpy is a module that students import"),
        ("ok", "random", "random is a module that students import.*with --file"),
        ("given", None, "given is what functions that are handed to students stand in"),
        ("answers", None, "answers is the file of numbers by hand"),
    ],
)
def test_a_name_that_would_not_do_is_refused_in_one_line(
    name: str, file: str | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        write_problem(tmp_path, name, file)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "problems").write_text("no folder")
    ended = command("new", "first", cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr == "grade: problems/first: cannot be written: Not a directory\n"


def test_schemas_are_listed_and_printed() -> None:
    listed = command("schema").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [*SCHEMAS]
    for name in SCHEMAS:
        printed = json.loads(command("schema", name).stdout)
        jsonschema.Draft202012Validator.check_schema(printed)
    ended = command("schema", "probelm")
    assert ended.returncode == 2
    assert ended.stderr == "grade: there is no schema probelm; did you mean problem?\n"


YAML = "problems/{0}/{0}.yaml"
REFERENCE = "reference/{0}.py"
MISTAKES = "reference/misconceptions/{0}.py"
DEFAULT_COST = r"return (np\.sum\(g \* y\).*)$"

MISTAKEN: dict[str, Sequence[tuple[str, str, str, str, str]]] = {
    "first": [
        (
            YAML,
            r"w: \{normal: \[D\]\}",
            "w: {normal: [d]}",
            "problems/first/first.yaml:16",
            "inputs.w: size d is not declared; sizes are N, D; write one of them, or declare d",
        ),
        (
            REFERENCE,
            r"return (np\.sum\(g \* x, axis=0\))",
            r"dw = \1",
            "reference/first.py:14",
            "dw has no return, so it is nothing; end it with return and a value",
        ),
        (REFERENCE, DEFAULT_COST, r"c = \1", "reference/first.py:10", "cost has no return"),
        (
            MISTAKES,
            r"np\.mean\(",
            "np.sum(",
            "problems/first/first.yaml:27",
            "averaged gives what is right in every case; change dw__averaged (reference/miscon",
        ),
        (
            YAML,
            r"marks: 3 .*",
            "marks: 4",
            "problems/first/first.yaml:23",
            "marks: the parts have 3 in all (forward 1 + backward 2), not 4; change the total",
        ),
        (
            YAML,
            r"^inputs:.*",
            r"inputs:\n  z: {normal: [N]}",
            "problems/first/first.yaml:15",
            "inputs: z is used by nothing that is asked; remove it, or use it",
        ),
        (
            YAML,
            r"^inputs:.*",
            r"inputs:\n  z: 1.0",
            "problems/first/first.yaml:15",
            "inputs: z is used by nothing that is asked; remove it, or use it",
        ),
        (
            YAML,
            r"gives: \{y: \[\[2\.0",
            "gives: {y: [[2.5",
            "reference/first.py:6",
            "y is not what first.yaml:25 gives for it, but [[ 2. ,  1. ],",
        ),
        (
            YAML,
            r"averaged: The gradient is",
            "averaged: The gradient: it is",
            "problems/first/first.yaml:27",
            "a text with a colon in it goes between quotes, or into lines below a |",
        ),
        (
            YAML,
            r"of: cost, wrt: w\}",
            "of: cost}",
            "problems/first/first.yaml:19",
            "gradients.dw: the key wrt is missing",
        ),
    ],
    "layer_norm": [
        (
            YAML,
            r"g: \{upstream: \[N, D\]\}",
            "g: {upstream: [N, K]}",
            "problems/layer_norm/layer_norm.yaml:14",
            "inputs.g: size K is not declared; sizes are N, D",
        ),
        (
            REFERENCE,
            r"return (x - np\.mean.*)",
            r"c = \1",
            "reference/layer_norm.py:6",
            "c has no return, so it is nothing",
        ),
        (
            REFERENCE,
            r"return (np\.sqrt.*)",
            r"if eps > 1: return \1",
            "reference/layer_norm.py:10",
            "s returns None; is its return missing?",
        ),
        (
            MISTAKES,
            r"def dx__constant\(s, gamma, g\):\n.*",
            "def dx__constant(right):\n    return right + 0.0",
            "problems/layer_norm/layer_norm.yaml:27",
            "constant gives what is right in every case; change dx__constant",
        ),
        (
            YAML,
            r"dgamma: 1, dbeta: 1\}\}",
            "dgamma: 1, dbeta: 1/2}}",
            "problems/layer_norm/layer_norm.yaml:23",
            "marks: the parts have 11/2 in all (forward 1 + dx 3 + dgamma 1 + dbeta 1/2), not 6",
        ),
        (
            YAML,
            r"^inputs:",
            "inputs:\n  momentum: 0.9",
            "problems/layer_norm/layer_norm.yaml:10",
            "inputs: momentum is used by nothing that is asked",
        ),
    ],
}


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "place", "message"),
    [(name, *each) for name, every in MISTAKEN.items() for each in every],
)
def test_what_authors_do_wrong_is_one_line_with_its_place_and_cure(  # noqa: PLR0913, PLR0917  (one for each column)
    name: str, file: str, old: str, new: str, place: str, message: str, tmp_path: Path
) -> None:
    write_problem(tmp_path, name)
    if name == "layer_norm":
        write_files(tmp_path, LAYER_NORM)
    change(tmp_path / file.format(name), old, new)
    found = faults(tmp_path)
    assert len(found) == 1, found
    assert found[0].startswith(f"{place}: ")
    assert message in found[0]


@pytest.mark.parametrize("more", [Fraction(0), Fraction(1, 2)])
def test_the_total_of_every_kind_of_problem_is_that_of_its_parts(
    more: Fraction, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "problems", tmp_path / "problems")
    (tmp_path / "reference").symlink_to(ROOT / "reference")
    built_in = find_course()
    for name, path in find_course(tmp_path).problem_files.items():
        marks = read_problem(built_in.root, built_in.problem_files[name]).marks
        path.write_text(f"{path.read_text()}\nmarks: {marks + more}\n")
        try:
            read_problem(tmp_path, path)
            found = []
        except CourseError as error:
            found = [*error.faults]
        assert len(found) == (1 if more else 0), name
        assert all("change the total, or the marks of a part" in each.message for each in found)


def test_a_forward_function_that_drops_what_is_imaginary_is_explained(tmp_path: Path) -> None:
    write_problem(tmp_path, "layer_norm")
    write_files(tmp_path, LAYER_NORM)
    path = tmp_path / "reference/layer_norm.py"
    change(path, r"np\.mean\(c\*\*2, axis=1", "np.var(c, axis=1")
    (found,) = faults(tmp_path)
    assert found.startswith("reference/layer_norm.py:22: dx: differences confirm it, a complex")
    assert "as np.abs, np.var, np.std and np.linalg.norm do" in found


@pytest.mark.parametrize(
    ("mistake", "place", "message"),
    [
        (
            "def dw__averaged(x, g):\n    return nq.mean(g * x)\n",
            "reference/misconceptions/first.py:2",
            "averaged: dw raises NameError: name 'nq' is not defined",
        ),
        (
            "def dw__averaged(dw):\n    return dw / 2\n",
            "reference/misconceptions/first.py:1",
            "dw__averaged is computed from dw, which it replaces; its right value is the parameter",
        ),
        (
            "def dW__averaged(right):\n    return right / 2\n",
            "problems/first/first.yaml:27",
            "dW is no quantity of the reference; there are y, cost, dw",
        ),
        (
            "def dw__averaged(x, g):\n    (g * x).mean(axis=0)\n",
            "reference/misconceptions/first.py:1",
            "dw__averaged has no return",
        ),
    ],
)
def test_a_misconception_that_nobody_could_be_told_of_is_found(
    mistake: str, place: str, message: str, new: Path
) -> None:
    write_files(new, {"reference/misconceptions/first.py": mistake})
    (found,) = faults(new)
    assert found.startswith(f"{place}: ")
    assert message in found


@pytest.mark.parametrize(
    ("last", "message"),
    [("    x * w\n", "y has no return"), ("    return None\n", "y returns None; is its return")],
)
def test_a_twin_without_a_value_is_named(last: str, message: str, new: Path) -> None:
    write_files(new, {"reference/twins/first.py": f"def y(x, w):\n{last}"})
    (found,) = faults(new)
    assert found.startswith(f"reference/twins/first.py:1: {message}")


PASSED = Checked("first", ())


def declared(root: Path, runner: FakeRunner | None = None) -> list[str]:
    """Return what is wrong with the submissions of the problem ``first``."""
    (checked,) = check_submissions(find_course(root), [PASSED], runner or FakeRunner())
    return [shown(each, root) for each in checked.faults]


RIGHT, WRONG = (f"tests/corpus/first/{name}/expected.yaml" for name in ("right", "wrong"))


@pytest.mark.parametrize(
    ("file", "old", "new_text", "message"),
    [
        (RIGHT, "dw: right", "dw: wrong", f"{RIGHT}:2: verdicts: dw is right, declared is wrong"),
        (
            RIGHT,
            r"y: right, ",
            "",
            f"{RIGHT}:2: verdicts: y is right; what is not declared must not be attempted",
        ),
        (
            RIGHT,
            "dw: right",
            "dW: right",
            f"{RIGHT}:2: verdicts: dW is no part of first; there are y",
        ),
        (RIGHT, "dw: right", "dw: rihgt", f"{RIGHT}:2: verdicts: rihgt is no verdict; did you"),
        (RIGHT, "verdicts:", "verdict:", f"{RIGHT}:2: unknown key verdict; did you mean verdicts?"),
        (
            WRONG,
            "dw: averaged",
            "dw: summed",
            f"{WRONG}:3: diagnosis: dw is recognised as averaged, declared is summed",
        ),
        (WRONG, "diagnosis:.*", "marks: {dw: 1}", f"{WRONG}:3: marks: dw gets 0, declared is 1"),
        (
            WRONG,
            "dw: wrong",
            "dw: [right, followed]",
            f"{WRONG}:2: verdicts: dw is wrong, declared is right or followed. The gradient is",
        ),
    ],
)
def test_a_submission_that_does_not_get_what_it_declares_is_named_with_its_line(
    file: str, old: str, new_text: str, message: str, new: Path
) -> None:
    assert declared(new) == []
    change(new / file, old, new_text)
    found = declared(new)
    assert len(found) == 1 or "unknown key" in message
    assert found[-1].startswith(message)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dw__avreaged", "no problem names avreaged under misconceptions; did you mean averaged?"),
        ("dW__averaged", "dW is no quantity of the reference; there are y, cost, dw"),
    ],
)
def test_a_mistake_that_nobody_is_told_of_is_found(name: str, message: str, new: Path) -> None:
    course = find_course(new)
    paths = [*course.problem_files.values()]
    assert unclaimed(course, paths) == {}
    path = new / "reference/misconceptions/first.py"
    path.write_text(f"{path.read_text()}\n\ndef {name}(right):\n    return right / 2\n")
    ((found,),) = unclaimed(course, paths).values()
    line = path.read_text().count("\n") - 1
    assert shown(found, new) == f"reference/misconceptions/first.py:{line}: {name}: {message}"
    ended = command("check", "--course", new, "--no-submissions")
    assert ended.returncode == 1
    assert message in ended.stdout


def test_what_is_the_same_of_several_parts_is_said_once(new: Path) -> None:
    change(new / RIGHT, "y: right, dw: right", "y: wrong, dw: wrong")
    (found,) = declared(new)
    assert found == f"{RIGHT}:2: verdicts: y, dw are right, declared is wrong"


def test_a_submission_without_its_verdicts_is_named(new: Path) -> None:
    (new / RIGHT).unlink()
    (found,) = declared(new)
    assert found.startswith(f"{RIGHT}:1: is not there")


class NoRunner(FakeRunner):
    """A runner that must not be needed."""

    def run(self, jobs: Sequence[Job]) -> Run:
        """Fail."""
        raise AssertionError(jobs)


def test_a_submission_that_got_its_verdicts_is_marked_again_only_when_something_changes(
    new: Path,
) -> None:
    assert declared(new) == []
    assert declared(new, NoRunner()) == []
    answer = new / "tests/corpus/first/right/first.py"
    text = answer.read_text()
    answer.write_text(f"{text}\n# a remark\n")
    with pytest.raises(AssertionError):
        declared(new, NoRunner())
    answer.write_text(text)
    assert declared(new, NoRunner()) == []
    reference = new / "reference/first.py"
    reference.write_text(f"{reference.read_text()}\n# a remark\n")
    with pytest.raises(AssertionError):
        declared(new, NoRunner())


def test_submissions_of_a_problem_with_faults_are_let_be(new: Path) -> None:
    wrong = Checked("first", (Fault(new, 1, "anything"),))
    (checked,) = check_submissions(find_course(new), [wrong], NoRunner())
    assert checked == wrong


def test_submissions_for_no_problem_are_named(new: Path) -> None:
    (new / "tests/corpus/frist").mkdir()
    (found,) = strays(find_course(new))
    assert (
        shown(found, new) == "tests/corpus/frist:1: there is no problem frist; did you mean first?"
    )


def test_grade_check_marks_the_submissions_of_a_course_unless_told_not_to(new: Path) -> None:
    change(new / RIGHT, "dw: right", "dw: wrong")
    ended = command("check", "--course", new)
    assert ended.returncode == 1
    assert f"{RIGHT}:2: verdicts: dw is right, declared is wrong" in ended.stdout
    assert "1 problem checked; 1 with 1 fault." in ended.stdout
    assert command("check", "--course", new, "--no-submissions").returncode == 0
