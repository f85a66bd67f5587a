"""Where a part is answered: the file, and the line of what counts in it."""

import ast
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import Report, find_course, grade
from grader.load.course import find_problem
from grader.load.problem import read_problem
from grader.model.answer import Raised
from grader.model.course import CaseKind
from grader.model.judgement import CaseJudgement, PartJudgement, Verdict
from grader.model.report import Place
from grader.model.submission import Submission, SubmittedFile
from grader.places import place_of
from grader.run.fake import FakeRunner
from tests.conftest import CORPUS, Files, one_problem, part, write_files

PROBLEM = """\
sizes: [n]
inputs: {x: {normal: [n]}}
parts: [{function: f, arguments: [x], returns: y, marks: 1}]
"""
REFERENCE = "def y(x): return 2 * x\n"

COURSE = find_course()
JACOBIAN = read_problem(COURSE.root, find_problem(COURSE, "softmax_jacobian"))


def judged(name: str, *cases: CaseJudgement, verdict: Verdict = Verdict.WRONG) -> PartJudgement:
    """Return a judgement on what is answered by a name in ``softmax.py``."""
    (function,) = JACOBIAN.functions
    asked = replace(function, name=name, uses=(name,) if "." in name else ())
    return PartJudgement(function.parts[0], asked, verdict, cases)


def handed_in(files: Files) -> Submission:
    """Return a submission of some files."""
    return Submission(
        "hw",
        tuple(
            SubmittedFile(name, text.encode() if isinstance(text, str) else text, "0")
            for name, text in files.items()
        ),
        (),
    )


def line_of(name: str, content: str | bytes) -> int | None:
    """Return the line that is given for a name, whether or not the file is Python."""
    found = place_of(judged(name), JACOBIAN, handed_in({"softmax.py": content}), None)
    assert found is not None
    assert found.file == "softmax.py"
    return found.line


def marked(tmp_path: Path, files: Files) -> Report:
    """Return the report on trusted files, as answers to a problem with one function."""
    course = one_problem(tmp_path, PROBLEM, REFERENCE)
    folder = write_files(tmp_path / "hw", files)
    return grade(folder, course, problems=["p"], runner=FakeRunner())


def place(tmp_path: Path, files: Files) -> Place | None:
    """Return where the one part is answered."""
    return part(marked(tmp_path, files), "y").place


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f(x): return x\n", 1),
        ("import numpy as np\n\n\ndef f(\n    x\n): return x\n", 4),
        ("@cache\n@other\ndef f(x): return x\n", 3),
        ("async  def\tf(x): return x\n", 1),
        ("class f:\n    pass\n", 1),
        ("\nf = lambda x: x\n", 2),
        ("\nf: Callable[[float], float] = lambda x: x\n", 2),
        ("g = 1\nf=g\n", 2),
        ("if True:\n    def f(x): return x\n", 2),
        ("def ff(x): return x\n\ndef f(x): return x\n", 3),
        ("def f(x): pass\n\ndef f(x): return x\n", 3),
        ("def f(x): return x\n\ndef g(x):\n    f = 1\n    return f\n", 1),
        ("class A:\n    def f(self): pass\n\ndef f(x): return x\n\nclass B:\n    f = 1\n", 4),
        ("# def f(x): return 1\ndef f(x): return x  # f = 1\n# def f(x): pass\n", 2),
        ('def f(x):\n    """Return.\n\ndef f(x): no\n"""\n    return x\n', 1),
        ("def f(x): return x\n\nTEXT = '''\nf = 1\n'''\n", 1),
        ('A = "it\'s # no"; B = """a"b\\"""\ndef f(x):\n"""\ndef f(x): return x\n', 4),
        ("A = 'a\\\nf = 1'\ndef f(x): return x\n", 3),
        ("f == 3\ng(f=1)\nf(1)\nprint(f)\n", None),
        ("from layers import f\n", None),
        ("", None),
    ],
)
def test_it_is_the_line_of_the_definition_that_counts(text: str, line: int | None) -> None:
    assert line_of("f", text) == line


