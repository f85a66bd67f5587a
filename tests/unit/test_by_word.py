"""Answers in words: what is right, what is not, and what cannot be read."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import Course, CourseError, Report, find_course, grade
from grader.check.check import check_problem
from grader.load.problem import read_problem
from grader.model.course import AskedShort, AskedWritten
from grader.model.report import State
from grader.run.fake import FakeRunner
from grader.wording import normalised
from tests.conftest import feedback, part, verdicts, write_files

HEAD = "problem: p\ntitle: P\nstatement: Do it.\n"
CHOICE = """\
  - choice: c
    statement: Which?
    options: {linear: the sum itself, soft_max: sums to 1, other: another}
    right: [[linear, soft_max], other]
    hints: {linear: Not alone.}
    marks: 2
"""
ORDER = """\
  - order: o
    options: {a: first, b: second, c: third}
    before: [[a, b], [b, c]]
    hints: {c: What does c need?}
    marks: 1
"""
SHORT = """\
  - {short: s, accepts: [sum, one over N, "1/N"], hints: {mean: Why divide?}, marks: 1}
"""
NUMBER = """\
  - {short: n, number: [37, 0.1], hints: {"36": One more.}, marks: 1}
"""
SIZES = """\
  - {short: q, quantity: [sizes, other_sizes], hints: {turned: Turn them.}, marks: 1}
"""
WRITTEN = """\
  - {written: w, rubric: ["secret rubric: 1 mark"], statement: Why?, marks: 3/2}
"""
SIZES_HEAD = "reference: r\ninputs: {n: [4, 3, 2]}\n"
REFERENCE = """\
def sizes(n):
    return [(n[k], n[k - 1]) for k in range(1, len(n))]


def other_sizes(n):
    return [4, 3, 2]


def turned(n):
    return [(n[k - 1], n[k]) for k in range(1, len(n))]


def halves(n):
    return n / 2
