"""The name that a file was meant to have: what copying and downloading do to names is undone."""

import re

_MARKS = (
    r"^copy(?: \(\d+\))? of ",
    r"(?:\s*-\s*|[ _])copy(?:\s*\(?(\d+)\)?)?$",
    r"\s*\((\d+)\)$",
    r"[ -](\d+)$",
)
_MARK = re.compile("|".join(_MARKS))
_MOST = 8
_SUFFIXES = {".yml": ".yaml", ".py.txt": ".py"}


def folded(name: str) -> str:
    """Return what two names have in common that mean the same file.

    ``Copy of MLP.py``, ``mlp (1).py``, ``mlp - Copy.py``, ``mlp-2.py`` and ``mlp.py.txt`` all
    give ``mlp.py``; underlines, hyphens and blanks count for nothing.
    """
    stem, suffix = _split(name.casefold())
    stem, _, _ = _without_marks(stem)
    return re.sub(r"[\s_-]+", "", stem) + suffix


def plainness(path: str) -> tuple[int, int, int, str]:
    """Return by what to choose among files that mean the same; the least is to be taken.

    The one with the fewest marks of copying, then the one nearest to the top, then the one
    with the highest number, then the first by name.
    """
    stem, _ = _split(path.rpartition("/")[2].casefold())
    _, marks, number = _without_marks(stem)
    return marks, path.count("/"), -number, path


def _split(name: str) -> tuple[str, str]:
    for suffix, meant in _SUFFIXES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix), meant
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if dot else (name, "")


def _without_marks(stem: str) -> tuple[str, int, int]:
    """Return a stem without the marks of copying, how many there were, and their number."""
    marks = number = 0
    stem = stem.strip()
    while marks < _MOST and (found := _MARK.search(stem)) and len(found[0]) < len(stem):
        digits = next((each for each in found.groups() if each), "0")
        number = number or int(digits[:9])
        marks += 1
        stem = (stem[: found.start()] + stem[found.end() :]).strip()
    return stem, marks, number
