"""The whole flow: load, plan, discover, run, judge, award, explain, report."""

import builtins
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader import __version__
from grader.asked import EARNED, Asked, ask, total
from grader.discover.intake import find_submission
from grader.discover.stand_ins import NOTEBOOK, with_stand_ins
from grader.errors import UsageError
from grader.judge.traps import NUMERICAL, judge_traps
from grader.load.course import find_course, find_problem
from grader.load.problem import read_problem
from grader.load.settings import read_settings
from grader.model.answer import (
    Answer,
    FileRun,
    FunctionCalls,
    Job,
    Listed,
    Output,
    Printed,
    Raised,
    Returned,
    Run,
    Unusable,
)
from grader.model.course import ANSWERS, Course, Problem, StudentFunction
from grader.model.judgement import PartJudgement, Precision, Verdict
from grader.model.report import Provenance, Report
from grader.model.sheet import Sheet
from grader.model.submission import Submission
from grader.notes import first_notes, notes_on_files, notes_on_runs, notes_on_sheet
from grader.run.process import ProcessRunner
from grader.run.runner import Runner, joined
from grader.stream import Stream

if TYPE_CHECKING:
    from grader.model.moderation import Record


def grade(  # noqa: PLR0913  (each has a meaning of its own, and a default)
    submission: Path | str,
    course: Course | None = None,
    *,
    problems: Sequence[str] = (),
    assignment: str | None = None,
    seed: int = 0,
    runner: Runner | None = None,
    confirm: bool = True,
    secret: bytes | None = None,
    records: Path | None = None,
) -> Report:
    """Return the report on a submission.

    Args:
        submission: A folder, a zip, or a single file.
        course: The course to mark by; without one, the built-in course.
        problems: Names of the problems to mark, attempted or not. Without any, all
            whose file was handed in, with all their parts.
        assignment: The name of an assignment: all its problems are marked, attempted or
            not. It takes the place of ``problems``.
        seed: Chooses the inputs that are drawn.
        runner: Where student code runs; without one, in processes of its own.
        confirm: Whether what is right is asked once more, in another process and another
            order: a part is right only if it is right in both.
        secret: Chooses the numbers of one more, hidden case of each problem.
        records: A file with marks that people entered; see `grader.records`.

    Raises:
        SubmissionError: The path cannot be read.
        UsageError: There is no problem, or no assignment, of such a name; or problems are
            named beside an assignment.
        CourseError: A problem that is needed, or its reference, has faults.
        FileError: The records cannot be read.
    """
    questions = Questions(course or find_course(), seed=seed, secret=secret)
    asked = Selection(tuple(problems), assignment)
    if runner is not None:
        return mark(submission, questions, runner, asked, confirm=confirm, records=records)
    with ProcessRunner() as own:
        return mark(submission, questions, own, asked, confirm=confirm, records=records)


@dataclass(frozen=True)
class Selection:
    """Which problems are marked; those whose file was handed in, where nothing is chosen."""

    problems: tuple[str, ...] = ()
    assignment: str | None = None
    """Takes the place of `problems`."""


EVERYTHING = Selection()


class Questions:
    """The problems of a course with their cases, each made ready once, for any submissions.

    It keeps what is right, once that was needed: where student code can read the memory of other
    processes, every submission needs questions of its own.
    """

    def __init__(self, course: Course, *, seed: int = 0, secret: bytes | None = None) -> None:
        """Read nothing yet.

        Args:
            course: Where the problems stand.
            seed: Chooses the inputs that are drawn.
            secret: Chooses the numbers of one more, hidden case of each problem.
        """
        self.course, self.seed, self.secret = course, seed, secret
        self.settings = read_settings(course)
        self._known: dict[str, Asked] = {}

    def of(self, problem: str) -> Asked:
        """Return a problem with its cases.

        Raises:
            UsageError: There is none of this name.
            CourseError: It, or its reference, has faults.
        """
        if problem not in self._known:
            found = read_problem(self.course.root, find_problem(self.course, problem))
            self._known[problem] = ask(found, self.seed, self.secret)
        return self._known[problem]


