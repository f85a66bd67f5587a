"""Feedback: what is wrong, and what to try. Never a number of the right answer."""

import re
from collections.abc import Sequence
from typing import assert_never

from grader.compare import SINGLE_AT_LEAST
from grader.model.answer import (
    Crashed,
    Exited,
    NotAttempted,
    NotMarked,
    OutOfMemory,
    Raised,
    TimedOut,
    TooMuchOutput,
    TooSlow,
)
from grader.model.course import AskedValues, CaseKind, StudentFunction
from grader.model.judgement import (
    CaseJudgement,
    Differs,
    DiffersInDigits,
    Finding,
    Followed,
    ForAPerson,
    Near,
    NotAssessable,
    NotFinite,
    OtherChoice,
    OtherOrder,
    OtherWords,
    PartJudgement,
    Verdict,
    WrongShape,
    WrongType,
)
from grader.model.picture import Picture
from grader.model.report import Feedback
from grader.model.sheet import Unreadable
from grader.picture import draw
from grader.raised import words_for_exception
from grader.run.limits import WALL_FACTOR

_LISTED = 4
_OFF = (Verdict.WRONG, Verdict.IMPRECISE)
"""Numbers that differ, and nothing graver."""


def explain(judgement: PartJudgement) -> Feedback:
    """Return what is wrong with a part and what to try next; empty where it is right."""
    failed = [case for case in judgement.cases if case.counts and case.verdict is not Verdict.RIGHT]
    if judgement.verdict is Verdict.APPROXIMATE:
        return _note_on_approximate(judgement)
    if judgement.verdict is Verdict.NUMERICAL and judgement.diagnosis is not None:
        return Feedback(judgement.diagnosis.wrong, judgement.diagnosis.advice)
    if not failed or judgement.verdict is Verdict.RIGHT:
        return _note_on_right(judgement)
    shown = _case_to_show(judgement, failed)
    wrong, advice = _words(shown.finding, judgement)
    if judgement.diagnosis is not None:
        # What is wrong with a shape, or what was raised, helps beside the cause of it.
        detail = "" if isinstance(shown.finding, Differs) else wrong
        wrong = f"{judgement.diagnosis.wrong} {detail}".rstrip()
        advice = judgement.diagnosis.advice or advice
    if judgement.verdict is Verdict.UNSTABLE:
        advice = (
            "Rearrange the formula so that it stays finite: look for an exponential or a quotient "
            "of very large numbers. In a softmax, subtract the largest before taking exponentials; "
            "elsewhere, choose the form whose exponential stays small."
        )
        wrong = f"Right on ordinary inputs, but not where numbers are large. {wrong}"
    if judgement.unsteady:
        wrong = f"Right at first, but not when asked again in another order. {wrong}"
        advice = "Nothing may be kept from one call to the next: look for globals and for chance."
    if judgement.changed and judgement.verdict is Verdict.WRONG:
        wrong += f" The function changes {_arguments(judgement.changed)}, which may be the cause."
    if _depends_on_case(shown.finding):
        wrong = f"{wrong} {_where_else(judgement, failed, shown)}".rstrip()
    if judgement.verdict is Verdict.NOT_FINITE and shown.verdict is not judgement.verdict:
        large = next(each for each in failed if each.verdict is judgement.verdict)
        also = _words(large.finding, judgement)[0]
        wrong = f"{wrong} Where numbers are large, {also[0].lower()}{also[1:]}"
    return Feedback(wrong, advice)


def found_in(case: CaseJudgement, judgement: PartJudgement) -> str:
    """Return what was found in one case, in words; empty where there is nothing to find."""
    if case.verdict in (Verdict.RIGHT, Verdict.NOT_ATTEMPTED, Verdict.UNMARKED):
        return ""
    return _words(case.finding, judgement)[0]


