"""Marks that people enter: kept, used for what they were given for, and never mixed up."""

import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from grader import Course, Report, UsageError, find_course, grade
from grader.errors import FileError
from grader.model.judgement import Verdict
from grader.model.moderation import Record
from grader.model.report import Marks, State
from grader.moderate import awaiting, enter
from grader.records import add_record, read_mark, read_records
from grader.report.json import write_json
from grader.report.moderation import write_pile, write_pile_as_json
from grader.report.terminal import write_terminal
from grader.run.fake import FakeRunner
from tests.conftest import ROOT, feedback, part, write_files

ANSWERS = """\
problem: p
title: P
statement: Do it.
parts:
  - {written: why, statement: Why?, rubric: ["1 mark: for the cause"], marks: 2}
  - {written: how, rubric: ["1 mark: so"], marks: 1}
  - {short: word, accepts: [sum], marks: 1}
"""
CODE = """\
problem: q
title: Q
statement: Do it.
reference: r
sizes: [n]
inputs:
  x: {normal: [n]}
parts:
  - {quantity: y, marks: 2}
"""
SHEET = "p:\n  why: |\n    Because.\n  word: mean\n"
MARK = Record("hw", "p", "why", "0" * 64, Fraction(3, 2), "Ada", "2026-01-02T03:04:05+00:00", "so")


@pytest.fixture
def made(tmp_path: Path) -> Course:
    """Return a course with written answers and a function."""
    files = {
        "problems/answers/p.yaml": ANSWERS,
        "problems/m/q.yaml": CODE,
        "reference/r.py": "def y(x):\n    return x * x\n",
    }
    return find_course(write_files(tmp_path / "course", files))


