"""What the pages for students, instructors and engineers show is what the program does."""

import re
import tomllib
from pathlib import Path

import pytest

from grader.cohort.gradebook import write_gradebook
from grader.model.cohort import Outcome
from grader.report.words import VERDICTS
from tests.conftest import ROOT, command
from tests.docs.reading import DOCS
from tests.docs.test_command_line import rows
from tests.pages import Section, sections

TRIED = [
    pytest.param(section, id=f"{page}: {section}")
    for page in ("students.md", "instructors.md")
    for section in sections(DOCS / page)
    if any(block.language == "text" for block in section.blocks)
]


def alike(text: str) -> str:
    """Return what was printed, whatever time it took."""
    return re.sub(r" in \d+ s\.$", " in … s.", text, flags=re.MULTILINE)


@pytest.mark.parametrize("section", TRIED)
def test_a_section_goes_as_the_page_shows(section: Section, tmp_path: Path) -> None:
    compared = section.try_out(tmp_path)
    assert compared
    for printed, shown in compared:
        assert alike(printed) == alike(shown)


def test_the_report_on_the_first_page_is_that_of_the_students() -> None:
    (report,) = re.findall(r"^```text\n(.*?)^```$", (DOCS / "index.md").read_text(), re.M | re.S)
    assert report in (DOCS / "students.md").read_text()


def test_students_are_told_what_each_verdict_means() -> None:
    table = rows("students.md", "What each verdict means")
    assert sorted(row[0] for row in table[2:]) == sorted(VERDICTS.values())
    assert all(len(row) == 3 and all(row) for row in table)


def test_what_is_tried_on_a_machine_is_what_instructors_are_shown() -> None:
    tries = r"^  \S (.*\S)  +\S+$"
    shown = re.findall(tries, (DOCS / "instructors.md").read_text(), re.MULTILINE)
    shown = [each for each in shown if "/" not in each]
    printed = re.findall(tries, command("doctor").stdout, re.MULTILINE)
    assert printed
    assert set(printed) <= set(shown)


def test_the_gradebook_is_documented() -> None:
    columns = [row[0].strip("`") for row in rows("class.md", "The gradebook")]
    first = write_gradebook(()).strip().split(",")
    assert [each for each in columns if each in first] == first
    outcomes = columns[columns.index("outcome", columns.index("outcome") + 1) + 2 :]
    assert outcomes == [str(each) for each in Outcome]


def test_the_layers_of_the_house_are_those_that_are_checked() -> None:
    text = (DOCS / "architecture.md").read_text()
    (drawn,) = re.findall(r"^```\n(cli\n.*?)\n---", text, re.MULTILINE | re.DOTALL)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (layers,) = [
        each["layers"] for each in settings["tool"]["importlinter"]["contracts"] if "layers" in each
    ]

    def names(line: str) -> set[str]:
        return set(re.findall(r"\w+", line.replace("grader.", "")))

    assert [names(line) for line in drawn.splitlines()] == [names(line) for line in layers]


def test_places_that_engineers_are_sent_to_exist() -> None:
    for page in ("engineers.md", "architecture.md"):
        text = (DOCS / page).read_text()
        for path in re.findall(r"`((?:grader|tests|docs|scripts)/[\w/.]*)`", text):
            assert (ROOT / path).exists() or "NAME" in path, path
