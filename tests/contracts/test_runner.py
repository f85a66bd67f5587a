"""What every runner must do; the real one and the fake are put through the same."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from grader.model.answer import (
    Answer,
    Exited,
    FunctionCalls,
    Job,
    NotAttempted,
    OutOfMemory,
    Raised,
    Returned,
    TooSlow,
    Unusable,
)
from grader.model.submission import SubmittedFile
from grader.model.values import GivenFunction, Value
from grader.run.fake import FakeRunner
from grader.run.process import ProcessRunner
from grader.run.runner import Runner


@pytest.fixture(params=["process", "fake"])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """Return each runner in turn."""
    if request.param == "fake":
        yield FakeRunner()
    else:
        with ProcessRunner() as real:
            yield real


def submitted(path: str, text: str | bytes) -> SubmittedFile:
    """Return a file as if it had been read."""
    content = text.encode() if isinstance(text, str) else text
    return SubmittedFile(path, content, hashlib.sha256(content).hexdigest())


def calls(function: str, *arguments: tuple[Value, ...], returns: str = "q") -> FunctionCalls:
    """Return calls of a function; several quantities if there is a comma."""
    names = tuple(returns.split(","))
    return FunctionCalls("p", function, names, len(names) > 1, arguments)


def answers(
    runner: Runner, text: str | bytes, *asked: FunctionCalls, **others: str
) -> list[tuple[Answer, ...]]:
    """Run one file and return the answers of each function."""
    files = tuple(submitted(f"{name}.py", content) for name, content in others.items())
    run = runner.run([Job(submitted("work.py", text), files, asked)])
    return [run.files[0].answers[("p", each.function)] for each in asked]


def array(answer: Answer, position: int = 0) -> object:
    """Return a returned array as lists."""
    assert isinstance(answer, Returned), answer
    output = answer.outputs[position]
    assert isinstance(output, np.ndarray)
    return output.tolist()


def test_answers_stand_in_the_order_of_the_calls(runner: Runner) -> None:
    (found,) = answers(runner, "def f(x): return 2 * x", calls("f", (1,), (2.5,), (3,)))
    assert [array(each) for each in found] == [2, 5.0, 6]


def test_every_kind_of_value_arrives(runner: Runner) -> None:
    source = "def f(a, i, t, l, d): return [a.sum(), i, len(t), l[1], d['k'][0]]"
    arguments = (np.array([1.0, 2.0]), 7, "text", [1, 2.5], {"k": [9]})
    (found,) = answers(runner, source, calls("f", arguments))
    assert array(found[0]) == [3.0, 7.0, 4.0, 2.5, 9.0]


def test_every_call_gets_fresh_arguments(runner: Runner) -> None:
    source = "def f(x):\n    x += 1\n    return x"
    x = np.zeros(2)
    (found,) = answers(runner, source, calls("f", (x,), (x,)))
    assert [array(each) for each in found] == [[1.0, 1.0], [1.0, 1.0]]
    assert not x.any()


def test_several_quantities_come_back_together(runner: Runner) -> None:
    source = "def f(x): return x, {'no': 'array'}"
    (found,) = answers(runner, source, calls("f", (1.0,), returns="a,b"))
    assert array(found[0], 0) == 1.0
    assert isinstance(found[0], Returned)
    assert found[0].outputs[1] == Unusable("a dict with the keys no")


def test_an_exception_has_its_type_message_and_line(runner: Runner) -> None:
    source = "def g(x):\n    return x / 0\n\ndef f(x):\n    return g(x)\n"
    (found,) = answers(runner, source, calls("f", (1,), (2,)))
    expected = Raised("ZeroDivisionError", "division by zero", "work.py", 2)
    assert found == (expected, expected)


def test_an_exception_in_one_call_does_not_touch_the_next(runner: Runner) -> None:
    (found,) = answers(runner, "def f(x): return 1 / x", calls("f", (0,), (2,)))
    assert isinstance(found[0], Raised)
    assert array(found[1]) == 0.5


def test_an_exception_in_a_helper_file_names_that_file(runner: Runner) -> None:
    helper = "def g(x):\n    raise KeyError('k')\n"
    source = "from aid import g\ndef f(x): return g(x)"
    (found,) = answers(runner, source, calls("f", (1,)), aid=helper)
    assert isinstance(found[0], Raised)
    assert (found[0].type, found[0].line) == ("KeyError", 2)
    assert (found[0].file or "").endswith("aid.py")


@pytest.mark.parametrize(
    ("source", "type_", "line"),
    [
        ("def f(x):\n    return (x\n", "SyntaxError", 2),
        ("def f(x): return x\nfrom os import nothing\n", "ImportError", 2),
        ("def f(x): return x\nraise KeyboardInterrupt\n", "KeyboardInterrupt", 2),
        ("def f(x):\n\treturn x\n        return x\n", "TabError", 3),
        (b"# caf\xe9\ndef f(x): return x\n", "SyntaxError", None),
        (b"def f(x): return x\0\n", "SyntaxError", None),
    ],
)
def test_a_file_that_cannot_be_imported_fails_in_all_its_functions(
    runner: Runner, source: str | bytes, type_: str, line: int | None
) -> None:
    if type_ == "KeyboardInterrupt" and isinstance(runner, FakeRunner):
        pytest.skip("the fake lets an interrupt through, which ends the tests as it should")
    found, missing = answers(runner, source, calls("f", (1,), (2,)), calls("g", (1,)))
    assert len(found) == 2
    assert isinstance(found[0], Raised)
    assert found[0].importing
    assert (found[0].type, found[0].line) == (type_, line)
    assert isinstance(missing[0], NotAttempted)


def test_a_module_that_is_not_there_fails_only_what_uses_it(runner: Runner) -> None:
    source = (
        "import nosuchmodule as m\nm.style.use('x')\ndef f(x): return x\ndef g(x): return m.h(x)"
    )
    f, g = answers(runner, source, calls("f", (1,)), calls("g", (1,)))
    assert array(f[0]) == 1
    assert g == (Raised("ModuleNotFoundError", "No module named 'nosuchmodule'", "work.py", 4),)
    (file,) = runner.run([Job(submitted("work.py", source), (), (calls("f", (1,)),))]).files
    assert file.missing == ("nosuchmodule",)


def test_a_notebook_is_run_as_far_as_it_is_needed(runner: Runner) -> None:
    cells = ["%time\nk = 2\nopen('nowhere')\n", "def f(x):\n    return k / x\n", "def g(:\n"]
    content = json.dumps({"cells": [{"cell_type": "code", "source": each} for each in cells]})
    asked = (calls("f", (1,), (0,)), calls("g", (1,)), calls("h", (1,)))
    (file,) = runner.run([Job(submitted("w.ipynb", content), (), asked)]).files
    f, g, h = (file.answers[("p", name)] for name in "fgh")
    assert array(f[0]) == 2
    assert f[1] == Raised("ZeroDivisionError", "division by zero", "w.ipynb, cell 2", 2)
    assert g == (Raised("SyntaxError", "invalid syntax", "w.ipynb, cell 3", 1),)
    assert h == (NotAttempted("There is no function h in w.ipynb."),)
    assert len(file.notes) == 2


def test_what_is_missing_or_a_placeholder_was_not_attempted(runner: Runner) -> None:
    source = "def f(x): pass\ndef h(x): return None if x else 0\n"
    f, g, h = answers(runner, source, calls("f", (1,)), calls("g", (1,)), calls("h", (1,)))
    assert f == (NotAttempted("f in work.py is still a placeholder."),)
    assert g == (NotAttempted("There is no function g in work.py."),)
    assert h == (Returned((Unusable("None"),)),)


def test_a_placeholder_before_other_functions_moves_no_answer(runner: Runner) -> None:
    source = "def f(x): pass\ndef g(x): return x\ndef h(x): ...\ndef i(x): return 2 * x\n"
    asked = [calls(name, (3,), (4,)) for name in "fghi"]
    f, g, h, i = answers(runner, source, *asked)
    assert isinstance(f[0], NotAttempted)
    assert isinstance(h[0], NotAttempted)
    assert [array(each) for each in g] == [3, 4]
    assert [array(each) for each in i] == [6, 8]


def test_leaving_the_program_is_an_answer(runner: Runner) -> None:
    source = "import sys\ndef f(x): sys.exit(x)\ndef g(x): return x\n"
    f, g = answers(runner, source, calls("f", (3,)), calls("g", (1,)))
    assert f == (Exited(3),)
    assert array(g[0]) == 1


def test_what_is_no_function_is_an_exception(runner: Runner) -> None:
    (found,) = answers(runner, "f = 3\n", calls("f", (1,)))
    assert isinstance(found[0], Raised)
    assert found[0].type == "TypeError"


def test_a_submitted_file_hides_no_library(runner: Runner) -> None:
    source = "import random, numpy\ndef f(x): return numpy.ones(2)"
    files = {"random": "raise RuntimeError", "numpy": "raise RuntimeError"}
    (found,) = answers(runner, source, calls("f", (1,)), **files)
    assert array(found[0]) == [1.0, 1.0]


def test_other_submitted_files_are_at_hand(runner: Runner) -> None:
    if isinstance(runner, FakeRunner):
        pytest.skip("the fake does not change the working folder, which is the whole process's")
    source = "def f(x): return float(open('data/number.txt').read())"
    data = submitted("data/number.txt", "2.5")
    run = runner.run([Job(submitted("work.py", source), (data,), (calls("f", (1,)),))])
    assert array(run.files[0].answers[("p", "f")][0]) == 2.5


def test_what_is_printed_is_kept(runner: Runner) -> None:
    source = "import sys\nprint('out')\ndef f(x):\n    sys.stderr.write('err')\n    return x\n"
    run = runner.run([Job(submitted("work.py", source), (), (calls("f", (1,)),))])
    printed = run.files[0].printed
    assert (printed.stdout, printed.stderr, printed.cut) == ("out\n", "err", False)


def test_two_files_are_two_runs_that_share_nothing(runner: Runner) -> None:
    first = submitted("one.py", "import numpy\nnumpy.mark = 1\ndef f(x): return 1")
    second = submitted("two.py", "import one\ndef f(x): return 2 + hasattr(one, 'seen')")
    asked = (calls("f", (1,)),)
    run = runner.run([Job(first, (second,), asked), Job(second, (first,), asked)])
    assert [file.file for file in run.files] == ["one.py", "two.py"]
    assert array(run.files[1].answers[("p", "f")][0]) == 2


def test_no_jobs_are_no_trouble(runner: Runner) -> None:
    assert runner.run([]).files == ()


def test_the_level_of_isolation_is_said(runner: Runner) -> None:
    isolation = runner.run([]).isolation
    assert (isolation.level == "none") == isinstance(runner, FakeRunner)
    assert isolation.reason


DRIVER = """\
def run(student, x):
    net = student.Net(2)
    return net.forward(x)
