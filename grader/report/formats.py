"""The seam: how a report is written, and the table of all ways."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from grader.model.report import Report


class Format(Protocol):
    """Writes a report as text: the same report, the same text."""

    def __call__(self, report: "Report") -> str:
        """Return the whole text, ending with a line feed."""
        ...


def _terminal(report: "Report") -> str:
    from grader.report.terminal import write_terminal  # noqa: PLC0415

    return write_terminal(report)


def _json(report: "Report") -> str:
    from grader.report.json import write_json  # noqa: PLC0415

    return write_json(report)


FORMATS: Mapping[str, Format] = {"terminal": _terminal, "json": _json}
"""Every format by its name. Each is imported when it is used."""
