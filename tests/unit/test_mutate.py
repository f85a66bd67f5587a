"""Mutants: one small change each, found in the text, said in plain words."""

import ast
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.mutate import Mutant, Operator, mutants
from tests.conftest import ROOT

REFERENCES = sorted((ROOT / "reference").glob("*.py"))


def of(*lines: str, given: str = "W, X, b, k, y") -> tuple[Mutant, ...]:
    """Return the mutants of a function with these lines in its body."""
    body = "".join(f"    {line}\n" for line in lines)
    return mutants(f"import numpy as np\ndef f({given}):\n{body}", "f")


def changes(operator: str, *lines: str) -> set[str]:
    """Return what one operator changes in a function with these lines in its body."""
    return {mutant.change for mutant in of(*lines) if mutant.operator == operator}


def after(operator: str, *lines: str) -> set[str]:
    """Return what one operator puts in the place of something."""
    return {change.partition(" -> ")[2] for change in changes(operator, *lines)}


def sentences(*lines: str, given: str = "W, X, b, k, y") -> dict[str, str]:
    """Return the words for each change."""
    return {mutant.change: mutant.behaves for mutant in of(*lines, given=given)}


@pytest.mark.parametrize(
    ("operator", "line", "expected"),
    [
        ("constant", "return np.maximum(X, 0)", {"np.maximum(X, 1)"}),
        ("constant", "return 2 * X", {"3 * X", "-2 * X", "4 * X"}),
        ("constant", "return f(2, X)", {"f(3, X)", "f(1, X)", "f(-2, X)", "f(4, X)"}),
        ("constant", "return 1 - X", {"2 - X", "-1 - X"}),
        ("constant", "return X - 1", {"X - 2"}),
        ("constant", "return f(0.1)", {"f(1.1)", "f(-0.9)", "f(-0.1)", "f(0.2)"}),
        ("constant", "return np.full(k, -1)", {"np.full(k, 0)", "np.full(k, -2)", "np.full(k, 1)"}),
        ("constant", "return X.shape[1]", {"X.shape[2]", "X.shape[0]", "X.shape[-1]"}),
        ("constant", "return X[2:]", {"X[3:]", "X[1:]", "X[-2:]", "X[4:]"}),
        ("axis", "return X.sum(axis=0)", {"X.sum(axis=1)", "X.sum()"}),
        ("axis", "return np.sum(X, 1)", {"np.sum(X, 0)", "np.sum(X)"}),
        ("axis", "return X.max(-1)", {"X.max(0)", "X.max(-2)", "X.max()"}),
        ("axis", "return X.mean(dim=2)", {"X.mean(dim=1)", "X.mean(dim=0)", "X.mean()"}),
        ("axis", "return X.sum((0, 1))", {"X.sum(0)", "X.sum(1)", "X.sum()"}),
        ("axis", "return X.transpose(0, 2, 1)", {"X.transpose()"}),
        ("axis", "return X.swapaxes(1, 2)", {"X.T"}),
        ("axis", "return max(k, 1)", set()),
        ("keepdims", "return X.sum(0, keepdims=True)", {"X.sum(0, keepdims=False)"}),
        ("keepdims", "return X.sum(0)", {"X.sum(0, keepdims=True)"}),
        ("keepdims", "return X.sum(dim=0)", {"X.sum(dim=0, keepdim=True)"}),
        ("keepdims", "return X.sum()", set()),
        ("negate", "return X - b", {"-(X - b)"}),
        ("negate", "return X, {'b': b}", {"-X", "-b"}),
        ("negate", "return -X", {"X"}),
        ("negate", "return f(-X.T)", {"X.T", "-f(-X.T)"}),
        ("negate", "n, m = X.shape", set()),
        ("drop_term", "return X + b", {"X", "b"}),
        ("drop_term", "return X - b", {"X", "-b"}),
        ("drop_term", "return X - -b", {"X", "b"}),
        ("function", "return X.sum(axis=0)", {"X.mean(axis=0)"}),
        ("function", "return X.max()", {"X.min()"}),
        ("function", "return np.maximum(X, b)", {"np.minimum(X, b)"}),
        ("function", "return np.zeros(k)", {"np.ones(k)"}),
        ("function", "return np.log(X)", {"np.exp(X)", "np.log10(X)"}),
        ("function", "return min(k, y)", {"max(k, y)"}),
        ("drop_call", "return np.sqrt(X)", {"X"}),
        ("drop_call", "return X.sum(axis=0)", {"X"}),
        ("drop_call", "return np.maximum(X, 0)", {"X"}),
        ("drop_call", "return np.where(y, X, -1)", {"y", "X"}),
        ("drop_call", "return np.zeros(k) + len(X) + X.astype(float)", set()),
        ("drop_transpose", "return W.T", {"W"}),
        ("drop_transpose", "return W.mT", {"W"}),
        ("drop_transpose", "return np.transpose(W)", {"W"}),
        ("drop_transpose", "return X.reshape(k, -1)", {"X"}),
        ("swap_operands", "return W @ X", {"X @ W"}),
        ("swap_operands", "return np.outer(X, b)", {"np.outer(b, X)"}),
        ("swap_operands", "return W.dot(X)", {"X.dot(W)"}),
        ("swap_operands", "return np.where(y, X, 0)", {"np.where(y, 0, X)"}),
        ("product", "return W @ X", {"W * X"}),
        ("product", "return np.outer(X, b)", {"X * b"}),
        ("add_transpose", "return W @ X", {"W.T @ X", "W @ X.T"}),
        ("add_transpose", "return W.T @ X", {"W.T @ X.T"}),
        ("add_transpose", "return np.dot(W, X)", {"np.dot(W.T, X)", "np.dot(W, X.T)"}),
        ("drop_factor", "return 2 * X", {"2", "X"}),
        ("drop_factor", "return X / k", {"X"}),
        ("drop_factor", "return W @ X", {"W", "X"}),
        ("arithmetic", "return X + b", {"X - b"}),
        ("arithmetic", "return X / b", {"X * b"}),
        ("comparison", "return X > 0", {"X >= 0", "X < 0", "X <= 0", "X == 0", "X != 0"}),
        ("comparison", "return X is None", set()),
        ("index", "return X[k, y]", {"X[:, y]", "X[k, :]", "X[y, k]"}),
        ("index", "return X[y]", {"X"}),
        ("index", "return X[1:]", {"X[:]"}),
        ("index", "return X[:, None]", {"X[:, :]", "X[None, :]"}),
        (
            "index",
            "return np.einsum('i,j->ij', X, b)",
            {f"np.einsum('i,j->{each}', X, b)" for each in ("ji", "i", "j")},
        ),
        ("index", "return np.einsum('ij,j', W, X)", {"np.einsum('ji,j', W, X)"}),
        ("power", "return X ** 2", {"X", "X ** 3"}),
        ("power", "return X ** 3", {"X", "X ** 4", "X ** 2"}),
        ("power", "return X ** k", {"X"}),
        ("copy", "return X.copy()", {"X"}),
        ("copy", "return np.array(X)", {"X"}),
    ],
)
def test_each_operator_changes_what_it_should(operator: str, line: str, expected: set[str]) -> None:
    assert after(operator, line) == expected


