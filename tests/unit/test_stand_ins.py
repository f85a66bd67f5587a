"""Which file is meant, where none of the asked name was handed in."""

import hashlib
from collections.abc import Collection

import pytest

from grader.discover.stand_ins import with_stand_ins
from grader.model.submission import Submission, SubmittedFile

WANTED = ("mlp.py", "softmax.py", "answers.yaml")
ASKED = {"mlp.py": {"MLP", "train"}, "softmax.py": {"softmax", "jacobian"}}


def meant(*names: str, **notebooks: str) -> dict[str, str]:
    """Return which of some files are found under the names that are asked for."""
    contents = dict.fromkeys(names, "") | {
        f"{name}.ipynb": text for name, text in notebooks.items()
    }
    files = tuple(
        SubmittedFile(path, text.encode(), hashlib.sha256(text.encode()).hexdigest())
        for path, text in contents.items()
    )

    def names_asked(file: str, defined: Collection[str]) -> Collection[str]:
        return ASKED.get(file, set()) & set(defined)

    found = with_stand_ins(Submission("s", files, ()), WANTED, names_asked)
    return {file: each.path for file in WANTED if (each := found.find(file))}


@pytest.mark.parametrize(
    "name", ["MLP.py", "mlp (1).py", "Copy of mlp.py", "deep/er/mlp - Copy.py", "mlp.ipynb"]
)
def test_a_copy_stands_for_a_file_that_is_not_there(name: str) -> None:
    assert meant(name) == {"mlp.py": name}
    assert meant(name, "deep/down/here/mlp.py") == {"mlp.py": "deep/down/here/mlp.py"}


def test_the_plainest_copy_is_taken() -> None:
    assert meant("mlp (1).py", "mlp (3).py", "mlp (2).py")["mlp.py"] == "mlp (3).py"
    assert meant("mlp (1).py", "b/MLP.py", "a/MLP.py")["mlp.py"] == "a/MLP.py"
    assert meant("mlp (1).py", "mlp.ipynb")["mlp.py"] == "mlp (1).py"


def test_other_names_stand_for_nothing() -> None:
    assert meant("mlp_final.py", "answers.py", "softmax.yaml", "notes.txt", "mlp") == {}
    assert meant("answers.yml") == {"answers.yaml": "answers.yml"}


@pytest.mark.parametrize(
    "text",
    [
        '["def softmax(z):\\n", "..."]',
        '"import x\\ndef softmax(z):\\n"',
        '"if x:\\n\\tdef  softmax (z):"',
        '"class softmax:\\n"',
        '"import x\\nsoftmax = lambda z: z"',
    ],
)
def test_a_notebook_stands_for_files_whose_functions_it_defines(text: str) -> None:
    assert meant(homework=text) == {"softmax.py": "homework.ipynb"}


@pytest.mark.parametrize(
    "text", ["softmax(z)", "undef softmax", "def softmaxes", "define softmax", ""]
)
def test_a_notebook_that_defines_nothing_asked_stands_for_nothing(text: str) -> None:
    assert meant(homework=text) == {}


def test_one_notebook_may_stand_for_several_files_and_the_fullest_is_taken() -> None:
    both = "def softmax\\ndef train\\nclass MLP"
    assert meant(a="def softmax", b=both) == {"mlp.py": "b.ipynb", "softmax.py": "a.ipynb"}
    assert meant("softmax.py", b=both) == {"mlp.py": "b.ipynb", "softmax.py": "softmax.py"}
    assert meant(softmax="", b=both) == {"mlp.py": "b.ipynb", "softmax.py": "softmax.ipynb"}