@pytest.fixture
def homework(tmp_path: Path) -> Path:
    """Return a submission with a text, a wrong word and a wrong function."""
    return write_files(tmp_path / "hw", {"answers.yaml": SHEET, "m.py": "def y(x): return x\n"})


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return where marks are kept."""
    return tmp_path / "marks" / "records.json"


def marked(homework: Path, made: Course, records: Path | None) -> Report:
    """Mark a submission, with the marks that were entered."""
    return grade(homework, made, runner=FakeRunner(), records=records)


def test_a_mark_takes_the_place_of_waiting(made: Course, homework: Path, records: Path) -> None:
    before = marked(homework, made, records)
    assert part(before, "why").state is State.AWAITING
    entered = enter(homework, made, records, "p", "why", "1.5", "Ada", "it is named")
    after = marked(homework, made, records)
    assert part(after, "why") == entered
    assert (entered.state, entered.awarded) == (State.AWARDED, Fraction(3, 2))
    assert entered.verdict == "marked"
    assert entered.moderation is not None
    assert entered.moderation.first is None
    assert (entered.moderation.by, entered.moderation.why) == ("Ada", "it is named")
    assert after.marks == Marks(Fraction(3, 2), Fraction(6), Fraction())
    assert before.marks == Marks(Fraction(), Fraction(6), Fraction(2))
    assert "it is named" in write_terminal(after)
    entered_at = r"Entered by Ada, \d{4}-\d\d-\d\d \d\d:\d\d UTC: it is named"
    assert re.search(entered_at, write_terminal(after))
    assert marked(homework, made, None) == before


def test_of_a_class_one_sheet_is_read_and_named(
    made: Course, tmp_path: Path, records: Path
) -> None:
    folder = write_files(tmp_path / "class", {f"{each}/answers.yaml": SHEET for each in "ab"})
    (note,) = awaiting(folder, made, records).notes
    assert note.startswith("Of 2 files called answers.yaml this is a/answers.yaml.")
    assert not awaiting(folder / "a", made, records).notes


def test_a_report_is_the_same_with_the_same_records(
    made: Course, homework: Path, records: Path
) -> None:
    enter(homework, made, records, "p", "why", "2", "Ada", "all is there")
    reports = [marked(homework, made, records) for _ in range(2)]
    assert write_json(reports[0]) == write_json(reports[1])
    schema = json.loads((ROOT / "grader/report/report.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(write_json(reports[0])))


def test_the_first_mark_is_kept_beside_a_changed_one(
    made: Course, homework: Path, records: Path
) -> None:
    assert enter(homework, made, records, "p", "word", "1/2", "Ada", "nearly").awarded == 1 / 2
    code = enter(homework, made, records, "q", "y", "1", "Ada", "the idea is right")
    assert (code.awarded, code.verdict) == (Fraction(1), Verdict.WRONG)
    assert code.moderation is not None
    assert code.moderation.first == 0
    report = marked(homework, made, records)
    assert report.marks.awarded == Fraction(3, 2)
    assert "Changed from 0 by Ada" in write_terminal(report)
    assert feedback(report, "word").startswith("This is not the right answer.")


def test_a_later_mark_counts_and_the_earlier_stays_in_the_file(
    made: Course, homework: Path, records: Path
) -> None:
    enter(homework, made, records, "p", "why", "1", "Ada", "a start")
    enter(homework, made, records, "p", "why", "0", "Bob", "read again")
    assert [each.by for each in read_records(records)] == ["Ada", "Bob"]
    found = part(marked(homework, made, records), "why")
    assert (found.state, found.awarded) == (State.AWARDED, Fraction())
    assert found.moderation is not None
    assert (found.moderation.by, found.moderation.first) == ("Bob", None)


def test_a_changed_text_awaits_again_and_a_note_says_so(
    made: Course, homework: Path, records: Path
) -> None:
    enter(homework, made, records, "p", "why", "1", "Ada", "a start")
    write_files(homework, {"answers.yaml": SHEET.replace("Because.", "Because it is.")})
    report = marked(homework, made, records)
    assert part(report, "why").state is State.AWAITING
    assert report.notes == (
        "p, why: an earlier text was given a mark by a person; it has changed since.",
    )
    write_files(homework, {"answers.yaml": SHEET.replace("mean", "sum")})
    report = marked(homework, made, records)
    assert part(report, "why").awarded == 1
    assert report.notes == ()


def test_a_changed_file_loses_the_mark_of_other_parts(
    made: Course, homework: Path, records: Path
) -> None:
    enter(homework, made, records, "q", "y", "2", "Ada", "it was my mistake")
    write_files(homework, {"m.py": "def y(x): return x + 1\n"})
    report = marked(homework, made, records)
    assert part(report, "y").awarded == 0
    assert report.notes == (
        "q, y: an earlier answer was given a mark by a person; it has changed since.",
    )


def test_what_is_blank_now_has_no_mark(made: Course, homework: Path, records: Path) -> None:
    enter(homework, made, records, "p", "why", "1", "Ada", "a start")
    write_files(homework, {"answers.yaml": "p:\n  why:\n  word: mean\n"})
    assert part(marked(homework, made, records), "why").state is State.NOT_ATTEMPTED


def test_a_mark_belongs_to_its_submission(
    made: Course, homework: Path, records: Path, tmp_path: Path
) -> None:
    enter(homework, made, records, "p", "why", "1", "Ada", "a start")
    other = write_files(tmp_path / "other", {"answers.yaml": SHEET})
    assert part(marked(other, made, records), "why").state is State.AWAITING


def test_a_mark_beyond_those_available_now_is_not_used(
    made: Course, homework: Path, records: Path
) -> None:
    enter(homework, made, records, "p", "why", "2", "Ada", "all")
    path = made.problem_files["p"]
    path.write_text(path.read_text().replace('cause"], marks: 2', 'cause"], marks: 1'))
    report = marked(homework, made, records)
    assert part(report, "why").state is State.AWAITING
    assert "a mark of 2, and now there are 1" in report.notes[0]


def test_an_unreadable_part_may_be_marked(made: Course, homework: Path, records: Path) -> None:
    write_files(homework, {"answers.yaml": "p:\n  why: {Because: it is}\n"})
    entered = enter(homework, made, records, "p", "why", "1", "Ada", "I can read it")
    assert (entered.awarded, entered.verdict) == (Fraction(1), Verdict.UNREADABLE)


@pytest.mark.parametrize(
    ("problem", "name", "mark", "message"),
    [
        ("p", "why", "2.5", "a mark of 2.5 is more than the 2 that are available"),
        ("p", "why", "-1", "-1 is no mark; write a number such as 1.5, or 3/2"),
        ("p", "why", "1,5", "1,5 is no mark"),
        ("p", "why", "1/0", "1/0 is no mark"),
        ("p", "why", "nan", "nan is no mark"),
        ("p", "why", "1e400", "1e400 is no mark"),
        ("p", "how", "1", "p, how was not attempted: there is nothing to mark"),
        ("p", "wy", "1", "p has no part wy; did you mean why?"),
        ("r", "why", "1", "there is no problem r"),
    ],
)
def test_what_cannot_be_entered_is_refused(  # noqa: PLR0913, PLR0917
    made: Course, homework: Path, records: Path, problem: str, name: str, mark: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        enter(homework, made, records, problem, name, mark, "Ada", "so")
    assert not records.exists()


@pytest.mark.parametrize(("by", "why"), [("", "so"), ("Ada", " ")])
def test_a_mark_has_a_name_and_a_reason(
    made: Course, homework: Path, records: Path, by: str, why: str
) -> None:
    with pytest.raises(UsageError, match="is blank"):
        enter(homework, made, records, "p", "why", "1", by, why)


def test_records_never_lie_in_the_submission(made: Course, homework: Path) -> None:
    inside = homework / "records.json"
    with pytest.raises(UsageError, match="lies in the submission"):
        enter(homework, made, inside, "p", "why", "1", "Ada", "so")
    with pytest.raises(UsageError, match="lies in the submission"):
        awaiting(homework, made, inside)
    add_record(inside, MARK)
    with pytest.raises(UsageError, match="lies in the submission"):
        marked(homework, made, inside)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"format": "backprop-grader/records/2", "marks": []}',
        '{"format": "backprop-grader/records/1"}',
        '{"format": "backprop-grader/records/1", "marks": [{"mark": "1"}]}',
        '{"format": "backprop-grader/records/1", "marks": [1]}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_an_error_and_stays(
    made: Course, homework: Path, records: Path, content: str | bytes
) -> None:
    write_files(records.parent, {records.name: content})
    before = records.read_bytes()
    for call in (
        lambda: marked(homework, made, records),
        lambda: awaiting(homework, made, records),
        lambda: enter(homework, made, records, "p", "why", "1", "Ada", "so"),
        lambda: add_record(records, MARK),
    ):
        with pytest.raises(FileError, match="not a file of marks"):
            call()
    assert records.read_bytes() == before


def test_a_record_with_a_wrong_mark_is_damage(records: Path) -> None:
    add_record(records, MARK)
    records.write_text(records.read_text().replace("3/2", "-3/2"))
    with pytest.raises(FileError, match="mark 1: -3/2 is no mark"):
        read_records(records)


def test_records_come_back_as_they_were_entered(records: Path) -> None:
    marks = [MARK, replace(MARK, mark=Fraction(2), why="“ü”\n\x1b[31m"), replace(MARK, by="雪")]
    for each in marks:
        add_record(records, each)
    assert read_records(records) == tuple(marks)
    assert [each.name for each in sorted(records.parent.iterdir())] == [
        ".records.json.lock",
        "records.json",
    ]


def test_a_file_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert read_records(tmp_path / "none" / "records.json") == ()


def test_who_enters_at_the_same_time_loses_nothing(records: Path) -> None:
    marks = [replace(MARK, part=f"part{number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda mark: add_record(records, mark), marks))
    assert {each.part for each in read_records(records)} == {each.part for each in marks}


def test_a_shared_file_stays_shared_and_a_link_a_link(records: Path, tmp_path: Path) -> None:
    add_record(records, MARK)
    records.chmod(0o664)
    link = tmp_path / "link.json"
    link.symlink_to(records)
    add_record(link, MARK)
    assert link.is_symlink()
    assert records.stat().st_mode & 0o777 == 0o664
    assert len(read_records(records)) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        add_record(folder / "records.json", MARK)


@pytest.mark.parametrize(("text", "mark"), [("1", 1), ("1.5", Fraction(3, 2)), ("3/2", 3 / 2)])
def test_a_mark_is_read_exactly(text: str, mark: Fraction) -> None:
    assert read_mark(text) == mark


def test_what_awaits_is_listed_with_rubric_and_text(
    made: Course, homework: Path, records: Path
) -> None:
    pile = awaiting(homework, made, records)
    (only,) = pile.essays
    assert (pile.submission, only.problem, only.part, only.mark) == ("hw", "p", "why", None)
    assert (only.rubric, only.text) == (("1 mark: for the cause",), "Because.")
    assert only.available == 2
    enter(homework, made, records, "p", "why", "1", "Ada", "so")
    assert awaiting(homework, made, records).essays == ()
    (again,) = awaiting(homework, made, records, "p", "why").essays
    assert again.mark == 1
    with pytest.raises(UsageError, match="p has no written part word; its report says"):
        awaiting(homework, made, records, "p", "word")


def test_a_text_that_moves_the_cursor_is_harmless(
    made: Course, homework: Path, records: Path
) -> None:
    hostile = 'p:\n  why: "a\\e[2J\\u202egnp\\r\\n::error::x"\n'
    write_files(homework, {"answers.yaml": hostile})
    pile = awaiting(homework, made, records)
    text = write_pile(replace(pile, submission="::error::x", notes=("::error::y",)))
    assert all(each.isprintable() or each == "\n" for each in text)
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    plain = json.loads(write_pile_as_json(awaiting(homework, made, records)))
    assert plain["awaiting"][0]["rubric"] == ["1 mark: for the cause"]


def test_what_cannot_be_read_is_said_to_the_person_too(
    made: Course, homework: Path, records: Path
) -> None:
    for sheet, note in (
        ("p:\n  why: {a: b}\n", "answers.yaml, line 2: why: text or a list was expected"),
        ("p:\n  why: [\n", "answers.yaml, line 3: not YAML"),
    ):
        write_files(homework, {"answers.yaml": sheet})
        pile = awaiting(homework, made, records)
        assert pile.essays == ()
        assert pile.notes[0].startswith(note)
        assert note in write_pile(pile)


def test_a_copy_with_another_name_is_marked_too(
    made: Course, homework: Path, records: Path
) -> None:
    (homework / "answers.yaml").rename(homework / "answers (1).yaml")
    entered = enter(homework, made, records, "p", "why", "1", "Ada", "so")
    assert part(marked(homework, made, records), "why") == entered
    assert entered.awarded == 1


def test_students_never_see_a_rubric(made: Course, homework: Path, records: Path) -> None:
    from grader.load.problem import read_problem  # noqa: PLC0415
    from grader.report.course import write_list_as_json, write_statement  # noqa: PLC0415

    report = marked(homework, made, records)
    problem = read_problem(made.root, made.problem_files["p"])
    shown = [write_json(report), write_terminal(report), write_statement(problem)]
    shown.append(write_list_as_json([problem]))
    assert all("for the cause" not in each for each in shown)