def mark(
    submission: Path | str,
    questions: Questions,
    runner: Runner,
    selection: Selection = EVERYTHING,
    *,
    confirm: bool = True,
    records: Path | None = None,
) -> Report:
    """Return the report on a submission, as `grade` does, by questions that may be used again."""
    course, seed, secret = questions.course, questions.seed, questions.secret
    # Before any code of a student runs, which might reach them.
    entered = () if records is None else _entered(records, Path(submission))
    problems: Sequence[str] = selection.problems
    if selection.assignment is not None:
        problems = _set_together(course, selection.assignment, problems)
    handed_in = read_submission(Path(submission), course)
    asked = [questions.of(name) for name in _names(course, handed_in, problems)]
    # The student's code has ended when this returns; only then is anything right computed and
    # kept, but for the values that a student's function is called with.
    if secret is not None:
        runner = _Silent(runner)
    run = _run(asked, handed_in, runner, Stream(seed, "first order"))
    judgements = {each.problem.name: list(each.judged(handed_in, run)) for each in asked}
    if confirm:
        _confirm(asked, judgements, handed_in, runner, Stream(seed, "second order"))
    _set_traps(asked, judgements, handed_in, runner)
    sheet = _sheet(asked, handed_in)
    marked = [each.problem for each in asked]
    reports = tuple(
        each.report(
            [
                *judgements[each.problem.name],
                *each.judged_by_hand(sheet),
                *each.judged_by_word(sheet),
            ],
            seed,
            handed_in,
            sheet,
        )
        for each in asked
    )
    report = Report(
        submission=handed_in.name,
        marks=total([report.marks for report in reports]),
        problems=reports,
        notes=first_notes(
            [
                *([] if secret is None else [_SILENT]),
                *([_NOT_RUN] if secret is None and questions.settings.hidden_cases else []),
                *notes_on_files(course, handed_in, marked),
                *notes_on_runs(run.files),
                *notes_on_sheet(sheet, marked, course),
            ]
        ),
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
        assignment=selection.assignment,
    )
    return _moderated(report, entered, marked, handed_in, sheet) if entered else report


def read_submission(path: Path, course: Course) -> Submission:
    """Return what was handed in, with what stands for files that have another name."""
    handed_in = find_submission(path, course.student_files)
    return with_stand_ins(handed_in, course.student_files, partial(_names_asked, course))


def _entered(records: Path, submission: Path) -> "tuple[Record, ...]":
    """Return the marks that people entered."""
    if not os.path.lexists(records):
        return ()
    # Most often there are none.
    from grader.records import read_records, refuse_inside  # noqa: PLC0415

    refuse_inside(records, submission)
    return read_records(records)


def _moderated(
    report: Report,
    entered: "Sequence[Record]",
    problems: Sequence[Problem],
    handed_in: Submission,
    sheet: Sheet | None,
) -> Report:
    from grader.moderated import digests, moderated  # noqa: PLC0415  (as above)

    return moderated(report, entered, digests(problems, handed_in, sheet))


_SILENT = "A hidden case was among those that were run: what the code printed, what its exceptions "
_SILENT += "say, and what was found in each case, is not shown."

_NOT_RUN = "These marks are for the public cases. There are hidden ones too, which were not run: "
_NOT_RUN += "code that is right in general passes them as well."


_OWN_EXCEPTION = "An exception of its own"
_USUAL = frozenset(
    name
    for name, each in vars(builtins).items()
    if isinstance(each, type) and issubclass(each, BaseException)
) | {"AxisError", "ForbiddenError", "LinAlgError", "NotebookError"}
"""Exceptions that are no student's own."""

_NO_NUMBERS = "something else"
_PLAIN = ("None", "text")
"""What came back instead of numbers, in words that hold none of the student's."""


class _Silent:
    """A runner that keeps to itself what student code says: it may say what it was called with."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def run(self, jobs: Sequence[Job]) -> Run:
        """Return the answers to all calls of all jobs, without a word of their own."""
        run = self._runner.run(jobs)
        return replace(run, files=tuple(_silenced(file) for file in run.files))


def _silenced(file: FileRun) -> FileRun:
    answers = {key: tuple(map(_without_words, given)) for key, given in file.answers.items()}
    # What it imports is told by its process as well.
    return replace(file, answers=answers, printed=Printed(), missing=())


def _without_words(answer: Answer) -> Answer:
    """Return an answer without a word that student code could have chosen."""
    match answer:
        case Raised():
            known = answer.type in _USUAL
            return replace(answer, message="", type=answer.type if known else _OWN_EXCEPTION)
        case Returned(outputs):
            return replace(answer, outputs=tuple(map(_unnamed, outputs)))
        case _:
            return answer


def _unnamed(output: Output) -> Output:
    match output:
        case Unusable(found) if found not in _PLAIN:
            return Unusable(_NO_NUMBERS)
        case Listed(entries):
            return Listed(tuple(map(_unnamed, entries)))
        case _:
            return output


def fingerprint(secret: bytes) -> str:
    """Return what tells one secret from another and gives none away."""
    return hashlib.sha256(b"backprop-grader fingerprint\n" + secret).hexdigest()[:16]


def _set_together(course: Course, assignment: str, problems: Sequence[str]) -> tuple[str, ...]:
    """Return the problems of an assignment."""
    if problems:
        message = "an assignment and problems were named; name one or the other"
        raise UsageError(f"{message}: --assignment or --problem")
    # Most runs name none, and its file is one more to be read.
    from grader.load.assignments import find_assignment  # noqa: PLC0415

    return find_assignment(course, assignment).problems


def _names_asked(course: Course, file: str, names: Collection[str]) -> frozenset[str]:
    """Return which of some names are asked of a student's file."""
    asked: set[str] = set()
    for problem in course.files_answering(file):
        path = find_problem(course, problem)
        # Most problems name none of them, and need not be read.
        words = set(re.findall(rb"[A-Za-z_]\w*", path.read_bytes()))
        if words.isdisjoint(name.encode() for name in names):
            continue
        functions = read_problem(course.root, path).functions
        needs = [need for each in functions for need in (each.uses or (each.name,))]
        asked |= {need.partition(".")[0] for need in needs}
    return frozenset(asked & set(names))


