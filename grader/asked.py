"""One problem that is marked, from the calls of its functions to its report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache, cached_property, partial
from math import ceil
from typing import TYPE_CHECKING

from grader.award import award
from grader.canary import lives, lives_by_hand
from grader.expect import Oracle, acceptable
from grader.forms import has_form, in_form
from grader.judge.by_hand import judge_values, usable_tables
from grader.judge.chain import chain_of
from grader.judge.functions import judge
from grader.model.answer import Answer, FunctionCalls, NotAttempted, NotMarked, Run
from grader.model.case import Case
from grader.model.course import (
    AskedValues,
    AskedWords,
    CaseKind,
    Choice,
    Problem,
    Share,
    StudentFunction,
)
from grader.model.diagnosis import Kind
from grader.model.judgement import CaseJudgement, PartJudgement, Verdict
from grader.model.report import (
    CaseReport,
    Chain,
    Feedback,
    Marks,
    PartReport,
    Place,
    ProblemReport,
    State,
)
from grader.model.sheet import Sheet, Typed, Unreadable
from grader.model.submission import Submission
from grader.model.values import Floats, GivenFunction, Value
from grader.places import place_of
from grader.plan import draw_cases, entry_of
from grader.together import as_one
from grader.traps import Trap, traps

if TYPE_CHECKING:
    from grader.diagnose.worlds import Mistakes

EARNED = (Verdict.RIGHT, Verdict.UNSTABLE, Verdict.APPROXIMATE, Verdict.FOLLOWED)
_NEEDS_NO_DIAGNOSIS = (*EARNED, Verdict.NOT_ATTEMPTED, Verdict.UNMARKED, Verdict.NOT_ASSESSABLE)
_PREFERRED = (
    State.UNMARKED,
    State.NOT_ATTEMPTED,
    State.NOT_ASSESSABLE,
    State.AWAITING,
    State.AWARDED,
)


class Asked:
    """A problem that is marked, with its cases."""

    def __init__(
        self,
        problem: Problem,
        cases: tuple[Case, ...],
        oracle: Oracle,
        *,
        with_secret: bool = False,
        mistakes: "Callable[[], Mistakes] | None" = None,
    ) -> None:
        """Ask nothing yet.

        Args:
            problem: What is asked.
            cases: Those that were drawn for it.
            oracle: Knows what is right.
            with_secret: Whether hidden cases are run, of this problem or another of its file.
            mistakes: Makes ready what may have been done wrong, once.
        """
        self.problem = problem
        self._cases = cases
        self._oracle = oracle
        self._mistakes = mistakes or cache(partial(_mistakes_of, oracle))
        self._suiting: dict[str, tuple[Case, ...]] = {}
        self._calls: dict[str, FunctionCalls] = {}
        self._with_secret = with_secret

    def only(
        self, functions: tuple[StudentFunction, ...], cases: Sequence[Case] | None = None
    ) -> "Asked":
        """Return the same with some of the functions, on the same cases or on others."""
        problem = replace(self.problem, functions=functions)
        return Asked(
            problem,
            self._cases if cases is None else tuple(cases),
            self._oracle,
            with_secret=self._with_secret,
            mistakes=self._mistakes,
        )

    def cases_of(self, function: StudentFunction) -> tuple[Case, ...]:
        """Return the cases that suit a part of a function."""
        if function.name not in self._suiting:
            self._suiting[function.name] = tuple(
                case
                for case in self._cases
                if any(case.suits(part.quantity) for part in function.parts)
                and (case.form is None or has_form(function, self.problem, case.form))
                and self._can_be_called(function, case)
            )
        return self._suiting[function.name]

    @property
    def only_case(self) -> Case:
        """The case of a problem that is answered by hand, or in words."""
        (case,) = self._cases
        return case

    def _can_be_called(self, function: StudentFunction, case: Case) -> bool:
        if case.tag is None:
            return True
        return self._oracle.can_call(case, function.arguments)

    def calls(self, function: StudentFunction) -> FunctionCalls:
        """Return the calls of a function: its arguments in each case."""
        if function.name not in self._calls:
            self._calls[function.name] = self._made_calls(function)
        return self._calls[function.name]

    def _made_calls(self, function: StudentFunction) -> FunctionCalls:
        return FunctionCalls(
            problem=self.problem.name,
            function=function.name,
            returns=tuple(part.quantity for part in function.parts),
            several=function.several,
            calls=tuple(
                tuple(self._argument(argument, case) for argument in function.arguments)
                for case in self.cases_of(function)
            ),
            lists=function.lists,
            tensors=self.problem.tensors,
            driver=function.driver,
            uses=function.uses,
            given=self._given,
            megabytes=tuple(
                ceil(limit) if limit else None
                for limit in self._in_each_call(function.megabytes, function)
            ),
            yardstick=function.yardstick,
            times=tuple(
                function.times if measured else None
                for measured in self._in_each_call(function.timed_where, function)
            ),
        )

    def _in_each_call(self, quantity: str | None, function: StudentFunction) -> list[float]:
        """Return the values of a quantity that is a number."""
        if quantity is None:
            return []
        return [self._oracle.number(quantity, case) for case in self.cases_of(function)]

    @cached_property
    def _given(self) -> str | None:
        """The text of the functions that are handed over, where there are any."""
        generators = [entry_of(each) for each in self.problem.inputs.values()]
        options = [each.options for each in generators if isinstance(each, Choice)]
        if not any(isinstance(option, GivenFunction) for each in options for option in each):
            return None
        return self._oracle.graph.given.source

    def _argument(self, name: str, case: Case) -> Value:
        value = self._oracle.value(name, case)
        return value if case.form is None else in_form(value, case.form)

    def judged(self, handed_in: Submission, run: Run) -> Iterator[PartJudgement]:
        """Judge what functions returned."""
        answers = self.answers(handed_in, run)
        for function in self.problem.functions:
            cases = self.cases_of(function)
            by_case = {
                case.name: answer
                for case, answer in zip(cases, answers[function.name], strict=True)
            }
            judgements = [
                self._diagnosed(judgement, function, by_case, cases)
                for judgement in judge(function, by_case, cases, self._oracle)
            ]
            yield from _one_cause(judgements)

    def _diagnosed(
        self,
        judgement: PartJudgement,
        function: StudentFunction,
        answers: Mapping[str, Answer],
        cases: Sequence[Case],
    ) -> PartJudgement:
        if judgement.verdict in _NEEDS_NO_DIAGNOSIS:
            return judgement
        # Of no use where all is right, which is when speed is noticed.
        from grader.diagnose.diagnose import diagnose  # noqa: PLC0415

        found = diagnose(judgement, function, answers, cases, self._mistakes())
        return replace(judgement, diagnosis=found)

    def traps(self, judgement: PartJudgement) -> list[Trap]:
        """Return inputs that tell whether an approximate answer is a numerical derivative."""
        quantity = judgement.part.quantity
        if self.problem.tensors:
            return []  # in single precision a hair that traps a difference is no number
        ordinary = [
            case
            for case in self._cases
            if case.kind is CaseKind.ORDINARY and case.drawn and case.suits(quantity)
        ]
        if not ordinary or self._oracle.cells(quantity, ordinary[0]) != (quantity,):
            return []
        approximate = judgement.verdict is Verdict.APPROXIMATE
        return list(traps(quantity, ordinary[0], self._oracle, scales=approximate))

    def answers(self, handed_in: Submission, run: Run) -> dict[str, tuple[Answer, ...]]:
        """Return what each function did, by its name."""
        problem = self.problem
        file = handed_in.find(problem.file)
        if file is None:
            absent = NotAttempted(f"{problem.file} was not handed in.")
            return {
                function.name: (absent,) * len(self.cases_of(function))
                for function in problem.functions
            }
        answers = {
            key: given
            for each in run.files
            if each.file == file.path
            for key, given in each.answers.items()
        }
        return {
            function.name: answers[(problem.name, function.name)] for function in problem.functions
        }

    def lives(self, judgements: Sequence[PartJudgement], turn: int) -> bool:
        """Return whether the comparison tells right from wrong for everything that was tried."""
        tried = {
            each.asked
            for each in judgements
            if each.verdict is not Verdict.NOT_ATTEMPTED
            and isinstance(each.asked, StudentFunction | AskedValues)
        }
        cases = self._cases
        return all(
            lives(asked, cases, self._oracle, turn)
            if isinstance(asked, StudentFunction)
            else lives_by_hand(asked, cases[0], self._oracle, turn)
            for asked in tried
        )

    def judged_by_hand(self, sheet: Sheet | None) -> Iterator[PartJudgement]:
        """Judge numbers by hand."""
        for asked in self.problem.values:
            case = self.only_case
            tables = {part.quantity: self._table(part.quantity, sheet) for part in asked.parts}
            for judgement in judge_values(asked, tables, case, self._oracle):
                yield self._diagnosed_by_hand(judgement, asked, tables)

    def _diagnosed_by_hand(
        self,
        judgement: PartJudgement,
        asked: AskedValues,
        tables: Mapping[str, Floats | Unreadable | NotAttempted],
    ) -> PartJudgement:
        if judgement.verdict in _NEEDS_NO_DIAGNOSIS:
            return judgement
        from grader.diagnose.diagnose import diagnose_by_hand  # noqa: PLC0415  (as above)

        case = self.only_case
        usable = usable_tables(asked, tables, case, self._oracle)
        found = diagnose_by_hand(judgement, asked.decimals, usable, case, self._mistakes())
        return replace(judgement, diagnosis=found)

    def _table(self, quantity: str, sheet: Sheet | None) -> Floats | Unreadable | NotAttempted:
        if sheet is None:
            return NotAttempted(f"{self.problem.file} was not handed in.")
        if sheet.fault is not None:
            return sheet.fault
        blank = NotAttempted(f"There are no numbers for {quantity} in {sheet.file}.")
        tables = sheet.tables.get(self.problem.name, {})
        return tables if isinstance(tables, Unreadable) else tables.get(quantity, blank)

    def judged_by_word(self, sheet: Sheet | None) -> Iterator[PartJudgement]:
        """Judge what is answered in words."""
        if not self.problem.words:
            return
        # Few submissions have any.
        from grader.judge.by_word import judge_words  # noqa: PLC0415

        case = self.only_case
        for asked in self.problem.words:
            typed = self._typed(asked.part.quantity, sheet)
            file = self.problem.file if sheet is None else sheet.file
            yield judge_words(asked, typed, case, self._oracle, file)

    def _typed(self, part: str, sheet: Sheet | None) -> Typed | Unreadable | NotAttempted:
        if sheet is None:
            return NotAttempted(f"{self.problem.file} was not handed in.")
        if sheet.fault is not None:
            return sheet.fault
        if isinstance(fault := sheet.tables.get(self.problem.name), Unreadable):
            return fault
        blank = NotAttempted(f"There is no answer to {part} in {sheet.file}.")
        return sheet.typed.get(self.problem.name, {}).get(part, blank)

    def report(
        self,
        judgements: Sequence[PartJudgement],
        seed: int,
        handed_in: Submission,
        sheet: Sheet | None,
    ) -> ProblemReport:
        """Award, explain, and say where each part is answered."""
        if not self.lives(judgements, seed):
            judgements = [_void(each) for each in judgements]
        chains = tuple(self._chains(judgements))
        parts = self._wholes(
            [
                self._part_report(each, place_of(each, self.problem, handed_in, sheet))
                for each in self._better_ways(judgements)
            ]
        )
        return ProblemReport(
            problem=self.problem.name,
            title=self.problem.title,
            file=self.problem.file,
            marks=marks_of(parts),
            parts=tuple(parts),
            chains=chains,
            statement=self.problem.statement,
        )

    def _better_ways(self, judgements: Sequence[PartJudgement]) -> list[PartJudgement]:
        """Return one judgement for each part: where it was asked for twice, the better one."""
        ways: dict[str, list[PartJudgement]] = {}
        for each in judgements:
            ways.setdefault(each.part.quantity, []).append(each)
        return [_better(each, self.problem.keeps) for each in ways.values()]

    def _wholes(self, parts: Sequence[PartReport]) -> list[PartReport]:
        """Return parts with those that are marked as one put together.

        Whatever way to a quantity was the better one, its marks are where they were put.
        """
        together: dict[str, list[PartReport]] = {}
        for each in parts:
            together.setdefault(self.problem.marked_as(each.part), []).append(each)
        wholes = {function.name for function in self.problem.functions if function.whole}
        return [
            as_one(name, found) if name in wholes else found[0] for name, found in together.items()
        ]

    def _chains(self, judgements: Sequence[PartJudgement]) -> Iterator[Chain]:
        """Yield how a mistake went on, for each function, or sheet, of several quantities."""
        together: dict[StudentFunction | AskedValues, list[PartJudgement]] = {}
        for each in judgements:
            if isinstance(each.asked, StudentFunction | AskedValues):
                together.setdefault(each.asked, []).append(each)
        for asked, parts in together.items():
            chain = chain_of(asked, parts, self._oracle)
            if chain is not None:
                yield chain

    def _part_report(self, judgement: PartJudgement, place: Place | None) -> PartReport:
        asked = judgement.asked
        state, awarded = award(judgement, self.problem.keeps)
        part = PartReport(
            part=judgement.part.quantity,
            function=asked.name if isinstance(asked, StudentFunction) else None,
            state=state,
            awarded=awarded,
            available=judgement.part.marks,
            verdict=judgement.verdict,
            feedback=Feedback("", ""),
            diagnosis=judgement.diagnosis,
            cases=tuple(
                CaseReport(each.case, each.kind, each.verdict, each.because)
                for each in judgement.cases
            ),
            precision=judgement.precision,
            statement=_statement(asked),
            place=place,
        )
        # Code can draw what it was called with, and tell it in a later case.
        silent = self._with_secret and isinstance(asked, StudentFunction)
        return _told(part, judgement, everything=not silent)


def _statement(asked: StudentFunction | AskedValues | AskedWords) -> str:
    """Return what is asked for, where the problem's own statement does not say it."""
    return "" if isinstance(asked, AskedValues) else asked.statement or ""


