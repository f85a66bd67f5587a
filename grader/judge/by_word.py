"""Judges answers in words: choices, orders, short answers; what is written waits for a person."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias, assert_never

import numpy as np

from grader.errors import CourseError, Fault
from grader.expect import Oracle
from grader.judge.overall import verdict_of
from grader.model.answer import NotAttempted
from grader.model.case import Case
from grader.model.course import (
    AskedChoice,
    AskedOrder,
    AskedShort,
    AskedWords,
    AskedWritten,
)
from grader.model.judgement import (
    CaseJudgement,
    Finding,
    ForAPerson,
    Near,
    OtherChoice,
    OtherOrder,
    OtherWords,
    PartJudgement,
)
from grader.model.sheet import Typed, Unreadable
from grader.wording import has_words, normalised

Whole: TypeAlias = "int | tuple[Whole, ...]"
"""A whole number, or a list of them; lists of one are that one."""

_SHOWN = 40
_DEPTH = 10
"""Of brackets in brackets."""
_LONGEST = 10_000
"""Of a short answer, in characters."""
_DASHES = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}", "-"))
_BETWEEN = re.compile(r"[,;\n]|->|=>|\N{RIGHTWARDS ARROW}")
_AMONG = re.compile(r"[,;\n+&]|\band\b")
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}[.):]|[-*])\s+")
_WHOLE_TOKEN = re.compile(r"[0-9]{1,18}(?:\.0*)?(?![0-9.])|x|[][(),;]")


class _Fault(Exception):  # noqa: N818  (it never leaves this module)
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def judge_words(
    asked: AskedWords,
    given: Typed | Unreadable | NotAttempted,
    case: Case,
    oracle: Oracle,
    file: str,
) -> PartJudgement:
    """Return a judgement on an answer in words.

    Args:
        asked: What was asked.
        given: What was typed.
        case: The inputs of the problem, for quantities.
        oracle: Knows what is right.
        file: Where it was typed.
    """
    finding = _find(asked, given, case, oracle, file)
    judged = CaseJudgement(case.name, case.kind, case.because, verdict_of(finding), finding)
    return PartJudgement(asked.part, asked, judged.verdict, (judged,))


def text_of(typed: Typed) -> str:
    """Return what was typed as a text: the entries of a list below each other."""
    if isinstance(typed.content, str):
        return typed.content
    return "\n".join(text_of(each) for each in typed.content)


def _find(
    asked: AskedWords,
    given: Typed | Unreadable | NotAttempted,
    case: Case,
    oracle: Oracle,
    file: str,
) -> Finding:
    if not isinstance(given, Typed):
        return given
    if not has_words(text_of(given)):
        return NotAttempted(f"There is no answer to {asked.part.quantity} in {file}.")
    try:
        match asked:
            case AskedChoice():
                return _choice(asked, given)
            case AskedOrder():
                return _order(asked, given)
            case AskedShort():
                return _short(asked, given, case, oracle)
            case AskedWritten():
                return ForAPerson()
            case _:
                assert_never(asked)
    except _Fault as fault:
        return Unreadable(file, fault.line, f"{asked.part.quantity}: {fault}")


def _choice(asked: AskedChoice, given: Typed) -> Finding:
    chosen = frozenset(_options(asked.options, given, _AMONG))
    if chosen in asked.right:
        return Near()
    if any(chosen < right for right in asked.right):
        return OtherChoice(missing=True, hint="")
    # What is wrong is seen beside the right set that is nearest.
    nearest = min(asked.right, key=lambda right: len(right ^ chosen))
    wrong = [name for name in asked.options if name in chosen - nearest]
    hints = [asked.hints[name] for name in wrong if name in asked.hints]
    return OtherChoice(missing=False, hint=" ".join(hints[:1]))


def _order(asked: AskedOrder, given: Typed) -> Finding:
    order = _options(asked.options, given, _BETWEEN)
    counts = Counter(order)
    missing = tuple(name for name in asked.options if name not in counts)
    twice = tuple(name for name, count in counts.items() if count > 1)
    if missing or twice:
        return OtherOrder(None, None, missing, twice, "")
    for first, second in asked.before:
        if order.index(first) > order.index(second):
            return OtherOrder(second, first, (), (), asked.hints.get(second, ""))
    return Near()


def _options(options: Mapping[str, str], given: Typed, between: re.Pattern[str]) -> list[str]:
    """Return the options that were typed, each by its name or by all that it says."""
    known = {normalised(text): name for name, text in options.items()}
    known |= {normalised(name): name for name in options}
    if isinstance(given.content, tuple):
        return [_option(text_of(each), each.line, known, options) for each in given.content]
    if normalised(given.content) in known:
        return [known[normalised(given.content)]]
    pieces = between.split(given.content)
    return [
        _option(_NUMBERED.sub("", piece, count=1), given.line, known, options)
        for piece in pieces
        if has_words(piece)
    ]


def _option(text: str, line: int, known: Mapping[str, str], options: Mapping[str, str]) -> str:
    name = known.get(normalised(text))
    if name is None:
        there_are = ", ".join(options)
        message = "an entry is blank" if not has_words(text) else f"{_cut(text)} is no option"
        raise _Fault(line, f"{message}; there are {there_are}")
    return name


def _short(asked: AskedShort, given: Typed, case: Case, oracle: Oracle) -> Finding:
    if asked.quantities:
        return _whole(asked, given, case, oracle)
    text = _single(given)
    if asked.numbers:
        number = _number(text, given.line)
        if number in [Decimal(str(each)) for each in asked.numbers]:
            return Near()
        hints = [hint for wrong, hint in asked.hints.items() if _as_decimal(wrong) == number]
        return OtherWords(hints[0] if hints else "")
    if normalised(text) in {normalised(each) for each in asked.accepts}:
        return Near()
    wrongs = {normalised(wrong): hint for wrong, hint in asked.hints.items()}
    return OtherWords(wrongs.get(normalised(text), ""))


def _single(given: Typed) -> str:
    """Return a text that stands by itself, or alone in a list."""
    match given.content:
        case str() as text:
            return text[:_LONGEST]
        case (Typed() as only,):
            return _single(only)
        case _:
            raise _Fault(given.line, "one answer was expected, and this is a list")


def _number(text: str, line: int) -> Decimal:
    number = _as_decimal(text)
    if number is None:
        hint = "; write a point, not a comma" if re.search(r"[0-9],[0-9]", text) else ""
        raise _Fault(line, f"{_cut(text)} is no number{hint}")
    return number


def _as_decimal(text: str) -> Decimal | None:
    plain = text.translate(_DASHES).strip()
    if not plain.isascii() or "_" in plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _whole(asked: AskedShort, given: Typed, case: Case, oracle: Oracle) -> Finding:
    found = _read_whole(given, given.line)
    if found in [_right_whole(each, case, oracle) for each in asked.quantities]:
        return Near()
    for quantity, hint in asked.hints.items():
        if found == _right_whole(quantity, case, oracle):
            return OtherWords(hint)
    return OtherWords("")


def _right_whole(quantity: str, case: Case, oracle: Oracle) -> Whole:
    try:
        return _plain_whole(oracle.value(quantity, case))
    except TypeError:
        reference = oracle.problem.reference
        line = reference.functions[quantity].line
        message = f"{quantity} is asked for as whole numbers, and returns something else"
        raise CourseError([Fault(reference.path, line, message)]) from None


def _plain_whole(value: Any) -> Whole:
    match value:
        case np.ndarray() | np.generic():
            return _plain_whole(value.tolist())
        case bool():
            raise TypeError
        case int():
            return value
        case list() | tuple():
            return _joined([_plain_whole(each) for each in value])
        case _:
            raise TypeError


def _joined(entries: Sequence[Whole]) -> Whole:
    return entries[0] if len(entries) == 1 else tuple(entries)


def _read_whole(given: Typed, line: int) -> Whole:
    """Return whole numbers, however they are written: ``3 x 4``, ``(3, 4)``, ``[3, 4]``.

    A list of YAML may have been cut where a bracket was meant to hold it together, as in
    ``[(3, 4), (2, 3)]``: so it is put together again before it is read.
    """
    text = _bracketed(given)
    tokens = []
    position = 0
    plain = _with_one_sign(text)
    while position < len(plain):
        if plain[position].isspace():
            position += 1
            continue
        token = _WHOLE_TOKEN.match(plain, position)
        if token is None:
            message = f"{_cut(text_of(given))} is no list of whole numbers, such as 3 x 4 or [3, 4]"
            raise _Fault(line, message)
        tokens.append(token.group())
        position = token.end()
    try:
        return _Reader(tokens).read()
    except ValueError as error:
        raise _Fault(line, f"{_cut(text_of(given))}: {error}") from None


def _with_one_sign(text: str) -> str:
    return (
        text.casefold()
        .replace("\\times", " x ")
        .replace("by", " x ")
        .replace("\N{MULTIPLICATION SIGN}", "x")
        .replace("*", "x")
        .replace("$", " ")
    )


def _bracketed(given: Typed) -> str:
    if isinstance(given.content, str):
        return given.content[:_LONGEST]
    return f"[{', '.join(_bracketed(each) for each in given.content)}]"[:_LONGEST]


class _Reader:
    """Reads tokens of whole numbers, ``x``, commas and brackets."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = [*tokens, ""]
        self._next = 0
        self._depth = 0

    def read(self) -> Whole:
        """Return all that the tokens say; raises `ValueError` where they say nothing."""
        entries = self._entries("")
        if not entries:
            raise ValueError("there is no number in it")
        return _joined(entries)

    def _entries(self, end: str) -> list[Whole]:
        entries: list[Whole] = []
        while (token := self._tokens[self._next]) != end:
            if token in (",", ";"):
                self._next += 1
                continue
            entries.append(self._sizes())
            if self._tokens[self._next] not in (",", ";", end):
                raise ValueError("something is missing between its numbers")
        self._next += 1
        return entries

    def _sizes(self) -> Whole:
        sizes = [self._entry()]
        while self._tokens[self._next] == "x":
            self._next += 1
            sizes.append(self._entry())
        return _joined(sizes)

    def _entry(self) -> Whole:
        sign = self._tokens[self._next]
        self._next += 1
        if sign[:1].isdigit():
            return int(sign.partition(".")[0])
        if sign in ("(", "["):
            self._depth += 1
            if self._depth > _DEPTH:
                raise ValueError("its brackets are nested too deep")
            inside = _joined(self._entries(")" if sign == "(" else "]"))
            self._depth -= 1
            return inside
        raise ValueError("a number was expected in another place, or its brackets do not fit")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."
