"""The whole flow: load, plan, discover, run, judge, award, explain, report."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from grader import __version__
from grader.asked import EARNED, Asked, ask
from grader.discover.intake import find_submission
from grader.judge.traps import NUMERICAL, judge_traps
from grader.load.course import find_course, find_problem
from grader.load.problem import read_problem
from grader.model.answer import Answer, FileRun, FunctionCalls, Job, Printed, Raised, Run
from grader.model.course import ANSWERS, AskedValues, Course, Problem, StudentFunction
from grader.model.judgement import PartJudgement, Precision, Verdict
from grader.model.report import Marks, Provenance, Report
from grader.model.sheet import Sheet
from grader.model.submission import Submission
from grader.notes import first_notes, notes_on_files, notes_on_sheet
from grader.run.process import ProcessRunner
from grader.run.runner import Runner, joined
from grader.stream import Stream


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
    asked = [ask(problem, seed, secret) for problem in _problems(course, handed_in, problems)]
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
        each.report([*judgements[each.problem.name], *each.judged_by_hand(sheet)], seed)
        for each in asked
    )
    return Report(
        submission=handed_in.name,
        marks=_total([report.marks for report in reports]),
        problems=reports,
        notes=first_notes(
            [
                *([] if secret is None else [_SILENT]),
                *notes_on_files(course, handed_in, marked),
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
    )


_SILENT = "A hidden case was among those that were run: what the code printed, and what its "
_SILENT += "exceptions say, is not shown."


class _Silent:
    """A runner that keeps to itself what student code says: it may say what it was called with."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def run(self, jobs: Sequence[Job]) -> Run:
        """Return the answers to all calls of all jobs, without a word of their own."""
        run = self._runner.run(jobs)
        return replace(run, files=tuple(_silenced(file) for file in run.files))


def _silenced(file: FileRun) -> FileRun:
    answers = {
        key: tuple(
            replace(each, message="") if isinstance(each, Raised) else each for each in given
        )
        for key, given in file.answers.items()
    }
    return replace(file, answers=answers, printed=Printed())


def fingerprint(secret: bytes) -> str:
    """Return what tells one secret from another and gives none away."""
    return hashlib.sha256(b"backprop-grader fingerprint\n" + secret).hexdigest()[:16]


def _problems(course: Course, handed_in: Submission, names: Sequence[str]) -> list[Problem]:
    if not names:
        files = [file for file in course.student_files if handed_in.find(file)]
        names = [name for file in files for name in course.files_answering(file)]
    return [read_problem(course.root, find_problem(course, name)) for name in dict.fromkeys(names)]


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
            others=tuple(file for file in handed_in.files if file.path != path),
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
            if isinstance(function, AskedValues) or not _might_be_numerical(judgement):
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
    return replace(second, unsteady=second.verdict is not Verdict.UNMARKED)


def _sheet(asked: Sequence[Asked], handed_in: Submission) -> Sheet | None:
    """Return the numbers by hand, if any are asked for and handed in."""
    submitted = handed_in.find(ANSWERS)
    if submitted is None or not any(each.problem.values for each in asked):
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


def _total(marks: Iterable[Marks]) -> Marks:
    marks = list(marks)
    return Marks(
        sum((each.awarded for each in marks), Fraction()),
        sum((each.available for each in marks), Fraction()),
    )