def _mistakes_of(oracle: Oracle) -> "Mistakes":
    # Of no use where all is right, which is when speed is noticed.
    from grader.diagnose.worlds import Mistakes  # noqa: PLC0415

    return Mistakes(oracle)


def marks_of(parts: Iterable[PartReport]) -> Marks:
    """Return the marks of some parts together."""
    parts = list(parts)
    return Marks(
        awarded=sum((part.awarded or Fraction() for part in parts), Fraction()),
        available=sum((part.available for part in parts), Fraction()),
        awaiting=sum(
            (part.available for part in parts if part.state is State.AWAITING), Fraction()
        ),
    )


def total(marks: Iterable[Marks]) -> Marks:
    """Return the marks of several problems together."""
    marks = list(marks)
    return Marks(
        sum((each.awarded for each in marks), Fraction()),
        sum((each.available for each in marks), Fraction()),
        sum((each.awaiting for each in marks), Fraction()),
    )


def ask(problem: Problem, seed: int, secret: bytes | None) -> Asked:
    """Return a problem with its cases, drawn and acceptable."""
    # What is answered in words is no quantity.
    oracle = Oracle(replace(problem, words=()) if problem.words else problem)
    cases = draw_cases(problem, seed, acceptable(oracle), secret)
    return Asked(problem, cases, oracle, with_secret=secret is not None)