def _names(course: Course, handed_in: Submission, chosen: Sequence[str]) -> list[str]:
    if not chosen:
        files = [file for file in course.student_files if handed_in.find(file)]
        chosen = [name for file in files for name in course.files_answering(file)]
    return list(dict.fromkeys(chosen))


def _jobs(asked: Iterable[Asked], handed_in: Submission) -> list[Job]:
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
            others=tuple(
                file
                for file in handed_in.files
                if file.path != path and not file.name.endswith(NOTEBOOK)
            ),
            functions=tuple(calls),
            forbids=forbids,
        )
        for (path, forbids), calls in functions.items()
    ]


def _run(asked: Iterable[Asked], handed_in: Submission, runner: Runner, chance: Stream) -> Run:
    """Run all calls, each function's in an order of its own; answers come in the usual order."""
    orders: dict[tuple[str, str], list[int]] = {}
    shuffled = []
    for job in _jobs(asked, handed_in):
        functions = []
        for each in job.functions:
            order = chance.shuffled(list(range(len(each.calls))))
            orders[(each.problem, each.function)] = order
            functions.append(_in_order(each, order))
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


def _in_order(asked: FunctionCalls, order: Sequence[int]) -> FunctionCalls:
    """Return the same calls in another order, with what each may take."""
    return replace(
        asked,
        calls=tuple(asked.calls[number] for number in order),
        megabytes=tuple(asked.megabytes[number] for number in order if asked.megabytes),
        times=tuple(asked.times[number] for number in order if asked.times),
    )


def _back(answers: Sequence[Answer], order: Sequence[int]) -> tuple[Answer, ...]:
    """Return answers that came in some order in the usual one."""
    by_number = dict(zip(order, answers, strict=True))
    return tuple(by_number[number] for number in range(len(order)))


def _confirm(
    asked: Sequence[Asked],
    judgements: dict[str, list[PartJudgement]],
    handed_in: Submission,
    runner: Runner,
    chance: Stream,
) -> None:
    """Ask once more, in another order, what earned marks; what is not right again is not right."""
    again = []
    for each in asked:
        earned = {
            judged.asked for judged in judgements[each.problem.name] if judged.verdict in EARNED
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
    asked: Sequence[Asked],
    judgements: dict[str, list[PartJudgement]],
    handed_in: Submission,
    runner: Runner,
) -> None:
    """Ask what is right only approximately on inputs where a numerical derivative fails."""
    for each in asked:
        name = each.problem.name
        for number, judgement in enumerate(judgements[name]):
            function = judgement.asked
            if not isinstance(function, StudentFunction) or not _might_be_numerical(judgement):
                continue
            found = each.traps(judgement)
            if found:
                trial = each.only((function,), [trap.case for trap in found])
                run = _run([trial], handed_in, runner, Stream("traps"))
                answers = trial.answers(handed_in, run)[function.name]
                position = function.parts.index(judgement.part)
                judgements[name][number] = judge_traps(judgement, position, found, answers)
        shown = {judged.asked for judged in judgements[name] if judged.verdict is Verdict.NUMERICAL}
        # A difference quotient of what is linear passes every trap; its neighbour's did not.
        judgements[name] = [
            replace(judged, verdict=Verdict.NUMERICAL, diagnosis=NUMERICAL)
            if judged.asked in shown
            and judged.verdict is Verdict.APPROXIMATE
            and judged.part.quantity in each.problem.gradients
            and not judged.probed
            else judged
            for judged in judgements[name]
        ]


def _might_be_numerical(judgement: PartJudgement) -> bool:
    """Return whether an answer has fewer digits than its arguments, which are double."""
    if judgement.verdict is Verdict.RIGHT:
        return judgement.precision is Precision.SINGLE
    return judgement.verdict is Verdict.APPROXIMATE


def _weaker(first: PartJudgement, second: PartJudgement) -> PartJudgement:
    """Return the second judgement where it took away what the first had given."""
    if first.verdict not in EARNED or second.verdict is first.verdict:
        return first
    if second.verdict is Verdict.RIGHT:
        return first
    # What takes too much in one of two runs is no state that was kept.
    steady = (Verdict.UNMARKED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY)
    return replace(second, unsteady=second.verdict not in steady)


def _sheet(asked: Sequence[Asked], handed_in: Submission) -> Sheet | None:
    """Return what stands in ``answers.yaml``, if anything is asked for there and handed in."""
    submitted = handed_in.find(ANSWERS)
    if submitted is None or not any(each.problem.values or each.problem.words for each in asked):
        return None
    # Few submissions have one.
    from grader.discover.sheet import read_sheet  # noqa: PLC0415

    return read_sheet(submitted)


def _output(run: Run) -> dict[str, Printed]:
    """Return what was printed by each file, whatever number of jobs it had."""
    output: dict[str, Printed] = {}
    for file in run.files:
        output[file.file] = joined(output.get(file.file, Printed()), file.printed)
    return output
