"""Hints at what was meant."""

from collections.abc import Iterable

_MOST = 16
"""Of more options, not all are named."""


def nearest(word: str, options: Iterable[str]) -> str:
    """Return a hint at the option that a word was probably meant to be, or at those there are."""
    import difflib  # noqa: PLC0415  (only for a mistake)

    known = list(options)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]}?"
    if len(known) > _MOST:
        return f"; there are {', '.join(known[:_MOST])} and {len(known) - _MOST} more"
    return f"; there are {', '.join(known)}" if known else ""