def picture_of(judgement: PartJudgement) -> Picture | None:
    """Return where an array differs, in the case that the feedback speaks of."""
    failed = [case for case in judgement.cases if case.counts and case.verdict is not Verdict.RIGHT]
    if not failed:
        return None
    shown = _case_to_show(judgement, failed)
    match shown.finding:
        case Differs(worst=worst, steps=steps) if steps is not None:
            return draw(steps, judgement.part.quantity, shown.case, worst)
        case NotFinite(first=first, steps=steps) | DiffersInDigits(first=first, steps=steps) if (
            steps is not None
        ):
            return draw(steps, judgement.part.quantity, shown.case, first)
    return None


def _note_on_right(judgement: PartJudgement) -> Feedback:
    notes = []
    advices = []
    if judgement.changed:
        if judgement.verdict is Verdict.RIGHT:
            surprise = "whoever calls it may be surprised"
        else:
            surprise = "this problem asks that it does not"
        notes.append(f"the function changes {_arguments(judgement.changed)}; {surprise}.")
        advices.append("Work on a copy.")
    forms = [each for each in judgement.cases if not each.counts and _fails(each)]
    if forms:
        wrong, _ = _words(forms[0].finding, judgement)
        names = " and ".join(each.case for each in forms)
        notes.append(f"it fails for {names}, which costs nothing here. {wrong}")
        advices.append("Let the code take its types from its arguments.")
    if not notes:
        return Feedback("", "")
    return Feedback(f"Right, but {' Also, '.join(notes)}", " ".join(advices))


def _arguments(changed: Sequence[str]) -> str:
    return f"its argument{'s' if len(changed) > 1 else ''} {' and '.join(changed)}"


def _fails(case: CaseJudgement) -> bool:
    return case.verdict not in (Verdict.RIGHT, Verdict.NOT_ATTEMPTED, Verdict.UNMARKED)


def _note_on_approximate(judgement: PartJudgement) -> Feedback:
    errors = [
        each.finding.error
        for each in judgement.cases
        if each.kind is CaseKind.ORDINARY and isinstance(each.finding, Near)
    ]
    if max(errors, default=0.0) < SINGLE_AT_LEAST:
        wrong = (
            "Right, but to fewer digits than the formula gives: it looks like a numerical "
            "derivative, or like a small number added in the formula."
        )
    else:
        wrong = (
            "Right, but to fewer digits than the formula gives: part of it may be worked out in "
            "single precision, or by a difference, or with a small number added."
        )
    return Feedback(wrong, "Work out the formula itself, in double precision.")


def _case_to_show(judgement: PartJudgement, failed: Sequence[CaseJudgement]) -> CaseJudgement:
    """Return the first case with the verdict of the part; an unstable part has its own.

    What only overflows where numbers are large comes after what is wrong on ordinary inputs:
    whoever mends the overflow alone has gained nothing.
    """
    same = [case for case in failed if case.verdict is judgement.verdict]
    if judgement.verdict is Verdict.NOT_FINITE:
        usual = [case for case in same if case.kind is not CaseKind.OVERFLOW]
        usual = usual or [case for case in failed if case.verdict in _OFF]
        return (usual or same)[0]
    return (same or list(failed))[0]


def _depends_on_case(finding: Finding) -> bool:
    match finding:
        case Differs() | WrongShape() | NotFinite() | WrongType():
            return True
        case Raised():
            return not finding.importing
        case _:
            return False


def _where_else(
    judgement: PartJudgement, failed: Sequence[CaseJudgement], shown: CaseJudgement
) -> str:
    """Say in which case this was seen, in which others it fails, and in which it is right."""
    because = f" ({shown.because})" if shown.because else ""
    text = f"Seen in the case {shown.case}{because}"
    others = [case.case for case in failed if case is not shown]
    if judgement.diagnosis is not None or judgement.verdict is Verdict.UNSTABLE:
        more = f" and {len(others)} more" if others else ""
        return f"{text}{more}."
    right = [case.case for case in judgement.cases if case.verdict is Verdict.RIGHT]
    if others and not right and len(failed) == sum(case.counts for case in judgement.cases):
        return f"{text}; it fails in every other case too."
    if others:
        text += f"; it also fails in {_listed(others)}"
    if right:
        text += f"; it is right in {_listed(right)}"
    return f"{text}."


