"""What a call takes: memory within a limit of its own, time beside a program that does the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from grader.model.answer import Answer, FunctionCalls, Job, NotMarked, Returned, TooSlow
from grader.model.submission import SubmittedFile

_FEWEST, _MOST = 3, 6
"""Rounds. The least time of several is what a program takes where nothing disturbs it."""


@dataclass(frozen=True)
class Measured:
    """What a process did with its only call, and the processor time from its import on."""

    answer: Answer
    seconds: float


Ask: TypeAlias = Callable[[Job, int | None], Measured]
"""Runs a job of one call, within some megabytes beyond what every process takes."""


def measured(job: Job, function: FunctionCalls, ask: Ask) -> tuple[Answer, ...]:
    """Return the answer to each call of a function, each measured by itself."""
    nothing = (None,) * len(function.calls)
    answers = []
    for call, megabytes, times in zip(
        function.calls, function.megabytes or nothing, function.times or nothing, strict=True
    ):
        alone = replace(function, calls=(call,), megabytes=(), times=())
        single = replace(job, functions=(alone,))
        if times is None or function.yardstick is None:
            answers.append(ask(single, megabytes).answer)
        else:
            answers.append(_beside(function.yardstick, times, single, megabytes, ask))
    return tuple(answers)


def _beside(yardstick: str, times: float, single: Job, megabytes: int | None, ask: Ask) -> Answer:
    """Return the answer to a call, or that it took too long: both programs run in turn.

    On a busy machine any single run may be slow, but hardly every one. What a file does when it
    is imported does not count.
    """
    file = SubmittedFile("yardstick.py", yardstick.encode(), "")
    other = replace(single, file=file, others=())
    own: list[float] = []
    theirs: list[float] = []
    for number in range(1, _MOST + 1):
        first = ask(single, megabytes)
        if not isinstance(first.answer, Returned):
            return first.answer
        second = ask(other, None)
        if not isinstance(second.answer, Returned):
            return NotMarked("the program whose time it is compared with did not run")
        own.append(first.seconds)
        theirs.append(second.seconds)
        if number >= _FEWEST and min(own) <= times * min(theirs):
            return first.answer
    return TooSlow(times)
