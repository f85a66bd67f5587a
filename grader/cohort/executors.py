"""Where the submissions of a class are spread: the standard library's own `Executor`."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from grader.cohort.slot import end_with_parent

T = TypeVar("T")


def processes(slots: int) -> Executor:
    """Return an executor with so many processes on this machine."""
    # A process that was forked would share descriptors, and what it already knows, with others.
    return ProcessPoolExecutor(slots, mp_context=get_context("spawn"), initializer=end_with_parent)


class InThisProcess(Executor):
    """The fake: does everything at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Return what has already been done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (as every executor does)
            future.set_exception(error)
        return future
