"""Faults of a course: every one with path, line, what was found and what is allowed."""

from pathlib import Path

import pytest

from grader import CourseError, find_course
from grader.load.problem import read_problem
from grader.model.course import CaseKind
from tests.conftest import ROOT, write_files

PROBLEMS = 52
"""Of the built-in course."""

REFERENCE = """\
def y(W, x):
    return W @ x


def dW(g, x):
    return g[:, None] * x
"""

PROBLEM = """\
problem: lin
title: A linear map
statement: Do it.
reference: lin
sizes:
  - {m: 2, n: 3}
inputs:
  W: {normal: [m, n]}
  x: {normal: [n]}
  g: {upstream: [m]}
parts:
  - {quantity: y, marks: 1}
  - {function: back, arguments: [g, x], returns: [dW], marks: {dW: 1/2}}
cases:
  - {x: [1, 2, 3], because: whole numbers}
"""


def course(tmp_path: Path, problem: str = PROBLEM, reference: str | None = REFERENCE) -> Path:
    """Write a course of one problem; return the file of the problem."""
    files = {"problems/lin/lin.yaml": problem, "reference/other.py": "def other(x): return x\n"}
    if reference is not None:
        files["reference/lin.py"] = reference
    write_files(tmp_path, files)
    return tmp_path / "problems/lin/lin.yaml"


def faults(tmp_path: Path, problem: str = PROBLEM, reference: str | None = REFERENCE) -> list[str]:
    """Return the faults of a course, with paths relative to it."""
    path = course(tmp_path, problem, reference)
    with pytest.raises(CourseError) as caught:
        read_problem(tmp_path, path)
    return [str(each).replace(f"{tmp_path}/", "") for each in caught.value.faults]


def test_a_problem_without_faults_is_read(tmp_path: Path) -> None:
    problem = read_problem(tmp_path, course(tmp_path))
    assert problem.file == "lin.py"
    assert [part.quantity for part in problem.parts] == ["y", "dW"]
    assert float(problem.marks) == 1.5
    assert problem.functions[0].arguments == ("W", "x")
    assert not problem.functions[0].several
    assert problem.functions[1].several
    assert problem.cases[0].kind is CaseKind.ORDINARY
    assert problem.cases[0].sizes == {"m": 2, "n": 3}


def test_the_built_in_course_has_no_faults() -> None:
    built_in = find_course()
    marks = {
        name: float(read_problem(built_in.root, path).marks)
        for name, path in built_in.problem_files.items()
    }
    given: dict[str, float] = {
        "softmax_jacobian": 5,
        "mixer_forward": 10,
        "mixer_backward": 15,
        "mixer_training": 5,
    }
    given |= {"mlp": 35, "descent_on_input": 15, "worked_network": 2.5, "worked_network_step": 2.5}
    assert marks | given == marks
    assert len(marks) == PROBLEMS


