"""What a student should know who wonders about a report."""

import sys
from collections.abc import Iterator, Sequence

from grader.load.hints import nearest
from grader.model.course import ANSWERS, Course, Problem
from grader.model.sheet import Sheet
from grader.model.submission import Submission

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
    by_folded = {file.casefold(): file for file in wanted}
    by_folded |= {file.replace(".yaml", ".yml"): file for file in wanted if ".yaml" in file}
    for submitted in handed_in.files:
        meant = by_folded.get(submitted.name.replace(" ", "").casefold())
        if submitted.name not in wanted and meant and not handed_in.find(meant):
            notes.append(f"{submitted.path} was not marked: the course asks for {meant}.")
    for file in wanted:
        found = handed_in.find(file)
        others = [each.path for each in handed_in.files if each.name == file and each is not found]
        if found and others:
            notes.append(f"{found.path} was marked; {', '.join(others)} was not.")
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
