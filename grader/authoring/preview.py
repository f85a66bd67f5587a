"""Shows a problem as students meet it, with the report on a mistake that its author knows."""

from collections.abc import Iterator, Mapping

import numpy as np

from grader.asked import Asked, ask, total
from grader.diagnose.worlds import Fails, Mistake, Mistakes
from grader.expect import Oracle
from grader.model.answer import (
    Answer,
    FileRun,
    Isolation,
    Listed,
    NotAttempted,
    Output,
    Printed,
    Raised,
    Returned,
    Run,
)
from grader.model.case import Case
from grader.model.course import Problem, StudentFunction
from grader.model.preview import Preview
from grader.model.report import Provenance, Report
from grader.model.sheet import Sheet
from grader.model.submission import Submission, SubmittedFile
from grader.model.values import Floats

_NAME = "a student's homework"


def preview(problem: Problem, seed: int = 0) -> Preview:
    """Return a problem and a sample report: on its first misconception that is recognised.

    No student code is run: what the misconception's own functions give is what came back.
    Without such a misconception the report is on a homework in which nothing was attempted.

    Raises:
        CourseError: The reference has faults.
    """
    asked = ask(problem, seed, None)
    sampler = _Sampler(problem, asked, seed)
    for name, mistake in sampler.mistakes.declared.items():
        sample = sampler.report(mistake)
        if name in _recognised(sample):
            return Preview(problem, name, sample)
    return Preview(problem, None, sampler.report(None))


def _recognised(sample: Report) -> set[str]:
    return {
        part.diagnosis.name
        for each in sample.problems
        for part in each.parts
        if part.diagnosis is not None
    }


class _Sampler:
    """Makes the answers of a student who makes one mistake everywhere."""

    def __init__(self, problem: Problem, asked: Asked, seed: int) -> None:
        self._problem, self._asked, self._seed = problem, asked, seed
        self._oracle = Oracle(problem)
        self.mistakes = Mistakes(self._oracle)

    def report(self, mistake: Mistake | None) -> Report:
        """Return the report on that student's homework."""
        problem = self._problem
        file = SubmittedFile(problem.file, b"", "")
        handed_in = Submission(_NAME, (file,), ())
        answers = {
            (problem.name, function.name): tuple(self._answers(function, mistake))
            for function in problem.functions
        }
        isolation = Isolation("none", "no code was run", ())
        run = Run((FileRun(problem.file, answers, Printed()),), isolation, {})
        sheet = Sheet(problem.file, {problem.name: self._tables(mistake)}, {})
        judgements = [
            *self._asked.judged(handed_in, run),
            *self._asked.judged_by_hand(sheet),
            *self._asked.judged_by_word(sheet),
        ]
        found = self._asked.report(judgements, self._seed, handed_in, sheet)
        provenance = Provenance(self._seed, {}, {}, {problem.name: problem.digest})
        return Report(_NAME, total([found.marks]), (found,), (), (), {}, isolation, provenance)

    def _answers(self, function: StudentFunction, mistake: Mistake | None) -> Iterator[Answer]:
        for case in self._asked.cases_of(function):
            if mistake is None:
                yield NotAttempted(f"{function.name} is still a placeholder.")
            else:
                yield self._answer(function, case, mistake)

    def _answer(self, function: StudentFunction, case: Case, mistake: Mistake) -> Answer:
        outputs: list[Output] = []
        for part in function.parts:
            cells = self._oracle.cells(part.quantity, case)
            found = [mistake.predicted(cell, case, {}) for cell in cells]
            arrays = [each for each in found if not isinstance(each, Fails)]
            if len(arrays) < len(found):
                return Raised("ValueError", "", None, None)
            whole = cells == (part.quantity,)
            outputs.append(arrays[0] if whole else Listed(tuple(arrays)))
        return Returned(tuple(outputs))

    def _tables(self, mistake: Mistake | None) -> Mapping[str, Floats]:
        if mistake is None:
            return {}
        return {
            part.quantity: np.round(table, asked.decimals)
            for asked in self._problem.values
            for part in asked.parts
            if (table := self._table(part.quantity, mistake)) is not None
        }

    def _table(self, quantity: str, mistake: Mistake) -> Floats | None:
        found = mistake.predicted(quantity, self._asked.only_case, {})
        return None if isinstance(found, Fails) else found
