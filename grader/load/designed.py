"""Sets of sizes for an author who only names them."""

from collections.abc import Sequence

_GENERIC = ((5, 3, 7, 2, 11, 13), (2, 7, 3, 5, 13, 11), (11, 2, 5, 3, 7, 17))
_SQUARE = 3


def designed_sizes(names: Sequence[str]) -> tuple[dict[str, int], ...]:
    """Return sets of sizes that tell mistakes apart.

    Three of distinct primes, one for each size in which it alone is 1, and one in which all
    are equal. With several sizes, primes that differ make a transposed or misplaced factor
    fail or change its shape; a size of 1 and equal sizes hide mistakes of their own.
    """
    sets = [_set(names, primes) for primes in _GENERIC]
    sets += [{**_set(names, _GENERIC[number % 2]), name: 1} for number, name in enumerate(names)]
    sets.append(dict.fromkeys(names, _SQUARE))
    unique = {tuple(each.items()): each for each in sets}
    return tuple(unique.values())


def _set(names: Sequence[str], primes: Sequence[int]) -> dict[str, int]:
    return {name: primes[number % len(primes)] for number, name in enumerate(names)}
