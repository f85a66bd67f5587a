"""How a mistake went on, as a tree: each quantity below the last one that it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model.report import Chain, Link, Standing


@dataclass(frozen=True)
class Branch:
    """A quantity, and those that come from it."""

    link: Link
    children: "tuple[Branch, ...]"


def branches(chain: Chain) -> tuple[Branch, ...]:
    """Return the quantities of a chain that are not right.

    Two that come from each other, as lists may, hang below nothing: they come last.
    """
    links = {link.part: link for link in chain.links if link.standing is not Standing.RIGHT}
    below: dict[str | None, list[str]] = {}
    for link in links.values():
        sources = [source for source in link.sources if source in links and source != link.part]
        below.setdefault(sources[-1] if sources else None, []).append(link.part)
    drawn: set[str] = set()

    def grown(parts: Iterable[str]) -> tuple[Branch, ...]:
        found = []
        for part in parts:
            if part not in drawn:
                drawn.add(part)
                found.append(Branch(links[part], grown(below.get(part, []))))
        return tuple(found)

    return grown([*below.get(None, []), *links])


def right_in(chain: Chain) -> list[str]:
    """Return the names of the quantities of a chain that are right."""
    return [link.part for link in chain.links if link.standing is Standing.RIGHT]