CLASS = """\
class Other:
    def forward(self, x): return x


class MLP(Base):
    '''A network.

def forward(self): in a docstring
'''

    def __init__(self): self.forward_again = 1

# a remark

    @decorated
    def forward(self, x):
        forward = 1
        return forward


def forward(x): return x


class Another:
    def backward(self): pass
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("MLP.forward", 16),
        ("Other.forward", 2),
        ("forward", 21),
        ("MLP", 5),
        ("MLP.backward", 5),
        ("Missing.forward", None),
    ],
)
def test_a_method_is_looked_for_in_its_class(name: str, line: int | None) -> None:
    """Where a class takes it from elsewhere, the class is where to look."""
    assert line_of(name, CLASS) == line


def test_of_what_a_driver_needs_it_is_the_last() -> None:
    (function,) = JACOBIAN.functions
    asked = replace(function, name="run", uses=("Other", "MLP.forward"))
    judgement = PartJudgement(function.parts[0], asked, Verdict.WRONG, ())
    found = place_of(judgement, JACOBIAN, handed_in({"softmax.py": CLASS}), None)
    assert found == Place("softmax.py", 16)


TEXT = "'''A file.\n\nf = 0\n'''\n\n\ndef f(x):\n    return x\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-8-sig"),
        f"# -*- coding: latin-1 -*-\n{TEXT.replace('A file', 'Ünïcode')}".encode("latin-1"),
    ],
    ids=["lf", "crlf", "cr", "bom", "latin-1"],
)
def test_lines_are_counted_as_python_counts_them(content: bytes) -> None:
    tree = ast.parse(content)
    expected = [each.lineno for each in tree.body if isinstance(each, ast.FunctionDef)]
    assert [line_of("f", content)] == expected


def test_what_begins_with_a_byte_order_mark_has_a_first_line() -> None:
    assert line_of("f", "def f(x): return x\n".encode("utf-8-sig")) == 1


PIECES = st.lists(
    st.sampled_from(
        [
            "def f(x):\n    return x",
            "async def f(x): ...",
            "@decorated\ndef f(x):\n    f = x\n    return f",
            "f = lambda x: x",
            "class f:\n    f = 1\n    def f(self): ...",
            'def g():\n    """def f(x): 1\n\n# f = 1\nf = 2\n"""\n    f = 3',
            "# f = 'unclosed\n# '''",
            "'''it's\nf = 4\n\\''' '''",
            'A = "#", \'"\', "\\"", r"\\\\"\nB = """\'\'\'\nf = 5\n"""',
            "A = 'a\\\nf = 6'",
            "class C:\n\n    def f(self):\n        '''\nf = 7\n'''\n\n    f = f",
            "if f == 1:\n    f = 8",
            "A = f'{f!r}'",
            "",
        ]
    ),
    max_size=8,
)


@given(PIECES)
def test_what_python_finds_at_the_top_of_a_module_is_found(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    defined = [
        each.lineno
        for each in ast.parse(text).body
        if getattr(each, "name", "") == "f"
        or (isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "f")
    ]
    if defined:
        assert line_of("f", text) == defined[-1]


@given(st.binary() | st.lists(st.sampled_from(list("f\"'\\\n\r #= def:"))).map("".join))
def test_any_bytes_have_a_place(content: bytes | str) -> None:
    line = line_of("f", content)
    assert line is None or line >= 1
    line_of("f.f", content)


@pytest.mark.parametrize(
    "piece",
    ['\\"""', '"', "\\\"'", '"""\\', "f = 1\n", " ", "class f\n", "f:", "x='\\", "\n", "'''\n"],
)
def test_no_file_takes_long_to_be_searched(piece: str) -> None:
    """A pattern that tries again at every quote would take hours over such a file."""
    content = (piece * (1 << 20))[: 1 << 20]
    start = time.process_time()
    line_of("f", content)
    line_of("f.f", f"class f:\n{content}")
    assert time.process_time() - start < 5


# --- other places ---


def test_where_nothing_was_handed_in_there_is_no_place(tmp_path: Path) -> None:
    assert place(tmp_path, {"other.py": "f = 1\n"}) is None


def test_a_placeholder_has_a_place(tmp_path: Path) -> None:
    report = marked(tmp_path, {"m.py": "\ndef f(x):\n    pass\n"})
    assert part(report, "y").verdict is Verdict.NOT_ATTEMPTED
    assert part(report, "y").place == Place("m.py", 2)


def test_the_file_may_lie_in_a_folder_and_have_another_name(tmp_path: Path) -> None:
    source = "\ndef f(x): return x\n"
    assert place(tmp_path / "a", {"week 1/m.py": source}) == Place("week 1/m.py", 2)
    assert place(tmp_path / "b", {"M (1).py": source}) == Place("M (1).py", 2)
    assert place(tmp_path / "c", {"m.py.txt": source}) == Place("m.py.txt", 2)


def test_a_notebook_has_no_lines() -> None:
    for name in ("softmax.ipynb", "Softmax.IPYNB"):
        stand_in = SubmittedFile(name, b'{"cells": [\ndef f(x): 1]}', "0")
        submission = Submission("hw", (stand_in,), (), {"softmax.py": stand_in})
        assert place_of(judged("f"), JACOBIAN, submission, None) == Place(name, None)


def test_an_exception_is_where_it_was_raised(tmp_path: Path) -> None:
    source = "def f(x):\n    y = 2 * x\n    return y[10**6]\n"
    assert place(tmp_path, {"m.py": source}) == Place("m.py", 3)


def test_an_exception_may_be_raised_in_another_file(tmp_path: Path) -> None:
    files = {
        "m.py": "from layers import double\n\ndef f(x): return double(x)\n",
        "layers.py": "\n\ndef double(x):\n    return x.doubled\n",
    }
    assert place(tmp_path, files) == Place("layers.py", 4)


def test_a_file_that_is_no_python_is_looked_at_where_it_breaks_off(tmp_path: Path) -> None:
    source = "def f(x):\n    return 2 * x\n\n\nreturn = 3\n"
    assert place(tmp_path, {"m.py": source}) == Place("m.py", 5)


def test_an_exception_in_a_form_that_costs_nothing_is_not_where_to_look(tmp_path: Path) -> None:
    source = "def f(x):\n    if x.dtype != 'f8':\n        raise ValueError\n    return 2 * x\n"
    report = marked(tmp_path, {"m.py": source})
    assert part(report, "y").verdict is Verdict.RIGHT
    assert "it fails for" in part(report, "y").feedback.wrong
    assert part(report, "y").place == Place("m.py", 1)


def raising(file: str | None, line: int | None, *, counts: bool = True) -> CaseJudgement:
    """Return how a case went in which something was raised."""
    finding = Raised("ValueError", "", file, line)
    return CaseJudgement(
        "n=3", CaseKind.ORDINARY, None, Verdict.RAISED, finding, None, counts=counts
    )


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (None, None),
        ("softmax.py", None),
        ("softmax.py", 0),
        ("softmax.py", -1),
        ("softmax.py", 7),
        ("softmax.py", 10**30),
        ("/etc/passwd", 1),
        ("", 1),
    ],
)
def test_a_line_that_is_not_there_is_not_pointed_at(file: str | None, line: int | None) -> None:
    """The student's process says where something was raised, and may say anything."""
    judgement = judged("f", raising(file, line), verdict=Verdict.RAISED)
    submission = handed_in({"softmax.py": "1\n2\ndef f(x):\n  4\n5\n"})
    assert place_of(judgement, JACOBIAN, submission, None) == Place("softmax.py", 3)


