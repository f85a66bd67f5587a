"""The seam: where student code runs."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Protocol

from grader.model.answer import Answer, FunctionCalls, Job, NotAttempted, NotMarked, Printed, Run
from grader.run.inside.wire import PLACEHOLDER


class Runner(Protocol):
    """Runs student code somewhere and hands back what it did."""

    def run(self, jobs: Sequence[Job]) -> Run:
        """Return the answers to all calls of all jobs; never raises for what a student did."""
        ...


def by_function(
    job: Job, answers: Iterable[tuple[Answer, ...]]
) -> Mapping[tuple[str, str], tuple[Answer, ...]]:
    """Return answers that stand in the order of a job's functions by problem and function."""
    return {
        (asked.problem, asked.function): each
        for asked, each in zip(job.functions, answers, strict=True)
    }


def joined(first: Printed, second: Printed) -> Printed:
    """Return what two processes wrote as if one had."""
    return Printed(
        first.stdout + second.stdout, first.stderr + second.stderr, first.cut or second.cut
    )


def not_attempted(asked: FunctionCalls, job: Job, reason: str) -> NotAttempted:
    """Return the answer of a function that is not there, or only a placeholder.

    The reason comes from the process of the student's code, as `by_function` there gives it.
    """
    why, _, need = reason.partition(" ")
    what = need if need in asked.needs else asked.needs[-1]
    if why == PLACEHOLDER:
        return NotAttempted(f"{what} in {job.file.path} is still a placeholder.")
    kind = "" if asked.uses else "function "
    return NotAttempted(f"There is no {kind}{what} in {job.file.path}.")


def as_far_as_torch_goes(asked: FunctionCalls, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Return answers; where tensors were to be handed over and there is no torch, none counts.

    That torch is missing is no fault of a student's. What was not attempted still was not.
    """
    if not asked.tensors or find_spec("torch") is not None:
        return answers
    unable = NotMarked("torch is not installed here: pip install torch")
    return tuple(each if isinstance(each, NotAttempted) else unable for each in answers)
