"""Every format of every odd report keeps to the rules of its readers."""

import pytest

from grader.model.report import Report
from grader.report.formats import FORMATS
from tests.formats.reports import OCCASION, REPORTS, every_verdict
from tests.formats.rules import RULES, check_format


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("name", RULES)
def test_a_report_keeps_to_the_rules_of_its_readers(name: str, report: Report) -> None:
    text = FORMATS[name](report, OCCASION)
    check_format(name, text)
    assert FORMATS[name](report, OCCASION) == text


@pytest.mark.parametrize("name", sorted(set(RULES) - {"json"}))
def test_statements_are_not_repeated(name: str) -> None:
    assert "Compute" not in FORMATS[name](every_verdict(), OCCASION)


def test_a_format_without_rules_is_named() -> None:
    with pytest.raises(AssertionError, match="there are no rules for morse"):
        check_format("morse", "...\n")
