"""Choices and given functions: whose turn it is, and who gets what by which name."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader import Course, CourseError, find_course, grade
from grader.expect import Oracle
from grader.load.problem import read_problem
from grader.model.case import Case, Tag
from grader.model.course import Choice, Problem
from grader.model.values import GivenFunction
from grader.plan import draw_cases
from grader.run.fake import FakeRunner
from tests.conftest import answered, feedback, verdicts, write_files

GIVEN = """\
import numpy as np


class Activation:
    def __init__(self, value, derivative):
        self._value, self.derivative = value, derivative

    def __call__(self, z):
        return self._value(z)


tanh = Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
square = Activation(np.square, lambda z: 2 * z)
cube: Activation = Activation(lambda z: z**3, lambda z: 3 * z**2)


def double(z):
    return 2 * z


def _hidden(z):
    return z
"""

PROBLEM = """\
sizes: [{n: 5}, {n: 3}, {n: 4}, {n: 2}]
inputs:
  z: {normal: [n]}
  f: {choice: [twice, once]}
  g: {given: [tanh, square, cube]}
parts:
  - {quantity: y, marks: 1}
  - {quantity: dy, marks: 1}
cases:
  - {z: [1.0, 2.0]}
  - {f: once, g: double, for: [y]}
"""

REFERENCE = """\
def y(z, f, g): return g(z) * {"twice": 2, "once": 1}[f]

def dy(z, f, g): return g.derivative(z) * {"twice": 2, "once": 1}[f]
"""

RIGHT = """\
def y(z, f, g): return (2 if f == "twice" else 1) * g(z)

def dy(z, f, g): return (2 if f == "twice" else 1) * g.derivative(z)
"""

LISTED = """\
index: {k: "1..len(n)-1"}
sizes: [{n: [4, 3, 2, 5]}, {n: [2, 3]}, {n: [3, 2, 4]}]
inputs:
  z: {normal: ["n[0]"]}
  g: {given: [tanh, square], each: k}
  f: {choice: [a, b, c], each: k}
parts: [{quantity: h, marks: 1}]
cases:
  - {n: [3, 2, 2], g: [cube, cube]}
