"""What students begin with: signatures, shapes in words, blanks, and nothing right."""

import ast
from pathlib import Path

import pytest

from grader import CourseError, UsageError, find_course, grade
from grader.load.problem import read_problem
from grader.model.course import Assignment, Course, Problem, StudentFunction
from grader.run.fake import FakeRunner
from grader.starter.python import parameters
from grader.starter.shapes import Shapes
from grader.starter.starter import starter_files, write_starter
from tests.conftest import write_files

HEAD = "title: A title\nstatement: |\n  Do it.\nreference: r\n"


def problem(
    tmp_path: Path, text: str, reference: str, folder: str = "m", more: dict[str, str] | None = None
) -> Problem:
    """Write a course of one problem, ``p``; return the problem."""
    files = {
        f"problems/{folder}/p.yaml": f"problem: p\n{HEAD}{text}",
        "reference/r.py": reference,
        **(more or {}),
    }
    root = write_files(tmp_path / "course", files)
    return read_problem(root, root / f"problems/{folder}/p.yaml")


SHAPES = """\
sizes: [m, n]
inputs:
  W: {normal: [m, n]}
  x: {normal: [n]}
  y: {labels: [m], below: n}
  c: {uniform: []}
  label: {labels: [], below: m}
  g: {given: [tanh, relu]}
  f: {choice: [relu, identity]}
parts:
  - {quantity: product, marks: 1}
  - {quantity: padded, marks: 1}
  - {quantity: shorter, marks: 1}
  - {quantity: pairs, marks: 1}
  - {quantity: two, marks: 1}
  - {quantity: total, marks: 1}
  - {quantity: odd, marks: 1}
  - {quantity: count, marks: 1}
  - function: named
    arguments: [params, y, c, f, m, words, label, g]
    returns: [product, total]
cases:
  - {x: [1, 2, 3], because: whole numbers}
"""
GIVEN = {"reference/given.py": "def tanh(z): return z\n\n\ndef relu(z): return z\n"}
SHAPES_REFERENCE = """\
import numpy as np


def product(W, x):
    return W @ x


def padded(W, x):
    return np.append(x, W[0, 0])


def shorter(W, x):
    return x[1:] * W[0, 0] if len(x) > 1 else W[0, :0]


def pairs(W):
    return W.reshape(-1)


def two(W, x):
    return np.stack([W.sum() * x, x])


def total(W, x):
    return np.sum(W @ x)


def odd(x, W):
    return W.reshape(-1)[: max(1, W.size // 3)] * x[0]


def count(y):
    return int(np.sum(y))


def params(W, x, y, c):
    return {"W": W, "x": x}


def pair(W, x):
    return [W, x]


def words():
    return ["a", "b"]
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Shapes:
    return Shapes(problem(tmp_path, SHAPES, SHAPES_REFERENCE, more=GIVEN))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("W", "an array of shape (m, n)"),
        ("x", "an array of shape (n,)"),
        ("y", "an array of whole numbers of shape (m,)"),
        ("c", "a number"),
        ("f", 'one of "relu" or "identity"'),
        ("g", "a function: tanh or relu"),
        ("m", "a whole number"),
        ("product", "an array of shape (m,)"),
        ("padded", "an array of shape (n + 1,)"),
        ("shorter", "an array of shape (n - 1,)"),
        ("pairs", "an array of shape (m * n,)"),
        ("two", "an array of shape (2, n)"),
        ("total", "a number"),
        ("label", "a whole number"),
        ("odd", "an array"),
        ("words", "a list of texts"),
        ("pair", "a list of an array of shape (m, n) and an array of shape (n,)"),
        (
            "params",
            'a dict with "W", an array of shape (m, n); "x", an array of shape (n,)',
        ),
    ],
)
def test_values_are_described_in_names_of_sizes(shapes: Shapes, name: str, words: str) -> None:
    assert shapes.describe(name) == words


LISTS = """\
sizes:
  - {n: [4, 5, 3, 2]}
  - {n: [3, 2]}
  - {n: [2, 1, 4, 3, 5]}
index: {k: "1..len(n)-1"}
inputs:
  W: {normal: ["n[k]", "n[k-1]"], each: k}
  x: {normal: ["n[0]"]}
parts:
  - {function: f, arguments: [W, x, n], returns: [W_twice, rows, last, depth], marks: {each: 1}}
"""
LISTS_REFERENCE = """\
import numpy as np


def W_twice(k, W):
    return 2 * W[k]


def rows(k, W):
    return W[k].sum(axis=1)


def last(W, x, n):
    return W[len(n) - 1].sum(axis=1) + x.sum()


