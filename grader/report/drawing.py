"""Lays out what a report draws: where an array differs, and how a mistake went on.

What comes out are numbers and words; how it looks, templates and style sheets say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, prod

from grader.model.picture import Picture, Step
from grader.model.report import Chain, Link, Standing

_CELL = 16
_SIDES = {Step.NEAR: 2, Step.HUNDREDTH: 5, Step.TENTH: 8, Step.WHOLE: 11, Step.MORE: 14}
"""How large the square of a step is: to be told apart without colour."""
_CROSS = 10
_FEW = 12
_LETTER = 7
"""Width of a letter beside a picture, at most."""
_HEAD = 16

_STEPS = {
    Step.NEAR: "not off",
    Step.HUNDREDTH: "off, by up to 1 %",
    Step.TENTH: "by up to 10 %",
    Step.WHOLE: "by up to 100 %",
    Step.MORE: "by more than 100 %",
    Step.NOT_FINITE: "nan or infinite",
}

_NODE, _GAP, _HEIGHT, _BETWEEN = 92, 12, 40, 26
_LONGEST = 18
_ROOM = 316
"""Width of a graph, that of a telephone's screen without margins."""


@dataclass(frozen=True)
class Marks:
    """The entries of one step: what they mean, and the path that draws them."""

    step: Step
    words: str
    path: str
    sample: str
    """The path of one entry, in the corner."""


@dataclass(frozen=True)
class Tick:
    """An index at the edge of a picture."""

    x: int
    y: int
    words: str
    anchor: str


@dataclass(frozen=True)
class Squares:
    """Where an array differs, drawn as squares of different size."""

    words: str
    note: str
    """How it is laid out, where that is not plain; may be empty."""
    width: int
    height: int
    scale: float
    """How much larger it is shown: a few squares would be lost on a page."""
    cell: int
    left: int
    top: int
    across: int
    down: int
    marks: tuple[Marks, ...]
    worst: tuple[int, int]
    """Left and top of the entry that is marked."""
    worst_words: str
    ticks: tuple[Tick, ...]


def squares(picture: Picture, *, by_hand: bool) -> Squares:
    """Return how a picture is drawn, and what it says in words.

    Args:
        picture: Where an array differs.
        by_hand: Whether it holds numbers by hand, of which is not told how far they are off.
    """
    height, width = len(picture.rows), len(picture.rows[0])
    planar = prod(picture.shape[:-1])
    ticks = _ticks(picture, height, width, planar)
    left = 4 + max((len(tick.words) * _LETTER for tick in ticks if tick.anchor == "end"), default=0)
    top = _HEAD if any(tick.anchor == "middle" for tick in ticks) else 2
    row, column = picture.worst
    return Squares(
        words=_words(picture, by_hand=by_hand),
        note=_note(picture, height, width, planar),
        width=left + width * _CELL + 2,
        height=top + height * _CELL + 2,
        scale=1.5 if max(width, height) <= _FEW else 1,
        cell=_CELL,
        left=left,
        top=top,
        across=width * _CELL,
        down=height * _CELL,
        marks=_marks(picture, left, top, by_hand=by_hand),
        worst=(left + column * _CELL, top + row * _CELL),
        worst_words=_superlative(picture, by_hand=by_hand),
        ticks=tuple(
            Tick(
                left - 4 if tick.anchor == "end" else left + tick.x,
                top + tick.y,
                tick.words,
                tick.anchor,
            )
            for tick in ticks
        ),
    )


def _marks(picture: Picture, left: int, top: int, *, by_hand: bool) -> tuple[Marks, ...]:
    found: dict[Step, list[str]] = {}
    for row, steps in enumerate(picture.rows):
        for column, step in enumerate(steps):
            path = _one(step, left + column * _CELL, top + row * _CELL)
            found.setdefault(step, []).append(path)
    return tuple(
        Marks(
            step,
            "off" if by_hand and step is Step.MORE else _STEPS[step],
            "".join(found[step]),
            _one(step, 0, 0),
        )
        for step in sorted(found)
    )


