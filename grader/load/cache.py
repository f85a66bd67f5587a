"""Remembers in the user's cache folder which contents have passed a slow check."""

import contextlib
import os
from pathlib import Path

from platformdirs import user_cache_path


def is_known(fingerprint: str) -> bool:
    """Return whether this content has passed before. A lost cache is only slow."""
    try:
        return _marker(fingerprint).is_file()
    except (OSError, RuntimeError):
        return False


def remember(fingerprint: str) -> None:
    """Note that this content has passed; does nothing where that cannot be stored."""
    # A user without a home has no cache folder either.
    with contextlib.suppress(OSError, RuntimeError):
        marker = _marker(fingerprint)
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()


def recall(fingerprint: str) -> str | None:
    """Return what was stored for a content; None where there is nothing."""
    try:
        return (_folder() / "checked" / fingerprint).read_text(encoding="utf-8")
    except (OSError, RuntimeError, ValueError):
        return None


def store(fingerprint: str, text: str) -> None:
    """Keep a text for a content; does nothing where that cannot be stored."""
    with contextlib.suppress(OSError, RuntimeError):
        file = _folder() / "checked" / fingerprint
        file.parent.mkdir(parents=True, exist_ok=True)
        # Another process may read it at the same time: it is there whole, or not at all.
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)


def _marker(fingerprint: str) -> Path:
    return _folder() / "valid" / fingerprint


def _folder() -> Path:
    return user_cache_path("backprop-grader", appauthor=False)
