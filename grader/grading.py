"""The whole flow: load, plan, discover, run, judge, award, explain, report."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from grader import __version__
from grader.award import award
from grader.canary import lives, lives_by_hand
from grader.discover.intake import find_submission
from grader.expect import Oracle
from grader.forms import has_form, in_form
from grader.judge.by_hand import judge_values, usable_tables
from grader.judge.chain import chain_of
from grader.judge.functions import judge
from grader.judge.traps import NUMERICAL, judge_traps
from grader.load.course import find_course, find_problem
from grader.load.hints import nearest
from grader.load.problem import read_problem
from grader.model.answer import (
    Answer,
    FunctionCalls,
    Job,
    NotAttempted,
    NotMarked,
    Printed,
    Run,
)
from grader.model.case import Case
from grader.model.course import (
    ANSWERS,
    AskedValues,
    CaseKind,
    Course,
    Problem,
    Share,
    StudentFunction,
)
from grader.model.judgement import CaseJudgement, PartJudgement, Verdict
from grader.model.report import (
    CaseReport,
    Chain,
    Feedback,
    Marks,
    PartReport,
    ProblemReport,
    Provenance,
    Report,
    State,
)
from grader.model.sheet import Sheet, Unreadable
from grader.model.submission import Submission
from grader.model.values import Floats, Value
from grader.plan import draw_cases
from grader.run.process import ProcessRunner
from grader.run.runner import Runner, joined
from grader.stream import Stream
from grader.traps import Trap, traps

_NOTES = 20
_SHOWN = 40
_EARNED = (Verdict.RIGHT, Verdict.UNSTABLE, Verdict.APPROXIMATE, Verdict.FOLLOWED)
_NEEDS_NO_DIAGNOSIS = (*_EARNED, Verdict.NOT_ATTEMPTED, Verdict.UNMARKED, Verdict.NOT_ASSESSABLE)
_PREFERRED = (State.UNMARKED, State.NOT_ATTEMPTED, State.NOT_ASSESSABLE, State.AWARDED)


def grade(  # noqa: PLR0913  (each has a meaning of its own, and a default)
    submission: Path | str,
    course: Course | None = None,
    *,
    problems: Sequence[str] = (),
    seed: int = 0,
    runner: Runner | None = None,
    confirm: bool = True,
    secret: bytes | None = None,
) -> Report:
    """Return the report on a submission.

    Args:
        submission: A folder, a zip, or a single file.
        course: The course to mark by; without one, the built-in course.
        problems: Names of the problems to mark, attempted or not. Without any, all
            whose file was handed in, with all their parts.
        seed: Chooses the inputs that are drawn.
        runner: Where student code runs; without one, in processes of its own.
        confirm: Whether what is right is asked once more, in another process and another
            order: a part is right only if it is right in both.
        secret: Chooses the numbers of one more, hidden case of each problem.

    Raises:
        SubmissionError: The path cannot be read.
        UsageError: There is no problem of such a name.
        CourseError: A problem that is needed, or its reference, has faults.
    """
    if runner is None:
        with ProcessRunner() as own:
            return grade(
                submission,
                course,
                problems=problems,
                seed=seed,
                runner=own,
                confirm=confirm,
                secret=secret,
            )
    course = course or find_course()
    handed_in = find_submission(Path(submission), course.student_files)
    asked = [_ask(problem, seed, secret) for problem in _problems(course, handed_in, problems)]
    # The student's code has ended when this returns; only then is anything right computed,
    # but for the values that a student's function is called with.
    run = _run(asked, handed_in, runner, Stream(seed, "first order"))
    judgements = {each.problem.name: list(each.judged(handed_in, run)) for each in asked}
    if confirm:
        _confirm(asked, judgements, handed_in, runner, Stream(seed, "second order"))
    _set_traps(asked, judgements, handed_in, runner)
    sheet = _sheet(asked, handed_in)
    reports = tuple(
        each.report([*judgements[each.problem.name], *each.judged_by_hand(sheet)], seed)
        for each in asked
    )
    return Report(
        submission=handed_in.name,
        marks=_total([report.marks for report in reports]),
        problems=reports,
        notes=_first([*_notes(course, handed_in, asked), *_notes_on_sheet(sheet, asked, course)]),
        left_out=handed_in.left_out,
        output=_output(run),
        isolation=run.isolation,
        provenance=Provenance(
            seed=seed,
            versions={"grader": __version__, **run.versions},
            submission={file.path: file.digest for file in handed_in.files},
            course={each.problem.name: each.problem.digest for each in asked},
            secret=None if secret is None else fingerprint(secret),
        ),
    )


def fingerprint(secret: bytes) -> str:
    """Return what tells one secret from another and gives none away."""
    return hashlib.sha256(b"backprop-grader fingerprint\n" + secret).hexdigest()[:16]


def _problems(course: Course, handed_in: Submission, names: Sequence[str]) -> list[Problem]:
    if not names:
        files = [file for file in course.student_files if handed_in.find(file)]
        names = [name for file in files for name in course.files_answering(file)]
    return [read_problem(course.root, find_problem(course, name)) for name in dict.fromkeys(names)]


class _Asked:
    """A problem that is marked, with its cases."""

    def __init__(self, problem: Problem, cases: tuple[Case, ...], oracle: Oracle) -> None:
        self.problem = problem
        self._cases = cases
        self._oracle = oracle

    def only(self, functions: tuple[StudentFunction, ...]) -> "_Asked":
        """Return the same with some of the functions."""
        return _Asked(replace(self.problem, functions=functions), self._cases, self._oracle)

    def cases_of(self, function: StudentFunction) -> list[Case]:
        """Return the cases that suit a part of a function."""
        return [
            case
            for case in self._cases
            if any(case.suits(part.quantity) for part in function.parts)
            and (case.form is None or has_form(function, self.problem, case.form))
            and self._can_be_called(function, case)
        ]

    def _can_be_called(self, function: StudentFunction, case: Case) -> bool:
        if case.tag is None:
            return True
        return self._oracle.can_call(case, function.arguments)

    def calls(self, function: StudentFunction) -> FunctionCalls:
        """Return the calls of a function: its arguments in each case."""
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
        )

    def _argument(self, name: str, case: Case) -> Value:
        value = self._oracle.value(name, case)
        return value if case.form is None else in_form(value, case.form)

    def judged(self, handed_in: Submission, run: Run) -> Iterator[PartJudgement]:
        """Judge what functions returned."""
        answers = _answers(self, handed_in, run)
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

        found = diagnose(judgement, function, answers, cases, self._oracle)
        return replace(judgement, diagnosis=found)

    def traps(self, judgement: PartJudgement) -> list[Trap]:
        """Return inputs that tell whether an approximate answer is a numerical derivative."""
        quantity = judgement.part.quantity
        ordinary = [
            case
            for case in self._cases
            if case.kind is CaseKind.ORDINARY and case.drawn and case.suits(quantity)
        ]
        if not ordinary or self._oracle.cells(quantity, ordinary[0]) != (quantity,):
            return []
        return list(traps(quantity, ordinary[0], self._oracle))

    def on(self, cases: Sequence[Case], function: StudentFunction) -> "_Asked":
        """Return one function asked on other cases."""
        problem = replace(self.problem, functions=(function,))
        return _Asked(problem, tuple(cases), self._oracle)

    def answers(self, handed_in: Submission, run: Run) -> dict[str, tuple[Answer, ...]]:
        """Return what each function did, by its name."""
        return _answers(self, handed_in, run)

    def lives(self, judgements: Sequence[PartJudgement], turn: int) -> bool:
        """Return whether the comparison tells right from wrong for everything that was tried."""
        tried = {each.asked for each in judgements if each.verdict is not Verdict.NOT_ATTEMPTED}
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
            (case,) = self._cases
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

        (case,) = self._cases
        usable = usable_tables(asked, tables, case, self._oracle)
        found = diagnose_by_hand(judgement, asked.decimals, usable, case, self._oracle)
        return replace(judgement, diagnosis=found)

    def _table(self, quantity: str, sheet: Sheet | None) -> Floats | Unreadable | NotAttempted:
        if sheet is None:
            return NotAttempted(f"{self.problem.file} was not handed in.")
        if sheet.fault is not None:
            return sheet.fault
        blank = NotAttempted(f"There are no numbers for {quantity} in {sheet.file}.")
        tables = sheet.tables.get(self.problem.name, {})
        return tables if isinstance(tables, Unreadable) else tables.get(quantity, blank)

    def report(self, judgements: Sequence[PartJudgement], seed: int) -> ProblemReport:
        """Award and explain."""
        if not self.lives(judgements, seed):
            judgements = [_void(each) for each in judgements]
        chains = tuple(self._chains(judgements))
        parts = [self._part_report(each) for each in self._better_ways(judgements)]
        return ProblemReport(
            problem=self.problem.name,
            title=self.problem.title,
            file=self.problem.file,
            marks=Marks(
                sum((part.awarded or Fraction() for part in parts), Fraction()), self.problem.marks
            ),
            parts=tuple(parts),
            chains=chains,
        )

    def _better_ways(self, judgements: Sequence[PartJudgement]) -> list[PartJudgement]:
        """Return one judgement for each part: where it was asked for twice, the better one."""
        ways: dict[str, list[PartJudgement]] = {}
        for each in judgements:
            ways.setdefault(each.part.quantity, []).append(each)
        return [_better(each, self.problem.keeps) for each in ways.values()]

    def _chains(self, judgements: Sequence[PartJudgement]) -> Iterator[Chain]:
        """Yield how a mistake went on, for each function, or sheet, of several quantities."""
        together: dict[StudentFunction | AskedValues, list[PartJudgement]] = {}
        for each in judgements:
            together.setdefault(each.asked, []).append(each)
        for asked, parts in together.items():
            chain = chain_of(asked, parts, self._oracle)
            if chain is not None:
                yield chain

    def _part_report(self, judgement: PartJudgement) -> PartReport:
        asked = judgement.asked
        state, awarded = award(judgement, self.problem.keeps)
        return PartReport(
            part=judgement.part.quantity,
            function=None if isinstance(asked, AskedValues) else asked.name,
            state=state,
            awarded=awarded,
            available=judgement.part.marks,
            verdict=judgement.verdict,
            feedback=_feedback(judgement),
            diagnosis=judgement.diagnosis,
            cases=tuple(
                CaseReport(each.case, each.kind, each.verdict, each.because)
                for each in judgement.cases
            ),
            precision=judgement.precision,
        )


def _one_cause(judgements: Sequence[PartJudgement]) -> list[PartJudgement]:
    """Return judgements of one function; what raised it is the cause of all that did not come."""
    causes = [
        each.diagnosis
        for each in judgements
        if each.verdict is Verdict.RAISED and each.diagnosis is not None
    ]
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


def _feedback(judgement: PartJudgement) -> Feedback:
    noted = judgement.changed or any(each.verdict is not Verdict.RIGHT for each in judgement.cases)
    if judgement.verdict is Verdict.RIGHT and not noted:
        return Feedback("", "")
    # Of no use where all is right, which is when speed is noticed.
    from grader.explain import explain  # noqa: PLC0415

    return explain(judgement)


def _jobs(asked: Iterable[_Asked], handed_in: Submission) -> list[Job]:
    """Return one job for each submitted file that something is asked of.

    What the problems of a file forbid differs at times: then there is a job for each.
    """
    functions: dict[tuple[str, tuple[str, ...]], list[FunctionCalls]] = {}
    for each in asked:
        file = handed_in.find(each.problem.file)
        if file is not None and each.problem.functions:
            calls = [each.calls(function) for function in each.problem.functions]
            functions.setdefault((file.path, each.problem.forbids), []).extend(calls)
    by_path = {file.path: file for file in handed_in.files}
    return [
        Job(
            file=by_path[path],
            others=tuple(file for file in handed_in.files if file.path != path),
            functions=tuple(calls),
            forbids=forbids,
        )
        for (path, forbids), calls in functions.items()
    ]


def _run(asked: Iterable[_Asked], handed_in: Submission, runner: Runner, chance: Stream) -> Run:
    """Run all calls, each function's in an order of its own; answers come in the usual order."""
    orders: dict[tuple[str, str], list[int]] = {}
    shuffled = []
    for job in _jobs(asked, handed_in):
        functions = []
        for each in job.functions:
            order = chance.shuffled(list(range(len(each.calls))))
            orders[(each.problem, each.function)] = order
            functions.append(replace(each, calls=tuple(each.calls[number] for number in order)))
        shuffled.append(replace(job, functions=tuple(functions)))
    run = runner.run(shuffled)
    files = tuple(
        replace(
            file,
            answers={key: _back(answers, orders[key]) for key, answers in file.answers.items()},
        )
        for file in run.files
    )
    return replace(run, files=files)


