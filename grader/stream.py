"""Numbers that look like chance and are the same on every machine."""

import hashlib
from collections.abc import Iterator

GRID = 1024
"""Drawn values are whole multiples of one part in so many."""


class Stream:
    """Whole numbers from SHA-256 of a key and a counter."""

    def __init__(self, *key: object) -> None:
        self._key = "\n".join(["backprop-grader 1", *map(str, key)]).encode()
        self._numbers = self._draw()

    def _draw(self) -> Iterator[int]:
        counter = 0
        while True:
            block = hashlib.sha256(self._key + b"\n%d" % counter).digest()
            for start in range(0, len(block), 8):
                yield int.from_bytes(block[start : start + 8], "little")
            counter += 1

    def below(self, bound: int) -> int:
        """Return a whole number from 0 to ``bound`` - 1."""
        # 64 bits against bounds of a few thousand: the bias is below 1e-15.
        return next(self._numbers) % bound

    def signs(self, count: int) -> list[int]:
        """Return so many numbers that are 1 or -1."""
        bits = 64
        found = [
            1 - 2 * (number >> bit & 1)
            for number in (next(self._numbers) for _ in range(-(-count // bits)))
            for bit in range(bits)
        ]
        return found[:count]

    def shuffled(self, items: list[int]) -> list[int]:
        """Return the items in another order."""
        items = list(items)
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
        return items
