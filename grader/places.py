"""Finds where a part is answered in the files that were handed in."""

import re

from grader.model.answer import Raised
from grader.model.course import ANSWERS, Problem, StudentFunction
from grader.model.judgement import PartJudgement
from grader.model.report import Place
from grader.model.sheet import Sheet, Unreadable
from grader.model.submission import Submission


def place_of(
    judgement: PartJudgement, problem: Problem, handed_in: Submission, sheet: Sheet | None
) -> Place | None:
    """Return where to look: at what was raised or cannot be read, else where the answer begins.

    None where nothing was handed in for it. The text is only searched, never parsed: a
    stranger's file can crash a parser.
    """
    asked = judgement.asked
    if not isinstance(asked, StudentFunction):
        return _in_sheet(judgement, problem, sheet)
    file = handed_in.find(problem.file)
    if file is None:
        return None
    if not file.path.casefold().endswith(".py"):
        return Place(file.path, None)  # a line of a notebook's file is no line that anybody reads
    names = {each.path for each in handed_in.files}
    for case in judgement.cases:
        found = case.finding
        if isinstance(found, Raised) and found.file in names and found.line:
            return Place(found.file, found.line)
    return Place(file.path, _definition((asked.uses or (asked.name,))[-1], file.content))


def _in_sheet(judgement: PartJudgement, problem: Problem, sheet: Sheet | None) -> Place | None:
    if sheet is None or problem.file != ANSWERS:
        return None
    for case in judgement.cases:
        if isinstance(case.finding, Unreadable):
            return Place(sheet.file, case.finding.line)
    places = [(problem.name, judgement.part.quantity), (problem.name,)]
    return Place(sheet.file, next((sheet.lines[each] for each in places if each in sheet.lines), 1))


def _definition(name: str, content: bytes) -> int | None:
    """Return the line on which a function, or a method such as ``MLP.forward``, is defined."""
    owner, _, function = name.rpartition(".")
    start = 0
    if owner:
        found = re.search(rb"(?m)^[ \t]*class[ \t]+%s\b" % re.escape(owner.encode()), content)
        start = found.start() if found else 0
    quoted = re.escape(function.encode())
    pattern = rb"(?m)^[ \t]*(?:(?:async[ \t]+)?def[ \t]+%s\b|class[ \t]+%s\b|%s[ \t]*=)"
    found = re.compile(pattern % (quoted, quoted, quoted)).search(content, start)
    return 1 + content.count(b"\n", 0, found.start()) if found else None