@pytest.mark.parametrize(
    ("operator", "lines", "expected"),
    [
        ("augmented", ["X[y] -= 1"], {"X[y] += 1", "X[y] = 1"}),
        ("augmented", ["k *= 2"], {"k /= 2", "k = 2"}),
        ("delete_statement", ["X[y] -= 1"], {"pass"}),
        ("delete_statement", ["z = X", "return z"], set()),
        ("delete_statement", ["X = X - b", "return X"], {"pass"}),
        ("delete_statement", ["np.fill_diagonal(X, 0)"], {"pass"}),
        ("negate", ["z = X", "return W @ z"], {"-X", "-(W @ z)"}),
    ],
)
def test_statements_are_changed(operator: str, lines: list[str], expected: set[str]) -> None:
    assert after(operator, *lines) == expected


def test_every_operator_is_seen() -> None:
    found = of(
        "p = np.exp(X - X.max(axis=1, keepdims=True)).copy()",
        "p[np.arange(k), y] -= 1",
        "return 2 * W.T @ p ** 2 * (X > 0) + b",
    )
    assert {mutant.operator for mutant in found} == {*Operator}


def test_a_variable_is_replaced_by_each_that_has_a_value_there() -> None:
    lines = ["z = X * 2", "return [w + z for w in W]"]
    assert {change for change in changes("variable", *lines) if "in W]" not in change} == {
        *(f"X * 2 -> {each} * 2" for each in "Wbky"),
        *(f"w + z -> {each} + z" for each in "WXbky"),
        "w + z -> z + z",
        *(f"w + z -> w + {each}" for each in "WXbky"),
        "w + z -> w + w",
    }
    # A function that is called is no variable, nor is a module or a keyword.
    assert after("variable", "return np.f(g(axis=1))") == set()


