"""Supplies workers at the best level of isolation there is, and says which that is.

Imports only the standard library, so that workers can warm up while the grader itself is
still importing.
"""

from collections.abc import Collection
from typing import TypeAlias

from grader.errors import RunnerError, UsageError
from grader.run.limits import Limits
from grader.run.slot import SealedWorker, Slot, find_bubblewrap
from grader.run.worker import Worker

AnyWorker: TypeAlias = Worker | SealedWorker

LEVELS = ("none", "limited", "confined", "full")
"""From the weakest to the strongest."""
SEALS = frozenset({"files", "network", "processes", "signals"})
"""What a sealed child must find refused when it tries."""
JOBS_PER_SLOT = 1000

REASONS = {
    "full": "nothing outside can be seen; no network, no other processes",
    "confined": "files outside can be seen but not read; no network, no other processes",
    "limited": "a process of its own under limits; it can read files and reach the network",
}


class NotHeld(Exception):  # noqa: N818  (the next level down is tried)
    """A child found something open that its level promises to be shut."""


class Supply:
    """Workers at one level. Starting one begins at once, in the background."""

    def __init__(
        self, limits: Limits | None = None, *, at_least: str = "none", at_best: str = "full"
    ) -> None:
        """Start at the best level there may be.

        Args:
            limits: What student code may use.
            at_least: The weakest level that will do.
            at_best: The strongest level to try, for tests and comparisons.

        Raises:
            UsageError: There is no level as strong as that.
        """
        self._limits = limits or Limits()
        self._at_least = at_least
        self._why: list[str] = []
        self._proved = False
        self._slots: dict[bool, Slot] = {}
        """By whether torch is imported in them."""
        self._spares: list[Worker] = []
        self.level = at_best
        if self.level == "full" and find_bubblewrap() is None:
            self._descend("bubblewrap is not installed")
        else:
            self._begin()

    @property
    def reason(self) -> str:
        """What the level means, and why it is not a better one."""
        why = f" ({'; '.join(self._why)})" if self._why else ""
        return REASONS[self.level] + why

    def _begin(self) -> None:
        """Start what workers come from."""
        try:
            if self.level == "limited":
                self._spares.append(Worker(self._limits))
            else:
                self._slots[False] = self._open(torch=False)
        except RunnerError as error:
            self._descend(str(error))

    def _open(self, *, torch: bool) -> Slot:
        return Slot(self._limits, namespaces=self.level == "full", torch=torch)

    def _descend(self, why: str) -> None:
        """Go one level down; raises `UsageError` where that is too far."""
        if self.level == "limited":
            raise RunnerError(why)
        self._why.append(why)
        self.close()
        self.level = LEVELS[LEVELS.index(self.level) - 1]
        if LEVELS.index(self.level) < LEVELS.index(self._at_least):
            reasons = "; ".join(self._why)
            raise UsageError(f"isolation {self._at_least} cannot be had here: {reasons}")
        self._begin()

    def take(
        self, *, torch: bool = False, more: bool = False, megabytes: int | None = None
    ) -> AnyWorker:
        """Return a worker that waits for a job.

        Args:
            torch: Whether torch shall be imported in it already.
            more: Whether another will be wanted.
            megabytes: A limit of its own on memory.
        """
        while True:
            try:
                return self._take(torch=torch, more=more, megabytes=megabytes)
            except RunnerError as error:
                if self._proved or self.level == "limited":
                    self.close()
                    raise
                self._descend(str(error))

    def _take(self, *, torch: bool, more: bool, megabytes: int | None) -> AnyWorker:
        if self.level == "limited" and megabytes is not None:
            return Worker(self._limits, megabytes)
        if self.level == "limited":
            worker = self._spares.pop(0) if self._spares else Worker(self._limits)
            if more and not self._spares:
                self._spares.append(Worker(self._limits))
            return worker
        slot = self._slots.get(torch)
        if slot is None or slot.closed or slot.jobs >= JOBS_PER_SLOT:
            if slot is not None:
                slot.close()
            slot = self._slots[torch] = self._open(torch=torch)
        return slot.spawn(megabytes)

    def accept(self, held: Collection[str]) -> None:
        """Take note of what a child found refused; raises `NotHeld` if that is too little."""
        missing = SEALS - set(held)
        if self.level != "limited" and missing:
            raise NotHeld(f"not held: {', '.join(sorted(missing))}")
        self._proved = True

    def descend(self, why: str) -> None:
        """Go one level down, because what this one promises does not hold."""
        if self._proved:
            # Never weaker than what was said: that would go unseen.
            raise RunnerError(why)
        self._descend(why)

    def close(self) -> None:
        """End everything that was started; who takes a worker after that starts afresh."""
        for slot in self._slots.values():
            slot.close()
        self._slots.clear()
        while self._spares:
            self._spares.pop().close()
