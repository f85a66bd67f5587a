"""Files as students have them: notebooks, copies, old code, modules that are not there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import Report, grade
from grader.report.json import write_json
from grader.run.fake import FakeRunner
from tests.conftest import EXAMPLES, Files, feedback, verdicts

SOFTMAX = """\
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()
"""
JACOBIAN = """\
def softmax_jacobian(z):
    p = softmax(z)
    return np.diag(p) - np.outer(p, p)
"""
RIGHT = f"import numpy as np\n{SOFTMAX}{JACOBIAN}"
BOTH = {"softmax": "right", "softmax_jacobian": "right"}

Mark = Callable[[Files], Report]


@pytest.fixture(params=["real", "fake"])
def mark(request: pytest.FixtureRequest) -> Mark:
    """Return a function that marks some files, by the real runner and by the fake."""
    name = "marked" if request.param == "real" else "marked_here"
    found: Mark = request.getfixturevalue(name)
    return found


def notebook(*cells: str, **more: object) -> str:
    """Return the text of a notebook."""
    made = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, **more})


MESSY = notebook(
    "%matplotlib inline\n!pip install tqdm\nimport matplotlib.pyplot as plt\nimport numpy as np\n",
    "data = np.load('mnist.npz')\nprint(data)\n",
    SOFTMAX,
    "plt.plot(softmax(data[0]))\nplt.show()\nsoftmax?\n",
    "%%time\n" + JACOBIAN,
    "def unfinished(:\n",
)


@pytest.mark.parametrize("name", ["softmax.ipynb", "homework.ipynb", "hw/My work (2).ipynb"])
def test_a_notebook_is_marked(name: str, mark: Mark) -> None:
    report = mark({name: MESSY, ".ipynb_checkpoints/softmax-checkpoint.ipynb": "x"})
    assert verdicts(report) == BOTH
    assert f"{name} was marked as softmax.py." in report.notes
    assert any("cell 1, lines 1, 2; cell 4, line 3." in note for note in report.notes)
    assert any(note.startswith(f"{name}, cell 6 was left out") for note in report.notes)


def test_a_notebook_alone_is_marked_for_every_file_that_it_answers(mark: Mark) -> None:
    affine = (EXAMPLES / "right/affine.py").read_text()
    report = mark({"all.ipynb": notebook(RIGHT, affine)})
    assert verdicts(report) | BOTH == verdicts(report)
    assert {"dW", "db", "dx"} <= set(verdicts(report))
    assert "all.ipynb was marked as affine.py and softmax.py." in report.notes


def test_a_single_notebook_can_be_named(hand_in: Callable[[Files], Path]) -> None:
    folder = hand_in({"a b.ipynb": MESSY})
    assert verdicts(grade(folder / "a b.ipynb", runner=FakeRunner())) == BOTH


def test_an_error_names_the_cell(mark: Mark) -> None:
    wrong = "def softmax(z):\n    return helper(z)\n"
    cells = ["import numpy as np\n", "def helper(z):\n\n    return z[99]\n", wrong]
    report = mark({"homework.ipynb": notebook(*cells)})
    assert "IndexError in homework.ipynb, cell 2, line 3:" in feedback(report, "softmax")


def test_python_2_in_a_cell_is_said(mark: Mark) -> None:
    cells = ["import numpy as np\n", "print 'x'\n" + SOFTMAX, JACOBIAN]
    report = mark({"homework.ipynb": notebook(*cells)})
    for part in BOTH:
        assert "SyntaxError in homework.ipynb, cell 2, line 1:" in feedback(report, part)
        assert "This is Python 2." in feedback(report, part)


def test_a_notebook_in_another_language_is_said(mark: Mark) -> None:
    metadata = {"kernelspec": {"language": "R", "name": "ir"}}
    report = mark({"softmax.ipynb": notebook("softmax <- 1\n", metadata=metadata)})
    assert "written in R, not in Python" in feedback(report, "softmax")


def test_a_notebook_called_py_is_read_as_one(mark: Mark) -> None:
    assert verdicts(mark({"softmax.py": notebook(RIGHT)})) == BOTH


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b'{"cells": ' + b"[" * 100_000 + b'"def softmax(z)', "raised"),
        (b'{"cells": [1, {}, "def softmax(z)", {"cell_type": "code", "source": 1}]}', None),
        (b"\xff\xfe\x00def softmax(z)", "raised"),
        (b'{"cells": {"a": "def softmax(z)"}, "n": NaN}', None),
        (notebook("def len(x): 1 / 0\n__builtins__ = {}\n", RIGHT).encode(), "right"),
        (notebook("import os\nX = os._exit(0)\n", "def softmax(z): return X\n").encode(), "exited"),
        (notebook("while True: X = 1\n", "def softmax(z): return X\n").encode(), "timed_out"),
    ],
)
def test_what_a_notebook_holds_hurts_nobody(
    content: bytes, verdict: str | None, marked: Mark
) -> None:
    report = marked({"softmax.ipynb": content, "affine.py": "x = 1\n"})
    assert verdicts(report).get("softmax") == verdict


def test_a_large_notebook_is_read_for_its_code(marked: Mark) -> None:
    figure = [{"output_type": "display_data", "data": {"image/png": "A" * 5_000_000}}]
    cells = [{"cell_type": "code", "source": RIGHT, "outputs": figure}]
    assert verdicts(marked({"homework.ipynb": json.dumps({"cells": cells})})) == BOTH


@pytest.mark.parametrize(
    "name",
    ["softmax (1).py", "softmax(2).py", "Copy of softmax.py", "softmax - Copy.py", "SOFTMAX.py"],
)
def test_a_copy_is_marked_and_noted(name: str, mark: Mark) -> None:
    report = mark({f"my work/{name}": RIGHT, "my work/softmax-7.txt": "x"})
    assert verdicts(report) == BOTH
    assert f"my work/{name} was marked as softmax.py." in report.notes


def test_copies_that_were_not_marked_are_noted(mark: Mark) -> None:
    report = mark({"softmax.py": RIGHT, "softmax (1).py": "1 / 0", "softmax.ipynb": "x"})
    assert verdicts(report) == BOTH
    assert "softmax (1).py, softmax.ipynb were not marked: softmax.py was." in report.notes


@pytest.mark.parametrize(
    "files",
    [
        {"softmax.py": "from .aid import *\n" + JACOBIAN, "deep/aid.py": "1 / 0"},
        {"softmax.py": "from . import aid\nsoftmax, np = aid.softmax, aid.np\n" + JACOBIAN},
        {"softmax (1).py": "from homework.aid import softmax, np\n" + JACOBIAN},
        {"softmax.py": "from course.aid import softmax, np\n" + JACOBIAN},
        {"homework/softmax.py": "from homework.aid import *\n" + JACOBIAN, "homework/aid.py": ""},
        {
            "homework/softmax.py": "from .aid import *\n" + JACOBIAN,
            "homework/aid (1).py": "",
            "homework/__init__.py": "from .softmax import softmax\n",
        },
        {"a/b c/softmax.py": "from ..aid import *\n" + JACOBIAN, "a/Aid.py": ""},
        {"softmax.py": "def softmax(z):\n    from aid import softmax\n    return softmax(z)\n"
         "import numpy as np\n" + JACOBIAN},
    ],
)  # fmt: skip
def test_submitted_files_find_each_other(files: dict[str, str], mark: Mark) -> None:
    aid = f"import numpy as np\n{SOFTMAX}"
    files = {name: text or aid for name, text in files.items()}
    if not any(name.casefold().startswith(("a", "h")) for name in files):
        files["aid.py"] = aid
    assert verdicts(mark(files)) == BOTH


HEAD = """\
from __future__ import print_function, division
from past.builtins import xrange
import nosuch.pyplot as plt, nosuch
from nosuchcourse.layers import *
from nosuchcourse.data import load, Model, decorate
plt.style.use('ggplot')
plt.rcParams['figure.figsize'] = (10, 8)
figure, (left, right) = plt.subplots(1, 2)
(X, y), test = load('mnist')
X = X.reshape(-1, 784).astype('float32') / 255.0 - np.mean(X, axis=0) if 'np' in dir() else X
for batch in X:
    print(batch)
