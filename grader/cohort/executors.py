"""Where the submissions of a class are spread: the standard library's own `Executor`."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from grader.cohort.slot import begin

T = TypeVar("T")


class Processes(ProcessPoolExecutor):
    """So many processes on this machine."""

    def __init__(self, slots: int) -> None:
        """Start none before there is something to do."""
        # One that was forked would share descriptors, and what is known already, with the others.
        spawned = get_context("spawn")
        super().__init__(slots, mp_context=spawned, initializer=begin, initargs=(os.getpid(),))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  (as inherited)
        """End the processes: once they are done or, without ``wait``, at once."""
        if not wait:
            for each in active_children():
                each.terminate()
        super().shutdown(wait=True, cancel_futures=cancel_futures)


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