def depth(n, W, x):
    return np.array([W[k].sum() + x.sum() for k in range(1, len(n))])
"""


def test_whether_what_comes_back_is_whole_is_no_matter(shapes: Shapes) -> None:
    assert shapes.describe_returned("count") == "a number"
    assert shapes.describe_returned("y") == "an array of shape (m,)"


def test_lists_are_described_by_the_place_of_the_entry(tmp_path: Path) -> None:
    found = Shapes(problem(tmp_path, LISTS, LISTS_REFERENCE))
    assert found.describe("W") == "a list of arrays, at index i of shape (n[i + 1], n[i])"
    assert found.describe("W_twice") == found.describe("W")
    assert found.describe("rows") == "a list of arrays, at index i of shape (n[i + 1],)"
    assert found.describe("last") == "an array of shape (n[-1],)"
    assert found.describe("depth") == "an array of shape (len(n) - 1,)"
    assert found.describe("n") == "a list of whole numbers"


def test_a_function_has_its_signature_its_shapes_and_a_placeholder(tmp_path: Path) -> None:
    text = SHAPES.replace(
        "returns: [product, total]\n",
        "returns: [product, total]\n    statement: 'Mind $\\lambda$.\n\n\n      More.'\n",
    )
    found = starter_files([problem(tmp_path, text, SHAPES_REFERENCE, more=GIVEN)])
    assert list(found) == ["m.py", "README.md"]
    tree = ast.parse(found["m.py"])
    named = tree.body[-1]
    assert isinstance(named, ast.FunctionDef)
    assert [each.arg for each in named.args.args] == [
        "params",
        "y",
        "c",
        "f",
        "m",
        "words",
        "label",
        "g",
    ]
    assert ast.unparse(named.body[1]) == "raise NotImplementedError"
    docstring = ast.get_docstring(named) or ""
    assert docstring.splitlines() == [
        "Return product and total, in this order or as a dict with these names.",
        "",
        "Another way to the same marks: the better of the two counts.",
        "",
        r"Mind $\lambda$.",
        "",
        "Arguments:",
        '    params: a dict with "W", an array of shape (m, n); "x", an array of shape (n,)',
        "    y: an array of whole numbers of shape (m,)",
        "    c: a number",
        '    f: one of "relu" or "identity"',
        "    m: a whole number",
        "    words: a list of texts",
        "    label: a whole number",
        "    g: a function: tanh or relu",
        "",
        "Returns:",
        "    product: an array of shape (m,)",
        "    total: a number",
    ]
    assert all(len(line) <= 100 for line in found["m.py"].splitlines())


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("Write `f(a, b)`.", ["a", "b"]),
        ("Write `f(a)`, which is `f(a, c)`.", ["a", "c"]),
        ("Write `f(a, a)`, `f(a, lambda)` or `f(1, 2)`.", ["x", "x_2"]),
        ("Write it.", ["x", "x_2"]),
    ],
)
def test_parameters_are_called_as_in_the_statement(statement: str, names: list[str]) -> None:
    asked = StudentFunction("f", ("x", "x"), (), several=False)
    assert parameters(asked, statement) == names


CLASS = """\
sizes: [m, n]
arrays: torch.float32
inputs:
  W: {normal: [m, n]}
  x: {normal: [n]}
SKELETON
parts:
  - {driver: forward, uses: [Model, Model.forward], arguments: [W, x], returns: y, marks: 2}
  - {quantity: total, marks: 1}
"""
SKELETON = '''\
skeleton: |
  class Model:
      """A linear map."""

      def __init__(self, W, scale=1.0):
          raise NotImplementedError

      def forward(self, x):
          """Return W x."""
          raise NotImplementedError
'''
CLASS_REFERENCE = """\
def y(W, x):
    return W @ x


def total(W, x):
    return (W @ x).sum()
