"""The rules by which a submission is read.

The path is looked at once: folders are walked by descriptors, nothing is followed
that links elsewhere, and only regular files are read. What is hashed, shown and run
is what was read here.
"""

import errno
import functools
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import SubmissionError
from grader.model.submission import LeftOut, Submission, SubmittedFile
from grader.run.inside.names import folded

if TYPE_CHECKING:
    import zipfile

ENTRIES = 2_000
FILES = 200
FILE_BYTES = 1 << 20
ALL_BYTES = 8 << 20
NOTEBOOK_BYTES = 8 << 20
"""Of one notebook, with its figures; all of them together may be twice as large."""
DEPTH = 8
ZIP_BYTES = 32 << 20
NAMED = 50
"""How many of the things left out are named; the others are counted."""
_NAME_LENGTH = 120

PRUNED = frozenset({"node_modules", "__pycache__", "__MACOSX"})
_SINGLE = (".py", ".py.txt", ".ipynb", ".yaml", ".yml")
_NO_SUBMISSION = "neither a folder, a zip, nor a single file (.py, .ipynb, answers.yaml)"
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
    notebook_bytes: int = 0

    def __post_init__(self) -> None:
        self._meant = frozenset(map(folded, self.wanted))

    def rank(self, name: str) -> int:
        """Return how early to read a file: what is asked for, what may stand for it, others."""
        if name in self.wanted:
            return 0
        return 1 if name.endswith(".ipynb") or folded(name) in self._meant else 2

    def leave_out(self, path: str, why: str) -> None:
        if len(self.left_out) < NAMED:
            self.left_out.append(LeftOut(path, why))
        else:
            self.more += 1