def _one_cause(judgements: Sequence[PartJudgement]) -> list[PartJudgement]:
    """Return judgements of one function; what raised it is the cause of all that did not come.

    A mistake that an author declared goes first: of a transpose it is only known that nothing
    speaks against its having raised.
    """
    causes = [
        each.diagnosis
        for each in judgements
        if each.verdict is Verdict.RAISED and each.diagnosis is not None
    ]
    causes.sort(key=lambda each: each.kind is not Kind.MISCONCEPTION)
    return [
        replace(each, diagnosis=causes[0])
        if causes and each.verdict is Verdict.RAISED and each.diagnosis is None
        else each
        for each in judgements
    ]


def _void(judgement: PartJudgement) -> PartJudgement:
    """Return a judgement that says nothing, because the comparison cannot be trusted."""
    if judgement.verdict is Verdict.NOT_ATTEMPTED:
        return judgement
    finding = NotMarked("the grader's comparison did not tell right from wrong when it was tried")
    case = CaseJudgement("all", CaseKind.ORDINARY, None, Verdict.UNMARKED, finding)
    return PartJudgement(judgement.part, judgement.asked, Verdict.UNMARKED, (case,))


def _better(
    ways: Sequence[PartJudgement], keeps: Mapping[CaseKind | Share, Fraction]
) -> PartJudgement:
    """Return the way to a part that earns most; our own failure may not cost what another earns."""

    def merit(judgement: PartJudgement) -> tuple[Fraction, int]:
        state, awarded = award(judgement, keeps)
        return awarded or Fraction(), _PREFERRED.index(state)

    best = max(ways, key=merit)
    unmarked = [each for each in ways if each.verdict is Verdict.UNMARKED]
    full = merit(best)[0] == best.part.marks
    return unmarked[0] if unmarked and not full else best


def _told(part: PartReport, judgement: PartJudgement, *, everything: bool) -> PartReport:
    """Return the report on a part with what is wrong, what to try, and, with everything, where."""
    noted = judgement.changed or any(each.verdict is not Verdict.RIGHT for each in judgement.cases)
    if judgement.verdict is Verdict.RIGHT and not noted:
        return part
    # Of no use where all is right, which is when speed is noticed.
    from grader.explain import explain, found_in, picture_of  # noqa: PLC0415

    part = replace(part, feedback=explain(judgement))
    if not everything:
        return part
    cases = zip(part.cases, judgement.cases, strict=True)
    return replace(
        part,
        cases=tuple(replace(case, found=found_in(each, judgement)) for case, each in cases),
        picture=picture_of(judgement),
    )
