"""Finds where a part is answered in the files that were handed in."""

import re

from grader.discover.stand_ins import NOTEBOOK
from grader.model.answer import Raised
from grader.model.course import Problem, StudentFunction
from grader.model.judgement import PartJudgement, Verdict
from grader.model.report import Place
from grader.model.sheet import Sheet, Unreadable
from grader.model.submission import Submission, SubmittedFile

_ASIDE = re.compile(
    rb"#[^\n]*"
    rb'|"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+(?:"""|\\?\Z)'
    rb"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+(?:'''|\\?\Z)"
    rb'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
    rb"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?",
    re.DOTALL,
)
"""Comments and strings, closed or not: wherever one begins, some branch takes all of it, so that
the search takes one pass whatever stands in a stranger's file."""
_DEFINED = re.compile(
    rb"^([ \t\f]*)(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*(?::[^=\n]*)?=(?!=))",
    re.MULTILINE,
)
"""What is defined on a line, and how far in."""


def place_of(
    judgement: PartJudgement, problem: Problem, handed_in: Submission, sheet: Sheet | None
) -> Place | None:
    """Return where to look: at what was raised or cannot be read, else where the answer begins.

    None where nothing was handed in for it. The text is only searched, never parsed: a
    stranger's file can crash a parser.
    """
    asked = judgement.asked
    if not isinstance(asked, StudentFunction):
        return None if sheet is None else _in_sheet(judgement, problem, sheet)
    file = handed_in.find(problem.file)
    if file is None:
        return None
    if file.name.casefold().endswith(NOTEBOOK):
        return Place(file.path, None)  # a line of a notebook's file is no line that anybody reads
    if judgement.verdict is Verdict.RAISED and (raised := _raised(judgement, handed_in)):
        return raised
    return Place(file.path, _definition((asked.uses or (asked.name,))[-1], file.content))


def _in_sheet(judgement: PartJudgement, problem: Problem, sheet: Sheet) -> Place:
    for case in judgement.cases:
        if isinstance(case.finding, Unreadable):
            return Place(sheet.file, case.finding.line)
    places = ((problem.name, judgement.part.quantity), (problem.name,))
    return Place(
        sheet.file, next((sheet.lines[each] for each in places if each in sheet.lines), None)
    )


def _raised(judgement: PartJudgement, handed_in: Submission) -> Place | None:
    """Return where the exception was raised that the feedback speaks of.

    Which file and which line is said by the student's process: there has to be such a line.
    """
    said = [
        case.finding for case in judgement.cases if case.counts and isinstance(case.finding, Raised)
    ]
    if not said or said[0].file is None or said[0].line is None:
        return None
    file, line = said[0].file, said[0].line
    files = {each.path: each for each in handed_in.files}
    return Place(file, line) if file in files and 1 <= line <= _lines(files[file]) else None


def _lines(file: SubmittedFile) -> int:
    return 1 + _with_line_feeds(file.content).count(b"\n")


def _with_line_feeds(content: bytes) -> bytes:
    """Return a text whose lines end as Python counts them."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _definition(name: str, content: bytes) -> int | None:
    """Return the line on which a function, or a method such as ``MLP.forward``, is defined.

    Of several it is the last of those that stand furthest out, which is the one that counts; of
    a method that a class takes from elsewhere, it is the line of the class.
    """
    # What stands in a string is text, but its lines count.
    code = _ASIDE.sub(lambda found: b'"' + b"\n" * found[0].count(b"\n"), _with_line_feeds(content))
    code = code.removeprefix(b"\xef\xbb\xbf")
    owner, _, function = name.rpartition(".")
    if not owner:
        return _line(_defined(function, code, 0, len(code)), code)
    around = _defined(owner.rpartition(".")[2], code, 0, len(code))
    if around is None:
        return None
    start = around.end()
    over = re.compile(rb"(?m)^[ \t]{0,%d}[^\s\"]" % len(around[1])).search(code, start)
    within = _defined(function, code, start, over.start() if over else len(code))
    return _line(within or around, code)


def _defined(name: str, code: bytes, start: int, end: int) -> re.Match[bytes] | None:
    wanted = name.encode()
    every = _DEFINED.finditer(code, start, end)
    found = (each for each in every if wanted in (each[2], each[3]))
    return min(found, key=lambda each: (len(each[1]), -each.start()), default=None)


def _line(found: re.Match[bytes] | None, code: bytes) -> int | None:
    return None if found is None else 1 + code.count(b"\n", 0, found.start())