def _back(answers: Sequence[Answer], order: Sequence[int]) -> tuple[Answer, ...]:
    """Return answers that came in some order in the usual one."""
    by_number = dict(zip(order, answers, strict=True))
    return tuple(by_number[number] for number in range(len(order)))


def _confirm(
    asked: Sequence[_Asked],
    judgements: dict[str, list[PartJudgement]],
    handed_in: Submission,
    runner: Runner,
    chance: Stream,
) -> None:
    """Ask once more, in another order, what earned marks; what is not right again is not right."""
    again = []
    for each in asked:
        earned = {
            judged.asked for judged in judgements[each.problem.name] if judged.verdict in _EARNED
        }
        functions = tuple(function for function in each.problem.functions if function in earned)
        if functions:
            again.append(each.only(functions))
    if not again:
        return
    run = _run(again, handed_in, runner, chance)
    for each in again:
        name = each.problem.name
        second = {
            (judged.asked.name, judged.part): judged
            for judged in each.judged(handed_in, run)
            if isinstance(judged.asked, StudentFunction)
        }
        judgements[name] = [
            _weaker(first, second.get((first.asked.name, first.part), first))
            if isinstance(first.asked, StudentFunction)
            else first
            for first in judgements[name]
        ]


def _set_traps(
    asked: Sequence[_Asked],
    judgements: dict[str, list[PartJudgement]],
    handed_in: Submission,
    runner: Runner,
) -> None:
    """Ask what is right only approximately on inputs where a numerical derivative fails."""
    for each in asked:
        name = each.problem.name
        for number, judgement in enumerate(judgements[name]):
            function = judgement.asked
            if judgement.verdict is not Verdict.APPROXIMATE or isinstance(function, AskedValues):
                continue
            found = each.traps(judgement)
            if found:
                trial = each.on([trap.case for trap in found], function)
                run = _run([trial], handed_in, runner, Stream("traps"))
                answers = trial.answers(handed_in, run)[function.name]
                position = function.parts.index(judgement.part)
                judgements[name][number] = judge_traps(judgement, position, found, answers)
        shown = {judged.asked for judged in judgements[name] if judged.verdict is Verdict.NUMERICAL}
        # A difference quotient of what is linear passes every trap; its neighbour's did not.
        judgements[name] = [
            replace(judged, verdict=Verdict.NUMERICAL, diagnosis=NUMERICAL)
            if judged.asked in shown and judged.verdict is Verdict.APPROXIMATE
            else judged
            for judged in judgements[name]
        ]


