"""The page: what was found, as text and tables."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from bench.judgement.carried import CHAINS
from bench.judgement.differences import HIDDEN, SCHEMES, STEPS
from bench.judgement.precision import SLOPES
from bench.judgement.rules import RULES, SETS
from bench.judgement.tally import Tally
from grader import __version__

_VERDICTS = ("right", "approximate", "followed", "numerical", "imprecise", "wrong")


def page(tally: Tally, seeds: Sequence[int], problems: Sequence[str]) -> str:
    """Return the page in Markdown."""
    sections = (
        _head(seeds, problems),
        _programs(tally, problems),
        _rules(tally),
        _half(tally),
        _differences(tally),
        _diagnosis(tally),
        _misconceptions(tally, problems),
        _carried(tally),
        _foot(),
    )
    return "\n\n".join(sections) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [_row(heads), _row(["---", *["---:"] * (len(heads) - 1)])]
    return "\n".join([*lines, *(_row(each) for each in rows)])


def _row(cells: Sequence[object]) -> str:
    shown = (f"{each:,}" if isinstance(each, int) else str(each) for each in cells)
    return f"| {' | '.join(shown)} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _head(seeds: Sequence[int], problems: Sequence[str]) -> str:
    return f"""\
# How well the judgement tells right from wrong

A grader can be wrong in two ways: it can accept what is wrong, and reject what is right. This
page counts both, on {len(problems)} problems of the built-in course, each with the inputs of
{len(seeds)} seeds. Every number is a verdict of the project's own code.

* **Right programs** are the submissions of `tests/corpus` whose every part is declared right:
  loops, einsum, other associations, lists, autodiff, single precision.
* **Wrong programs** are of four kinds: the submissions there with a wrong part; *mutants*, the
  functions of the reference with one small change each; *corruptions*, right answers that are
  spoiled as gradients are spoiled (sign, a factor of each size, transposed, a sample only, NaN,
  one entry off by a thousandth, four decimals, ...); and *pairs*, two of these at once. A mistake
  is planted in the graph of the problem, so that everything behind it is computed from it.
* What does the same as the reference on inputs without any design, in all sizes and on several
  scales, is no mistake and is left out; so is what does the same as another program."""


def _programs(tally: Tally, problems: Sequence[str]) -> str:
    rows: list[list[int]] = []
    for name in problems:
        double = tally.of("right", "double", name)
        single = sum(tally.of("right", kind, name) for kind in ("single", "approximate"))
        rejected = sum(
            tally.of("right", kind, name, "rejected")
            for kind in ("double", "single", "approximate", "None")
        )
        kinds = ("corpus", "corruption", "mutant", "pair")
        accepted = sum(tally.of("wrong", kind, name, "accepted") for kind in kinds)
        runs = sum(tally.of("wrong", kind, name, "not accepted") for kind in kinds) + accepted
        made = [tally.of("distinct", name, kind) for kind in kinds[1:]]
        rows.append([double, single, rejected, *made, runs, accepted])
    sums = [sum(column) for column in zip(*rows, strict=True)]
    named = [[name, *row] for name, row in zip(problems, rows, strict=True)]
    heads = (
        "problem",
        "right, double",
        "right, single",
        "rejected",
        "corruptions",
        "mutants",
        "pairs",
        "wrong, runs",
        "accepted",
    )
    return f"""\
## Right and wrong programs

The three columns in the middle count different programs, all others runs: programs times seeds.
A wrong part is *accepted* if it gets any marks as right, or as following from something else.

{_table(heads, [*named, ["all", *sums]])}"""


def _rules(tally: Tally) -> str:
    rows: list[list[object]] = []
    for name in RULES:
        row: list[object] = [name]
        for cases in SETS:
            row.append(tally.of("rule", "wrong", name, cases, "True"))
            row += [
                tally.of("rule", precision, name, cases, "False")
                for precision in ("double", "single")
            ]
        rows.append(row)
    kinds = ("corpus", "corruption", "mutant", "pair")
    accepted = sum(
        count
        for key, count in tally.counts.items()
        if key[0] == "wrong" and key[1] in kinds and key[-1] == "accepted"
    )
    rejected = [
        sum(
            count
            for key, count in tally.counts.items()
            if key[:2] == ("right", precision) and key[-1] == "rejected"
        )
        for precision in ("double", "single")
    ]
    rows.append(["**this grader**", accepted, *rejected, "", "", ""])
    wrong = tally.of("rule", "wrong", next(iter(RULES)), SETS[0])
    double, single = (
        tally.of("rule", precision, next(iter(RULES)), SETS[0])
        for precision in ("double", "single")
    )
    heads = ("rule", "wrong accepted", "double rejected", "single rejected")
    usual = tuple(f"{each}, one case" for each in heads[1:])
    return f"""\
## The same programs under other rules

{wrong:,} runs of wrong programs, {double:,} of right ones in double and {single:,} in single
precision. Every rule gets a shape check as a gift, and our ordinary cases, or only the first of
them, which is what one usual test has. Ties and overflow are left out: no other rule has an
answer to them. The inputs decide what wrong programs pass, the rule which right ones fail.