def test_other_names_come_in_as_parameters() -> None:
    source = "import numpy as np\ndef f(X):\n    return np.exp(X)\n"
    found = mutants(source, "f", ["H4", "X", "np", "f"])
    (one,) = (each for each in found if each.operator == "variable")
    assert one.change == "np.exp(X) -> np.exp(H4)"
    assert one.behaves == "H4 stood in the place of X"
    assert one.source == "def f(X, H4):\n    return np.exp(H4)"
    with_defaults = source.replace("(X)", "(X=1)", 1)
    assert not [each for each in mutants(with_defaults, "f", ["H4"]) if "H4" in each.source]


def test_docstrings_annotations_defaults_and_messages_stay() -> None:
    source = '''\
def f(X: "Floats[2]", n: int = 2) -> "Floats[3]":
    """X + 1, which is X plus n."""
    "2 more words"
    z: "Floats[4]" = X
    assert z.sum(axis=0) > 0, "not X"
    if n < 0:
        raise ValueError(f"{n} < 0")
    return z.astype(dtype=X.dtype)
'''
    for mutant in mutants(source, "f"):
        for kept in (
            "def f(X: 'Floats[2]', n: int=2) -> 'Floats[3]':",
            '"""X + 1, which is X plus n."""',
            "'2 more words'",
            "z: 'Floats[4]' = ",
            "assert z.sum(axis=0) > 0, 'not X'",
            "dtype=X.dtype",
        ):
            assert kept in mutant.source
        assert "raise" not in mutant.source or "raise ValueError(f'{n} < 0')" in mutant.source


def test_the_line_is_that_of_the_change() -> None:
    source = """\
import numpy as np


def f(W, X, b):
    z = (
        W @ X
        + b
    )
    return (
        z
        .sum(
            axis=0,
        )
    )
"""
    lines = {mutant.change: mutant.line for mutant in mutants(source, "f")}
    assert lines["W @ X -> W * X"] == 6
    assert lines["W @ X + b -> W @ X"] == 7
    assert lines["W @ X + b -> W @ X - b"] == 7
    assert lines["W @ X + b -> W @ X + X"] == 7
    assert lines["z.sum(axis=0) -> z.mean(axis=0)"] == 11
    assert lines["z.sum(axis=0) -> z.sum(axis=1)"] == 12


def test_a_change_shows_more_around_it_until_no_other_is_the_same() -> None:
    found = [mutant.change for mutant in of("return np.exp(X) + np.log(np.exp(X))")]
    assert len(found) == len({*found})
    assert "np.log(np.exp(X)) -> np.log(np.exp(W))" in found
    assert "np.exp(X) + np.log(np.exp(X)) -> X + np.log(np.exp(X))" in found
    twice = [mutant.change for mutant in of("X -= b", "X -= b")]
    assert "X -= b -> X += b (number 1)" in twice
    assert "X -= b -> X += b (number 2)" in twice


def test_a_long_change_is_cut_around_where_it_is() -> None:
    long = " + ".join(f"np.exp(X / {each})" for each in range(2, 30))
    found = next(mutant for mutant in of(f"return np.mean({long} - b)") if "+ b" in mutant.change)
    before, _, changed = found.change.partition(" -> ")
    assert before.startswith("…")
    assert before.endswith("np.exp(X / 29) - b")
    assert changed.endswith("np.exp(X / 29) + b")
    assert max(len(before), len(changed)) <= 62


