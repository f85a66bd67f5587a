"""How a mistake went on through the quantities that come back together."""

from collections.abc import Sequence

from grader.expect import Oracle
from grader.model.course import AskedValues, StudentFunction
from grader.model.judgement import PartJudgement, Verdict
from grader.model.report import Chain, Link, Standing

_RIGHT = (Verdict.RIGHT, Verdict.APPROXIMATE)


def chain_of(
    asked: StudentFunction | AskedValues, parts: Sequence[PartJudgement], oracle: Oracle
) -> Chain | None:
    """Return how each quantity stands and what it hangs on; None where there is nothing to tell.

    There is something to tell where one is not right and another hangs on it.
    """
    verdicts = {each.part.quantity: each.verdict for each in parts}
    if all(
        each in (*_RIGHT, Verdict.NOT_ATTEMPTED, Verdict.UNMARKED) for each in verdicts.values()
    ):
        return None
    sources = {
        quantity: oracle.sources(quantity, [name for name in verdicts if name != quantity])
        for quantity in verdicts
    }
    hangs = {
        quantity: any(verdicts[each] not in _RIGHT for each in sources[quantity])
        for quantity in verdicts
    }
    if not any(hangs.values()):
        return None
    name = None if isinstance(asked, AskedValues) else asked.name
    links = tuple(
        Link(quantity, _standing(verdict, hangs=hangs[quantity]), sources[quantity])
        for quantity, verdict in verdicts.items()
    )
    return Chain(name, links)


def _standing(verdict: Verdict, *, hangs: bool) -> Standing:
    if verdict in _RIGHT:
        return Standing.RIGHT
    if verdict is Verdict.FOLLOWED:
        return Standing.FOLLOWED
    if verdict is Verdict.NOT_ASSESSABLE:
        return Standing.NOT_ASSESSABLE
    return Standing.WRONG_AGAIN if hangs else Standing.FIRST_WRONG
