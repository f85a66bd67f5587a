"""Who is right, who is wrong, and why: the judgement, tried on thousands of programs.

``python -m bench.judgement.run`` from the root of the project prints the tables;
``--write docs/judgement.md`` writes the page, ``--quick`` does a little of everything.
"""

import argparse
import os
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.judgement.carried import CHAINS, study_chain
from bench.judgement.differences import STEPS, study_differences
from bench.judgement.material import PROBLEMS
from bench.judgement.page import page
from bench.judgement.precision import study_precision
from bench.judgement.right import FIRST, study_corpus
from bench.judgement.tally import Tally, total
from bench.judgement.worlds import study_worlds
from bench.judgement.wrong import distinct, study_wrong

SEEDS = 10
PAIRS = 60
"""Of planted mistakes, for each function and seed."""
QUICK = ("softmax", "softmax_jacobian", "affine_backward", "scaled_cost", "hinge")
"""Problems of the quick mode."""
QUICK_CHAINS = ("4-layer MLP, backward", "one step of descent")


@dataclass(frozen=True)
class Plan:
    """What is done."""

    problems: Sequence[str] = PROBLEMS
    chains: Sequence[str] = tuple(CHAINS)
    seeds: Sequence[int] = tuple(range(FIRST, FIRST + SEEDS))
    pairs: int = PAIRS
    steps: Sequence[float] = STEPS


@dataclass(frozen=True)
class Task:
    """A piece of the study, for one seed."""

    what: str
    of: str
    seed: int
    plan: Plan

    def do(self) -> Tally:
        """Return what it found."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of mistaken programs, about what they divide
            return _STUDIES[self.what](self)


_STUDIES: dict[str, Callable[[Task], Tally]] = {
    "wrong": lambda task: study_wrong(None, task.of, task.seed),
    "corpus": lambda task: study_corpus(task.of, task.seed),
    "precision": lambda task: study_precision(None, task.of, task.seed),
    "differences": lambda task: study_differences(task.of, task.seed, task.plan.steps),
    "worlds": lambda task: study_worlds(None, task.of, task.seed),
    "chain": lambda task: study_chain(task.of, task.seed, task.plan.pairs),
    "distinct": lambda task: _distinct(task.of),
}


def _distinct(name: str) -> Tally:
    tally = Tally()
    for kind, count in distinct(None, name).items():
        tally.add("distinct", name, kind, many=count)
    return tally


def tasks(plan: Plan) -> list[Task]:
    """Return all pieces, those of one problem together, so that a process prepares it once."""
    found = [Task("distinct", name, FIRST, plan) for name in plan.problems]
    found += [
        Task(what, name, seed, plan)
        for name in reversed(plan.problems)
        for seed in plan.seeds
        for what in ("wrong", "corpus", "precision", "differences", "worlds")
    ]
    found += [Task("chain", name, seed, plan) for name in plan.chains for seed in plan.seeds]
    return found


def study(plan: Plan, processes: int) -> Tally:
    """Return what all pieces found."""
    pieces = tasks(plan)
    if processes == 1:
        return total(task.do() for task in pieces)
    with ProcessPoolExecutor(processes) as pool:
        return total(pool.map(_do, pieces))


def _do(task: Task) -> Tally:
    return task.do()


def quick_plan() -> Plan:
    """Return a little of everything, for less than a minute."""
    return Plan(QUICK, QUICK_CHAINS, (FIRST,), pairs=20, steps=(1e-2, 1e-5, 1e-8))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, and write the page where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a little of everything")
    parser.add_argument("--write", type=Path, help="the page to write")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    plan = quick_plan() if options.quick else Plan()
    start = time.perf_counter()
    tally = study(plan, options.processes)
    text = page(tally, plan.seeds, plan.problems)
    print(text)
    for what in dict.fromkeys(kind for kind, _ in tally.told):
        told = tally.of_kind(what)
        print(f"\n{what}: {len(told)}", file=sys.stderr)
        for line in told:
            print(f"  {line}", file=sys.stderr)
    print(f"\n{time.perf_counter() - start:.0f} s", file=sys.stderr)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