def _one(step: Step, x: int, y: int) -> str:
    """Return the path of one entry: a square of some size, or a cross."""
    if step is Step.NOT_FINITE:
        edge = (_CELL - _CROSS) // 2
        return f"M{x + edge} {y + edge}l{_CROSS} {_CROSS}m0-{_CROSS}l-{_CROSS} {_CROSS}"
    side = _SIDES[step]
    inset = (_CELL - side) / 2
    return f"M{x + inset:g} {y + inset:g}h{side}v{side}h-{side}z"


def _ticks(picture: Picture, height: int, width: int, planar: int) -> tuple[Tick, ...]:
    """Return the first and the last index of both directions, before margins are known."""
    found = []
    columns = picture.shape[-1]
    if columns > 1:
        found.append(Tick(_CELL // 2, -4, "0", "middle"))
        found.append(Tick(width * _CELL - _CELL // 2, -4, str(columns - 1), "middle"))
    if planar > 1:
        axes = picture.shape[:-1]
        found.append(Tick(0, _CELL // 2 + 4, _index(0, axes), "end"))
        last = height * _CELL - _CELL // 2 + 4
        found.append(Tick(0, last, _index(planar - 1, axes), "end"))
    return tuple(found)


def _index(position: int, axes: Sequence[int]) -> str:
    """Return the indices along some axes of what stands at a position, the last running fastest."""
    indices = []
    for length in reversed(axes):
        position, index = divmod(position, length)
        indices.append(str(index))
    return ", ".join(reversed(indices))


def _words(picture: Picture, *, by_hand: bool) -> str:
    """Return in words what a picture shows."""
    steps = [step for row in picture.rows for step in row]
    off = sum(step is not Step.NEAR for step in steps)
    whose = f"of {picture.of} are off in the case {picture.case}"
    if len(steps) == 1:
        return f"Some entries {whose}."
    where = f"{_superlative(picture, by_hand=by_hand)} {_place(picture)}"
    if not picture.reduced:
        verb = whose if off != 1 else whose.replace(" are ", " is ", 1)
        return f"{off} of {len(steps)} entries {verb}, {where}."
    return f"Entries {whose}: they lie in {off} of {len(steps)} blocks, {where}."


def _superlative(picture: Picture, *, by_hand: bool) -> str:
    row, column = picture.worst
    counted = by_hand or picture.rows[row][column] is Step.NOT_FINITE
    return "the first" if counted else "the worst"


def _place(picture: Picture) -> str:
    """Return in words where the marked entry, or block of entries, is."""
    row, column = picture.worst
    planar, columns = prod(picture.shape[:-1]), picture.shape[-1]
    high, wide = ceil(planar / len(picture.rows)), ceil(columns / len(picture.rows[0]))
    across = _range(column * wide, wide, columns)
    if planar == 1:
        return f"at index {across}"
    if len(picture.shape) == 2:  # noqa: PLR2004  (rows and columns)
        return f"in row {_range(row * high, high, planar)}, column {across}"
    if high == 1 and wide == 1:
        return f"at [{_index(row, picture.shape[:-1])}, {column}]"
    first = _index(row * high, picture.shape[:-1])
    last = _index(min((row + 1) * high, planar) - 1, picture.shape[:-1])
    return (
        f"between [{first}, {column * wide}] and [{last}, {min((column + 1) * wide, columns) - 1}]"
    )


def _range(first: int, count: int, end: int) -> str:
    last = min(first + count, end) - 1
    return str(first) if first == last else f"{first} to {last}"


def _note(picture: Picture, height: int, width: int, planar: int) -> str:
    said = []
    if len(picture.shape) > 2:  # noqa: PLR2004  (more than a plane)
        said.append(f"Of shape {picture.shape}: the last axis runs across, all others down.")
    if picture.reduced:
        high, wide = ceil(planar / height), ceil(picture.shape[-1] / width)
        said.append(
            f"Each square stands for up to {high} × {wide} entries"  # noqa: RUF001  (times)
            " and shows the one that is furthest off."
        )
    return " ".join(said)


@dataclass(frozen=True)
class Node:
    """A quantity, where it is drawn."""

    label: str
    standing: Standing
    x: int
    y: int


@dataclass(frozen=True)
class Graph:
    """How a mistake went on, drawn from the top down."""

    words: str
    width: int
    height: int
    node: tuple[int, int]
    """Width and height of each node."""
    nodes: tuple[Node, ...]
    edges: str
    heads: str
    """Of the arrows."""


def graph(chain: Chain) -> Graph:
    """Return the quantities of a chain in layers, each below all those that it comes from."""
    longest = max(len(_label(link.part)) for link in chain.links)
    wide = max(_NODE, longest * _LETTER + 38)
    places = _places(chain.links, max(1, (_ROOM + _GAP) // (wide + _GAP)))
    rows = max(row for row, _, _ in places.values()) + 1
    most = max(count for _, _, count in places.values())
    width = most * (wide + _GAP) - _GAP + 4
    at = {
        part: (
            (width - count * (wide + _GAP) + _GAP) // 2 + column * (wide + _GAP),
            2 + row * (_HEIGHT + _BETWEEN),
        )
        for part, (row, column, count) in places.items()
    }
    arrows = [
        (
            at[source][0] + wide // 2,
            at[source][1] + _HEIGHT,
            at[link.part][0] + wide // 2,
            at[link.part][1],
        )
        for link in chain.links
        for source in link.sources
        if source in at and source != link.part
    ]
    return Graph(
        words=_graph_words(chain.links),
        width=width,
        height=rows * (_HEIGHT + _BETWEEN) - _BETWEEN + 4,
        node=(wide, _HEIGHT),
        nodes=tuple(Node(_label(link.part), link.standing, *at[link.part]) for link in chain.links),
        edges="".join(
            f"M{x} {y}C{x} {y + _BETWEEN} {u} {v - _BETWEEN} {u} {v - 5}" for x, y, u, v in arrows
        ),
        heads="".join(f"M{u - 4} {v - 7}h8l-4 7z" for _, _, u, v in arrows),
    )


def _places(links: Sequence[Link], most: int) -> Mapping[str, tuple[int, int, int]]:
    """Return row, column and number in its row of each quantity; at most so many in a row."""
    layers: dict[int, list[str]] = {}
    for part, depth in _depths(links).items():
        layers.setdefault(depth, []).append(part)
    sources = {link.part: link.sources for link in links}
    places: dict[str, tuple[int, int, int]] = {}
    row = 0
    for depth in sorted(layers):
        # Below what it comes from, so that few arrows cross.
        parts = sorted(layers[depth], key=lambda part: _middle(sources[part], places))
        for begin in range(0, len(parts), most):
            some = parts[begin : begin + most]
            for column, part in enumerate(some):
                places[part] = (row, column, len(some))
            row += 1
    return places


def _middle(sources: Sequence[str], places: Mapping[str, tuple[int, int, int]]) -> float:
    """Return where the middle of some quantities is, from 0 on the left to 1."""
    found = [
        (column + 0.5) / count
        for _, column, count in (places[each] for each in sources if each in places)
    ]
    return sum(found) / len(found) if found else 0.5


def _depths(links: Sequence[Link]) -> Mapping[str, int]:
    """Return the length of the longest way to each quantity; what turns in a circle is cut."""
    sources = {link.part: link.sources for link in links}
    depths: dict[str, int] = {}

    def depth(part: str, above: frozenset[str]) -> int:
        if part not in depths:
            before = [each for each in sources[part] if each in sources and each not in above]
            depths[part] = max((depth(each, above | {each}) + 1 for each in before), default=0)
        return depths[part]

    for link in links:
        depth(link.part, frozenset({link.part}))
    return {link.part: depths[link.part] for link in links}


def _label(part: str) -> str:
    return part if len(part) <= _LONGEST else f"{part[: _LONGEST - 1]}…"


def _graph_words(links: Sequence[Link]) -> str:
    """Return in words what a graph shows."""
    first = [link.part for link in links if link.standing is Standing.FIRST_WRONG]
    counts = (
        (Standing.RIGHT, "is right", "are right"),
        (Standing.FOLLOWED, "follows rightly from it", "follow rightly from it"),
        (Standing.WRONG_AGAIN, "is wrong again", "are wrong again"),
        (Standing.NOT_ASSESSABLE, "could not be judged", "could not be judged"),
    )
    said = [f"The first that is wrong is {', '.join(first)}"] if first else []
    for standing, one, many in counts:
        count = sum(link.standing is standing for link in links)
        if count:
            said.append(f"{count} {one if count == 1 else many}")
    return "; ".join(said) + "."
