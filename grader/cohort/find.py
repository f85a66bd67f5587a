"""Finds the submissions in the folder of a class."""

from pathlib import Path

from grader.errors import UsageError

_FILES = (".zip", ".py", ".ipynb")
_JUNK = frozenset({"__MACOSX", "__pycache__", "node_modules"})


def find_submissions(folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the submissions in a folder, and the names of what is none; both by name.

    A submission is a folder, a zip, a Python file or a notebook. What is hidden is passed over.

    Raises:
        UsageError: The folder cannot be read.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from error
    entries = [each for each in entries if not each.name.startswith(".") and each.name not in _JUNK]
    found = tuple(each for each in entries if _is_submission(each))
    return found, tuple(each.name for each in entries if each not in found)


def _is_submission(path: Path) -> bool:
    try:
        return path.is_dir() or path.suffix.lower() in _FILES
    except OSError:  # a link to where nobody may look: it is listed as what cannot be read
        return True
