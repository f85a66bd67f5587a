"""Which code of a notebook is taken."""

import json

import pytest

from grader.run.inside.notebook import Notebook, NotebookError, read_notebook


def notebook(*cells: object, **more: object) -> Notebook:
    """Return a notebook that was read from cells with code."""
    made = [{"cell_type": "code", "source": cell} for cell in cells]
    return read_notebook(json.dumps({"cells": made, **more}).encode(), "n.ipynb")


def run(read: Notebook, *names: str) -> dict[str, object]:
    """Run what some names need."""
    codes = read.needed(names)
    found: dict[str, object] = dict(read.stand_ins())
    for code in codes:
        exec(code, found)  # noqa: S102  (that is what it is for)
    found.pop("__builtins__", None)
    return found


def value(*cells: str) -> object:
    """Return what ``f()`` gives in a notebook."""
    function = run(notebook(*cells), "f")["f"]
    assert callable(function)
    return function()


@pytest.mark.parametrize(
    "cells",
    [
        ["def f(): return 1\n"],
        ["def f(): return 2\n", "def f(): return 1\n"],
        ["f = lambda: k\n", "k = 1\n"],
        ["k = 2\n", "def f(): return k\n", "k = 1\n"],
        ["def g(): return k\n", "def f(): return g()\n", "k = 1\nk2 = k\n"],
        ["k = {}\n", "k['a'] = 1\n", "def f(): return k['a']\n"],
        ["k = []\nfor i in range(3):\n    k.append(i)\n", "def f(): return k[1]\n"],
        ["k = 0\nk += 1\n", "def f(): return k\n"],
        ["k = 5\nif k:\n    k = 1\nelse:\n    k = 2\n", "def f(): return k\n"],
        ["def g(): return 1\n", "k = g()\n", "def g(): return 2\n", "def f(): return k\n"],
        ["class A: pass\n", "A.k = 1\n", "def f(): return A().k\n"],
        [
            "class A: pass\ndef to(c):\n    return lambda g: setattr(c, g.__name__, g)\n",
            "@to(A)\ndef k(self): return 1\n",
            "def f(): return A().k()\n",
        ],
        ["from math import *\n", "def f(): return int(cos(0))\n"],
        ["import math as m, os\n", "def f(): return int(m.cos(0))\n"],
        [
            "try:\n    from nowhere import k\nexcept ImportError:\n    k = 1\n",
            "def f(): return k\n",
        ],
        ["a, (b, *k) = 1, (2, 1)\n", "def f(): return k[0]\n"],
        ["k: int = 1\n", "def f(): return k\n"],
        ["def f(a=[1 for _ in range(2)]): return a[0]\n"],
        ["from __future__ import annotations\n", "def f(a: Nothing = 1) -> Nowhere: return a\n"],
        [
            "K = 1\nclass A:\n    k = K\n    def g(self): return self.k\n",
            "def f(): return A().g()\n",
        ],
        ["def f():\n    data = 1\n    return data\n", "data = open('nowhere')\n"],
        ["def f(): return 1\n", "k = f()\nprint(nothing)\nopen('nowhere')\nf().x()\n"],
        ["import numpy as np\nnp.append(nothing, 1)\n", "def f(): return int(np.ones(1)[0])\n"],
        ["%time\n!ls\nx = !ls\n%matplotlib inline\ndef f(): return 1\nf?\n??f\n"],
        ["k = (3\n% 2)\ns = '''\n!this\n%that\n'''\ndef f(): return k * len(s) // 13\n"],
        ["%cd x\ndef f():\n    !ls\n    return 1\n"],
        ["%%time\ndef f(): return 1\n"],
        ["\n%%capture out\ndef f(): return 1\n"],
        ["def f(): return 1\r\n"],
        ["def f(): return 1\n", "def f(:\n"],
        ["def f(): return 1\n", "x = '\ud800'\n"],
    ],
)
def test_what_is_needed_is_run_and_nothing_else(cells: list[str]) -> None:
    assert value(*cells) == 1


def test_nothing_that_is_not_needed_is_defined() -> None:
    found = run(notebook("a = 1\nb = 2\n", "def f(): return b\n", "def g(): return a\n"), "f")
    assert set(found) == {"b", "f"}


def test_what_was_left_out_is_named() -> None:
    cells = ["%a\nx = 1\n!b\n", "%%bash\nls\n", "x = (\n", "%%time\nx = 2\n", "%c\n"]
    assert notebook(*cells).notes == [
        "n.ipynb, cell 2 begins with %%bash and was left out.",
        "n.ipynb, cell 3 was left out: line 1 is no Python ('(' was never closed).",
        "n.ipynb: lines that are no Python were left out: cell 1, lines 1, 3; cell 5, line 1.",
    ]