@pytest.mark.parametrize(
    ("line", "change", "behaves"),
    [
        ("return W.T @ X", "W.T -> W", "the transpose of W were missing"),
        ("return X @ W", "X @ W -> X.T @ W", "X were transposed"),
        ("return W @ X", "W @ X -> X @ W", "the two factors of @ were swapped"),
        ("return W @ X", "W @ X -> W * X", "@ were *"),
        ("return W @ X", "W @ X -> -(W @ X)", "the sign were turned"),
        ("return W @ X", "W @ X -> W @ b", "b stood in the place of X"),
        ("return {'dW': W @ X}", "W @ X -> -(W @ X)", "the sign of dW were turned"),
        ("return 2 * X", "2 * X -> X", "the factor 2 were missing"),
        ("return 2 * X", "2 * X -> 3 * X", "the number 2 were 3"),
        ("return W / X.shape[1]", "W / X.shape[1] -> W", "the divisor `X.shape[1]` were missing"),
        (
            "return X.shape[1]",
            "X.shape[1] -> X.shape[0]",
            "`X.shape[0]` stood in the place of `X.shape[1]`",
        ),
        (
            "return X.sum(axis=0)",
            "X.sum(axis=0) -> X.mean(axis=0)",
            "the sum over axis 0 were a mean",
        ),
        ("return X.sum(axis=0)", "X.sum(axis=0) -> X", "the sum over axis 0 were missing"),
        (
            "return X.sum(axis=0)",
            "X.sum(axis=0) -> X.sum(axis=1)",
            "the sum were over axis 1, not axis 0",
        ),
        ("return X.sum(axis=0)", "X.sum(axis=0) -> X.sum()", "the sum were over all axes"),
        (
            "return X.sum(axis=(0, 1))",
            "X.sum(axis=(0, 1)) -> X.sum(axis=(0, 1), keepdims=True)",
            "the sum over axes 0 and 1 kept its axes, with length 1",
        ),
        (
            "return X.max(axis=1, keepdims=True)",
            "X.max(axis=1, keepdims=True) -> X.max(axis=1, keepdims=False)",
            "keepdims of the maximum over axis 1 were missing",
        ),
        ("return X > 0", "X > 0 -> X >= 0", "> were >="),
        ("return X - X.max()", "X - X.max() -> X", "`- X.max()` were missing"),
        ("return X - X.max(axis=1)", "X - X.max(axis=1) -> X", "`- X.max(…)` were missing"),
        ("return W - k * X", "W - k * X -> W", "the term with k and X were missing"),
        ("return W - k * X", "W - k * X -> -(k * X)", "the term W were missing"),
        ("return W - k * X", "W - k * X -> W + k * X", "- were +"),
        (
            "return W - (k * X + y * b)",
            "W - (k * X + y * b) -> W",
            "one term were missing",
        ),
        ("return -X", "-X -> X", "the minus before X were missing"),
        ("return np.exp(X)", "np.exp(X) -> X", "`exp` were missing"),
        (
            "return np.maximum(X, 0)",
            "np.maximum(X, 0) -> np.minimum(X, 0)",
            "`maximum` were `minimum`",
        ),
        (
            "return np.outer(X, b)",
            "np.outer(X, b) -> X",
            "`outer` were missing and only X were there",
        ),
        ("return _one_hot(y)", "_one_hot(y) -> y", "`one_hot` were missing"),
        ("return (X - b) ** 2", "(X - b) ** 2 -> X - b", "the square were missing"),
        ("X[k, y] -= 1", "X[k, y] -> X[:, y]", "`:` stood in the place of the index k"),
        ("X[k, y] -= 1", "X[k, y] -= 1 -> X[k, y] += 1", "-= were +="),
        ("X[k, y] -= 1", "X[k, y] -= 1 -> pass", "the update of X were missing"),
        ("z = X.copy()", "X.copy() -> X", "the copy of X were missing"),
    ],
)
def test_a_student_reads_plain_words(line: str, change: str, behaves: str) -> None:
    assert sentences(line)[change] == behaves


def test_negative_numbers_keep_their_parentheses() -> None:
    (turned,) = (each for each in of("return 2 ** k") if each.behaves == "the number 2 were -2")
    assert turned.source.endswith("return (-2) ** k")


def test_a_helper_has_mutants_too_and_what_is_not_there_has_none() -> None:
    source = "def _half(x):\n    return x / 2\n\ndef f(x):\n    return _half(x)\n"
    found = mutants(source, "_half")
    assert {mutant.function for mutant in found} == {"_half"}
    assert all(mutant.source.startswith("def _half(x):\n") for mutant in found)
    with pytest.raises(ValueError, match="no function g at the top level"):
        mutants(source, "g")


def test_the_last_of_two_definitions_counts() -> None:
    source = "def f(x):\n    return x + 1\n\ndef f(x):\n    return x * 2\n"
    assert {mutant.line for mutant in mutants(source, "f")} == {5}