"""
NET = """\
class Net:
    def __init__(self, k):
        self.k = k

    def forward(self, x):
        BODY
"""


def driven(
    *arguments: tuple[Value, ...], uses: tuple[str, ...] = ("Net", "Net.forward")
) -> FunctionCalls:
    """Return calls of a driver."""
    return replace(calls("run", *arguments), driver=DRIVER, uses=uses)


def test_a_driver_uses_what_stands_in_the_students_module(runner: Runner) -> None:
    source = NET.replace("BODY", "return self.k * x")
    (found,) = answers(runner, source, driven((1.5,), (np.ones(2),)))
    assert [array(each) for each in found] == [3.0, [2.0, 2.0]]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("x = 1\n", "There is no Net in work.py."),
        (
            "class Net:\n    def __init__(self, k): self.k = k\n",
            "There is no Net.forward in work.py.",
        ),
        (NET.replace("BODY", "pass"), "Net.forward in work.py is still a placeholder."),
        (NET.replace("BODY", "raise NotImplementedError"), "Net.forward in work.py is still a"),
    ],
)
def test_what_a_driver_needs_and_does_not_find_was_not_attempted(
    runner: Runner, source: str, why: str
) -> None:
    (found,) = answers(runner, source, driven((1.5,), (2.5,)))
    assert len(found) == 2
    assert isinstance(found[0], NotAttempted)
    assert found[0].why.startswith(why)


def test_of_several_needs_the_one_that_is_missing_is_named(runner: Runner) -> None:
    driver = "def run(student, x):\n    return student.back(student.there(x))\n"
    asked = replace(calls("run", (1.5,)), driver=driver, uses=("there", "back"))
    (found,) = answers(runner, "def back(x): return x\n", asked)
    assert found == (NotAttempted("There is no there in work.py."),)
    (found,) = answers(runner, "def there(x): pass\ndef back(x): return x\n", asked)
    assert found == (NotAttempted("there in work.py is still a placeholder."),)
    broken = "def there(x): pass\ndef back(x): return x\n1 / 0\n"
    (found,) = answers(runner, broken, asked)
    assert found == (NotAttempted("there in work.py is still a placeholder."),)


def test_a_method_that_is_inherited_or_replaced_is_there(runner: Runner) -> None:
    base = NET.replace("BODY", "return self.k * x").replace("class Net", "class Base")
    (found,) = answers(runner, base + "class Net(Base): pass\n", driven((1.5,)))
    assert array(found[0]) == 3.0
    later = NET.replace("BODY", "pass") + "Net.forward = lambda self, x: -x\n"
    (found,) = answers(runner, later, driven((1.5,)))
    assert array(found[0]) == -1.5


def test_an_exception_in_what_a_driver_calls_has_the_students_line(runner: Runner) -> None:
    (found,) = answers(runner, NET.replace("BODY", "return x / 0"), driven((1.0,)))
    assert found == (Raised("ZeroDivisionError", "float division by zero", "work.py", 6),)
    (found,) = answers(runner, NET.replace("(self, k)", "(self)"), driven((1.0,)))
    assert isinstance(found[0], Raised)
    assert (found[0].type, found[0].file) == ("TypeError", None)


def test_each_call_of_a_driver_stands_by_itself(runner: Runner) -> None:
    source = "seen = []\n" + NET.replace("BODY", "x += 1; seen.append(x); return x")
    (found,) = answers(runner, source, driven((np.zeros(2),), (np.zeros(2),)))
    assert [array(each) for each in found] == [[1.0, 1.0], [1.0, 1.0]]
    assert isinstance(found[0], Returned)
    assert found[0].changed == (0,)


TENSORS = """\
import torch

