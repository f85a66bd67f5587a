"""Writes to the terminal: texts, and what is going on."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from grader.report.escape import escaped_line, fitting

if TYPE_CHECKING:
    from rich.status import Status
    from rich.text import Text


def print_text(text: str) -> None:
    """Write a text to standard output, with signs that it can show."""
    with reader_may_leave():
        sys.stdout.write(fitting(text, sys.stdout))


def print_encoded(text: str) -> None:
    """Write a text for a program to standard output, as it is in a file: in UTF-8."""
    with reader_may_leave():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


@contextlib.contextmanager
def reader_may_leave() -> Iterator[None]:
    """Write to standard output, unless its reader has gone, as with ``| head``."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Whatever is still written, by Python at its end too, goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Progress:
    """Says on a terminal what is being run, once that takes longer than a second."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._lock = threading.Lock()
        self._file = ""
        self._status: Status | None = None
        self._stopped = False
        self._timer = threading.Timer(1.0, self._show)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, file: str) -> None:
        with self._lock:
            self._file = file
            if self._status is not None:
                self._status.update(self._text())

    def _text(self) -> "Text":
        from rich.text import Text  # noqa: PLC0415

        words = f"{self._word} {escaped_line(self._file)}" if self._file else "getting ready"
        return Text(words)

    def _show(self) -> None:
        from rich.console import Console  # noqa: PLC0415

        with self._lock:
            if not self._stopped:
                self._status = Console(stderr=True).status(self._text())
                self._status.start()

    def stop(self) -> None:
        """Take the line away."""
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            if self._status is not None:
                self._status.stop()


@contextlib.contextmanager
def progress_line(word: str) -> Iterator[Callable[[str], None]]:
    """Yield what is told of each step; on a terminal it is shown, once that takes a second."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    progress = _Progress(word)
    try:
        yield progress
    finally:
        progress.stop()


_LINE_SECONDS = 10.0


@contextlib.contextmanager
def steps_done(word: str, total: int) -> Iterator[Callable[[], None]]:
    """Yield what is called after each of many steps; how far it is, and the time left, is shown."""
    if not sys.stderr.isatty():
        yield _Steps(word, total)
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(word, *columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(word, total=total)
        yield lambda: progress.advance(task)


class _Steps:
    """Says from time to time how far it is, where no line can be drawn again."""

    def __init__(self, word: str, total: int) -> None:
        self._word, self._total = word, total
        self._done = 0
        self._begin = self._said = time.monotonic()

    def __call__(self) -> None:
        self._done += 1
        now = time.monotonic()
        if now - self._said < _LINE_SECONDS:
            return
        self._said = now
        left = (now - self._begin) / self._done * (self._total - self._done)
        line = f"{self._word} {self._done} of {self._total}, about {left:.0f} s left\n"
        sys.stderr.write(line)
