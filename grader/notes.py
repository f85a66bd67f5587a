"""What a student should know who wonders about a report."""

import re
import sys
from collections.abc import Iterator, Sequence

from grader.load.hints import nearest
from grader.model.answer import FileRun, Raised
from grader.model.course import ANSWERS, Course, Problem
from grader.model.sheet import Sheet
from grader.model.submission import Submission, SubmittedFile
from grader.run.inside.names import folded

_NOTES = 20
_SHOWN = 40


def notes_on_files(
    course: Course, handed_in: Submission, problems: Sequence[Problem]
) -> tuple[str, ...]:
    """Say what a student should know who wonders why a file was not marked."""
    notes = []
    wanted = course.student_files
    if not problems:
        asks = ", ".join(wanted) or "nothing: it has no problems"
        notes.append(f"Nothing to mark was found. The course asks for {asks}.")
    marked = {problem.file for problem in problems}
    notes += _notes_on_stand_ins(handed_in, [file for file in wanted if file in marked])
    used = {each.path for file in wanted if (each := handed_in.find(file))}
    for file in wanted:
        found = handed_in.find(file)
        others = [each for each in handed_in.files if _means(each, file) and each.path not in used]
        if found and others:
            names = ", ".join(each.path for each in others)
            was = "was" if len(others) == 1 else "were"
            notes.append(f"{names} {was} not marked: {found.path} was.")
            used |= {each.path for each in others}
    notes += [
        f"{each.path} was not marked: it defines nothing that is asked for, or the files that it "
        "might stand for were handed in."
        for each in handed_in.files
        if each.name.endswith(".ipynb") and each.path not in used
    ]
    zipped = [each.path for each in handed_in.files if each.name.lower().endswith(".zip")]
    if zipped:
        notes.append(f"{', '.join(zipped)} was not opened: hand in a zip alone, or its files.")
    libraries = sys.stdlib_module_names | {"numpy", "torch"}
    for submitted in handed_in.files:
        module = submitted.name.removesuffix(".py")
        if submitted.name.endswith(".py") and module in libraries:
            notes.append(
                f"{submitted.path} has the name of a library: import {module} finds the library."
            )
    return tuple(notes)


def _means(submitted: SubmittedFile, file: str) -> bool:
    """Return whether a file has a name, or that of a copy of it, or of a notebook of it."""
    stem, _, suffix = folded(file).rpartition(".")
    means = folded(submitted.name)
    return means == f"{stem}.{suffix}" or (suffix == "py" and means == f"{stem}.ipynb")


def _notes_on_stand_ins(handed_in: Submission, files: Sequence[str]) -> Iterator[str]:
    """Say which files were marked in the place of others."""
    stands: dict[str, list[str]] = {}
    for file in files:
        if file in handed_in.stand_ins:
            stands.setdefault(handed_in.stand_ins[file].path, []).append(file)
    for path, meant in stands.items():
        yield f"{path} was marked as {' and '.join(meant)}."


def notes_on_runs(runs: Sequence[FileRun]) -> Iterator[str]:
    """Say what was found in files that were run, and which modules they had to do without."""
    notes: dict[str, None] = {}
    for run in runs:
        notes |= dict.fromkeys(run.notes)
        said = {
            answer.message
            for answers in run.answers.values()
            for answer in answers
            if isinstance(answer, Raised) and answer.type == "ModuleNotFoundError"
        }
        unused = [
            name
            for name in run.missing
            if not any(re.search(rf"\b{re.escape(name)}\b", message) for message in said)
        ]
        if unused:
            one = len(unused) == 1
            names = unused[0] if one else f"{', '.join(unused[:-1])} and {unused[-1]}"
            there, them = ("is", "it") if one else ("are", "them")
            notes[
                f"{names} {there} not there when this is marked; nothing that was marked needed "
                f"{them}."
            ] = None
    yield from notes


def notes_on_sheet(
    sheet: Sheet | None, problems: Sequence[Problem], course: Course
) -> Iterator[str]:
    """Say which numbers nobody asked for; they cost nothing."""
    if sheet is None:
        return
    quantities = {each.name: [part.quantity for part in each.parts] for each in problems}
    by_hand = course.files_answering(ANSWERS)
    for place, line in sheet.lines.items():
        where = f"{sheet.file}, line {line}"
        match place:
            case (problem,) if problem not in by_hand:
                yield f"{where}: there is no problem {problem[:_SHOWN]}{nearest(problem, by_hand)}"
            case (problem, quantity) if quantity not in quantities.get(problem, [quantity]):
                hint = nearest(quantity, quantities[problem])
                yield f"{where}: {problem} has no quantity {quantity[:_SHOWN]}{hint}"


def first_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the first notes, and how many more there are."""
    more = len(notes) - _NOTES
    return (*notes[:_NOTES], f"And {more} more such notes.") if more > 0 else tuple(notes)
