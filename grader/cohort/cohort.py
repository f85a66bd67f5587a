"""Marks a class: every submission, whatever becomes of the others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from pathlib import Path

from grader.cohort.slot import mark_one
from grader.model.cohort import Entry, Order, Outcome

_TRIES = 3
_LOST = "the process that marked it ended, each time"


def mark_class(
    paths: Sequence[Path], order: Order, start: Callable[[], Executor]
) -> Iterator[Entry]:
    """Yield a line of the gradebook for each submission, in the order in which they are done.

    Args:
        paths: The submissions.
        order: How they are marked.
        start: Returns a new executor. Where one breaks, because a process of it was killed, what
            it has not done is tried again: together, and then each by itself.

    Raises:
        UsageError: The isolation that is asked for cannot be had.
    """
    left = list(paths)
    for attempt in range(_TRIES):
        lost: list[Path] = []
        # When something broke, who it was is not known: at last nobody shares an executor.
        last = attempt == _TRIES - 1
        groups = [[path] for path in left] if last else [left]
        for group in groups:
            yield from _mark_together(group, order, start, lost)
        left = lost
    for path in left:
        yield Entry(path.name, Outcome.UNMARKED, None, (), _LOST)


def _mark_together(
    paths: Sequence[Path], order: Order, start: Callable[[], Executor], lost: list[Path]
) -> Iterator[Entry]:
    if not paths:
        return
    executor = start()
    done = False
    try:
        futures: dict[Future[Entry], Path] = {}
        for path in paths:
            try:
                futures[executor.submit(mark_one, order, path)] = path
            except BrokenExecutor:
                lost.append(path)
        for future in as_completed(futures):
            try:
                entry = future.result()
            except BrokenExecutor:
                lost.append(futures[future])
            else:
                yield entry
        done = True
    finally:
        executor.shutdown(wait=done, cancel_futures=True)
