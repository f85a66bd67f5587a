"""The rules by which a submission is read.

The path is looked at once: folders are walked by descriptors, nothing is followed
that links elsewhere, and only regular files are read. What is hashed, shown and run
is what was read here.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import SubmissionError
from grader.model.submission import LeftOut, Submission, SubmittedFile

ENTRIES = 2_000
FILES = 200
FILE_BYTES = 1 << 20
ALL_BYTES = 8 << 20
DEPTH = 8
NAMED = 50
"""How many of the things left out are named; the others are counted."""
_NAME_LENGTH = 120

PRUNED = frozenset({"node_modules", "__pycache__", "__MACOSX"})
_COMPILED = (".pyc", ".pyo", ".so", ".pyd", ".dll", ".dylib")
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass
class _Intake:
    wanted: frozenset[str]
    files: list[SubmittedFile] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    more: int = 0
    entries: int = 0
    bytes: int = 0

    def leave_out(self, path: str, why: str) -> None:
        if len(self.left_out) < NAMED:
            self.left_out.append(LeftOut(path, why))
        else:
            self.more += 1


def find_submission(path: Path, wanted: Iterable[str]) -> Submission:
    """Return what was handed in: a folder, or a single Python file.

    ``wanted`` are the names of the files that the course asks for. They are read
    first, so that a folder with too much in it still gets its marks.

    Raises:
        SubmissionError: The path is neither, or cannot be read.
    """
    intake = _Intake(frozenset(wanted))
    try:
        # The path itself may be a link: whoever types it means what it leads to.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise SubmissionError(f"{path}: {_reason(error)}") from error
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            _walk(descriptor, intake)
        elif stat.S_ISREG(mode) and path.name.endswith(".py"):
            _read_file(descriptor, path.name, intake)
        else:
            raise SubmissionError(f"{path}: neither a folder nor a Python file (.py)")
    finally:
        os.close(descriptor)
    left_out = intake.left_out
    if intake.more:
        left_out = [*left_out, LeftOut(f"and {intake.more} more", "see above")]
    files = sorted(intake.files, key=lambda file: file.path)
    return Submission(path.resolve().name, tuple(files), tuple(left_out))


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "it may not be read; check its permissions",
        errno.ELOOP: "it is a link that leads back to itself",
        errno.ENXIO: "neither a folder nor a Python file (.py)",
        errno.ENAMETOOLONG: "the name is too long",
    }
    return reasons.get(error.errno or 0, error.strerror or "it cannot be read")


def _walk(top: int, intake: _Intake) -> None:
    """Read folder by folder from the top, so that what lies near it is read first."""
    level = [(os.dup(top), "")]
    depth = 0
    while level:
        below: list[tuple[int, str]] = []
        for descriptor, prefix in level:
            try:
                below += _read_folder(descriptor, prefix, intake, deepest=depth >= DEPTH)
            finally:
                os.close(descriptor)
        level, depth = below, depth + 1


def _read_folder(
    folder: int, prefix: str, intake: _Intake, *, deepest: bool
) -> list[tuple[int, str]]:
    names = _names(folder, prefix, intake)
    if prefix and "pyvenv.cfg" in names:
        return []  # a virtual environment
    below = []
    for name in sorted(names, key=lambda name: (name not in intake.wanted, name)):
        path = prefix + name
        if name in PRUNED or (name.startswith(".") and name not in intake.wanted):
            continue
        if not _is_plain(name):
            intake.leave_out(path, "an odd name")
            continue
        try:
            descriptor = os.open(name, _FLAGS, dir_fd=folder)
        except OSError as error:
            why = "a link" if error.errno == errno.ELOOP else _reason_left(error)
            intake.leave_out(path, why)
            continue
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            if deepest:
                os.close(descriptor)
                intake.leave_out(f"{path}/", f"more than {DEPTH} folders deep")
            else:
                below.append((descriptor, f"{path}/"))
            continue
        try:
            _read_file(descriptor, path, intake)
        finally:
            os.close(descriptor)
    return below


def _names(folder: int, prefix: str, intake: _Intake) -> set[str]:
    """Return the names in a folder; of one that holds too many, those that are asked for.

    Which entries of a huge folder come first is chance. So none is taken by chance:
    only the names that the course asks for are looked for in it.
    """
    names = set()
    counted = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            names.add(entry.name)
            counted += not (entry.name in PRUNED or entry.name.startswith("."))
            if intake.entries + counted > ENTRIES:
                wanted = ", ".join(sorted(intake.wanted))
                why = f"more than {ENTRIES} files and folders; only {wanted} was looked for here"
                intake.leave_out(prefix or "./", why)
                return {name for name in intake.wanted if _exists(name, folder)}
    if not (prefix and "pyvenv.cfg" in names):
        intake.entries += counted
    return names


def _exists(name: str, folder: int) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return False
    return True


def _is_plain(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return name.isprintable() and len(name) <= _NAME_LENGTH and "\\" not in name


def _reason_left(error: OSError) -> str:
    return {errno.EACCES: "it may not be read", errno.ENXIO: "not a plain file"}.get(
        error.errno or 0, "it cannot be read"
    )


def _read_file(descriptor: int, path: str, intake: _Intake) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        intake.leave_out(path, "not a plain file")
    elif path.endswith(_COMPILED):
        intake.leave_out(path, "a compiled file")
    elif status.st_size > FILE_BYTES:
        intake.leave_out(path, f"larger than {FILE_BYTES >> 20} MB")
    elif len(intake.files) >= FILES:
        intake.leave_out(path, f"more than {FILES} files")
    elif intake.bytes + status.st_size > ALL_BYTES:
        intake.leave_out(path, f"more than {ALL_BYTES >> 20} MB in all")
    else:
        content = b""
        # One byte more than is allowed: the file may grow while it is read.
        while len(content) <= FILE_BYTES:
            piece = os.read(descriptor, FILE_BYTES + 1 - len(content))
            if not piece:
                break
            content += piece
        if len(content) > FILE_BYTES:
            intake.leave_out(path, f"larger than {FILE_BYTES >> 20} MB")
            return
        intake.bytes += len(content)
        intake.files.append(SubmittedFile(path, content, hashlib.sha256(content).hexdigest()))