def _listed(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:_LISTED]]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _words(finding: Finding, judgement: PartJudgement) -> tuple[str, str]:
    match finding:
        case Near():
            return "", ""
        case Differs():
            return _words_for_difference(finding, judgement)
        case DiffersInDigits():
            wrong = (
                f"{_counted(finding.differing, finding.total)} off by more than one unit of "
                f"decimal {finding.decimals}"
            )
            place = f", the first at {_place(finding.first)}." if finding.total > 1 else "."
            return wrong + place, "Work it out once more from the tables before it."
        case Followed():
            sources = " and ".join(finding.sources)
            wrong = f"This is not right by itself, but it follows rightly from your {sources}."
            return wrong, ""
        case NotAssessable():
            source = finding.source
            wrong = f"This hangs on {source}, and {finding.why}: it could not be judged."
            return wrong, f"Mend {source} first."
        case Unreadable():
            wrong = f"{finding.file}, line {finding.line}: {finding.message}."
            if isinstance(judgement.asked, StudentFunction | AskedValues):
                return wrong, "Write plain numbers, in lists where there are several."
            return wrong, "Write it as the statement shows."
        case OtherChoice():
            return _words_for_choice(finding)
        case OtherOrder():
            return _words_for_order(finding)
        case OtherWords():
            return "This is not the right answer.", finding.hint
        case ForAPerson():
            return "A person reads this and enters the mark.", ""
        case NotFinite():
            wrong = f"{_counted(finding.count, finding.total)} nan or infinite"
            if finding.total > 1:
                wrong += f", the first at {_place(finding.first)}"
            advice = (
                "Look for a division by 0, the logarithm of 0, or an exponential that overflows."
            )
            return f"{wrong}.", advice
        case WrongShape():
            return _words_for_shape(finding)
        case WrongType():
            return _words_for_type(finding, judgement)
        case Raised():
            return words_for_exception(finding)
        case TimedOut():
            seconds = f"{finding.seconds:g} s of processor time"
            what = "Importing the file" if finding.importing else "The calls"
            wrong = (
                f"{what} took longer than is allowed: "
                f"{seconds}, or {WALL_FACTOR * finding.seconds:g} s on the clock."
            )
            return wrong, "Look for a loop that does not end, or for work done again in every step."
        case TooSlow():
            wrong = "It took longer than is allowed: in each of several runs more than "
            wrong += f"{finding.times:g} times as long as a program that does the same."
            return wrong, "Look for work that is done again in every step."
        case OutOfMemory():
            wrong = f"More memory was asked for than is allowed: {finding.megabytes} MB."
            return wrong, "Look for an array with one axis too many, or a list that grows for ever."
        case TooMuchOutput():
            wrong = f"More was printed or returned than is read: {finding.megabytes} MB."
            return wrong, "Remove the print calls inside loops."
        case Exited():
            when = " while the file was imported" if finding.importing else ""
            wrong = f"The code ended the program{when} (exit status {finding.status})."
            advice = (
                "Remove sys.exit(), quit() and exit(), "
                "or put them under if __name__ == '__main__':."
            )
            return wrong, advice
        case Crashed():
            what = "while the file was imported" if finding.importing else "in this function"
            wrong = f"The process broke off {what}: it {finding.how}."
            return wrong, "The usual cause is a recursion that never ends."
        case NotAttempted():
            return finding.why, ""
        case NotMarked():
            wrong = f"This could not be marked: {finding.why}. It is no fault of the submission."
            return wrong, "Have it marked again; a person should look at it if that does not help."
        case _:
            assert_never(finding)


def _words_for_choice(finding: OtherChoice) -> tuple[str, str]:
    if finding.missing:
        return "What you chose is right as far as it goes.", "Something belongs with it."
    return "This is not the right choice.", finding.hint