"""
CHAIN = "def h(k, z, g, f, h): return g[k](z if k == 1 else h[k - 1]) + (f[k] == 'b')\n"

MOST = {"given.py": GIVEN}


def made(
    folder: Path, problem: str = PROBLEM, reference: str = REFERENCE, given: str | None = GIVEN
) -> Course:
    """Write a course of one problem with given functions, answered in ``m.py``."""
    head = "problem: p\ntitle: P\nstatement: Do it.\nreference: r\n"
    files = {"problems/m/p.yaml": head + problem, "reference/r.py": reference}
    if given is not None:
        files["reference/given.py"] = given
    return find_course(write_files(folder / "course", files))


def problem_of(course: Course) -> Problem:
    """Return the one problem of a course."""
    return read_problem(course.root, course.problem_files["p"])


def faults(course: Course) -> list[str]:
    """Return what is wrong with the one problem, with paths relative to the course."""
    with pytest.raises(CourseError) as caught:
        problem_of(course)
    return [str(each).replace(f"{course.root}/", "") for each in caught.value.faults]


def chosen(cases: tuple[Case, ...], name: str) -> list[object]:
    """Return what the cases that are not designed have for an input; of a function its name."""
    return [_named(case.values[name]) for case in cases if case.tag is None and case.form is None]


def _named(value: object) -> object:
    if isinstance(value, list):
        return [_named(each) for each in value]
    return value.name if isinstance(value, GivenFunction) else value


def as_bytes(case: Case, name: str) -> bytes:
    """Return a drawn value, to compare."""
    return np.asarray(case.values[name]).tobytes()


def test_the_sets_of_sizes_take_the_options_in_turn(tmp_path: Path) -> None:
    cases = draw_cases(problem_of(made(tmp_path)), 0)
    assert chosen(cases, "f") == ["twice", "once", "twice", "once", "twice", "once"]
    assert chosen(cases, "g") == ["tanh", "square", "cube", "tanh", "tanh", "double"]
    assert [case.name for case in cases[:2]] == [
        "n=5, f=twice, g=tanh",
        "n=3, f=once, g=square",
    ]
    assert chosen(draw_cases(problem_of(made(tmp_path)), 7), "g") == chosen(cases, "g")


def test_a_case_of_the_author_takes_the_first_option_or_what_it_gives(tmp_path: Path) -> None:
    first, given = draw_cases(problem_of(made(tmp_path)), 0)[4:6]
    assert (first.values["f"], first.values["g"]) == ("twice", GivenFunction("tanh"))
    assert (given.values["f"], given.values["g"]) == ("once", GivenFunction("double"))


def test_another_set_of_sizes_or_another_option_moves_nothing_else(tmp_path: Path) -> None:
    before = problem_of(made(tmp_path))
    more = replace(before, sizes=(*before.sizes, {"n": 7}))
    old, new = draw_cases(before, 0), draw_cases(more, 0)
    assert chosen(new, "g")[:4] == chosen(old, "g")[:4]
    assert chosen(new, "g")[5:] == chosen(old, "g")[4:]
    assert [as_bytes(case, "z") for case in old[:4]] == [as_bytes(case, "z") for case in new[:4]]
    longer = {**before.inputs, "f": Choice(("twice", "once", "once"))}
    third = draw_cases(replace(before, inputs=longer), 0)
    assert [as_bytes(case, "z") for case in third[:4]] == [as_bytes(case, "z") for case in old[:4]]


def test_a_single_option_is_in_no_name(tmp_path: Path) -> None:
    course = made(tmp_path, PROBLEM.replace("[twice, once]", "[once]"))
    assert draw_cases(problem_of(course), 0)[0].name == "n=5, g=tanh"


def test_what_is_designed_has_the_options_of_the_case_it_is_made_from(tmp_path: Path) -> None:
    cases = draw_cases(problem_of(made(tmp_path)), 0)
    made_from_first = [case for case in cases if case.tag is not None or case.form is not None]
    assert {str(case.values["f"]) for case in made_from_first} == {"twice"}
    assert {_named(case.values["g"]) for case in made_from_first} == {"tanh"}


def test_nobody_can_work_out_which_option_a_hidden_case_takes(tmp_path: Path) -> None:
    problem = problem_of(made(tmp_path))
    found = set()
    for number in range(30):
        cases = draw_cases(problem, 0, secret=bytes([number]))
        (hidden,) = (case for case in cases if case.tag is Tag.HIDDEN)
        found.add((hidden.values["f"], _named(hidden.values["g"])))
    assert len(found) == 6


def test_entries_of_a_list_take_turns_as_well(tmp_path: Path) -> None:
    problem = problem_of(made(tmp_path, LISTED, CHAIN))
    cases = draw_cases(problem, 0)
    assert chosen(cases, "g") == [
        ["tanh", "square", "tanh"],
        ["square"],
        ["tanh", "square"],
        ["cube", "cube"],
    ]
    assert chosen(cases, "f") == [["a", "b", "c"], ["b"], ["c", "a"], ["a", "b"]]


def test_a_list_of_functions_reaches_the_reference_by_the_books_numbers(tmp_path: Path) -> None:
    source = """\
def h(z, g, f):
    found = []
    for each, letter in zip(g, f):
        z = each(z) + (letter == "b")
        found.append(z)
    return found
