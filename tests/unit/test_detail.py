"""How much a report says: no more than it may, and always its marks."""

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import Report, grade
from grader.detail import at_most
from grader.model.answer import Printed
from grader.model.judgement import Verdict
from grader.model.report import Detail, Feedback, PartReport, State
from grader.report.formats import FORMATS, Occasion
from grader.report.json import write_json
from grader.report.terminal import write_terminal
from grader.report.words import SHORTENED, VERDICTS
from grader.run.fake import FakeRunner
from grader.together import as_one
from tests.conftest import CORPUS, EXAMPLES, ROOT, part

SCHEMA: dict[str, Any] = json.loads((ROOT / "grader/report/report.schema.json").read_text())
SUBMISSIONS = (
    EXAMPLES / "homework",
    CORPUS / "softmax/sm16_naive_exp",
    CORPUS / "worked_network/wn1_mean_forgotten",
    CORPUS / "worked_network/words_in_cells",
    CORPUS / "affine_backward/af6_not_transposed",
    CORPUS / "conceptual_answers/wrong_numbers",
)
OURS = Feedback("This could not be marked: the lamp was out.", "Have it marked again.")
HINT = Feedback("The moon is upside down in it.", "Turn the moon.")
LEVELS = list(Detail)
OCCASION = Occasion(
    "homework",
    {
        "CLASSROOM": "c",
        "ASSIGNMENT": "a",
        "OWNER": "o",
        "SUBMISSION_TAG": "submit/2026-01-02T03-04-05Z",
        "COMMIT_URL": "https://example.org/commit/1",
        "RELEASE_URL": "https://example.org/release/1",
    },
)
"""What any of the formats asks for."""


@cache
def report_on(submission: Path) -> Report:
    """Return a full report that also holds output and something that could not be marked."""
    report = grade(submission, runner=FakeRunner())
    first, *others = report.problems
    failed = replace(
        first.parts[0],
        state=State.UNMARKED,
        awarded=None,
        verdict=Verdict.UNMARKED,
        feedback=OURS,
        diagnosis=None,
    )
    return replace(
        report,
        problems=(replace(first, parts=(failed, *first.parts[1:])), *others),
        output={"softmax.py": Printed("printed by the student", "complained", cut=False)},
    )


def parts_of(report: Report) -> Iterator[PartReport]:
    """Yield all parts of a report."""
    for problem in report.problems:
        yield from problem.parts


reports = st.sampled_from(SUBMISSIONS).map(report_on)
details = st.sampled_from(LEVELS)


@given(reports, details)
def test_to_say_less_twice_is_to_say_less_once(report: Report, detail: Detail) -> None:
    once = at_most(report, detail)
    assert once.detail is detail
    assert at_most(once, detail) == once


@given(reports, details, details)
def test_two_limits_are_the_stricter_of_them(report: Report, one: Detail, other: Detail) -> None:
    """What was taken away never comes back, and in whatever order the same is left."""
    strict = min(one, other, key=LEVELS.index)
    assert at_most(at_most(report, one), other) == at_most(report, strict)


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=lambda each: each.name)
def test_a_higher_level_says_all_that_a_lower_one_says(submission: Path) -> None:
    """Whatever stands in a report that says less stands in one that says more."""
    found = [said(at_most(report_on(submission), detail)) for detail in LEVELS]
    for less, more in pairwise(found):
        assert less < more


def said(report: Report) -> set[tuple[str, str]]:
    """Return all texts in the JSON of a report, with the names that lead to them."""
    return set(texts(json.loads(write_json(replace(report, detail=Detail.FULL))), ""))


def texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield what there is in some JSON, but for what is empty, and where."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")
    elif value not in (None, ""):
        yield path, str(value)


@pytest.mark.parametrize("detail", LEVELS)
@pytest.mark.parametrize("submission", SUBMISSIONS, ids=lambda each: each.name)
def test_marks_and_states_are_in_every_report(submission: Path, detail: Detail) -> None:
    report = report_on(submission)
    told = at_most(report, detail)
    assert told.marks == report.marks
    assert [each.marks for each in told.problems] == [each.marks for each in report.problems]
    assert [
        (each.part, each.state, each.awarded, each.available, each.moderation)
        for each in parts_of(told)
    ] == [
        (each.part, each.state, each.awarded, each.available, each.moderation)
        for each in parts_of(report)
    ]
    assert told.provenance == report.provenance
    assert told.notes == report.notes
    jsonschema.validate(json.loads(write_json(told)), SCHEMA)