def test_a_function_in_a_broken_cell_says_so_when_it_is_called() -> None:
    function = run(notebook("x = 1\n", "def f():\n    print 'x'\n"), "f")["f"]
    assert callable(function)
    with pytest.raises(SyntaxError, match="Missing parentheses") as caught:
        function(1, a=2)
    assert (caught.value.filename, caught.value.lineno) == ("n.ipynb, cell 2", 2)


def test_what_only_compiling_finds_breaks_one_statement() -> None:
    read = notebook("x = 1\ndef f():\n    break\ndef g(): return x\n")
    found = run(read, "f", "g")
    assert callable(found["f"])
    assert callable(found["g"])
    assert found["g"]() == 1
    with pytest.raises(SyntaxError, match="outside loop"):
        found["f"]()
    assert read.notes == ["n.ipynb, cell 1, line 3 was left out: 'break' outside loop."]


@pytest.mark.parametrize(
    "source", ["def f(): return 1\n", ["def f():", " return 1\n"], [1, "", {}]]
)
def test_sources_are_texts_or_lists_of_lines(source: object) -> None:
    assert len(notebook(source).cells) == (0 if source == [1, "", {}] else 1)


def test_the_third_format_is_read() -> None:
    cells = [{"cell_type": "code", "input": ["x = 1\n"]}, {"cell_type": "markdown", "source": "x"}]
    old = {"worksheets": [{"cells": cells}, {"cells": None}, 7], "metadata": {}, "nbformat": 3}
    (cell,) = read_notebook(json.dumps(old).encode(), "n.ipynb").cells
    assert (cell.file, cell.source) == ("n.ipynb, cell 1", "x = 1\n")


@pytest.mark.parametrize(
    "cells",
    [
        *({"a": 1}, 5, None, "text", [1, None, "x", [], {}, {"cell_type": 5}]),
        [{"cell_type": "code"}, {"cell_type": "code", "source": {"a": 1}}],
        [{"cell_type": "code", "source": "%%bash\n"}, {"cell_type": "raw", "source": "x"}],
    ],
)
def test_cells_that_are_none_hold_nothing(cells: object) -> None:
    assert read_notebook(json.dumps({"cells": cells}).encode(), "n.ipynb").cells == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no notebook: Expecting value"),
        (b"{", "no notebook"),
        (b"[1]", "no cells"),
        (b"{}", "no cells"),
        (b'{"cells": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"cells": [], "n": ' + b"1" * 5_000 + b"}", "no notebook"),
        (b"<<<<<<< HEAD", "no notebook"),
        (b'{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}', "written in R,"),
        (b'{"cells": [], "metadata": {"language_info": {"name": "julia"}}}', "written in julia,"),
    ],
)
def test_what_is_no_notebook_in_python_is_said(content: bytes, why: str) -> None:
    with pytest.raises(NotebookError, match=why):
        read_notebook(content, "n.ipynb")


@pytest.mark.parametrize(
    "metadata",
    [
        *(7, None, [], {}, {"kernelspec": 1}, {"kernelspec": {"language": ["R"]}}),
        *({"kernelspec": {"language": "python"}}, {"language_info": {"name": "ipython3"}}),
    ],
)
def test_a_notebook_without_a_language_is_python(metadata: object) -> None:
    assert len(notebook("x = 1", metadata=metadata).cells) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_notebooks_come_in_several_encodings(encoding: str) -> None:
    text = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1"}], "n": float("nan")})
    assert len(read_notebook(text.encode(encoding), "n.ipynb").cells) == 1


def test_bytes_that_are_no_text_cost_nothing_else() -> None:
    content = b'{"cells": [{"cell_type": "code", "source": "# caf\xe9\\nx = 1"}]}'
    assert set(run(read_notebook(content, "n.ipynb"), "x")) == {"x"}


def test_notes_are_few_and_short() -> None:
    cells = ["%%" + "m" * 999 + "\n"] * 50 + ["!x\n" * 99] * 99
    notes = notebook(*cells).notes
    assert len(notes) == 10
    assert max(map(len, notes)) <= 250


def test_much_is_read_in_part() -> None:
    many = notebook(*["x = 1\n"] * 5_001)
    assert len(many.cells) == 5_000
    assert many.notes == ["n.ipynb: only the first 5000 cells were read."]


def test_chains_of_changes_are_followed_in_time() -> None:
    chain = "a = b = 1\n" + "a += b\nb += a\n" * 5_000
    assert len(notebook(chain, "def f(): return a\n").needed(["f"])) > 9_000