def f(x, n, l):
    assert type(x) is torch.Tensor and x.dtype == torch.float32, x
    assert n.dtype == torch.int64 and type(l) is list and type(l[0]) is torch.Tensor
    BODY
"""


def tensors(runner: Runner, body: str) -> Answer:
    """Return the answer of a function that gets tensors."""
    given = (np.array([0.1, 0.2]), np.array([3, 4]), [np.array([1.5])])
    asked = replace(calls("f", given), tensors=True)
    ((found,),) = answers(runner, TENSORS.replace("BODY", body), asked)
    return found


def test_tensors_arrive_in_single_precision_and_labels_as_they_are(runner: Runner) -> None:
    pytest.importorskip("torch")
    found = tensors(runner, "return x + l[0]")
    assert isinstance(found, Returned)
    assert found.changed == ()
    output = found.outputs[0]
    assert isinstance(output, np.ndarray)
    assert output.dtype == np.float32
    assert np.allclose(output, [1.6, 1.7])


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("x += 1; return x", (0,)),
        ("l[0].mul_(2); return x", (2,)),
        ("n[0] = 7; return x", (1,)),
        ("return x + 1", ()),
        ("x.requires_grad_(); (x * x).sum().backward(); return x.grad", ()),
    ],
)
def test_a_tensor_that_is_changed_in_place_is_noticed(
    runner: Runner, body: str, changed: tuple[int, ...]
) -> None:
    pytest.importorskip("torch")
    found = tensors(runner, body)
    assert isinstance(found, Returned), found
    assert found.changed == changed


GIVEN = """\
class _Square:
    def __call__(self, x): return x * x
    def derivative(self, x): return 2 * x
