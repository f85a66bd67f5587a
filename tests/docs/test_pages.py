"""What the pages for students, instructors and engineers show is what the program does."""

import re
import tomllib
from pathlib import Path

import pytest

from grader.cohort.gradebook import write_gradebook
from grader.model.cohort import Outcome
from grader.report.words import VERDICTS
from tests.conftest import ROOT, command
from tests.docs.reading import DOCS, tables
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
    (report,) = (text for text in (DOCS / "index.md").read_text().split("```") if "  ✗ " in text)
    assert report.removeprefix("text\n") in (DOCS / "students.md").read_text()


def test_students_are_told_what_each_verdict_means() -> None:
    table = tables(DOCS / "students.md", "What each verdict means")["verdict"]
    assert sorted(row[0] for row in table) == sorted(VERDICTS.values())
    assert all(meaning and advice for _, meaning, advice in table)


def test_what_is_tried_on_a_machine_is_what_instructors_are_shown() -> None:
    tries = re.compile(r"^  \S (.*\S)  +(?:held|NOT HELD)$", re.MULTILINE)
    printed = tries.findall(command("doctor").stdout)
    assert printed
    assert printed == tries.findall((DOCS / "instructors.md").read_text())


def test_the_gradebook_is_documented() -> None:
    found = tables(DOCS / "class.md", "The gradebook")
    columns = [row[0].strip("`") for row in found["column"]]
    assert [each for each in columns if " " not in each] == write_gradebook(()).strip().split(",")
    assert [row[0].strip("`") for row in found["outcome"]] == [str(each) for each in Outcome]


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
