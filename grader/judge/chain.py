"""How a mistake went on through the quantities that come back together."""

from collections.abc import Mapping, Sequence

from grader.expect import Oracle
from grader.model.course import AskedValues, StudentFunction
from grader.model.judgement import PartJudgement, Verdict
from grader.model.report import Chain, Link, Standing

_RIGHT = (Verdict.RIGHT, Verdict.APPROXIMATE)
_CARRIED = (Verdict.FOLLOWED, Verdict.NOT_ASSESSABLE)
_UNSEEN = (
    Verdict.UNREADABLE,
    Verdict.RAISED,
    Verdict.TIMED_OUT,
    Verdict.OUT_OF_MEMORY,
    Verdict.TOO_MUCH_OUTPUT,
    Verdict.EXITED,
    Verdict.CRASHED,
    Verdict.NOT_ATTEMPTED,
    Verdict.UNMARKED,
)
"""Of these there are no numbers, in some case at least: nothing was carried on."""


def chain_of(
    asked: StudentFunction | AskedValues, parts: Sequence[PartJudgement], oracle: Oracle
) -> Chain | None:
    """Return how each quantity stands and what it hangs on; None where there is nothing to tell.

    There is something to tell where one is not right and another hangs on it. What came
    to no numbers is passed over.
    """
    verdicts = {each.part.quantity: each.verdict for each in parts if each.verdict not in _UNSEEN}
    sources = {
        quantity: oracle.sources(quantity, [name for name in verdicts if name != quantity])
        for quantity in verdicts
    }
    if all(verdicts[each] in _RIGHT for found in sources.values() for each in found):
        return None
    wrong = {quantity for quantity, each in verdicts.items() if each not in (*_RIGHT, *_CARRIED)}
    name = None if isinstance(asked, AskedValues) else asked.name
    links = tuple(
        Link(
            quantity,
            _standing(verdict, again=bool(wrong & _all_sources(quantity, sources))),
            sources[quantity],
        )
        for quantity, verdict in verdicts.items()
    )
    return Chain(name, links)


def _all_sources(quantity: str, sources: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all that a quantity hangs on, but for itself: lists may go to and fro."""
    found: set[str] = set()
    pending = [*sources[quantity]]
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending += sources[here]
    return found - {quantity}


def _standing(verdict: Verdict, *, again: bool) -> Standing:
    if verdict in _RIGHT:
        return Standing.RIGHT
    if verdict is Verdict.FOLLOWED:
        return Standing.FOLLOWED
    if verdict is Verdict.NOT_ASSESSABLE:
        return Standing.NOT_ASSESSABLE
    return Standing.WRONG_AGAIN if again else Standing.FIRST_WRONG
