"""Parts that are answered in words: what they say, and what is wrong with them."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from grader.documents import Place, Plain, as_dict, as_list
from grader.load.entries import as_fraction
from grader.load.hints import nearest
from grader.load.outline import Outline, kind_of
from grader.model.course import (
    AskedChoice,
    AskedOrder,
    AskedShort,
    AskedWords,
    AskedWritten,
    Part,
    Reference,
)
from grader.wording import has_words, normalised

Blame: TypeAlias = Callable[[Place, str], None]

_KEYS: Mapping[str, tuple[str, ...]] = {
    "choice": ("options", "right", "hints"),
    "order": ("options", "before", "hints"),
    "short": ("accepts", "number", "quantity", "hints"),
    "written": ("rubric",),
}
_COMMON = ("statement", "marks")


def words_of(asked: Mapping[str, Plain]) -> AskedWords:
    """Return what a part asks for; only after every check has passed."""
    kind = kind_of(asked)
    part = Part(str(asked[str(kind)]), as_fraction(asked["marks"]))
    statement = str(asked["statement"]) if "statement" in asked else None
    options = {name: str(text) for name, text in as_dict(asked.get("options")).items()}
    hints = {name: str(text) for name, text in as_dict(asked.get("hints")).items()}
    match kind:
        case "choice":
            right = tuple(frozenset(_texts(each)) for each in as_list(asked["right"]))
            return AskedChoice(part, statement, options, right, hints)
        case "order":
            return AskedOrder(part, statement, options, _pairs(asked), hints)
        case "short":
            accepts = tuple(_texts(asked.get("accepts")))
            numbers = tuple(_numbers(asked.get("number")))
            quantities = tuple(_texts(asked.get("quantity")))
            return AskedShort(part, statement, accepts, numbers, quantities, hints)
        case _:
            return AskedWritten(part, statement, tuple(_texts(asked["rubric"])))


def check_words(outline: Outline, reference: Reference | None, blame: Blame) -> None:
    """Note what is wrong with the meaning of parts that are answered in words."""
    taken = {name for asked in outline.asked for name in outline.returns(asked)}
    for number, asked in outline.words.items():
        place: Place = ("parts", number)
        kind = str(kind_of(asked))
        name = asked.get(kind)
        if isinstance(name, str):
            if name in taken:
                blame(place, f"parts: {name} is asked for twice")
            taken.add(name)
        allowed = (kind, *_KEYS[kind], *_COMMON)
        for key in asked:
            if key not in allowed:
                blame((*place, key), f"parts: {key} does not go with {kind}; {_there_are(allowed)}")
        if isinstance(asked.get("marks"), dict):
            blame((*place, "marks"), f"marks: there is one answer; write marks: 1, for {name}")
        _blame_options(asked, kind, place, blame)
        if kind == "order":
            _blame_circle(asked, place, blame)
        if kind == "short":
            _blame_short(asked, reference, place, blame)


def _blame_options(asked: Mapping[str, Plain], kind: str, place: Place, blame: Blame) -> None:
    """Note what names an option that is not there, and options that look alike."""
    if kind not in ("choice", "order") or not isinstance(asked.get("options"), dict):
        return
    options = as_dict(asked["options"])
    named: dict[str, list[str]] = {"hints": [*as_dict(asked.get("hints"))]}
    if kind == "choice":
        named["right"] = [name for each in as_list(asked.get("right")) for name in _texts(each)]
    else:
        named["before"] = [name for pair in _pairs(asked) for name in pair]
    for key, names in named.items():
        for name in dict.fromkeys(names):
            if name not in options:
                message = f"{key}: {name} is none of the options{nearest(name, options)}"
                blame((*place, key), f"parts: {message}")
    seen: dict[str, str] = {}
    for name in options:
        other = seen.setdefault(normalised(name), name)
        if other != name:
            message = f"options: {name} and {other} are the same to whoever writes them"
            blame((*place, "options"), f"parts: {message}")


def _blame_circle(asked: Mapping[str, Plain], place: Place, blame: Blame) -> None:
    """Note pairs that no order can keep."""
    after: dict[str, set[str]] = {}
    for first, second in _pairs(asked):
        after.setdefault(first, set()).add(second)
    left = {name for pair in _pairs(asked) for name in pair}
    while ends := {name for name in left if not after.get(name, set()) & left}:
        left -= ends
    if left:
        message = f"before: no order keeps these pairs: {', '.join(sorted(left))} go in a circle"
        blame((*place, "before"), f"parts: {message}")


def _blame_short(
    asked: Mapping[str, Plain], reference: Reference | None, place: Place, blame: Blame
) -> None:
    accepts = _texts(asked.get("accepts"))
    seen: dict[str, str] = {}
    for text in accepts:
        if not has_words(text):
            blame((*place, "accepts"), f"parts: accepts: {text} has neither letter nor digit")
        elif (other := seen.setdefault(normalised(text), text)) != text:
            message = f"accepts: {text} and {other} are the same once they are compared"
            blame((*place, "accepts"), f"parts: {message}")
    hints = as_dict(asked.get("hints"))
    for text in hints:
        if normalised(text) in seen:
            blame((*place, "hints"), f"parts: hints: {text} is right")
    if "quantity" not in asked or reference is None:
        return
    where = f"reference/{reference.path.name}"
    for key, names in (("quantity", _texts(asked["quantity"])), ("hints", [*hints])):
        for name in names:
            if name not in reference.functions:
                hint = nearest(name, list(reference.functions))
                message = f"{key}: {name} is no function of {where}{hint}"
                blame((*place, key), f"parts: {message}")


def _texts(value: Plain) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if type(each) is str]


def _numbers(value: Plain) -> list[int | float]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, int | float)]


def _pairs(asked: Mapping[str, Plain]) -> tuple[tuple[str, str], ...]:
    pairs = [_texts(each) for each in as_list(asked.get("before"))]
    return tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2)  # noqa: PLR2004


def _there_are(keys: tuple[str, ...]) -> str:
    return f"there are {', '.join(keys)}"