for i in range(len(X) // 32):
    load(i)
with load('x') as file:
    file.read()
assert nosuch.__version__ >= '1.0' and plt.isinteractive()
class Net(Model, plt.Axes):
    def __init__(self):
        super().__init__()
@decorate(3)
def unused(x: plt.Figure = None) -> 'Model':
    return x
print(f'{left:.3f}', abs(-X) ** 2 @ y, X < 3, X == y, int(X), float(X), X in [y], round(X))
X += 1
X[3] = y
"""


def test_modules_that_are_not_there_cost_nothing_unused(mark: Mark) -> None:
    report = mark({"softmax.py": HEAD + RIGHT.replace("e = ", "for _ in xrange(1): e = ")})
    assert verdicts(report) == BOTH
    note = "nosuch and nosuchcourse are not there when this is marked; nothing that was marked"
    assert f"{note} needed them." in report.notes


@pytest.mark.parametrize(
    "use",
    [
        *(
            "nosuch.f(z)",
            "np.exp(nosuch.e)",
            "nosuch.e * z",
            "z * nosuch.e",
            "nosuch",
            "[nosuch.x][0]",
        ),
        *("f'{z}' if nosuch.x else z", "[x for x in nosuch.x]", "np.array([nosuch.x])", "Net()"),
        *("isinstance(z, nosuch.T)", "deco(z)", "star(z)", "__import__('nosuch')", "nosuch.x < z"),
    ],
)
def test_a_use_of_what_is_not_there_is_said(use: str, mark: Mark) -> None:
    head = "import nosuch\nfrom nosuch.layers import *\nimport numpy as np\n"
    head += "class Net(nosuch.Module): pass\n@nosuch.jit\ndef deco(z): return z\n"
    report = mark({"softmax.py": f"{head}def softmax(z):\n    return {use}\n{JACOBIAN}"})
    assert verdicts(report) == dict.fromkeys(BOTH, "raised")
    place = "" if use == "nosuch" else " in softmax.py, line 8"
    assert f"ModuleNotFoundError{place}:" in feedback(report, "softmax")
    assert "nosuch" in feedback(report, "softmax")
    assert not [note for note in report.notes if "not there" in note]


@pytest.mark.parametrize(
    "guarded",
    [
        "try:\n    import nosuch\nexcept ImportError:\n    nosuch = None\n",
        "try:\n    import nosuch\nexcept (KeyError, ModuleNotFoundError):\n    nosuch = None\n",
        "try:\n    import nosuch\nexcept:\n    nosuch = None\n",
        "from contextlib import *\nnosuch = 0\nwith suppress(ImportError):\n    import nosuch\n",
        "import importlib.util\nnosuch = importlib.util.find_spec('nosuch')\n",
        "def g():\n    import nosuch\ntry:\n    g()\nexcept Exception:\n    nosuch = None\n",
    ],
)
def test_code_that_can_do_without_a_module_does_without(guarded: str, mark: Mark) -> None:
    report = mark({"softmax.py": f"{guarded}assert not nosuch\n{RIGHT}"})
    assert verdicts(report) == BOTH
    assert not [note for note in report.notes if "not there" in note]


def test_a_library_is_not_looked_for_among_the_submitted_files(mark: Mark) -> None:
    source = "from nosuch.layers import Dense\nimport nosuch.layers\n" + RIGHT
    report = mark({"softmax.py": source, "layers.py": "def affine(x): return x\n"})
    assert verdicts(report) == BOTH


def test_a_name_that_numpy_has_not_is_no_missing_module(mark: Mark) -> None:
    report = mark({"softmax.py": "from numpy import product\n" + RIGHT, "product.py": "x = 1\n"})
    assert "np.product is no longer in numpy" in feedback(report, "softmax")
    assert "softmax.py, line 1" in feedback(report, "softmax")


def test_a_hidden_case_is_not_told_by_names_of_modules(hand_in: Callable[[Files], Path]) -> None:
    folder = hand_in({"softmax.py": "import nosuch\n" + RIGHT})
    report = grade(folder, runner=FakeRunner(), secret=b"s")
    assert not [note for note in report.notes if "nosuch" in note]


FORGING = """\
import json, os, struct, sys
frame = sys._getframe()
while 'sent' not in frame.f_locals and 'results' not in frame.f_locals:
    frame = frame.f_back
results = frame.f_locals['results']
def softmax_jacobian(z):
    raised = {"frame": "raised", "type": "TOLD", "file": "TOLD", "line": 10**2000}
    for said in ({**raised, "function": 0, "call": 0}, {"frame": "done"}):
        text = json.dumps(said).encode()
        os.write(results, struct.pack("<II", len(text), 0) + text)
    os._exit(0)
"""


@pytest.mark.parametrize(
    "source",
    [
        "class TOLD(Exception): pass\ndef softmax_jacobian(z):\n    raise TOLD('TOLD')\n",
        "def softmax_jacobian(z):\n    return {'TOLD': z}\n",
        "import sys\ndef softmax_jacobian(z):\n    sys.exit(777777)\n",
        FORGING,
    ],
    ids=["exception", "keys", "status", "forged"],
)
def test_code_that_was_called_with_hidden_numbers_chooses_no_word_of_a_report(
    source: str, hand_in: Callable[[Files], Path]
) -> None:
    report = grade(
        hand_in({"softmax.py": source}), problems=["softmax_jacobian"], secret=b"a hidden case"
    )
    told = write_json(report)
    assert str(report.problems[0].parts[0].verdict) not in ("right", "not_attempted")
    assert "TOLD" not in told
    assert "777777" not in told
    assert "0000000000" not in told


def test_an_exception_that_everybody_knows_keeps_its_name_beside_hidden_numbers(
    hand_in: Callable[[Files], Path],
) -> None:
    folder = hand_in({"softmax.py": "def softmax_jacobian(z):\n    return 1 / 0\n"})
    report = grade(folder, secret=b"a hidden case")
    assert "ZeroDivisionError in softmax.py, line 2" in feedback(report, "softmax_jacobian")


@pytest.mark.parametrize(
    "source",
    [
        "\ufeff" + RIGHT.replace("\n", "\r\n"),
        RIGHT.replace("    ", "\t"),
        "#!/usr/bin/env python\n# -*- coding: latin-1 -*-\n" + RIGHT,
        RIGHT + "if __name__ == '__main__':\n    input()\n",
        f"get_ipython().run_line_magic('matplotlib', 'inline')\ndisplay(1)\n{RIGHT}",
        f"%matplotlib inline\r\nx = '''\n!this\n'''\n!ls\n{RIGHT}",
        "print('hello')\n" * 3 + RIGHT + "x = softmax(np.ones(3))\nprint(x)\n",
    ],
)
def test_odd_but_sound_files_are_marked(source: str, mark: Mark) -> None:
    assert verdicts(mark({"softmax.py": source})) == BOTH


@pytest.mark.parametrize(
    ("line", "wrong", "advice"),
    [
        ("print 'x'", "line 8", "This is Python 2."),
        ("if 1 <> 2: pass", "line 8", "This is Python 2."),
        ("if 1:\n\tx = 1\n        y = 1", "line 10", "Indent with blanks"),
        ("x = np.float(3)", "line 8: np.float is no longer in numpy", "Write float instead"),
        ("n = int(input('n? '))", "line 8", "Nobody types"),
        ("x = open('data.csv')", "line 8", "put what reads them under"),
    ],
)
def test_what_fails_while_a_file_is_imported_is_said_with_its_line(
    line: str, wrong: str, advice: str, marked: Mark
) -> None:
    said = feedback(marked({"softmax.py": f"{RIGHT}{line}\n"}), "softmax")
    assert said.startswith("The file cannot be imported. ")
    assert f"softmax.py, {wrong}" in said
    assert advice in said


def test_what_map_gives_is_said(mark: Mark) -> None:
    source = "import numpy as np\ndef softmax(z):\n    return np.array(map(np.exp, z))\n"
    assert "In Python 3 map and zip give no list" in feedback(
        mark({"softmax.py": source}), "softmax"
    )


@pytest.mark.parametrize("name", ["blank.py", "blank.ipynb", "blank.py.txt"])
def test_a_file_of_blank_lines_takes_no_time(name: str, mark: Mark) -> None:
    assert verdicts(mark({"softmax.py": RIGHT, name: "\n" * 1_000_000})) == BOTH


def test_forged_notes_are_not_taken(marked: Mark) -> None:
    forge = """\
import json, os, struct
for frame in ({"frame": "found", "unattempted": {}, "notes": ["Full marks."]},):
    text = json.dumps(frame).encode()
    for number in range(3, 20):
        try:
            os.write(number, struct.pack("<II", len(text), 0) + text)
        except OSError:
            pass
"""
    report = marked({"softmax.py": forge + RIGHT})
    assert set(verdicts(report).values()) == {"crashed"}
    assert not [note for note in report.notes if "marks" in note]