def _weaker(first: PartJudgement, second: PartJudgement) -> PartJudgement:
    """Return the second judgement where it took away what the first had given."""
    if first.verdict not in _EARNED or second.verdict is first.verdict:
        return first
    if second.verdict is Verdict.RIGHT:
        return first
    return replace(second, unsteady=second.verdict is not Verdict.UNMARKED)


def _answers(asked: _Asked, handed_in: Submission, run: Run) -> dict[str, tuple[Answer, ...]]:
    """Return the answers of each function of a problem, by its name."""
    problem = asked.problem
    file = handed_in.find(problem.file)
    answers = {
        key: given
        for each in run.files
        if file is not None and each.file == file.path
        for key, given in each.answers.items()
    }
    if file is None:
        absent = NotAttempted(f"{problem.file} was not handed in.")
        return {
            function.name: (absent,) * len(asked.cases_of(function))
            for function in problem.functions
        }
    return {function.name: answers[(problem.name, function.name)] for function in problem.functions}


def _ask(problem: Problem, seed: int, secret: bytes | None) -> _Asked:
    oracle = Oracle(problem)
    cases = draw_cases(
        problem,
        seed,
        lambda case, as_wished: oracle.keeps_off_kinks(case, both_signs=as_wished),
        secret,
    )
    return _Asked(problem, cases, oracle)