def flat(text: str) -> str:
    """Return a text as it is read, whatever its lines and its markup."""
    plain = html.unescape(text).replace("\\", "").replace("%0A", " ")
    return " ".join(plain.replace("|", " ").split())


def written(name: str, report: Report) -> str:
    """Return a report in a format, as it is read."""
    return flat(FORMATS[name](report, OCCASION))


def hints_in(report: Report) -> set[str]:
    """Return the beginning of everything that is a hint, some words long."""
    hints: set[str] = set()
    for each in parts_of(report):
        if each.state is State.UNMARKED:
            continue
        found = [each.feedback.wrong, each.feedback.advice]
        found += [case.found for case in each.cases] + [case.because or "" for case in each.cases]
        if each.diagnosis is not None:
            found += [each.diagnosis.wrong, each.diagnosis.advice, each.diagnosis.name]
        hints |= {" ".join(flat(text).split()[:3]) for text in found if len(text.split()) > 2}
    statements = [problem.statement for problem in report.problems]
    asked = flat(" ".join([*statements, *(each.statement for each in parts_of(report))]))
    return {hint for hint in hints if hint and hint not in asked}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("detail", [Detail.MARKS, Detail.VERDICTS])
def test_no_format_gives_a_hint_where_none_is_to_be_given(name: str, detail: Detail) -> None:
    for submission in SUBMISSIONS:
        report = report_on(submission)
        hints = hints_in(report)
        assert hints
        text = written(name, at_most(report, detail))
        assert [each for each in hints if each in text] == []
        assert "printed by the student" not in text
        assert "complained" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_gives_a_verdict_where_marks_alone_are_to_be_given(name: str) -> None:
    for submission in SUBMISSIONS:
        report = report_on(submission)
        text = written(name, at_most(report, Detail.MARKS))
        awarded = {each.verdict for each in parts_of(report) if each.state is State.AWARDED}
        for verdict in awarded - {None}:
            assert verdict is not None
            for word in (str(verdict), VERDICTS[verdict]):
                if " " in word or "_" in word:
                    assert word not in text
                assert f': "{word}"' not in text
                assert f">{word}<" not in text


@pytest.mark.parametrize("detail", LEVELS)
@pytest.mark.parametrize("name", FORMATS)
def test_what_could_not_be_marked_says_so_and_why(name: str, detail: Detail) -> None:
    text = written(name, at_most(report_on(EXAMPLES / "homework"), detail)).lower()
    assert "could not be marked" in text or "unmarked" in text
    if name in ("terminal", "json", "html", "markdown"):
        assert "the lamp was out" in text


def test_at_marks_nothing_but_marks_is_left_of_a_part() -> None:
    for submission in SUBMISSIONS:
        told = at_most(report_on(submission), Detail.MARKS)
        for each in parts_of(told):
            if each.state is not State.UNMARKED:
                assert (each.verdict, each.feedback) == (None, Feedback("", ""))
            assert (each.diagnosis, each.precision, each.picture) == (None, None, None)
            assert each.cases == ()
        assert told.output == {}
        assert all(problem.chains == () for problem in told.problems)


@pytest.mark.parametrize("detail", [Detail.MARKS, Detail.VERDICTS])
def test_a_place_says_where_something_was_raised_and_is_a_hint(detail: Detail) -> None:
    report = report_on(EXAMPLES / "homework")
    place = part(report, "softmax_rows").place
    assert place is not None
    assert (place.file, place.line) == ("softmax.py", 12)
    assert part(at_most(report, Detail.HINTS), "softmax_rows").place == place
    assert {each.place for each in parts_of(at_most(report, detail))} == {None}


