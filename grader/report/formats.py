"""The seam: how a report is written, and the table of all ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from grader.model.report import Report


@dataclass(frozen=True)
class Occasion:
    """What no report knows, and some readers ask for: where and for whom it is written."""

    path: str = "."
    """The submission, as it was named: readers of repositories find files from there."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Of the environment, where a service says what it asks for."""


ANYWHERE = Occasion()


class Format(Protocol):
    """Writes a report as text: the same report on the same occasion, the same text."""

    def __call__(self, report: "Report", occasion: Occasion = ANYWHERE, /) -> str:
        """Return the whole text, ending with a line feed.

        Raises:
            UsageError: The occasion lacks what the reader of this format asks for.
        """
        ...


@dataclass(frozen=True)
class _Lazy:
    """A format whose module is imported when it is used."""

    module: str
    name: str

    def __call__(self, report: "Report", occasion: Occasion = ANYWHERE, /) -> str:
        write: Format = getattr(import_module(self.module), self.name)
        return write(report, occasion)


FORMATS: Mapping[str, Format] = {
    name: _Lazy(f"grader.report.{name}", f"write_{name}")
    for name in (
        "terminal",
        "json",
        "html",
        "markdown",
        "csv",
        "junit",
        "github",
        "gradescope",
        "classroom50",
    )
}
"""Every format by its name, which is also that of its module."""