def test_nested_functions_and_loops_are_changed_inside() -> None:
    lines = ["for i in range(k):", "    X[i] += b", "g = lambda a: a + b", "return g(X)"]
    found = changes("variable", *lines)
    assert "a + b -> X + b" in found
    assert "X[i] -> X[k]" in found
    # Outside of the lambda its parameter has no value.
    assert "g(X) -> g(a)" not in found


def test_torch_reads_like_numpy() -> None:
    source = "import torch\ndef f(X):\n    return torch.softmax(X, dim=1).clone()\n"
    found = {mutant.change: mutant.behaves for mutant in mutants(source, "f")}
    assert found["torch.softmax(X, dim=1) -> torch.softmax(X, dim=0)"] == (
        "`softmax` were over axis 0, not axis 1"
    )
    assert found["torch.softmax(X, dim=1) -> torch.log_softmax(X, dim=1)"] == (
        "`softmax` were `log_softmax`"
    )
    assert found["torch.softmax(X, dim=1).clone() -> torch.softmax(X, dim=1)"] == (
        "one copy were missing"
    )


def functions() -> Iterator[Any]:
    """Return every function of the references of this course."""
    for path in REFERENCES:
        source = path.read_text()
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef):
                yield pytest.param(source, node, id=f"{path.stem}-{node.name}")


@pytest.mark.parametrize(("source", "definition"), [*functions()])
def test_the_references_have_sound_mutants(source: str, definition: ast.FunctionDef) -> None:
    found = mutants(source, definition.name)
    assert found
    assert found == mutants(source, definition.name)
    texts = {mutant.source for mutant in found}
    assert len(texts) == len(found) == len({mutant.change for mutant in found})
    assert ast.unparse(definition) not in texts
    for mutant in found:
        compile(mutant.source, "mutant", "exec")
        (changed,) = ast.parse(mutant.source).body
        assert isinstance(changed, ast.FunctionDef)
        assert changed.name == mutant.function == definition.name
        assert ast.get_docstring(changed) == ast.get_docstring(definition)
        assert ast.dump(changed.args) == ast.dump(definition.args)
        assert definition.body[0].lineno <= mutant.line <= (definition.end_lineno or 0)
        assert mutant.behaves
        assert not mutant.behaves.endswith(".")
        assert max(map(len, mutant.change.split(" -> "))) <= 75


def test_no_mutant_puts_a_list_into_itself() -> None:
    """One that holds itself several times makes an array without end, and nobody gets an answer."""
    source = "def f(x, y):\n    r = []\n    for z in x:\n        r.append(y @ z)\n    return r\n"
    texts = [mutant.source for mutant in mutants(source, "f")]
    assert any("append(y @ x)" in text for text in texts)
    assert not any("append(y @ r)" in text or "append(r @ z)" in text for text in texts)


def test_the_spine_has_as_many_mutants_as_it_should() -> None:
    counts = {
        (stem, name): len(mutants((ROOT / f"reference/{stem}.py").read_text(), name))
        for stem, name in (
            ("affine", "db"),
            ("affine", "dW"),
            ("worked_network", "dW2"),
            ("worked_network", "delta1"),
            ("softmax", "softmax_rows"),
        )
    }
    assert counts["affine", "db"] == 1  # returns its only parameter; the sign is all there is
    assert 5 <= counts["affine", "dW"] <= 10
    assert 6 <= counts["worked_network", "dW2"] <= 15
    assert 30 <= counts["worked_network", "delta1"] <= 60
    assert 15 <= counts["softmax", "softmax_rows"] <= 40


def test_a_mutant_runs_in_a_copy_of_the_namespace() -> None:
    source = (ROOT / "reference/worked_network.py").read_text()
    namespace: dict[str, Any] = {}
    exec(source, namespace)  # noqa: S102
    missing = "the divisor `T.shape[1]` were missing"
    (mutant,) = (each for each in mutants(source, "delta2") if each.behaves == missing)
    changed = {**namespace}
    exec(mutant.source, changed)  # noqa: S102
    outputs, wanted = np.arange(6.0).reshape(2, 3), np.ones((2, 3))
    right = namespace["delta2"](outputs, wanted)
    assert np.allclose(changed["delta2"](outputs, wanted), 3 * right)


def test_mutants_are_made_fast() -> None:
    sources = [path.read_text() for path in REFERENCES]
    started = time.process_time()
    made = sum(
        len(mutants(source, node.name))
        for source in sources
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    )
    # Ten times what it takes.
    assert time.process_time() - started < made * 1e-3
