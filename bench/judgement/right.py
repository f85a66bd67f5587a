"""Right programs: is one rejected, by us or by others? And wrong ones of the corpus."""

from collections.abc import Mapping, Sequence

from bench.judgement.material import Material, material
from bench.judgement.programs import GOOD, UNSAID, Submission, marked, outputs, submissions
from bench.judgement.rules import RULES, SETS, accepted_by
from bench.judgement.tally import Tally
from grader.judge.functions import judge
from grader.model.answer import Answer, NotAttempted
from grader.model.course import StudentFunction
from grader.model.judgement import PartJudgement, Verdict
from grader.model.report import PartReport

Given = Sequence[tuple[StudentFunction, dict[str, Answer]]]
"""What the functions of a submission answered, by case."""

FIRST = 1
"""The first seed."""
_TAKEN = (Verdict.RIGHT, Verdict.APPROXIMATE)


def study_corpus(name: str, seed: int, at_most: int | None = None) -> Tally:
    """Return how the submissions of a problem are judged, by us and by other rules."""
    tally = Tally()
    here = material(None, name, seed)
    for submission in submissions(name)[:at_most]:
        if submission.is_right:
            _right(submission, here, seed, tally)
        elif submission.mistaken:
            _wrong(submission, here, seed, tally)
    return tally


def _right(submission: Submission, here: Material, seed: int, tally: Tally) -> None:
    given = list(outputs(submission, here))
    judged = _judged(given, here)
    verdicts: dict[str, Verdict | None] = {part: each.verdict for part, each in judged.items()}
    precision = _precision([str(judged[part].precision) for part in submission.verdicts])
    # What is right at once needs no more of the flow; for the first seed all of it is done.
    if seed == FIRST or any(verdict is not Verdict.RIGHT for verdict in verdicts.values()):
        parts = marked(submission, seed)
        verdicts = {part: parts[part].verdict for part in submission.verdicts}
        precision = _precision([str(parts[part].precision) for part in submission.verdicts])
        _named(submission, parts, tally, seed)
    rejected = [part for part in submission.verdicts if verdicts[part] not in _TAKEN]
    outcome = "rejected" if rejected else "accepted"
    tally.add("right", precision, submission.problem, outcome)
    shown = f"{submission.problem}/{submission.folder.name}"
    for part in rejected:
        tally.tell("false reject", f"{shown}, {part}: {verdicts[part]} (seed {seed})")
    for key, passes in _by_rules(given, tuple(submission.verdicts), here).items():
        tally.add("rule", precision, *key, str(passes))


def _named(
    submission: Submission, parts: Mapping[str, PartReport], tally: Tally, seed: int
) -> None:
    """Note what is named as a mistake in a right program."""
    for name in submission.verdicts:
        diagnosis = parts[name].diagnosis
        tally.add("named on right", "no" if diagnosis is None else "yes")
        if diagnosis is not None:
            shown = f"{submission.problem}/{submission.folder.name}, {name}"
            text = f"{shown}: {diagnosis.kind}:{diagnosis.name} (seed {seed})"
            tally.tell("named on right", text)


def _wrong(submission: Submission, here: Material, seed: int, tally: Tally) -> None:
    given = list(outputs(submission, here))
    judged = _judged(given, here)
    verdicts: dict[str, Verdict | None] = {part: each.verdict for part, each in judged.items()}
    if any(str(verdicts[name]) in GOOD for name in submission.mistaken):
        verdicts = {part: each.verdict for part, each in marked(submission, seed).items()}
    for name in submission.mistaken:
        accepted = str(verdicts[name]) in GOOD
        tally.add("wrong", "corpus", submission.problem, "accepted" if accepted else "not accepted")
        if accepted:
            shown = f"{submission.problem}/{submission.folder.name}, {name}"
            tally.tell("false accept", f"{shown}: {verdicts[name]} (seed {seed})")
    for key, passes in _by_rules(given, submission.mistaken, here).items():
        tally.add("rule", "wrong", *key, str(passes))


def _judged(given: Given, here: Material) -> dict[str, PartJudgement]:
    """Return the better judgement on each part, as the grader's own steps give it."""
    found: dict[str, PartJudgement] = {}
    for function, answers in given:
        for each in judge(function, answers, here.suiting(function), here.oracle):
            known = found.get(each.part.quantity)
            if known is None or _MERIT.index(_group(known)) > _MERIT.index(_group(each)):
                found[each.part.quantity] = each
    return found


_MERIT = ("right", "approximate", "good", "bad", "nothing")


def _group(judgement: PartJudgement) -> str:
    verdict = str(judgement.verdict)
    if verdict in ("right", "approximate"):
        return verdict
    if verdict in UNSAID:
        return "nothing"
    return "good" if verdict in GOOD else "bad"


def _precision(found: Sequence[str]) -> str:
    """Return how exact the least exact part is."""
    return next((each for each in ("approximate", "single", "double") if each in found), "double")


def _by_rules(given: Given, parts: Sequence[str], here: Material) -> Mapping[tuple[str, str], bool]:
    """Return by rule and set of cases whether all of some parts are accepted."""
    ways: dict[str, list[Mapping[tuple[str, str], bool]]] = {}
    for function, answers in given:
        if any(isinstance(each, NotAttempted) for each in answers.values()):
            continue
        for position, part in enumerate(function.parts):
            if part.quantity in parts:
                own = accepted_by(function, answers, (position,), here)
                ways.setdefault(part.quantity, []).append(own)
    return {
        (rule, cases): all(any(way[rule, cases] for way in tried) for tried in ways.values())
        for rule in RULES
        for cases in SETS
    }