{_table((*heads, *usual), rows)}"""


def _half(tally: Tally) -> str:
    hows = list(dict.fromkeys(key[1] for key in tally.counts if key[0] == "half"))
    outcomes = ("accepted", "imprecise", "wrong", "followed", "nothing was lost")
    rows = []
    for how in hows:
        counts = [tally.of("half", how, outcome) for outcome in outcomes]
        rows.append([how, *counts, tally.of("half", how) - sum(counts)])
    ties = "\n".join(
        f"* `{slope}`: {tally.of('ties', slope, 'right'):,} of {tally.of('ties', slope):,} parts"
        for slope in SLOPES
    )
    return f"""\
## Half precision, and ties

Parts of programs in which every quantity is rounded to half precision. A step that is exact in
any precision, such as a mask or a transpose, *follows* from an earlier one; where numbers are
only handed on, half precision may lose nothing.

{_table(("", *outcomes, "other"), rows)}

At exact ties any slope of a kink is right:

{ties}"""


def _differences(tally: Tally) -> str:
    rows = []
    for scheme in SCHEMES:
        for step in STEPS:
            key = ("difference", scheme, f"{step:.0e}")
            if not tally.of(*key):
                continue
            counts = [tally.of(*key, verdict) for verdict in _VERDICTS]
            rows.append([f"{scheme}, {step:.0e}", *counts, tally.of(*key) - sum(counts)])
    counts = [sum(_last(tally, ("difference", HIDDEN), verdict)) for verdict in _VERDICTS]
    rows.append([HIDDEN, *counts, tally.of("difference", HIDDEN) - sum(counts)])
    return f"""\
## Finite differences in the place of formulas

Every gradient of a function that gets all that a forward pass needs, from differences of that
forward pass. *Approximate* is accepted with a note; *numerical* was shown by inputs on which a
difference fails, and earns nothing. What follows from another difference that is off by the same
is *followed*. Two limits: where a cost is linear, or quadratic and the difference central, nothing
but rounding sets a difference apart from the formula, and at a step of 1e-2 that is no more than
the formula's own (these are all that is *right*); and what is rounded to single precision in the
end, the last row, has no digits left that would tell.

{_table(("", *_VERDICTS, "other"), rows)}"""


def _last(tally: Tally, prefix: tuple[str, ...], verdict: str) -> list[int]:
    return [
        count
        for key, count in tally.counts.items()
        if key[: len(prefix)] == prefix and verdict in key
    ]


def _diagnosis(tally: Tally) -> str:
    named, verdict, unnamed, misnamed = (
        tally.of("diagnosis", each) for each in ("named", "verdict", "unnamed", "misnamed")
    )
    whole = named + verdict + unnamed + misnamed
    rows = [
        ["named rightly", named, _share(named, whole)],
        ["named by the verdict (NaN)", verdict, _share(verdict, whole)],
        ["not named", unnamed, _share(unnamed, whole)],
        ["named otherwise", misnamed, _share(misnamed, whole)],
    ]
    return f"""\
## Causes

Of the corruptions, those that have a name, in {whole:,} runs. Another name is right as well if it
is that of a formula that does the same on inputs without design. On right programs
{tally.of("named on right", "yes")} of {tally.of("named on right"):,} parts are named.

{_table(("", "runs", "share"), rows)}"""


def _misconceptions(tally: Tally, problems: Sequence[str]) -> str:
    outcomes = ("recognised", "not recognised", "does not show")
    rows = [
        [name, *(tally.of("misconception", name, outcome) for outcome in outcomes)]
        for name in problems
    ]
    missed = sorted({text.partition(" (seed")[0] for text in tally.of_kind("misconception")})
    listed = "\n".join(f"* {each}" for each in missed) or "* none"
    return f"""\
Each misconception that a problem declares, planted alone in the graph, in runs; one that does the
same to a part counts as that.

{_table(("problem", *outcomes), rows)}

Not recognised, at least once:

{listed}"""


def _carried(tally: Tally) -> str:
    rows = []
    for name in CHAINS:
        for count in ("one", "two"):
            key = ("chain", name, count)
            planted = tally.of(*key, "planted")
            if not planted:
                continue
            naive = tally.of(*key, "flagged without carrying") / planted
            exact, over = tally.of(*key, "exact"), tally.of(*key, "over")
            rows.append([name, count, planted, f"{naive:.1f}", _share(exact, planted), over])
    reasons: Counter[str] = Counter()
    for what, missed in tally.counts.items():
        if what[0] == "chain" and what[3] == "missed":
            reasons[what[4]] += missed
    why = "\n".join(f"* {reason}: {missed:,}" for reason, missed in reasons.most_common())
    heads = ("function", "mistakes", "runs", "parts not right", "flagged exactly", "over-penalised")
    return f"""\
## Errors carried forward

One mistake, or two, planted in the quantities of a function that returns them all. *Flagged
exactly* means: what is mistaken, and nothing that follows from it. *Parts not right* is what one
mistake costs where nothing is carried forward.

{_table(heads, rows)}

Why a mistake of two was not flagged:

{why or "* every one was"}"""


def _foot() -> str:
    python = sys.version.partition(" ")[0]
    return f"""\
## How to repeat this

```
python -m bench.judgement.run --write docs/judgement.md
```

grader {__version__}, Python {python}, numpy {np.__version__}."""