def _sheet(asked: Sequence[_Asked], handed_in: Submission) -> Sheet | None:
    """Return the numbers by hand, if any are asked for and handed in."""
    submitted = handed_in.find(ANSWERS)
    if submitted is None or not any(each.problem.values for each in asked):
        return None
    # Few submissions have one.
    from grader.discover.sheet import read_sheet  # noqa: PLC0415

    return read_sheet(submitted)


def _notes_on_sheet(sheet: Sheet | None, asked: Sequence[_Asked], course: Course) -> Iterator[str]:
    """Say which numbers nobody asked for; they cost nothing."""
    if sheet is None:
        return
    quantities = {
        each.problem.name: [part.quantity for part in each.problem.parts] for each in asked
    }
    by_hand = course.files_answering(ANSWERS)
    for place, line in sheet.lines.items():
        where = f"{sheet.file}, line {line}"
        match place:
            case (problem,) if problem not in by_hand:
                yield f"{where}: there is no problem {problem[:_SHOWN]}{nearest(problem, by_hand)}"
            case (problem, quantity) if quantity not in quantities.get(problem, [quantity]):
                hint = nearest(quantity, quantities[problem])
                yield f"{where}: {problem} has no quantity {quantity[:_SHOWN]}{hint}"


def _output(run: Run) -> dict[str, Printed]:
    """Return what was printed by each file, whatever number of jobs it had."""
    output: dict[str, Printed] = {}
    for file in run.files:
        output[file.file] = joined(output.get(file.file, Printed()), file.printed)
    return output


def _first(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the first notes, and how many more there are."""
    more = len(notes) - _NOTES
    return (*notes[:_NOTES], f"And {more} more such notes.") if more > 0 else tuple(notes)


def _total(marks: Iterable[Marks]) -> Marks:
    marks = list(marks)
    return Marks(
        sum((each.awarded for each in marks), Fraction()),
        sum((each.available for each in marks), Fraction()),
    )


def _notes(course: Course, handed_in: Submission, asked: Sequence[_Asked]) -> tuple[str, ...]:
    """Say what a student should know who wonders why a file was not marked."""
    notes = []
    wanted = course.student_files
    if not asked:
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
