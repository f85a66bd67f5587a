"""Remembers in the user's cache folder which contents have passed a slow check."""

import contextlib
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


def _marker(fingerprint: str) -> Path:
    return user_cache_path("backprop-grader", appauthor=False) / "valid" / fingerprint