def find_submission(path: Path, wanted: Iterable[str]) -> Submission:
    """Return what was handed in: a folder, a zip, or a single file.

    A folder that holds nothing but one zip is that zip.

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
            zipped = _only_zip(descriptor)
            if zipped:
                _read_only_zip(descriptor, zipped, intake)
            else:
                _walk(descriptor, intake)
        elif stat.S_ISREG(mode) and path.name.lower().endswith(".zip"):
            problem = _unzip(descriptor, intake)
            if problem:
                raise SubmissionError(f"{path}: {problem}")
        elif stat.S_ISREG(mode) and path.name.lower().endswith(_SINGLE):
            _read_file(descriptor, path.name, intake)
        else:
            raise SubmissionError(f"{path}: {_NO_SUBMISSION}")
    finally:
        os.close(descriptor)
    left_out = intake.left_out
    if intake.more:
        left_out = [*left_out, LeftOut(f"and {intake.more} more", "see above")]
    files = sorted(intake.files, key=lambda file: file.path)
    return Submission(_name(path), tuple(files), tuple(left_out))


def _name(path: Path) -> str:
    try:
        return path.resolve().name
    except OSError:  # the current folder is gone
        return path.name


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "it may not be read; check its permissions",
        errno.ELOOP: "it is a link that leads back to itself",
        errno.ENXIO: _NO_SUBMISSION,
        errno.ENAMETOOLONG: "the name is too long",
    }
    return reasons.get(error.errno or 0, error.strerror or "it cannot be read")


def _walk(top: int, intake: _Intake) -> None:
    """Read folder by folder from the top, so that what lies near it is read first."""
    level: list[str] = [""]
    depth = 0
    while level:
        below: list[str] = []
        for prefix in level:
            try:
                descriptor = _open_below(top, prefix)
            except OSError as error:
                intake.leave_out(prefix, _reason_left(error))
                continue
            try:
                below += _read_folder(descriptor, prefix, intake, deepest=depth >= DEPTH)
            except OSError as error:
                intake.leave_out(prefix or "./", _reason_left(error))
            finally:
                os.close(descriptor)
        level, depth = below, depth + 1


def _open_below(top: int, prefix: str) -> int:
    """Open a folder step by step from the top: no step may be a link, and few stay open."""
    descriptor = os.dup(top)
    for name in prefix.split("/")[:-1]:
        try:
            inner = os.open(name, _FLAGS | os.O_DIRECTORY, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = inner
    return descriptor


def _read_folder(folder: int, prefix: str, intake: _Intake, *, deepest: bool) -> list[str]:
    """Read the files in a folder; return the folders in it."""
    names = _names(folder, prefix, intake)
    if prefix and "pyvenv.cfg" in names:
        return []  # a virtual environment
    below = []
    for name in sorted(names, key=lambda name: (intake.rank(name), name)):
        path = prefix + name
        if _is_pruned(name) and name not in intake.wanted:
            continue
        if not _is_plain(name):
            intake.leave_out(path, "an odd name")
            continue
        try:
            descriptor = os.open(name, _FLAGS, dir_fd=folder)
        except OSError as error:
            intake.leave_out(path, _reason_left(error))
            continue
        try:
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                _read_file(descriptor, path, intake)
            elif deepest:
                intake.leave_out(f"{path}/", f"more than {DEPTH} folders deep")
            else:
                below.append(f"{path}/")
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
            counted += not _is_pruned(entry.name)
            if intake.entries + counted > ENTRIES:
                wanted = ", ".join(sorted(intake.wanted))
                why = f"more than {ENTRIES} files and folders; only {wanted} was looked for here"
                intake.leave_out(prefix or "./", why)
                return {name for name in intake.wanted if _exists(name, folder)}
    if not (prefix and "pyvenv.cfg" in names):
        intake.entries += counted
    return names


def _is_pruned(name: str) -> bool:
    return name in PRUNED or name.startswith(".")


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
    reasons = {
        errno.EACCES: "it may not be read",
        errno.ENXIO: "not a plain file",
        errno.ELOOP: "a link",
    }
    return reasons.get(error.errno or 0, "it cannot be read")


def _read_file(descriptor: int, path: str, intake: _Intake) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        intake.leave_out(path, "not a plain file")
        return
    try:
        limit = _limit(path)
        _take_in(path, status.st_size, lambda: _read_at_most(descriptor, limit), intake)
    except OSError as error:
        intake.leave_out(path, _reason_left(error))


def _read_at_most(descriptor: int, limit: int) -> bytes:
    """Return the content of a file, and one byte more than the limit if it is larger."""
    content = bytearray()
    while len(content) <= limit:
        piece = os.read(descriptor, limit + 1 - len(content))
        if not piece:
            break
        content += piece
    return bytes(content)


def _limit(path: str) -> int:
    """Return how large a file may be."""
    return NOTEBOOK_BYTES if path.endswith(".ipynb") else FILE_BYTES


def _take_in(path: str, size: int, read: Callable[[], bytes], intake: _Intake) -> None:
    """Read a file if it may be read. Its size is only what is claimed: it may grow, or lie."""
    limit = _limit(path)
    notebook = limit != FILE_BYTES
    taken, allowed = (
        (intake.notebook_bytes, 2 * NOTEBOOK_BYTES) if notebook else (intake.bytes, ALL_BYTES)
    )
    if path.endswith(_COMPILED):
        intake.leave_out(path, "a compiled file")
    elif size > limit:
        intake.leave_out(path, f"larger than {limit >> 20} MB")
    elif len(intake.files) >= FILES:
        intake.leave_out(path, f"more than {FILES} files")
    elif taken + size > allowed:
        intake.leave_out(path, f"more than {allowed >> 20} MB in all")
    elif len(content := read()) > limit:
        intake.leave_out(path, f"larger than {limit >> 20} MB")
    else:
        if notebook:
            intake.notebook_bytes += len(content)
        else:
            intake.bytes += len(content)
        intake.files.append(SubmittedFile(path, content, hashlib.sha256(content).hexdigest()))


def _only_zip(folder: int) -> str | None:
    """Return the name of a zip that is all there is in a folder."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not _is_pruned(entry.name):
                found.append(entry.name)
            if len(found) > 1:
                return None
    return found[0] if found and found[0].lower().endswith(".zip") and _is_plain(found[0]) else None


