"""Keeps the marks that people enter, in a file that lies outside every submission.

The file only grows: a later mark for the same answer takes the place of an earlier one, which
stays where it is. It is replaced as a whole, so nobody ever reads half of it.
"""

import contextlib
import fcntl
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import astuple, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.errors import Fault, FileError, UsageError
from grader.model.moderation import Record

_FORMAT = "backprop-grader/records/1"
_NAMES = tuple(each.name for each in fields(Record))
_MARK = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}|/[1-9][0-9]{0,5})?\Z")
_ADVICE = "mend it, or name another file with --records; nothing was changed"


def refuse_inside(records: Path, submission: Path) -> None:
    """Raise `UsageError` if records would lie in a submission, where students write."""
    with contextlib.suppress(OSError, RuntimeError):
        if records.resolve().is_relative_to(submission.resolve()):
            message = "lies in the submission; marks that people enter are kept elsewhere"
            raise UsageError(f"{records}: {message}")


def read_mark(text: str) -> Fraction:
    """Return a mark as it was written, exactly; raises `ValueError` where it is none."""
    if not _MARK.match(text):
        raise ValueError(f"{text[:40]} is no mark; write a number such as 1.5, or 3/2")
    return Fraction(text)


def read_records(path: Path) -> tuple[Record, ...]:
    """Return the marks in a file, in the order in which they were entered.

    A file that is not there holds none.

    Raises:
        FileError: It cannot be read, or is not what was written.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FileError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    except ValueError:
        raise _damaged(path, 1, "it is not UTF-8 text") from None
    try:
        plain = json.loads(content)
    except json.JSONDecodeError as error:
        raise _damaged(path, error.lineno, f"it is not JSON: {error.msg}") from None
    except RecursionError:
        raise _damaged(path, 1, "it is nested too deeply") from None
    if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
        raise _damaged(path, 1, f"its format is not {_FORMAT}")
    marks = plain.get("marks")
    if not isinstance(marks, list):
        raise _damaged(path, 1, "it has no list of marks")
    return tuple(_record(each, number, path) for number, each in enumerate(marks, 1))


def _record(plain: Any, number: int, path: Path) -> Record:
    if (
        not isinstance(plain, dict)
        or set(plain) != set(_NAMES)
        or not all(isinstance(each, str) for each in plain.values())
    ):
        wanted = ", ".join(_NAMES)
        raise _damaged(path, 1, f"mark {number} is not made of texts for {wanted}")
    try:
        mark = read_mark(plain["mark"])
    except ValueError as error:
        raise _damaged(path, 1, f"mark {number}: {error}") from None
    return Record(**{**plain, "mark": mark})


def _damaged(path: Path, line: int, why: str) -> FileError:
    return FileError([Fault(path, line, f"not a file of marks: {why}; {_ADVICE}")])


def add_record(path: Path, record: Record) -> None:
    """Enter a mark into a file, which is made if it is not there.

    Raises:
        FileError: What is there cannot be read; it stays as it is.
        UsageError: It cannot be written.
    """
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            _replace(path, [*read_records(path), record])
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others who enter a mark at the same time waiting."""
    with path.with_name(f".{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replace(path: Path, records: list[Record]) -> None:
    marks = [dict(zip(_NAMES, map(str, astuple(each)), strict=True)) for each in records]
    text = json.dumps({"format": _FORMAT, "marks": marks}, indent=2) + "\n"
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            Path(draft).chmod(path.stat().st_mode & 0o777)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