"""


def course(folder: Path, parts: str, head: str = "") -> Course:
    """Write a course of one problem that is answered in words."""
    files = {
        "problems/answers/p.yaml": f"{HEAD}{head}parts:\n{parts}",
        "reference/r.py": REFERENCE,
    }
    return find_course(write_files(folder / "course", files))


def answer(folder: Path, parts: str, answers: str, head: str = "") -> Report:
    """Mark the answers to a problem."""
    made = course(folder, parts, head)
    submission = write_files(folder / "answer", {"answers.yaml": f"p:\n{answers}"})
    return grade(submission, made, runner=FakeRunner())


def verdict(folder: Path, parts: str, answers: str, head: str = "") -> str:
    """Return the verdict on the only part."""
    (problem,) = answer(folder, parts, answers, head).problems
    return str(problem.parts[0].verdict)


def faults(folder: Path, parts: str, head: str = "") -> list[str]:
    """Return the faults of a problem, with its lines."""
    made = course(folder, parts, head)
    with pytest.raises(CourseError) as caught:
        read_problem(made.root, made.problem_files["p"])
    return [f"{each.line}: {each.message}" for each in caught.value.faults]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("  c: [linear, soft_max]\n", "right"),
        ("  c: [Soft-Max, Linear]\n", "right"),
        ("  c: linear and softmax\n", "unreadable"),
        ("  c: linear and soft max\n", "right"),
        ("  c: other\n", "right"),
        ("  c: another.\n", "right"),
        ("  c: [the sum itself, sums to 1]\n", "right"),
        ("  c: linear\n", "wrong"),
        ("  c: [linear, soft_max, other]\n", "wrong"),
        ("  c: [linear, none]\n", "unreadable"),
        ("  c: [linear, [soft_max]]\n", "right"),
        ("  c: {linear: yes}\n", "unreadable"),
        ("  c: [linear, ~]\n", "unreadable"),
        ("  c: []\n", "not_attempted"),
        ("  c: [~, '']\n", "not_attempted"),
        ("  c: '?'\n", "not_attempted"),
        ("  c:\n", "not_attempted"),
        ("  d: linear\n", "not_attempted"),
    ],
)
def test_a_choice_is_one_of_the_right_sets(tmp_path: Path, answers: str, expected: str) -> None:
    assert verdict(tmp_path, CHOICE, answers) == expected


def test_what_is_missing_is_another_matter_than_what_is_wrong(tmp_path: Path) -> None:
    text = feedback(answer(tmp_path, CHOICE, "  c: linear\n"), "c")
    assert text == "What you chose is right as far as it goes. Something belongs with it."
    text = feedback(answer(tmp_path, CHOICE, "  c: [linear, other]\n"), "c")
    assert text == "This is not the right choice. Not alone."


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("  o: [a, b, c]\n", "right"),
        ("  o: a, b, c\n", "right"),
        ("  o: a -> b → c\n", "right"),
        ("  o: |\n    1. a\n    2) b\n    3. c\n", "right"),
        ("  o: |\n    - first\n    - second\n    - third\n", "right"),
        ("  o:\n    - A\n    - B.\n    - c\n", "right"),
        ("  o: [a, c, b]\n", "wrong"),
        ("  o: [c, b, a]\n", "wrong"),
        ("  o: [a, b]\n", "wrong"),
        ("  o: [a, b, c, a]\n", "wrong"),
        ("  o: a\n", "wrong"),
        ("  o: [a, b, d]\n", "unreadable"),
        ("  o: [a, b, {c: d}]\n", "unreadable"),
        ("  o: ''\n", "not_attempted"),
    ],
)
def test_an_order_keeps_every_pair(tmp_path: Path, answers: str, expected: str) -> None:
    assert verdict(tmp_path, ORDER, answers) == expected


def test_an_order_says_what_to_look_at(tmp_path: Path) -> None:
    first = feedback(answer(tmp_path, ORDER, "  o: [b, a, c]\n"), "o")
    assert first == "The order is not right yet. Look at b and a again: which needs the other?"
    second = feedback(answer(tmp_path, ORDER, "  o: [a, c, b]\n"), "o")
    assert second == "The order is not right yet. What does c need?"
    third = feedback(answer(tmp_path, ORDER, "  o: [a, a, c]\n"), "o")
    assert third.startswith("“b” is missing and “a” stands there more than once.")


def test_an_unknown_option_is_named_with_its_line(tmp_path: Path) -> None:
    text = feedback(answer(tmp_path, ORDER, "  o:\n    - a\n    - d\n    - c\n"), "o")
    assert text.startswith("answers.yaml, line 4: o: d is no option; there are a, b, c.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum", "right"),
        ("SUM.", "right"),
        ("'  `sum`  '", "right"),
        ("ｓｕｍ", "right"),  # noqa: RUF001  (wide letters are letters)
        ("one over n", "right"),
        ("One-over-N", "right"),
        ("1/N", "right"),
        ("1/n", "right"),
        ("[sum]", "right"),
        ("1 N", "wrong"),
        ("-sum", "wrong"),
        ("sums", "wrong"),
        ("the sum", "wrong"),
        ("no", "wrong"),
        ("[sum, mean]", "unreadable"),
        ("{sum: mean}", "unreadable"),
        ("'!'", "not_attempted"),
    ],
)
def test_a_short_text_is_compared_without_case_and_punctuation(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert verdict(tmp_path, SHORT, f"  s: {text}\n") == expected


def test_a_wrong_text_may_have_a_hint(tmp_path: Path) -> None:
    assert feedback(answer(tmp_path, SHORT, "  s: Mean!\n"), "s").endswith("Why divide?")
    assert feedback(answer(tmp_path, SHORT, "  s: max\n"), "s") == "This is not the right answer. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("37", "right"),
        ("37.0", "right"),
        ("'37'", "right"),
        ("3.7e1", "right"),
        ("+37", "right"),
        ("0.1", "right"),
        (".1", "right"),
        ("1e-1", "right"),
        ("36", "wrong"),
        ("−37", "wrong"),  # noqa: RUF001  (a Unicode minus)
        ("37.00000000000000000000001", "wrong"),
        ("0.1000000000000000055511151231257827", "wrong"),
        ("1e999999999", "wrong"),
        ("1e-999999999", "wrong"),
        ("37,0", "unreadable"),
        ("about 37", "unreadable"),
        ("nan", "unreadable"),
        ("inf", "unreadable"),
        ("3_7", "unreadable"),
        ("٣٧", "unreadable"),
        ("1e99999999999999999999", "unreadable"),
        ("[37, 36]", "unreadable"),
    ],
)
def test_a_number_is_right_exactly(tmp_path: Path, text: str, expected: str) -> None:
    assert verdict(tmp_path, NUMBER, f"  n: {text}\n") == expected


def test_a_number_may_have_a_hint(tmp_path: Path) -> None:
    assert feedback(answer(tmp_path, NUMBER, "  n: 36.0\n"), "n").endswith("One more.")
    assert "write a point" in feedback(answer(tmp_path, NUMBER, "  n: 37,0\n"), "n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[3 x 4, 2 x 3]", "right"),
        ("[3×4, 2×3]", "right"),  # noqa: RUF001  (as people write it)
        ("[(3, 4), (2, 3)]", "right"),
        ("[[3, 4], [2, 3]]", "right"),
        ("3x4, 2x3", "right"),
        ("'((3,4);(2,3))'", "right"),
        ("[4, 3, 2]", "right"),
        ("[[4], [(3)], 2.0]", "right"),
        ("[4 x 3, 3 x 2]", "wrong"),
        ("3 x 4 x 2 x 3", "wrong"),
        ("3 x 4", "wrong"),
        ("[4, 3]", "wrong"),
        ("[4, 3, 2.5]", "unreadable"),
        ("[4, 3, -2]", "unreadable"),
        ("'(4, 3'", "unreadable"),
        ("'4 3 2'", "unreadable"),
        ("'4 x'", "unreadable"),
        ("'x 4'", "unreadable"),
        ("'4, 3)'", "unreadable"),
        ("'(4, 3]'", "unreadable"),
        ("'9999999999999999999'", "unreadable"),
        ("four", "unreadable"),
        ("n", "unreadable"),
    ],
)
def test_whole_numbers_are_read_however_they_are_written(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert verdict(tmp_path, SIZES, f"  q: {text}\n", SIZES_HEAD) == expected


def test_whole_numbers_may_have_a_hint(tmp_path: Path) -> None:
    report = answer(tmp_path, SIZES, "  q: [4 x 3, 3 x 2]\n", SIZES_HEAD)
    assert feedback(report, "q").endswith("Turn them.")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.text("(),;[]x 0123456789", max_size=200))
def test_any_text_has_a_verdict(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    import json  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("any")
    quoted = json.dumps(text)
    answers = "".join(f"  {name}: {quoted}\n" for name in "cosnqw")
    parts = CHOICE + ORDER + SHORT + NUMBER + SIZES + WRITTEN
    report = answer(folder, parts, answers, SIZES_HEAD)
    assert {each.state for one in report.problems for each in one.parts} <= {
        State.AWARDED,
        State.NOT_ATTEMPTED,
        State.AWAITING,
    }


def test_deep_brackets_end(tmp_path: Path) -> None:
    assert verdict(tmp_path, SIZES, f"  q: '{'(' * 9_000}4'\n", SIZES_HEAD) == "unreadable"


def test_a_written_answer_awaits_a_mark(tmp_path: Path) -> None:
    report = answer(tmp_path, WRITTEN + SHORT, "  w: |\n    Because.\n  s: sum\n")
    written = part(report, "w")
    assert (written.state, written.awarded) == (State.AWAITING, None)
    assert report.marks.awarded == 1
    assert report.marks.available == Fraction(5, 2)
    assert report.marks.awaiting == Fraction(3, 2)
    assert report.problems[0].marks == report.marks


@pytest.mark.parametrize("text", ["", "''", "'...'", "|\n\n", "~", "[]", "' '"])
def test_a_blank_text_is_not_attempted(tmp_path: Path, text: str) -> None:
    report = answer(tmp_path, WRITTEN, f"  w: {text}\n")
    assert verdicts(report) == {}
    assert report.marks.awaiting == 0


def test_a_file_that_cannot_be_read_is_unreadable_for_all(tmp_path: Path) -> None:
    report = answer(tmp_path, WRITTEN + SHORT, "  w: Two reasons: one.\n  s: sum\n")
    assert verdicts(report) == {"w": "unreadable", "s": "unreadable"}
    assert "a text with a colon goes into quotes" in feedback(report, "w")


def test_a_problem_that_is_no_mapping_is_unreadable(tmp_path: Path) -> None:
    made = course(tmp_path, WRITTEN)
    folder = write_files(tmp_path / "answer", {"answers.yaml": "p: text\n"})
    assert verdicts(grade(folder, made, runner=FakeRunner())) == {"w": "unreadable"}


def test_without_a_file_nothing_is_attempted(tmp_path: Path) -> None:
    made = course(tmp_path, WRITTEN + CHOICE)
    folder = write_files(tmp_path / "answer", {"other.txt": ""})
    report = grade(folder, made, problems=["p"], runner=FakeRunner())
    assert verdicts(report) == {}


def test_words_stand_beside_numbers_by_hand(tmp_path: Path) -> None:
    numbers = "  - {values: [halves], decimals: 1, marks: {each: 1}}\n"
    report = answer(tmp_path, SHORT + numbers, "  s: sum\n  halves: [2, 1.5, 1]\n", SIZES_HEAD)
    assert verdicts(report) == {"halves": "right", "s": "right"}
    assert report.marks.awarded == 2


def test_what_a_problem_asks_for_is_read(tmp_path: Path) -> None:
    parts = CHOICE + ORDER + SHORT + NUMBER + SIZES + WRITTEN
    made = course(tmp_path, parts, SIZES_HEAD)
    problem = read_problem(made.root, made.problem_files["p"])
    assert [each.quantity for each in problem.parts] == ["c", "o", "s", "n", "q", "w"]
    assert problem.marks == Fraction(15, 2)
    assert not problem.functions
    assert not problem.values
    number, written = problem.words[3], problem.words[5]
    assert isinstance(number, AskedShort)
    assert number.numbers == (37, 0.1)
    assert isinstance(written, AskedWritten)
    assert written.statement == "Why?"


def test_the_gate_tries_what_the_author_says(tmp_path: Path) -> None:
    parts = CHOICE + ORDER + SHORT + NUMBER + SIZES + WRITTEN
    made = course(tmp_path, parts, SIZES_HEAD)
    checked = check_problem(made.root, made.problem_files["p"])
    assert checked.faults == ()
    assert checked.means >= 15


def test_the_gate_finds_hints_for_what_is_right_and_odd_quantities(tmp_path: Path) -> None:
    parts = SIZES.replace("turned: Turn", "sizes: Turn") + SIZES.replace(
        "short: q, quantity: [sizes, other_sizes]", "short: r, quantity: halves"
    )
    made = course(tmp_path, parts, SIZES_HEAD)
    messages = [each.message for each in check_problem(made.root, made.problem_files["p"]).faults]
    assert any("[[3, 4], [2, 3]] is judged right" in each for each in messages)
    assert any("halves is asked for as whole numbers" in each for each in messages)


@pytest.mark.parametrize(
    ("parts", "head", "message"),
    [
        (CHOICE.replace("[linear, soft_max]", "[linear, softmax]"), "", "right: softmax is none"),
        (CHOICE.replace("{linear: Not", "{lines: Not"), "", "hints: lines is none of the options"),
        (CHOICE.replace("other: another", "Soft_Max: x"), "", "Soft_Max and soft_max are the same"),
        (CHOICE.replace("marks: 2", "marks: {c: 2}"), "", "marks: there is one answer"),
        (CHOICE + "    rubric: [x]\n", "", "rubric goes with written"),
        (CHOICE + CHOICE, "", "c is asked for twice"),
        (CHOICE.replace("    marks: 2\n", ""), "", "choice goes with marks, which is missing"),
        (CHOICE + "    decimals: 3\n", "", "decimals goes with values"),
        (CHOICE + "    arguments: [x]\n", "", "arguments does not go with choice"),
        (ORDER.replace("[b, c]", "[b, d]"), "", "before: d is none of the options"),
        (ORDER.replace("[b, c]", "[b, a]"), "", "no order keeps these pairs: a, b go in a circle"),
        (ORDER.replace("[b, c]", "[b]"), "", "it is empty; at least 2 is wanted"),
        (SHORT.replace("sum, one", "sum, SUM, one"), "", "accepts: SUM and sum are the same"),
        (SHORT.replace("sum, one", '"!!", one'), "", "!! has neither letter nor digit"),
        (SHORT.replace("mean:", "Sum:"), "", "hints: Sum is right"),
        (SHORT.replace("marks", "number: 3, marks"), "", "allowed is exactly one of accepts"),
        ("  - {short: s, marks: 1}\n", "", "allowed is exactly one of accepts, number, quantity"),
        (SIZES.replace("[sizes, ", "[size, "), SIZES_HEAD, "size is no function of reference/r.py"),
        (SIZES.replace("turned:", "turn:"), SIZES_HEAD, "hints: turn is no function"),
        (SIZES, "", "the key reference is missing"),
        (SIZES, "reference: r\n", "the key inputs is missing"),
        (
            WRITTEN + "  - {quantity: sizes, marks: 1}\n",
            SIZES_HEAD,
            "every part has values, choice",
        ),
        (WRITTEN + "    options: {a: b, c: d}\n", "", "not YAML"),
    ],
)
def test_a_fault_of_the_author_has_a_line(
    tmp_path: Path, parts: str, head: str, message: str
) -> None:
    try:
        found = faults(tmp_path, parts, head)
    except CourseError as error:
        found = [str(error)]
    assert any(message in each for each in found), found


def test_words_are_for_answers(tmp_path: Path) -> None:
    files = {"problems/m/p.yaml": f"{HEAD}parts:\n{WRITTEN}", "reference/r.py": REFERENCE}
    made = find_course(write_files(tmp_path, files))
    with pytest.raises(CourseError, match=r"written is for answers\.yaml; put the problem into"):
        read_problem(made.root, made.problem_files["p"])


def test_a_list_of_quantities_is_for_short_answers(tmp_path: Path) -> None:
    found = faults(tmp_path, "  - {quantity: [sizes, turned], marks: {each: 1}}\n", SIZES_HEAD)
    assert any("found a list, allowed is one quantity" in each for each in found)


@given(st.text())
def test_what_is_normalised_stays_so(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cross-entropy", "Cross_Entropy."),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t", "dont"),
        ("Straße", "STRASSE"),
        ("a b", "a  b"),
    ],
)
def test_what_people_write_alike_is_alike(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"), [("-1", "1"), ("1/N", "1 N"), (">=", ">"), ("a*b", "a b")]
)
def test_signs_of_a_formula_are_kept(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def softmax_of_gap(gap: int) -> tuple[float, float]:
    """Return the softmax of (gap, 0), worked out as the statement of the problem says."""
    small = np.exp(np.float64(-gap))
    return float(1 / (1 + small)), float(small / (1 + small))


def test_the_smallest_gaps_of_the_conceptual_answers() -> None:
    def library(gap: int) -> tuple[float, float]:
        shifted = np.exp(np.array([gap, 0.0]) - gap)
        large, small = shifted / shifted.sum()
        return float(large), float(small)

    for softmax in (softmax_of_gap, library):
        assert min(gap for gap in range(1, 800) if softmax(gap)[0] == 1) == 37
        assert min(gap for gap in range(1, 800) if softmax(gap)[1] == 0) == 746
    built_in = find_course()
    problem = read_problem(built_in.root, built_in.problem_files["conceptual_answers"])
    numbers = [each.numbers for each in problem.words if isinstance(each, AskedShort)]
    assert numbers == [(37,), (746,)]


def test_the_matrices_of_the_conceptual_answers() -> None:
    shear, scale, rotation, reflection = (
        np.array(each)
        for each in (
            [[1, 0.5], [0, 1]],
            [[2, 0], [0, 0.5]],
            [[0.6, -0.8], [0.8, 0.6]],
            [[0.6, 0.8], [0.8, -0.6]],
        )
    )
    assert np.linalg.eigvals(shear).tolist() == [1, 1]
    assert (scale == np.diag(np.diag(scale))).all()
    for orthogonal, sign in ((rotation, 1), (reflection, -1)):
        assert np.allclose(orthogonal @ orthogonal.T, np.eye(2), atol=1e-15)
        assert np.isclose(np.linalg.det(orthogonal), sign)