def _read_only_zip(folder: int, name: str, intake: _Intake) -> None:
    try:
        descriptor = os.open(name, _FLAGS, dir_fd=folder)
    except OSError as error:
        intake.leave_out(name, _reason_left(error))
        return
    try:
        plain = stat.S_ISREG(os.fstat(descriptor).st_mode)
        problem = _unzip(descriptor, intake) if plain else "not a plain file"
    finally:
        os.close(descriptor)
    if problem:
        intake.leave_out(name, problem)


def _unzip(descriptor: int, intake: _Intake) -> str | None:
    """Read the files in a zip by the rules for folders; return why that is not possible.

    Nothing is ever written to where a name in the zip points.
    """
    # Most submissions are folders.
    import zipfile  # noqa: PLC0415

    content = _read_at_most(descriptor, ZIP_BYTES)
    if len(content) > ZIP_BYTES:
        return f"a zip larger than {ZIP_BYTES >> 20} MB"
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return "not a zip, or a damaged one"
    with archive:
        members = _members(archive, intake)
        for path, member in members:
            read = functools.partial(_read_member, archive, member)
            try:
                _take_in(path, member.file_size, read, intake)
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
                intake.leave_out(path, "damaged in the zip, or encrypted")
    return None


def _read_member(archive: "zipfile.ZipFile", member: "zipfile.ZipInfo") -> bytes:
    with archive.open(member) as file:
        # The size in the header may lie: no more than is allowed is ever unpacked.
        return file.read(_limit(member.filename) + 1)


def _members(archive: "zipfile.ZipFile", intake: _Intake) -> list[tuple[str, "zipfile.ZipInfo"]]:
    """Return the plain files in a zip, the wanted ones and those near the top first."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    environments = {
        info.filename.removesuffix("/pyvenv.cfg")
        for info in infos
        if info.filename.endswith("/pyvenv.cfg")
    }
    taken = {parent for info in infos for parent in _parents(info.filename)}
    kept: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        path = info.filename
        *folders, name = path.split("/")
        inside = any(_is_pruned(folder) and folder not in (".", "..") for folder in folders)
        if inside or (_is_pruned(name) and name not in intake.wanted):
            continue
        if environments and not environments.isdisjoint(_parents(path)):
            continue
        why = _why_not(info, folders, name)
        if why is None and path in kept:
            why = "a second file of this name"
        if why is None and path in taken:
            why = "a folder of this name is there too"
        if why is not None:
            intake.leave_out(path, why)
        else:
            kept[path] = info
    if len(kept) > ENTRIES:
        wanted = ", ".join(sorted(intake.wanted))
        intake.leave_out("./", f"more than {ENTRIES} files; only {wanted} was looked for here")
        kept = {path: kept[path] for path in kept if path.rpartition("/")[2] in intake.wanted}

    def order(path: str) -> tuple[int, int, str]:
        return (intake.rank(path.rpartition("/")[2]), path.count("/"), path)

    return [(path, kept[path]) for path in sorted(kept, key=order)]


def _parents(path: str) -> list[str]:
    """Return the folders that a path leads through, no deeper than is read."""
    parts = path.split("/")[: DEPTH + 2]
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _why_not(info: "zipfile.ZipInfo", folders: list[str], name: str) -> str | None:
    """Return why a file in a zip is left out, or None."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link"
    if kind not in (0, stat.S_IFREG):
        return "not a plain file"
    if any(part in ("", ".", "..") or not _is_plain(part) for part in (*folders, name)):
        return "an odd name"
    if len(folders) > DEPTH:
        return f"more than {DEPTH} folders deep"
    # Others unpack a few bytes into any number at once.
    if info.compress_type not in (0, 8):
        return "packed in an unusual way"
    return None
