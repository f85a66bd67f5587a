"""Marks one submission of a class after another, in a process that lives longer than each."""

import contextlib
import gc
import os
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path

from grader.detail import at_most
from grader.errors import GraderError, SubmissionError, UsageError
from grader.grading import Questions, Selection, mark
from grader.load.course import find_course
from grader.model.cohort import Entry, Order, Outcome
from grader.model.report import Detail, Report, State
from grader.report.formats import FORMATS, Occasion
from grader.run.limits import Limits
from grader.run.process import ProcessRunner
from grader.run.supply import Supply

ENDINGS = {"terminal": "txt", "html": "html", "markdown": "md", "junit": "xml", "csv": "csv"}
"""Of the formats that can be written for each submission of a class."""
_CLOSE_FIRST = 10
_RARELY = 100_000
_LONGEST_NAME = 200


class Slot:
    """A runner that stays warm, and questions that are asked of every submission."""

    def __init__(self, order: Order) -> None:
        """Start what student code runs in; raises `UsageError` where isolation is too weak."""
        self._order = order
        self._limits = Limits().with_patience(order.patience)
        self._runner = self._fresh_runner()
        self._questions = self._fresh_questions()

    def _fresh_runner(self) -> ProcessRunner:
        supply = Supply(self._limits, at_least=self._order.isolation)
        return ProcessRunner(self._limits, supply=supply)

    def _fresh_questions(self) -> Questions:
        order = self._order
        return Questions(find_course(order.course), seed=order.seed, secret=order.secret)

    def close(self) -> None:
        """End the processes of the runner."""
        self._runner.close()

    def mark(self, path: Path) -> Report:
        """Return the report on a submission; what could not be marked is tried once more."""
        report = self._mark(path)
        if _is_unmarked(report):
            self.renew()
            report = self._mark(path)
        return at_most(report, Detail(self._order.feedback))

    def renew(self) -> None:
        """Start again, with nothing that may be broken."""
        self._runner.close()
        self._runner = self._fresh_runner()
        self._questions = self._fresh_questions()

    def _mark(self, path: Path) -> Report:
        if not self._runner.is_sealed:
            # Its code could read what is right in the memory of this process.
            self._questions = self._fresh_questions()
        order = self._order
        selection = Selection(order.problems, order.assignment)
        return mark(path, self._questions, self._runner, selection, records=order.records)


_KEPT: dict[Order, Slot] = {}
"""The slot of this process: an executor gives a task no other place to keep it."""


def _slot(order: Order) -> Slot:
    if order not in _KEPT:
        close_all()
        _KEPT[order] = Slot(order)
        Finalize(None, close_all, exitpriority=_CLOSE_FIRST)
    return _KEPT[order]


def close_all() -> None:
    """End what this process keeps for the next submission."""
    while _KEPT:
        _KEPT.popitem()[1].close()


def begin(parent: int) -> None:
    """Let this process end when it is told to, and soon after the one that started it."""
    # What is kept is all that there is, and looking through it for cycles finds none.
    gc.set_threshold(_RARELY, 20, 20)
    once = threading.Lock()

    def leave(*_: object) -> None:
        if not once.acquire(blocking=False):
            return  # an executor tells it twice, and what is open takes a moment to close
        with contextlib.suppress(Exception):
            close_all()
        os._exit(1)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        leave()

    signal.signal(signal.SIGTERM, leave)
    # Who interrupts means the command: it ends its processes. A handler, for what is ignored would
    # be ignored in the student's process, too.
    signal.signal(signal.SIGINT, lambda *_: None)
    threading.Thread(target=watch, daemon=True).start()


def mark_one(order: Order, path: Path) -> Entry:
    """Mark a submission, write its reports, and return its line of the gradebook.

    Nothing that a submission does, and nothing in it, makes this raise.

    Raises:
        UsageError: The isolation that is asked for cannot be had, or a report cannot be written.
    """
    if path.is_symlink():
        why = f"{path}: it is a link, which may lead to anybody's work; put the files there"
        return _without_report(order, path, Outcome.UNREADABLE, why)
    slot = _slot(order)
    try:
        report = slot.mark(path)
        occasion = Occasion(str(path), {})
        texts = {name: FORMATS[name](report, occasion) for name in ("json", *order.formats)}
    except SubmissionError as error:
        why = str(error).removeprefix(f"{path}: ")  # the line has the name, and nobody's path
        return _without_report(order, path, Outcome.UNREADABLE, why)
    except UsageError:
        raise
    except (GraderError, OSError) as error:
        return _without_report(order, path, Outcome.UNMARKED, str(error))
    except Exception as error:  # noqa: BLE001  (our failure stops nobody else's marks)
        slot.renew()
        message = f"a failure of the grader itself: {type(error).__name__}: {error}"
        return _without_report(order, path, Outcome.UNMARKED, message)
    for name, text in texts.items():
        write_whole(report_path(order, path, name), text)
    return entry_of(report, path.name)


def report_path(order: Order, path: Path, name: str) -> Path:
    """Return where the report on a submission is written in a format."""
    stem = path.name
    if len(os.fsencode(stem)) > _LONGEST_NAME:
        # With an ending it might be longer than a file system takes.
        import hashlib  # noqa: PLC0415

        stem = f"{stem[:40]}-{hashlib.sha256(os.fsencode(stem)).hexdigest()[:16]}"
    return order.reports / f"{stem}.{ENDINGS.get(name, name)}"


def entry_of(report: Report, name: str) -> Entry:
    """Return the line of the gradebook for a report."""
    if _is_unmarked(report):
        outcome, note = Outcome.UNMARKED, f"not marked: {', '.join(_unmarked(report))}"
    elif report.marks.awaiting:
        outcome, note = Outcome.AWAITING, ""
    else:
        outcome, note = Outcome.MARKED, ""
    problems = tuple(
        (
            problem.problem,
            None
            if all(part.state is State.NOT_ATTEMPTED for part in problem.parts)
            else problem.marks.awarded,
        )
        for problem in report.problems
    )
    return Entry(name, outcome, report.marks, problems, note)


def _is_unmarked(report: Report) -> bool:
    return bool(_unmarked(report))


def _unmarked(report: Report) -> list[str]:
    return [
        f"{problem.problem}.{part.part}"
        for problem in report.problems
        for part in problem.parts
        if part.state is State.UNMARKED
    ]


def _without_report(order: Order, path: Path, outcome: Outcome, why: str) -> Entry:
    for name in ("json", *order.formats):
        with _writing(report := report_path(order, path, name)):
            report.unlink(missing_ok=True)
    return Entry(path.name, outcome, None, (), why)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole, or not at all; raises `UsageError` if it cannot."""
    draft = path.with_name(f"{path.name}.draft")
    with _writing(path):
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Make of what the file system refuses a `UsageError`: it would refuse the next one, too."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
