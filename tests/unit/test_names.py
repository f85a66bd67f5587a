"""The names that files were meant to have."""

import pytest

from grader.run.inside.names import folded, plainness


@pytest.mark.parametrize(
    "name",
    [
        *("mlp.py", "MLP.py", "Mlp.PY", "mlp (1).py", "mlp(2).py", "mlp (1) (1).py", " mlp .py"),
        *("Copy of mlp.py", "Copy of Copy of MLP.py", "mlp - Copy.py", "mlp - Copy (2).py"),
        *("mlp copy.py", "mlp copy 3.py", "mlp_copy.py", "mlp-1.py", "mlp 2.py", "mlp.py.txt"),
        *("Copy (2) of mlp.py", "m_l-p.py"),
    ],
)
def test_copies_mean_the_same(name: str) -> None:
    assert folded(name) == "mlp.py"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("two_layer.py", "twolayer.py"),
        ("Two Layer (3).ipynb", "twolayer.ipynb"),
        ("answers.yml", "answers.yaml"),
        ("Answers (1).yaml", "answers.yaml"),
        ("layer2.py", "layer2.py"),
        ("copy.py", "copy.py"),
        ("(1).py", "(1).py"),
        ("1.py", "1.py"),
        ("no suffix", "nosuffix"),
        (".py", ".py"),
        ("", ""),
    ],
)
def test_other_names_stay_apart(name: str, meant: str) -> None:
    assert folded(name) == meant


def test_the_plainest_is_taken_and_of_copies_the_newest() -> None:
    names = ["a/mlp.py", "mlp (10).py", "mlp (2).py", "MLP.py", "b/MLP.py", "mlp - Copy (11).py"]
    ordered = ["MLP.py", "a/mlp.py", "b/MLP.py", "mlp (10).py", "mlp (2).py", "mlp - Copy (11).py"]
    assert sorted(names, key=plainness)[:3] == ordered[:3]
    assert min(names[1:3], key=plainness) == "mlp (10).py"


def test_a_long_number_is_no_harm() -> None:
    assert folded(f"mlp ({'9' * 10_000}).py") == "mlp.py"
    assert plainness(f"mlp ({'9' * 10_000}).py")[2] == -999_999_999