"""
    assert verdicts(answered(made(tmp_path, LISTED, CHAIN), source)) == {"h": "right"}
    always_tanh = source.replace("each(z)", "g[0](z)")
    assert verdicts(answered(made(tmp_path, LISTED, CHAIN), always_tanh)) == {"h": "wrong"}


def test_the_reference_and_the_student_get_the_function_itself(tmp_path: Path) -> None:
    course = made(tmp_path)
    problem = problem_of(course)
    second = draw_cases(problem, 0)[1]
    oracle = Oracle(problem)
    z = np.asarray(second.values["z"])
    assert np.array_equal(oracle.expected("y", second), z**2)
    assert np.array_equal(oracle.expected("dy", second), 2 * z)
    assert verdicts(answered(course, RIGHT)) == {"y": "right", "dy": "right"}


def test_who_always_takes_the_first_function_is_not_right(tmp_path: Path) -> None:
    source = "import numpy as np\n" + RIGHT.replace("g(z)", "np.tanh(z)")
    assert verdicts(answered(made(tmp_path), source)) == {"y": "wrong", "dy": "right"}


def test_the_module_given_can_be_imported_and_is_that_of_the_course(tmp_path: Path) -> None:
    source = RIGHT.replace("def y(z, f, g):", "import given\n\ndef y(z, f, g):", 1)
    source = source.replace("* g(z)", "* (given.square(z) if g is given.square else g(z))")
    course = made(tmp_path)
    assert verdicts(answered(course, source)) == {"y": "right", "dy": "right"}
    own = {"m.py": source, "given.py": "raise RuntimeError('mine')\n"}
    report = grade(write_files(tmp_path / "own", own), course, runner=FakeRunner())
    assert verdicts(report) == {"y": "right", "dy": "right"}


def test_without_given_functions_an_own_module_of_that_name_is_the_students(
    tmp_path: Path,
) -> None:
    problem = "sizes: [n]\ninputs: {z: {normal: [n]}}\nparts: [{quantity: y, marks: 1}]\n"
    course = made(tmp_path, problem, "def y(z): return 3 * z\n")
    own = {"m.py": "import given\ndef y(z): return given.f(z)\n"}
    own["given.py"] = "def f(z): return 3 * z\n"
    report = grade(write_files(tmp_path / "own", own), course, runner=FakeRunner())
    assert verdicts(report) == {"y": "right"}


def test_an_exception_in_a_given_function_names_the_students_line(tmp_path: Path) -> None:
    source = RIGHT.replace("* g(z)", "* g(z, z)")
    report = answered(made(tmp_path), source)
    assert verdicts(report)["y"] == "raised"
    assert "m.py, line 1" in feedback(report, "y")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "[tanh, square, cube]",
            "[tanh, squar]",
            (
                "problems/m/p.yaml:9: inputs.g: squar is no function of reference/given.py; "
                "did you mean square?"
            ),
        ),
        (
            "[tanh, square, cube]",
            "[_hidden]",
            "problems/m/p.yaml:9: inputs.g: _hidden is no function of reference/given.py",
        ),
        (
            "g: double",
            "g: cub",
            (
                "problems/m/p.yaml:15: cases: g: cub is no function of reference/given.py; "
                "did you mean cube?"
            ),
        ),
        (
            "f: once",
            "f: onec",
            "problems/m/p.yaml:15: cases: f: onec is none of twice, once; did you mean once?",
        ),
        ("f: once", "f: 3", "problems/m/p.yaml:15: cases: f: 3 is none of twice, once"),
        (
            "square, cube]}",
            "square], each: k}",
            "problems/m/p.yaml:9: inputs.g: each: k is no running letter of index",
        ),
        ("[twice, once]", "[]", "problems/m/p.yaml:8: inputs.f.choice: "),
        ("[twice, once]", "[1, 2]", "problems/m/p.yaml:8: inputs.f.choice[0]: found 1"),
    ],
)
def test_an_unknown_name_is_a_fault_with_its_line(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert old in PROBLEM
    found = faults(made(tmp_path, PROBLEM.replace(old, new)))
    assert any(each.startswith(message) for each in found), found


def test_a_missing_module_of_given_functions_is_a_fault(tmp_path: Path) -> None:
    found = faults(made(tmp_path, given=None))
    assert found[0] == "problems/m/p.yaml:9: inputs.g: there is no reference/given.py"


def test_a_module_of_given_functions_that_is_no_python_is_a_fault_of_its_own(
    tmp_path: Path,
) -> None:
    found = faults(made(tmp_path, given="x = 1\ndef f(:\n"))
    assert len(found) == 1
    assert found[0].startswith("reference/given.py:2: not Python: ")


def test_a_module_of_given_functions_that_cannot_be_imported_is_a_fault_and_no_traceback(
    tmp_path: Path,
) -> None:
    course = made(tmp_path, given=GIVEN + "\n\n1 / 0\n")
    with pytest.raises(CourseError, match=r"given.py:\d+: cannot be imported: ZeroDivisionError"):
        answered(course, RIGHT)
    course = made(tmp_path, given="tanh = 3\nsquare = 4\ncube = 1\ndouble = 2\n")
    with pytest.raises(CourseError, match=r"given.py:1: there is no function tanh"):
        answered(course, RIGHT)


DRIVEN = """\
sizes: [{n: 5}, {n: 3}]
inputs: {z: {normal: [n]}}
parts:
  - driver: run
    uses: [Net, Net.forward]
    arguments: [z]
    returns: y
    marks: 1
    memory: {megabytes: allowed, misconception: too_much}
    time: {times: 2, beside: quick, where: allowed}
