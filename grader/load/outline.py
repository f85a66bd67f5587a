"""A problem file taken apart, however much of it is missing or wrong."""

from collections.abc import Mapping

import numpy as np

from grader.documents import Document, Plain, as_dict, as_list
from grader.load.designed import designed_sizes
from grader.load.entries import Mismatch, literal, shape_of, whole_sizes

WORDS = ("choice", "order", "short", "written")
"""The kinds of answers in words: each is the key of a part, whose value is the name of the part."""


def kind_of(asked: Mapping[str, Plain]) -> str | None:
    """Return which kind of answer in words a part asks for; None for any other part."""
    return next((kind for kind in WORDS if kind in asked), None)


def needs_reference(asked: Mapping[str, Plain]) -> bool:
    """Return whether a part has to do with quantities of a reference."""
    return kind_of(asked) is None or "quantity" in asked


def is_whole(asked: Mapping[str, Plain]) -> bool:
    """Return whether marks are those of the function, and not of each quantity."""
    several = isinstance(asked.get("returns"), list)
    marks = asked.get("marks")
    return (several or "driver" in asked) and marks is not None and not isinstance(marks, dict)


class Outline:
    """What a document says, after everything in it that has a wrong form was made unknown.

    Whatever reads it copes with what is missing, so that one fault does not hide others.
    """

    def __init__(self, document: Document) -> None:
        """Take a document apart."""
        self.content = as_dict(document.value)
        self.inputs = as_dict(self.content.get("inputs"))
        sizes = as_list(self.content.get("sizes"))
        self.designed = bool(sizes) and all(isinstance(each, str) for each in sizes)
        self.size_sets: list[Mapping[str, Plain]] = (
            [*designed_sizes([str(each) for each in sizes])]
            if self.designed
            else [as_dict(each) for each in sizes]
        )
        self.sizes = list(dict.fromkeys(name for each in self.size_sets for name in each))
        parts = [as_dict(each) for each in as_list(self.content.get("parts"))]
        self.words = {number: each for number, each in enumerate(parts) if kind_of(each)}
        self.needs_reference = not parts or any(map(needs_reference, parts))
        # What is answered in words is no quantity: for all that is said about those, it is unknown.
        self.asked = [{} if number in self.words else each for number, each in enumerate(parts)]
        self.cases = [as_dict(each) for each in as_list(self.content.get("cases"))]
        kinks = self.content.get("kinks")
        self.kinks: dict[str, str | None] = {
            quantity: slope for quantity, slope in as_dict(kinks).items() if isinstance(slope, str)
        } | {each: None for each in as_list(kinks) if isinstance(each, str)}
        self.gradients = {
            name: (str(each.get("of")), str(each.get("wrt")))
            for name, entry in as_dict(self.content.get("gradients")).items()
            if {"of", "wrt"} <= (each := as_dict(entry)).keys()
        }
        self.index = {
            letter: (ends[0].strip(), ends[1].strip())
            for letter, text in as_dict(self.content.get("index")).items()
            if isinstance(text, str) and len(ends := text.split("..")) == 2  # noqa: PLR2004
        }

    @property
    def first_sizes(self) -> Mapping[str, Plain]:
        """The set of sizes that a case takes what it does not give from."""
        return self.size_sets[0] if self.size_sets else {}

    def returns(self, asked: Mapping[str, Plain]) -> list[str]:
        """Return the quantities that a part asks for."""
        returns = asked.get("returns", asked.get("quantity", asked.get("values")))
        listed = returns if isinstance(returns, list) else [returns]
        return [each for each in listed if isinstance(each, str)]

    @property
    def slopes(self) -> list[str]:
        """The parameters of the reference that are slopes at kinks."""
        return [slope for slope in self.kinks.values() if slope is not None]

    def sizes_of(self, case: Mapping[str, Plain]) -> dict[str, int | tuple[int, ...]]:
        """Return the sizes that a case gives, or that the values in it have."""
        given = whole_sizes({name: case[name] for name in self.sizes if name in case})
        sizes: dict[str, int | tuple[int, ...]] = dict(given)
        for name, value in case.items():
            shape = shape_of(self.inputs.get(name))
            if name not in self.inputs or shape is None or isinstance(value, dict):
                continue
            try:
                found = np.shape(literal(value))  # type: ignore[arg-type]
            except ValueError:
                continue
            if len(found) != len(shape):
                wanted = f"[{', '.join(map(str, shape))}]"
                raise Mismatch(name, f"{name} has {len(found)} axes, its shape is {wanted}")
            for size, length in zip(shape, found, strict=True):
                if isinstance(size, str) and size not in self.sizes:
                    continue  # a formula says nothing about the sizes in it
                known = sizes.setdefault(size, length) if isinstance(size, str) else size
                if known != length:
                    raise Mismatch(name, f"{name}: {size} is {length} here and {known} elsewhere")
        return sizes