def test_a_path_that_is_no_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"not a course; a course is a folder with problems/"):
        find_course(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: A", "titel: A", "2: unknown key titel; did you mean title?"),
        ("title: A linear map\n", "", "1: the file: the key title is missing"),
        ("marks: 1}", "marks: one}", '12: parts[0].marks: found "one", allowed is a number or'),
        ("marks: 1}", "marks: -1}", "12: parts[0].marks: found -1, allowed is at least 0"),
        ("marks: 1}", "marks: [1]}", "12: parts[0].marks: found a list, allowed is a number or"),
        ("{m: 2, n: 3}", "{m: two, n: 3}", '6: sizes[0].m: found "two", allowed is a whole number'),
        ("{m: 2, n: 3}", "{m: 2}", "8: inputs.W: size n is not declared; sizes are m"),
        ("normal: [n]", "normel: [n]", "9: unknown key normel; did you mean normal?"),
        ("{normal: [n]}", "{normal: [n], below: 3}", "9: inputs.x: below goes with labels"),
        ("{normal: [n]}", "{normal: [n], upstream: [n]}", "9: inputs.x: found a mapping with"),
        ("{normal: [n]}", "{uniform: [n], low: 1}", "9: inputs.x: low is 1 and high is 1"),
        (
            "problem: lin",
            "problem: line",
            "1: problem: found line, allowed is the name of the file",
        ),
        ("title:", "file: a.py\ntitle:", "2: file: found a.py, allowed is lin.py"),
        ("reference: lin", "reference: lim", "4: there is no reference/lim.py; did you mean lin?"),
        ("quantity: y", "quantity: z", "12: parts: z is no function of reference/lin.py"),
        ("[g, x]", "[h, x]", "13: arguments: h is neither an input, nor a size, nor a quantity"),
        ("  g: {upstream: [m]}\n", "", "12: parts: dW is computed from g (reference/lin.py:5)"),
        ("{dW: 1/2}", "{dw: 1/2}", "13: marks: dW has no marks, here or in another part"),
        ("{dW: 1/2}", "{dw: 1/2}", "13: marks: dw is not among what comes back: dW"),
        (
            "returns: [dW], marks: {dW: 1/2}",
            "returns: [dW, y], marks: {each: 1/2}",
            "13: parts: the quantity y is asked for twice with marks",
        ),
        (", marks: 1}", "}", "12: marks: y has no marks, here or in another part"),
        ("function: back", "function: y", "13: parts: y is asked for twice"),
        ("arguments: [g, x], ", "", "13: parts[1]: function goes with arguments, which is missing"),
        ("{dW: 1/2}", "{}", "13: marks: dW has no marks, here or in another part"),
        ("{dW: 1/2}", "1/2, decimals: 2", "13: parts[1]: decimals goes with values"),
        ("[1, 2, 3]", "[[1, 2, 3]]", "15: cases: x has 2 axes, its shape is [n]"),
        ("[1, 2, 3]", "[1, [2]]", "15: cases: x: its rows differ in length"),
        ("x: [1, 2, 3]", "x: [1, 2, 3], n: 4", "15: cases: x: n is 3 here and 4 elsewhere"),
        ("x: [1, 2, 3]", "q: 1", "15: cases: q is neither an input nor a size"),
        (
            "x: [1, 2, 3]",
            "kind: overflw",
            '15: cases[0].kind: found "overflw"; did you mean overflow?',
        ),
        ("x: [1, 2, 3]", "for: [z]", "15: cases: for: z is no part"),
        ("cases:", "keeps: {overflow: 3/2}\ncases:", "14: keeps: 3/2 is more than all"),
        (
            "cases:",
            "keeps: {overflow: 2}\ncases:",
            "14: keeps.overflow: found 2, allowed is at most",
        ),
        ("x: [1, 2, 3]", "x: yes, g: null", "15: cases[0].g: found null, allowed is"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PROBLEM
    found = faults(tmp_path, PROBLEM.replace(old, new, 1))
    assert any(each.startswith(f"problems/lin/lin.yaml:{message}") for each in found), found


def test_all_faults_of_a_file_come_at_once_form_and_meaning_together(tmp_path: Path) -> None:
    text = PROBLEM.replace("title: A", "titel: A").replace("quantity: y", "quantity: z")
    text = text.replace("marks: {dW: 1/2}", "marks: {dW: half}").replace("[1, 2, 3]", "[[1]]")
    text += "cases: []\n"
    lines = [each.split(":")[1] for each in faults(tmp_path, text)]
    assert lines == ["1", "2", "12", "13", "15", "16"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("problems/other/lin.yaml", "there is another problem of this name"),
        ("problems/lin/more.yml", "problems are found as .yaml"),
        ("problems/top.yaml", "a problem lies in a folder"),
    ],
)
def test_a_problem_that_nobody_would_find_is_a_fault(
    tmp_path: Path, path: str, message: str
) -> None:
    course(tmp_path)
    write_files(tmp_path, {path: PROBLEM, "problems/.git/lin.yaml": "not looked at"})
    with pytest.raises(CourseError, match=message):
        find_course(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{m: 2, n: 3}", "{m: 2.0, n: 3}", "6: sizes: m is 2.0; write 2"),
        ("{m: 2, n: 3}", "{m: 2000, n: 3000}", "6: W: 6000000 entries; at most 100000 are drawn"),
        ("x: [1, 2, 3]", "n: 100000000", "15: cases: the size n must be a whole number up to"),
        ("{normal: [n]}", "{normal: [100000000]}", "9: inputs.x.normal[0]: found 100000000"),
        ("{normal: [n]}", "{probabilities: [2000]}", "6: x: 2000 classes; probabilities have at"),
        ("{normal: [n]}", "{one_hot: [n, 0]}", "6: x: no class is left"),
        ("{normal: [n]}", "{one_hot: []}", "6: x: one_hot needs a size"),
        ("{normal: [n]}", "{labels: [n], below: 0}", "6: x: below must be at least 1"),
        (
            "{normal: [n]}",
            "{uniform: [n], low: 0.0001, high: 0.0002}",
            "9: inputs.x: no multiple of 1/1024 lies between low and high",
        ),
        ("marks: 1}", f"marks: {'9' * 5000}/7}}", "12: parts[0].marks: found"),
        ("marks: 1}", "marks: 1e300}", "12: parts[0].marks: found 1e+300, allowed is at most"),
        ("marks: 1}", "marks: 1e999}", '12: parts[0].marks: found "1e999"'),
    ],
)
def test_what_could_not_be_drawn_or_counted_is_a_fault(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    found = faults(tmp_path, PROBLEM.replace(old, new, 1))
    assert any(each.startswith(f"problems/lin/lin.yaml:{message}") for each in found), found


def test_a_graph_of_many_paths_is_read_at_once(tmp_path: Path) -> None:
    """Without memory there are a million paths to the input."""
    levels = "".join(f"def a{i}(a{i - 1}, b{i - 1}): return 1\n" for i in range(1, 41))
    levels += "".join(f"def b{i}(a{i - 1}, b{i - 1}): return 1\n" for i in range(1, 41))
    reference = f"{levels}def a0(x): return x\ndef b0(x): return x\n"
    reference += "def y(W, x, a40, b40): return x\ndef dW(g, x): return x\n"
    assert read_problem(tmp_path, course(tmp_path, reference=reference)).name == "lin"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{quantity: y, marks: 1}", "{values: [y], decimals: 2, marks: 1}", "values are for"),
        ("{quantity: y, marks: 1}", "{values: [y], marks: 1}", "values goes with decimals"),
        ("{dW: 1/2}", "{each: 1/2}", ""),
        ("x: [1, 2, 3]", "x: {fixed: [[1.0]]}", ""),
        ("x: [1, 2, 3]", "x: {normal: [k]}", "cases: x: size k is not declared"),
        ("x: [1, 2, 3]", "x: {normall: [n]}", "unknown key normall; did you mean normal?"),
    ],
)
def test_later_words_of_the_format(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = PROBLEM.replace(old, new, 1)
    if message:
        assert any(message in each for each in faults(tmp_path, text)), faults(tmp_path, text)
    else:
        assert read_problem(tmp_path, course(tmp_path, text)).name == "lin"


def test_numbers_by_hand_need_inputs_that_are_given(tmp_path: Path) -> None:
    text = PROBLEM.replace("{quantity: y, marks: 1}", "{values: [y], decimals: 2, marks: 1}")
    write_files(tmp_path, {"problems/answers/lin.yaml": text, "reference/lin.py": REFERENCE})
    with pytest.raises(CourseError) as caught:
        read_problem(tmp_path, tmp_path / "problems/answers/lin.yaml")
    found = str(caught.value)
    assert "lin.yaml:8: inputs.W: numbers by hand need inputs that are given, not drawn" in found
    assert "lin.yaml:13: parts: in problems/answers/ every part has values" in found
    assert "lin.yaml:5: sizes: numbers by hand have one case" in found


def test_a_part_without_a_case_is_a_fault(tmp_path: Path) -> None:
    text = PROBLEM.replace("sizes:\n  - {m: 2, n: 3}\n", "").replace("[m, n]", "[2, 3]")
    text = text.replace("[n]", "[3]").replace("[m]", "[2]")
    text = text.replace("because: whole numbers", "for: [y]")
    assert faults(tmp_path, text) == [
        "problems/lin/lin.yaml:11: parts: dW has no case; add sizes, or a case that suits it"
    ]


def test_a_circle_is_a_fault_of_the_reference(tmp_path: Path) -> None:
    circle = "def y(a): return a\ndef a(b): return b\ndef b(a): return a\ndef dW(g, x): return x\n"
    assert faults(tmp_path, reference=circle) == [
        "reference/lin.py:2: these quantities go in a circle: a -> b -> a"
    ]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (None, "problems/lin/lin.yaml:4: there is no reference/lin.py"),
        ("def y(W, x)\n", "reference/lin.py:1: not Python: expected ':'"),
        ("def y(W, x=1): return W\n", "reference/lin.py:1: y: parameters are plain names"),
        (
            REFERENCE + "\n\ndef loss(x):\n    return y(x, x)\n",
            "reference/lin.py:10: loss uses the quantity y of this module; make it a parameter",
        ),
        (REFERENCE + "\n\ndef y(x): return x\n", "reference/lin.py:9: y is defined twice"),
    ],
)
def test_a_fault_of_the_reference_is_named(
    tmp_path: Path, reference: str | None, message: str
) -> None:
    assert faults(tmp_path, reference=reference)[0].startswith(message)


def test_thirty_thousand_brackets_in_a_problem_are_one_line(tmp_path: Path) -> None:
    assert faults(tmp_path, "a: " + "[" * 30_000) == [
        "problems/lin/lin.yaml:1: nested more than 20 deep"
    ]


def test_a_file_is_compared_with_the_schema_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = course(tmp_path)
    read_problem(tmp_path, path)
    markers = list((tmp_path / "cache").rglob("valid/*"))
    assert len(markers) == 1
    read_problem(tmp_path, path)
    assert list((tmp_path / "cache").rglob("valid/*")) == markers
    path.write_text(PROBLEM.replace("marks: 1}", "marks: x}"))
    with pytest.raises(CourseError):
        read_problem(tmp_path, path)
    assert list((tmp_path / "cache").rglob("valid/*")) == markers


def test_a_cache_that_cannot_be_written_is_only_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert read_problem(tmp_path, course(tmp_path)).name == "lin"


def test_problem_files_name_the_schema_for_editors() -> None:
    for path in ROOT.glob("problems/*/*.yaml"):
        first = path.read_text().splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve() == ROOT / "grader/load/problem.schema.json"
