"""Remembers in the user's cache folder which contents have passed a slow check."""

import contextlib
from pathlib import Path

from platformdirs import user_cache_path


def is_known(fingerprint: str) -> bool:
    """Return whether this content has passed before. A lost cache is only slow."""
    try:
        return _marker(fingerprint).is_file()
    except OSError:
        return False


def remember(fingerprint: str) -> None:
    """Note that this content has passed; does nothing where that cannot be stored."""
    marker = _marker(fingerprint)
    with contextlib.suppress(OSError):
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()


def _marker(fingerprint: str) -> Path:
    return user_cache_path("backprop-grader", appauthor=False) / "valid" / fingerprint