"""
DRIVER = "def forward(student, W, x):\n    return student.Model(W).forward(x)\n"


def with_class(tmp_path: Path, skeleton: str) -> Problem:
    text = CLASS.replace("SKELETON\n", skeleton)
    return problem(tmp_path, text, CLASS_REFERENCE, more={"reference/drivers/r.py": DRIVER})


def test_a_class_stands_as_its_skeleton_says(tmp_path: Path) -> None:
    text = starter_files([with_class(tmp_path, SKELETON)])["m.py"]
    assert "def __init__(self, W, scale=1.0):" in text
    assert text.startswith("import torch\n")
    assert "total: a number" in text
    assert "x: a tensor of shape (n,)" in text


def test_a_class_without_a_skeleton_has_its_methods(tmp_path: Path) -> None:
    text = starter_files([with_class(tmp_path, "")])["m.py"]
    assert "class Model:\n    def forward(self, *arguments):\n        raise Not" in text


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (("raise NotImplementedError\n\n", "self.W = W\n\n"), "16: skeleton: __init__ holds some"),
        (("def forward", "def backward"), "12: skeleton: Model.forward is used by a driver"),
        (("class Model:", "import os\n  class Model:"), "12: skeleton: found import os; allowed"),
        (("class Model:", "class Model(dict):"), "12: skeleton: found Model; allowed"),
        (("scale=1.0", "scale=open('x')"), "15: skeleton: __init__: a default is a number"),
        (("def forward(self, x):", "def forward(self, x)"), "18: skeleton: not Python"),
    ],
)
def test_a_skeleton_holds_only_placeholders(
    tmp_path: Path, wrong: tuple[str, str], fault: str
) -> None:
    with pytest.raises(CourseError) as caught:
        with_class(tmp_path, SKELETON.replace(*wrong, 1))
    assert f"p.yaml:{fault}" in str(caught.value)


SHEET = """\
inputs:
  x: 2.5
parts:
  - {values: [y], decimals: 2, marks: {each: 1}}
  - choice: kind
    statement: Which is it?
    options: {cat: It has whiskers., dog: It barks.}
    right: [dog]
    hints: {cat: Listen to it.}
    marks: 1
  - order: steps
    options: {zoom: Zoom in., aim: Aim., shoot: Press.}
    before: [[zoom, aim], [aim, shoot]]
    marks: 1
  - {short: name, accepts: [secret word], marks: 1}
  - {written: why, statement: Why?, rubric: [rubric line], marks: 1}
"""


def test_a_sheet_has_questions_as_comments_and_blanks(tmp_path: Path) -> None:
    reference = "def y(x):\n    return x * 3.0\n"
    text = starter_files([problem(tmp_path, SHEET, reference, folder="answers")])["answers.yaml"]
    answers = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert answers == ["p:", "  y:", "  kind:", "  steps:", "  name:", "  why:"]
    assert "  # Which is it?" in text
    assert text.index("`aim`") < text.index("`shoot`") < text.index("`zoom`")
    for secret in ("secret word", "rubric line", "Listen", "7.5"):
        assert secret not in text


def two_problems(tmp_path: Path) -> tuple[Course, list[Problem]]:
    text = "sizes: [n]\ninputs: {x: {normal: [n]}}\nparts:\n"
    part = "  - {{function: {}, arguments: [x], returns: y, marks: {}}}\n"
    files = {
        f"problems/m/{name}.yaml": f"problem: {name}\n{HEAD}{text}{part.format(*asked)}"
        for name, asked in {"one": ("f", 1), "two": ("g", 2)}.items()
    }
    files["reference/r.py"] = "def y(x):\n    return 2 * x\n"
    course = find_course(write_files(tmp_path / "course", files))
    return course, [read_problem(course.root, path) for path in course.problem_files.values()]


def test_a_starter_says_how_to_try_it_and_is_not_attempted(tmp_path: Path) -> None:
    course, problems = two_problems(tmp_path)
    both = Assignment("sheet", "A sheet", "A book", ("one", "two"))
    folder = tmp_path / "deep" / "new"
    written = write_starter(folder, problems, assignment=both, built_in=False)
    assert [path.name for path in written] == ["m.py", "README.md"]
    readme = (folder / "README.md").read_text()
    assert "grade . --assignment sheet --course COURSE" in readme
    assert "3 marks in all" in readme
    assert "Source: A book." in readme
    report = grade(folder, course, runner=FakeRunner())
    assert {str(part.state) for each in report.problems for part in each.parts} == {"not_attempted"}


def test_a_starter_of_one_problem_names_the_problem(tmp_path: Path) -> None:
    _, problems = two_problems(tmp_path)
    assert "grade . --problem one\n" in starter_files(problems[:1])["README.md"]


def test_the_same_starter_is_written_again(tmp_path: Path) -> None:
    _, problems = two_problems(tmp_path)
    assert starter_files(problems) == starter_files(problems)


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    _, problems = two_problems(tmp_path)
    folder = write_files(tmp_path / "mine", {"notes.txt": "mine"})
    with pytest.raises(UsageError, match="mine: it is not empty"):
        write_starter(folder, problems)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    with pytest.raises(UsageError, match=r"notes\.txt: it is no folder"):
        write_starter(folder / "notes.txt", problems)
    with pytest.raises(UsageError, match="it is no folder"):
        write_starter(folder / "notes.txt" / "deeper", problems)
