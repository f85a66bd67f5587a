"""What students begin with is not attempted as it is, and right once it is filled in."""

import ast
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader import Report, find_course, grade
from grader.load.assignments import read_assignments
from grader.load.problem import read_problem
from grader.model.report import State
from grader.starter.starter import starter_files
from tests.conftest import EXAMPLES, command, write_files

COURSE = find_course()
ASSIGNMENTS = read_assignments(COURSE)
RIGHT = EXAMPLES / "right"


def starter(name: str) -> dict[str, str]:
    """Return the files that students begin with."""
    assignment = ASSIGNMENTS[name]
    problems = [
        read_problem(COURSE.root, COURSE.problem_files[each]) for each in assignment.problems
    ]
    return starter_files(problems, assignment=assignment)


def defined(tree: ast.Module) -> dict[str, ast.stmt]:
    """Return the functions and classes at the top of a module."""
    kinds = ast.FunctionDef | ast.ClassDef
    return {node.name: node for node in tree.body if isinstance(node, kinds)}


def filled_in(text: str, right: str) -> ast.Module:
    """Return a file with its placeholders replaced, and what they need in front of them."""
    begun, answer = ast.parse(text), ast.parse(right)
    asked, known = defined(begun), defined(answer)
    assert set(asked) <= set(known)
    needed = [node for node in answer.body if getattr(node, "name", None) not in asked]
    body = [known.get(getattr(node, "name", ""), node) for node in begun.body]
    return ast.Module([*needed, *body], [])


def filled_sheet(text: str) -> str:
    """Return a sheet with its blanks filled in."""
    right = yaml.safe_load((RIGHT / "answers.yaml").read_text())
    filled = {
        problem: {each: right[problem][each] for each in blanks}
        for problem, blanks in yaml.safe_load(text).items()
    }
    return yaml.safe_dump(filled, sort_keys=False)


def filled(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a starter with everything right in them."""
    return {
        name: filled_sheet(text)
        if name == "answers.yaml"
        else ast.unparse(filled_in(text, (RIGHT / name).read_text()))
        for name, text in files.items()
        if name != "README.md"
    }


def states(report: Report) -> dict[str, str]:
    """Return where the mark of each part stands."""
    return {
        f"{problem.problem}: {part.part}": f"{part.state} {part.awarded} / {part.available}"
        for problem in report.problems
        for part in problem.parts
    }


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_starter_as_it_is_was_not_attempted(name: str, tmp_path: Path) -> None:
    begun = command("starter", name, tmp_path / "begun")
    assert begun.returncode == 0, begun.stderr
    ended = command(tmp_path / "begun", "--assignment", name, "--format", "json")
    assert (ended.returncode, ended.stderr) == (0, "")
    report = json.loads(ended.stdout)
    parts = [part for problem in report["problems"] for part in problem["parts"]]
    assert {part["state"] for part in parts} == {"not_attempted"}
    assert (report["assignment"], report["notes"], report["left_out"]) == (name, [], [])
    assert {problem["problem"] for problem in report["problems"]} == {*ASSIGNMENTS[name].problems}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_starter_holds_nothing_right(name: str) -> None:
    for file, text in starter(name).items():
        if file.endswith(".py"):
            nodes = list(ast.walk(ast.parse(text)))
            functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
            assert functions
            for node in functions:
                *docstring, placeholder = node.body
                assert ast.unparse(placeholder) == "raise NotImplementedError"
                assert len(docstring) <= 1
        elif file == "answers.yaml":
            blanks = yaml.safe_load(text).values()
            assert {each for problem in blanks for each in problem.values()} == {None}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_starter_that_is_filled_in_rightly_gets_full_marks(name: str, tmp_path: Path) -> None:
    report = grade(write_files(tmp_path / "s", filled(starter(name))), assignment=name)
    awarded = [part for each in report.problems for part in each.parts]
    lost = {
        part.part: part.feedback.wrong
        for part in awarded
        if part.state is not State.AWAITING and part.awarded != part.available
    }
    assert lost == {}
    assert report.notes == ()


def notebook(module: ast.Module) -> dict[str, Any]:
    """Return a notebook as people write them: a definition a cell, and much besides."""
    code = ["%matplotlib inline\nimport matplotlib.pyplot as plt"]
    code += [ast.unparse(node) for node in module.body]
    code.insert(len(code) // 2, "plt.plot([1, 2, 3])\nplt.show()")
    cells = []
    for source in code:
        lines = source.splitlines(keepends=True)
        cells += [
            {"cell_type": "markdown", "metadata": {}, "source": ["## The next step\n"]},
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": lines,
            },
        ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_a_notebook_gets_the_marks_of_the_file_it_stands_for(tmp_path: Path) -> None:
    name = "ds_ga_1008_homework_1"
    files = starter(name)
    cells = {
        file.replace(".py", ".ipynb"): json.dumps(
            notebook(filled_in(text, (RIGHT / file).read_text()))
        )
        for file, text in files.items()
        if file.endswith(".py")
    }
    written = grade(write_files(tmp_path / "written", filled(files)), assignment=name)
    shown = grade(write_files(tmp_path / "shown", cells), assignment=name)
    assert states(shown) == states(written)
    assert written.marks.awarded == written.marks.available
