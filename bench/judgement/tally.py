"""Counts, and what is to be told one by one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

Key = tuple[str, ...]


@dataclass
class Tally:
    """What one piece of the study found."""

    counts: Counter[Key] = field(default_factory=Counter)
    told: list[tuple[str, str]] = field(default_factory=list)
    """What went against expectation: which, and what exactly."""

    def add(self, *key: str, many: int = 1) -> None:
        """Count something."""
        self.counts[key] += many

    def tell(self, what: str, text: str) -> None:
        """Note something that went against expectation."""
        self.told.append((what, text))

    def of(self, *prefix: str) -> int:
        """Return how many have a key that begins so."""
        return sum(count for key, count in self.counts.items() if key[: len(prefix)] == prefix)

    def of_kind(self, what: str) -> list[str]:
        """Return what was told of a kind, each once, in order."""
        return list(dict.fromkeys(text for kind, text in self.told if kind == what))


def total(tallies: Iterable[Tally]) -> Tally:
    """Return several as one."""
    whole = Tally()
    for each in tallies:
        whole.counts.update(each.counts)
        whole.told += each.told
    return whole
