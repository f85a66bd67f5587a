"""Programs that are called: submissions, and functions of our own in their place."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.judgement.material import HERE, Material, outputs_of
from grader import grade
from grader.discover.intake import find_submission
from grader.model.answer import (
    Answer,
    FileRun,
    FunctionCalls,
    Isolation,
    Job,
    Printed,
    Returned,
    Run,
)
from grader.model.course import StudentFunction
from grader.model.report import PartReport
from grader.run.fake import FakeRunner
from grader.run.runner import by_function

CORPUS = HERE.parent.parent / "tests" / "corpus"

GOOD = frozenset({"right", "followed", "approximate", "unstable"})
UNSAID = frozenset({"not_attempted", "not_assessable", "unmarked"})


@dataclass(frozen=True)
class Submission:
    """A folder of the corpus, and what it declares."""

    folder: Path
    problem: str
    verdicts: dict[str, frozenset[str]]
    """The verdicts that are allowed, by part."""

    @property
    def is_right(self) -> bool:
        """Whether all parts that were attempted are right."""
        return all(allowed == {"right"} for allowed in self.verdicts.values())

    @property
    def mistaken(self) -> tuple[str, ...]:
        """The parts that are not right."""
        return tuple(
            part for part, allowed in self.verdicts.items() if not allowed & (GOOD | UNSAID)
        )


@cache
def submissions(problem: str) -> tuple[Submission, ...]:
    """Return the submissions of the corpus that answer a problem in a Python file."""
    found = []
    for path in sorted((CORPUS / problem).glob("*/expected.yaml")):
        if not any(path.parent.rglob("*.py")):
            continue
        declared = yaml.safe_load(path.read_text())["verdicts"]
        verdicts = {
            part: frozenset([allowed] if isinstance(allowed, str) else allowed)
            for part, allowed in declared.items()
        }
        found.append(Submission(path.parent, problem, verdicts))
    return tuple(found)


def marked(submission: Submission, seed: int) -> dict[str, PartReport]:
    """Return the report on each part of a submission."""
    report = grade(
        submission.folder,
        problems=[submission.problem],
        seed=seed,
        runner=FakeRunner(),
        confirm=False,
    )
    return {part.part: part for problem in report.problems for part in problem.parts}


def outputs(
    submission: Submission, here: Material
) -> Iterator[tuple[StudentFunction, dict[str, Answer]]]:
    """Yield what the functions of a submission answer to the cases, if there are any."""
    problem = here.problem
    handed_in = find_submission(submission.folder, (problem.file,))
    file = handed_in.find(problem.file)
    if file is None:
        return
    cases = {function.name: here.suiting(function) for function in problem.functions}
    asked = tuple(
        FunctionCalls(
            problem.name,
            function.name,
            tuple(part.quantity for part in function.parts),
            function.several,
            tuple(
                tuple(here.oracle.value(name, case) for name in function.arguments)
                for case in cases[function.name]
            ),
            function.lists,
        )
        for function in problem.functions
    )
    others = tuple(each for each in handed_in.files if each.path != file.path)
    run = FakeRunner().run([Job(file, others, asked)])
    for function in problem.functions:
        given = run.files[0].answers[(problem.name, function.name)]
        names = [case.name for case in cases[function.name]]
        yield function, dict(zip(names, given, strict=True))


Called = Callable[[StudentFunction, Sequence[Any]], Answer]
"""A program: from a function that is asked for and its arguments to an answer."""


class CallingRunner:
    """Runs a program of our own in the place of a student's file."""

    def __init__(self, functions: Sequence[StudentFunction], program: Called) -> None:
        self._functions = {function.name: function for function in functions}
        self._program = program

    def run(self, jobs: Sequence[Job]) -> Run:
        """Return the answers to all calls of all jobs."""
        runs = tuple(
            FileRun(
                job.file.path,
                by_function(job, [self._answers(each) for each in job.functions]),
                Printed(),
            )
            for job in jobs
        )
        return Run(runs, Isolation("none", "nothing of a student was called", ()), {})

    def _answers(self, asked: FunctionCalls) -> tuple[Answer, ...]:
        function = self._functions[asked.function]
        return tuple(self._program(function, arguments) for arguments in asked.calls)


def marked_as_called(
    here: Material, program: Called, seed: int, functions: Sequence[StudentFunction] = ()
) -> dict[str, PartReport]:
    """Return the report on a program of our own, by the whole flow of `grade`."""
    problem = here.problem
    runner = CallingRunner(functions or problem.functions, program)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / problem.file).write_text("# called in another way\n")
        report = grade(folder, problems=[problem.name], seed=seed, runner=runner, confirm=False)
    return {part.part: part for each in report.problems for part in each.parts}


def handed_back(values: Sequence[Any], function: StudentFunction) -> Answer:
    """Return values as the answer to a call."""
    return Returned(outputs_of(values, function))