square = _Square()
def cube(x): return x ** 3
"""


def with_given(*arguments: tuple[Value, ...]) -> FunctionCalls:
    """Return calls of a function that gets functions."""
    return replace(calls("f", *arguments), given=GIVEN)


def test_given_functions_arrive_as_functions_of_a_module_to_import(runner: Runner) -> None:
    source = (
        "import given\nfrom given import cube\n"
        "def f(g, l, x):\n    assert g is given.square and l[1] is cube\n"
        "    return [g(x), g.derivative(x), l[1](x)]\n"
    )
    square, cube = GivenFunction("square"), GivenFunction("cube")
    (found,) = answers(runner, source, with_given((square, [square, cube], 3.0)))
    assert array(found[0]) == [9.0, 6.0, 27.0]
    assert isinstance(found[0], Returned)
    assert found[0].changed == ()


def test_a_file_of_the_student_does_not_take_the_place_of_given_functions(
    runner: Runner,
) -> None:
    source = "import given\ndef f(g, x): return [g(x), given.square(x)]\n"
    asked = with_given((GivenFunction("square"), 3.0))
    (found,) = answers(runner, source, asked, given="def square(x): return -1\n")
    assert array(found[0]) == [9.0, 9.0]


def test_what_a_file_makes_of_given_functions_stays_in_its_own_process(runner: Runner) -> None:
    """It may spoil its own answers; those of the next file are as they would be without it."""
    asked = (with_given((GivenFunction("square"), 3.0)),)
    spoilt = submitted(
        "one.py",
        "import sys, given\ngiven.square = lambda x: 0 * x\nsys.modules['given'] = None\n"
        "def f(g, x): return g(x)\n",
    )
    honest = submitted("two.py", "import given\ndef f(g, x): return given.square(x) + g(x)\n")
    run = runner.run([Job(spoilt, (), asked), Job(honest, (), asked)])
    assert array(run.files[1].answers[("p", "f")][0]) == 18.0
    gone = "import given\ndel given.square\ndef f(g, x): return g(x)\n"
    (found,) = answers(runner, gone, *asked)
    assert isinstance(found[0], Raised)


GREEDY = "import numpy as np\ndef f(n):\n    x = np.ones(n * 131072)\n    return x.sum() / 131072\n"


def test_a_call_within_its_megabytes_returns_and_one_beyond_is_out_of_memory(
    runner: Runner,
) -> None:
    asked = replace(calls("f", (40,), (4,), (40,), (40,)), megabytes=(20, 20, 60, None))
    (found,) = answers(runner, GREEDY, asked)
    assert found[0] == OutOfMemory(20)
    assert [array(each) for each in found[1:]] == [4.0, 40.0, 40.0]


def test_a_driver_is_measured_as_well_and_others_go_on_beside_it(runner: Runner) -> None:
    source = NET.replace("BODY", "return (bytearray(x << 20) and x) or 0") + "def g(x): return x\n"
    asked = replace(driven((50,), (2,)), megabytes=(10, 10))
    first, measured, last = answers(
        runner,
        source + "def h(x): return -x\n",
        calls("g", (3,)),
        asked,
        calls("h", (4,)),
    )
    assert (array(first[0]), array(last[0])) == (3, -4)
    assert measured[0] == OutOfMemory(10)
    assert array(measured[1]) == 2


QUICK = (
    "def f(x):\n    total = 0.0\n    for _ in range(x):\n        total += 1.0\n    return total\n"
)


def test_a_call_that_takes_much_longer_than_its_yardstick_is_too_slow(runner: Runner) -> None:
    count = 2_000_000
    slow = QUICK.replace("range(x)", "range(8 * x)").replace("return total", "return total / 8")
    asked = replace(calls("f", (count,), (10,), (count,)), yardstick=QUICK, times=(4.0, 4.0, None))
    (found,) = answers(runner, QUICK, asked)
    assert array(found[0]) == count
    one = replace(calls("f", (count,), (count,)), yardstick=QUICK, times=(4.0, None))
    (found,) = answers(runner, slow, one)
    assert found[0] == TooSlow(4.0)
    assert array(found[1]) == count


def test_what_a_file_does_when_it_is_imported_does_not_count(runner: Runner) -> None:
    busy = "import time\nend = time.process_time() + 1\nwhile time.process_time() < end: pass\n"
    asked = replace(calls("f", (1_000_000,)), yardstick=QUICK, times=(4.0,))
    (found,) = answers(runner, busy + QUICK, asked)
    assert array(found[0]) == 1_000_000


def test_memory_and_time_can_be_limited_together(runner: Runner) -> None:
    asked = replace(
        calls("f", (40,), (40,)), megabytes=(20, 80), yardstick=GREEDY, times=(50.0, 50.0)
    )
    (found,) = answers(runner, GREEDY, asked)
    assert found[0] == OutOfMemory(20)
    assert array(found[1]) == 40.0


def test_what_is_measured_fails_as_everything_else_does(runner: Runner) -> None:
    asked = replace(calls("f", (1,)), megabytes=(20,), yardstick=QUICK, times=(4.0,))
    (found,) = answers(runner, "def f(x): return 1 / 0\n", asked)
    assert found == (Raised("ZeroDivisionError", "division by zero", "work.py", 1),)
    (found,) = answers(runner, "def g(x): return 1\n", asked)
    assert found == (NotAttempted("There is no function f in work.py."),)
    (found,) = answers(runner, "def f(x): return 1\nimport nowhere_at_all.x\n1 / 0\n", asked)
    assert isinstance(found[0], Raised)
    assert found[0].importing