def test_it_is_the_exception_that_the_feedback_speaks_of() -> None:
    submission = handed_in({"softmax.py": "1\n2\ndef f(x):\n  4\n5\n"})
    cases = raising("softmax.py", 2, counts=False), raising("softmax.py", 4)
    judgement = judged("f", *cases, verdict=Verdict.RAISED)
    assert place_of(judgement, JACOBIAN, submission, None) == Place("softmax.py", 4)
    late = judged("f", *cases, verdict=Verdict.TIMED_OUT)
    assert place_of(late, JACOBIAN, submission, None) == Place("softmax.py", 3)


SHEET = """\
# My answers
worked_network:
  S1:
    - [0.4580, 0.1205, -0.4420, 0.1195]
    - [0.8690, 0.1615, -0.1810, 0.1185]
    - [0.7040, about a half, 0.7040, -0.0440]

  Z1:
  loss: 0.4916
"""


@pytest.mark.parametrize("name", ["answers.yaml", "Answers (1).yaml"])
def test_answers_by_hand_have_the_lines_of_their_names_and_faults_their_own(
    name: str, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "hw", {name: SHEET.replace("\n", "\r\n")})
    report = grade(folder, problems=["worked_network"], runner=FakeRunner())
    assert part(report, "S1").verdict is Verdict.UNREADABLE
    assert part(report, "S1").place == Place(name, 6)
    assert part(report, "Z1").place == Place(name, 8)
    assert part(report, "loss").place == Place(name, 9)
    assert part(report, "Y").place == Place(name, 2)


def test_what_no_problem_of_a_sheet_names_has_no_line() -> None:
    report = grade(CORPUS / "worked_network/sign_of_one_cell", runner=FakeRunner())
    places = {one.problem: {each.place for each in one.parts} for one in report.problems}
    assert Place("answers.yaml", None) not in places.pop("worked_network")
    assert set().union(*places.values()) == {Place("answers.yaml", None)}


def test_a_sheet_that_cannot_be_read_is_looked_at_where_it_breaks_off(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "hw", {"answers.yaml": "worked_network:\n\tloss: 1\n"})
    report = grade(folder, problems=["worked_network"], runner=FakeRunner())
    assert {each.place for each in report.problems[0].parts} == {Place("answers.yaml", 2)}


def test_without_a_sheet_there_is_no_place(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "hw", {"softmax.py": ""})
    report = grade(folder, problems=["worked_network"], runner=FakeRunner())
    assert {each.place for each in report.problems[0].parts} == {None}