def test_hints_have_pictures_and_chains_and_full_reports_what_was_found_in_each_case() -> None:
    report = report_on(EXAMPLES / "homework")
    told = at_most(report, Detail.HINTS)
    assert part(told, "softmax_jacobian").picture == part(report, "softmax_jacobian").picture
    assert part(told, "softmax_jacobian").picture is not None
    assert {case.found for each in parts_of(told) for case in each.cases} == {""}
    assert any(case.found for each in parts_of(report) for case in each.cases)
    assert told.output == report.output
    chained = report_on(CORPUS / "worked_network/wn1_mean_forgotten")
    assert any(problem.chains for problem in at_most(chained, Detail.HINTS).problems)


def test_a_report_says_that_it_says_less() -> None:
    report = report_on(EXAMPLES / "homework")
    for detail in LEVELS:
        text = flat(write_terminal(at_most(report, detail)))
        assert (SHORTENED.get(detail, "says no more for now") in text) == (detail in SHORTENED)


def test_in_text_what_was_found_the_same_in_several_cases_is_said_once() -> None:
    report = report_on(EXAMPLES / "homework")
    text = write_terminal(report)
    words = "- special; special 2: ValueError in softmax.py, line 12"
    assert flat(text).count(words) == 1
    assert "special; special 2:" not in write_terminal(at_most(report, Detail.HINTS))


def test_a_long_name_of_a_case_fits_a_terminal() -> None:
    report = report_on(EXAMPLES / "homework")
    problem = next(each for each in report.problems if each.problem == "softmax")
    cases = tuple(replace(each, case="n=3, " * 40) for each in problem.parts[1].cases)
    long = replace(problem, parts=(replace(problem.parts[1], cases=cases),))
    assert max(map(len, write_terminal(replace(report, problems=(long,))).splitlines())) <= 80


# --- parts that are marked as one ---


def quantity(name: str, **changes: Any) -> PartReport:
    """Return how one quantity of a function went."""
    right = next(parts_of(grade(EXAMPLES / "right/hinge.py", runner=FakeRunner())))
    return replace(right, part=name, available=Fraction(1), awarded=Fraction(1), **changes)


def wrong(name: str, found: str) -> PartReport:
    """Return a quantity that is wrong in all its cases."""
    right = quantity(name)
    cases = tuple(replace(each, verdict=Verdict.WRONG, found=found) for each in right.cases)
    return replace(
        right, awarded=Fraction(), verdict=Verdict.WRONG, feedback=HINT, cases=cases, place=None
    )


def test_beside_a_quantity_that_could_not_be_marked_nothing_is_said_of_the_others() -> None:
    """At every level a part says why it could not be marked; that must not take hints along."""
    failed = quantity("dh")
    failed = replace(
        failed, state=State.UNMARKED, awarded=None, verdict=Verdict.UNMARKED, feedback=OURS
    )
    whole = as_one("back", [wrong("h", "1 of 2 entries is off."), failed])
    assert whole.feedback == OURS
    report = report_on(EXAMPLES / "homework")
    problem = replace(report.problems[0], parts=(whole,))
    text = write_json(at_most(replace(report, problems=(problem,)), Detail.MARKS))
    assert "moon" not in text
    assert "the lamp was out" in text


def test_what_was_found_names_the_quantity_that_it_was_found_of() -> None:
    whole = as_one("back", [quantity("h"), wrong("dh", "1 of 2."), wrong("dx", "2 of 2.")])
    assert {case.verdict for case in whole.cases} == {Verdict.WRONG}
    assert {case.found for case in whole.cases} == {"dh: 1 of 2. dx: 2 of 2."}


def test_what_was_found_of_all_quantities_is_said_once() -> None:
    whole = as_one("back", [wrong("dh", "It broke."), wrong("dx", "It broke.")])
    assert {case.found for case in whole.cases} == {"It broke."}
    right = as_one("back", [quantity("dh"), quantity("dx")])
    assert {case.found for case in right.cases} == {""}


def test_a_mark_that_a_person_entered_is_no_failure_of_ours(
    marked_here: Callable[[dict[str, str]], Report],
) -> None:
    report = marked_here({"softmax.py": "def softmax(z): return z\n"})
    failed = replace(part(report, "softmax"), verdict=Verdict.UNMARKED, feedback=OURS)
    problem = replace(report.problems[0], parts=(failed,))
    told = at_most(replace(report, problems=(problem,)), Detail.MARKS)
    assert told.problems[0].parts[0].verdict is None
    assert told.problems[0].parts[0].feedback == Feedback("", "")
