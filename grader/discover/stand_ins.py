"""Which file is meant, where none of the asked name was handed in.

Nothing of what was handed in is parsed here: of a notebook only the bytes are searched.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from grader.model.submission import Submission, SubmittedFile
from grader.run.inside.names import folded, plainness

_DEFINES = re.compile(
    rb"(?:(?<![A-Za-z0-9_])|\\n|\\t)"
    rb"(?:(?:def|class)\s+([A-Za-z_][A-Za-z0-9_]{0,99})|([A-Za-z_][A-Za-z0-9_]{0,99})\s*=\s*lambda\b)"
)
NOTEBOOK = ".ipynb"


def with_stand_ins(
    handed_in: Submission,
    wanted: Iterable[str],
    names_asked: Callable[[str, Collection[str]], Collection[str]],
) -> Submission:
    """Return a submission that also finds files by the names that they were meant to have.

    For a file that was not handed in stands the plainest copy of it, such as ``mlp (1).py``;
    else a notebook of its name; else the notebook that defines most of what is asked of it.

    Args:
        handed_in: What was handed in.
        wanted: The names of the files that the course asks for.
        names_asked: Returns which of some names are asked of a file.
    """
    absent = [file for file in wanted if handed_in.find(file) is None]
    by_meaning = _by_meaning(handed_in)
    notebooks = sorted(
        (each for each in handed_in.files if each.name.endswith(NOTEBOOK)),
        key=lambda each: plainness(each.path),
    )
    defined = {each.path: _defined(each) for each in notebooks}
    stand_ins: dict[str, SubmittedFile] = {}
    for file in absent:
        stem, _, suffix = folded(file).rpartition(".")
        named = [f"{stem}.{suffix}", *([stem + NOTEBOOK] if suffix == "py" else [])]
        found = next((by_meaning[name] for name in named if name in by_meaning), None)
        if found is None and notebooks and suffix == "py":
            found = _defining(notebooks, defined, file, names_asked)
        if found is not None:
            stand_ins[file] = found
    return replace(handed_in, stand_ins=stand_ins)


def _by_meaning(handed_in: Submission) -> Mapping[str, SubmittedFile]:
    """Return the plainest file for each name that is meant."""
    files = sorted(handed_in.files, key=lambda each: plainness(each.path), reverse=True)
    return {folded(each.name): each for each in files}


def _defining(
    notebooks: Iterable[SubmittedFile],
    defined: Mapping[str, Collection[str]],
    file: str,
    names_asked: Callable[[str, Collection[str]], Collection[str]],
) -> SubmittedFile | None:
    """Return the first of the notebooks that define most of what is asked of a file."""
    found, most = None, 0
    for each in notebooks:
        count = len(names_asked(file, defined[each.path]))
        if count > most:
            found, most = each, count
    return found


def _defined(notebook: SubmittedFile) -> frozenset[str]:
    """Return the names of the functions and classes that a notebook seems to define."""
    found = _DEFINES.finditer(notebook.content)
    return frozenset((match[1] or match[2]).decode() for match in found)