misconceptions: {too_much: That is too much.}
"""
DRIVER = "def run(student, z):\n    return student.Net().forward(z)\n"


def driven(folder: Path, problem: str = DRIVEN, **files: str | None) -> Course:
    """Write a course of one problem with a driver and limits."""
    course = made(folder, problem, "def y(z): return 2 * z\n\ndef allowed(n): return 0 * n\n")
    more = {
        "reference/drivers/r.py": files.get("driver", DRIVER),
        "reference/yardsticks/quick.py": files.get("yardstick", "class Net: pass\n"),
    }
    write_files(course.root, {name: text for name, text in more.items() if text is not None})
    return course


def test_a_problem_with_a_driver_has_no_faults(tmp_path: Path) -> None:
    (function,) = problem_of(driven(tmp_path)).functions
    assert (function.name, function.uses) == ("run", ("Net", "Net.forward"))
    assert (function.megabytes, function.timed_where) == ("allowed", "allowed")
    assert (function.greedy, function.slow) == ("too_much", None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "driver: run",
            "driver: rum",
            (
                "problems/m/p.yaml:8: parts: rum is no function of reference/drivers/r.py; "
                "did you mean run?"
            ),
        ),
        ("driver: run", "driver: 3", "problems/m/p.yaml:8: parts[0].driver: found 3"),
        (
            "arguments: [z]",
            "arguments: [z, n]",
            (
                "problems/m/p.yaml:8: parts: found run(student, z) in reference/drivers/r.py, "
                "allowed is run(student, z, n)"
            ),
        ),
        (
            "megabytes: allowed",
            "megabytes: alowed",
            (
                "problems/m/p.yaml:13: memory: alowed is no function of reference/r.py; "
                "did you mean allowed?"
            ),
        ),
        (
            "where: allowed",
            "where: alowed",
            (
                "problems/m/p.yaml:14: time: alowed is no function of reference/r.py; "
                "did you mean allowed?"
            ),
        ),
        (
            "misconception: too_much",
            "misconception: to_much",
            (
                "problems/m/p.yaml:13: memory: to_much is no misconception of this problem; "
                "did you mean too_much?"
            ),
        ),
        (
            "beside: quick",
            "beside: quik",
            (
                "problems/m/p.yaml:14: time: there is no reference/yardsticks/quik.py; "
                "did you mean quick?"
            ),
        ),
        ("    uses: [Net, Net.forward]\n", "", "problems/m/p.yaml:8: parts[0]: driver goes with"),
    ],
)
def test_what_a_driver_or_a_limit_hangs_on_is_there(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert old in DRIVEN
    found = faults(driven(tmp_path, DRIVEN.replace(old, new)))
    assert [each for each in found if each.startswith(message)], found
    assert len(found) == 1


def test_two_misconceptions_of_memory_and_time_are_a_fault_where_one_is_unknown(
    tmp_path: Path,
) -> None:
    text = DRIVEN.replace("where: allowed}", "where: allowed, misconception: to_slow}")
    (found,) = faults(driven(tmp_path, text))
    assert found.startswith("problems/m/p.yaml:14: time: to_slow is no misconception of this")


def test_missing_drivers_are_a_fault_that_says_where_they_belong(tmp_path: Path) -> None:
    (found,) = faults(driven(tmp_path, driver=None))
    assert found.startswith("problems/m/p.yaml:8: parts: there is no reference/drivers/r.py")
    (found,) = faults(driven(tmp_path, driver="def run(student, z)\n"))
    assert found.startswith("reference/drivers/r.py:1: not Python: ")


def test_a_limit_that_is_no_number_is_a_fault_of_the_reference(tmp_path: Path) -> None:
    course = driven(tmp_path, DRIVEN.replace("megabytes: allowed", "megabytes: y"))
    with pytest.raises(CourseError, match=r"r.py:1: y is no single number"):
        answered(course, "class Net:\n    def forward(self, z): return 2 * z\n")


def test_what_is_compared_with_is_part_of_the_problem(tmp_path: Path) -> None:
    """A mark is made by all of this: so its digest in the report tells one from another."""
    digest = problem_of(driven(tmp_path)).digest
    assert problem_of(driven(tmp_path)).digest == digest
    assert problem_of(driven(tmp_path, driver=DRIVER + "\n")).digest != digest
    assert problem_of(driven(tmp_path, yardstick="class Net: ...\n")).digest != digest
