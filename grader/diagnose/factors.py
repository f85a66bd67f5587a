"""Everything is one factor away from what is right: which one?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, permutations
from typing import TypeAlias

import numpy as np

from grader.diagnose.seen import MANY, Explained, Hypothesis, Seen, holds
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.values import Floats

_Value: TypeAlias = Callable[[Seen], float]


@dataclass(frozen=True)
class _Factor:
    name: str
    value: _Value
    is_what: str
    """Follows the word "everything"."""
    advice: str


def recognise_factor(cases: Sequence[Seen]) -> Diagnosis | None:
    """Return which factor what came back has too much or too little, if it is one."""
    # Where right is 0, every factor fits, and nothing can be told apart.
    telling = [seen for seen in cases if seen.found is not None and seen.right.any()]
    if not telling:
        return None
    for tier in _tiers(telling):
        both = [*tier, *map(_negated, tier)]
        fitting = [each for each in both if holds(_hypothesis(each), cases)]
        if len(fitting) == 1:
            return _diagnosis(fitting[0])
        if fitting:
            break
    return _unnamed(cases)


def _tiers(cases: Sequence[Seen]) -> list[list[_Factor]]:
    """Return the factors that may be named, the simplest first.

    A size that is the same number in all cases cannot be told from that number: it comes last.
    """
    sizes = sorted(set[str].intersection(*(set(seen.sizes) for seen in cases)))
    varying = [name for name in sizes if len({seen.sizes[name] for seen in cases}) > 1]
    fixed = [name for name in sizes if name not in varying]
    constants = sorted(set[str].intersection(*(set(seen.constants) for seen in cases)))
    return [
        _numbers(),
        [factor for name in varying for factor in _of_size(name)],
        [factor for name in constants for factor in _of_constant(name)],
        _of_two(varying),
        [factor for name in fixed for factor in _of_size(name)],
    ]


def _numbers() -> list[_Factor]:
    words = {2: ("twice", "half of"), 3: ("3 times", "a third of"), 5: ("5 times", "a fifth of")}
    often = "Look for something that is counted or added more than once, or is not divided by {}."
    seldom = "Look for a factor {} that got lost, or for a division too many."
    squares = {
        2: "Look at the 2 that comes down from a square, and at a 1/2 that should cancel it.",
    }
    # The factor 1 stands for its negative: the sign alone.
    one = _Factor("1", _number(1.0), "", "Look at the order of every difference, and every minus.")
    factors = [one]
    for number, (more, less) in words.items():
        factors += [
            _Factor(
                f"{number}",
                _number(number),
                f"is {more} what it should be",
                squares.get(number, often.format(number)),
            ),
            _Factor(
                f"1/{number}",
                _number(1 / number),
                f"is {less} what it should be",
                squares.get(number, seldom.format(number)),
            ),
        ]
    return factors


def _of_size(name: str) -> list[_Factor]:
    return [
        _Factor(
            name,
            lambda seen: seen.sizes[name],
            f"is {name} times what it should be: a mean over {name}, or a factor 1/{name}, "
            "is missing",
            f"Look up where the division by {name} belongs, and do it there once.",
        ),
        _Factor(
            f"1/{name}",
            lambda seen: 1 / seen.sizes[name],
            f"is divided by {name} once too often",
            f"Look for a mean over {name} where a sum is wanted, or for a second 1/{name}.",
        ),
    ]


def _of_constant(name: str) -> list[_Factor]:
    return [
        _Factor(
            name,
            lambda seen: seen.constants[name],
            f"is {name} times what it should be",
            f"Look for a factor {name} too many, or for a division by {name} that is missing.",
        ),
        _Factor(
            f"1/{name}",
            lambda seen: 1 / seen.constants[name],
            f"is what it should be divided by {name}: a factor {name} is missing",
            f"Follow {name} through the chain rule, and look where it gets lost.",
        ),
        _Factor(
            f"{name}**2",
            lambda seen: seen.constants[name] ** 2,
            f"is {name} squared times what it should be",
            f"Count how often {name} comes in, and how often it should.",
        ),
    ]


def _of_two(names: Sequence[str]) -> list[_Factor]:
    factors = []
    for one, two in combinations_with_replacement(names, 2):
        product = f"{one}*{two}" if one != two else f"{one}**2"
        factors += _multiple(
            product,
            _sizes(lambda a, b: a * b, one, two),
            f"1/({product})",
        )
    for one, two in permutations(names, 2):
        factors.append(
            _Factor(
                f"{one}/{two}",
                _sizes(lambda a, b: a / b, one, two),
                f"is {one}/{two} times what it should be",
                f"Look at every mean: is something divided by {two} instead of {one}?",
            )
        )
    for name in names:
        factors += _multiple(f"2*{name}", _sizes(lambda n: 2 * n, name), f"1/(2*{name})")
        factors += _multiple(f"{name}/2", _sizes(lambda n: n / 2, name), f"2/{name}")
        factors += _multiple(
            f"{name}/({name} - 1)",
            _sizes(lambda n: _quotient(n, n - 1), name),
            f"({name} - 1)/{name}",
        )
    return factors


def _multiple(name: str, value: _Value, inverse: str) -> list[_Factor]:
    """Return a factor of several sizes, and its inverse."""
    advice = "Write down every factor in front of the sum, and compare with the statement."
    return [
        _Factor(name, value, f"is {name} times what it should be", advice),
        _Factor(
            inverse,
            lambda seen: _quotient(1.0, value(seen)),
            f"is {inverse} times what it should be",
            advice,
        ),
    ]


def _number(number: float) -> _Value:
    return lambda _: number


def _sizes(expression: Callable[..., float], *names: str) -> _Value:
    return lambda seen: expression(*(seen.sizes[name] for name in names))


def _quotient(over: float, under: float) -> float:
    """Return a quotient; nan, which predicts nothing, where there is none."""
    return over / under if under else np.nan


def _negated(factor: _Factor) -> _Factor:
    return replace(
        factor,
        name=f"-{factor.name}",
        value=lambda seen: -factor.value(seen),
        is_what=f"has the wrong sign, and {factor.is_what}"
        if factor.is_what
        else "has the wrong sign",
    )


def _hypothesis(factor: _Factor) -> Hypothesis:
    def predict(seen: Seen) -> Floats | None:
        try:
            return seen.right * factor.value(seen)
        except (KeyError, ZeroDivisionError):
            return None

    return Hypothesis(_diagnosis(factor), predict)


def _diagnosis(factor: _Factor) -> Diagnosis:
    return Diagnosis(Kind.SCALE, factor.name, f"Everything {factor.is_what}.", factor.advice)


def _unnamed(cases: Sequence[Seen]) -> Diagnosis | None:
    """Return that everything is the same factor away, if so; two entries would fit any."""
    first = next((seen for seen in cases if seen.fails and _is_free(seen.right)), None)
    if first is None or first.found is None or first.found.shape != first.right.shape:
        return None
    factor = float((first.found * first.right).sum() / (first.right**2).sum())
    if not factor:
        return None
    diagnosis = Diagnosis(
        Kind.SCALE,
        "constant",
        "Everything is the same constant factor away from what it should be, in every case.",
        "Look for a constant that is missing, or is there once too often.",
    )
    hypothesis = Hypothesis(diagnosis, lambda seen: seen.right * factor, _enough_for_any)
    return diagnosis if holds(hypothesis, cases) else None


def _enough_for_any(explained: Sequence[Explained]) -> bool:
    return sum(_is_free(each.seen.right) for each in explained) > 1


def _is_free(right: Floats) -> bool:
    """Return whether an array has entries enough for a factor to be no chance."""
    sizes = np.abs(right[right != 0])
    return sizes.size >= MANY and len(np.unique(sizes.astype(np.float32))) > 1