def _words_for_order(finding: OtherOrder) -> tuple[str, str]:
    if finding.missing or finding.twice:
        missing = [f"{_listed(finding.missing)} is missing"] if finding.missing else []
        twice = [f"{_listed(finding.twice)} stands there more than once"] if finding.twice else []
        return f"{' and '.join([*missing, *twice])}.", "Write each step once, in your order."
    wrong = "The order is not right yet."
    if finding.hint:
        return wrong, finding.hint
    return wrong, f"Look at {finding.early} and {finding.late} again: which needs the other?"


def _words_for_difference(finding: Differs, judgement: PartJudgement) -> tuple[str, str]:
    place = f"the worst at {_place(finding.worst)}, " if finding.total > 1 else ""
    wrong = (
        f"{_counted(finding.differing, finding.total)} off, {place}"
        f"by {_two_digits(finding.relative)} relative to its size "
        f"({_two_digits(finding.allowed)} is allowed)."
    )
    asked = judgement.asked
    if isinstance(asked, StudentFunction) and asked.curve:
        advice = "Look at the first loss: if it is right, the forward pass and the loss are, and "
        advice += "the gradients or the step are not."
    elif finding.differing == finding.total:
        advice = "Work out the smallest case by hand, and compare step by step."
    else:
        advice = "Look at what the wrong entries have in common: a row, a column, the diagonal?"
    return wrong, advice


def _words_for_shape(finding: WrongShape) -> tuple[str, str]:
    wrong = f"The shape is {_shape(finding.found)} where {_shape(finding.wanted)} is wanted."
    squeezed = tuple(size for size in finding.found if size != 1)
    if finding.found == finding.wanted[::-1]:
        advice = "It looks transposed: a gradient has the shape of its variable."
    elif squeezed == tuple(size for size in finding.wanted if size != 1):
        advice = "There is an axis of length 1 too many or too few; mind keepdims and reshape."
    elif len(finding.found) < len(finding.wanted):
        advice = "An axis is missing: was something summed, or multiplied entry by entry?"
    elif len(finding.found) > len(finding.wanted):
        advice = "There is an axis too many: is a sum missing?"
    else:
        advice = "Write the shape of every factor beside it, and compare with the statement."
    return wrong, advice


def _words_for_type(finding: WrongType, judgement: PartJudgement) -> tuple[str, str]:
    asked = judgement.asked
    if not isinstance(asked, StudentFunction):  # pragma: no cover  (only functions return)
        return finding.found, ""
    names = ", ".join(part.quantity for part in asked.parts)
    several = asked.several
    wanted = f"the values {names}" if several else "one array of numbers"
    part = judgement.part.quantity
    if part in asked.lists:
        wrong = f"What came back for {part} is {finding.found}; a list of arrays is wanted."
        return wrong, "Return one array for each layer, from the first to the last."
    wrong = f"The function returned {finding.found} where {wanted} should come back."
    if several and finding.found == "None":
        wrong = f"The function returned None, as a whole or for {part}."
    if asked.driver is not None:
        return wrong, "Compare names, and what is filled in or returned, with the statement."
    if finding.found == "None":
        return wrong, "Did you forget return?"
    if several:
        return wrong, f"Return {names}, in this order."
    if re.search(r"Python objects|\ba (map|zip|filter|generator)\b", finding.found):
        return wrong, "In Python 3 map and zip give no list: put list(...) round them."
    return wrong, "Return one array of real numbers."


def _counted(count: int, total: int) -> str:
    if total == 1:
        return "The value is"
    return f"{count} of {total} entries {'is' if count == 1 else 'are'}"


def _two_digits(number: float) -> str:
    return f"{number:.2g}" if number < 1e6 else "more than a million"  # noqa: PLR2004


def _place(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]"


def _shape(shape: tuple[int, ...]) -> str:
    if not shape:
        return "() (a single number)"
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
