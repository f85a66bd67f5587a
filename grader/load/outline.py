"""A problem file taken apart, however much of it is missing or wrong."""

from collections.abc import Mapping

import numpy as np

from grader.documents import Document, Plain, as_dict, as_list
from grader.load.entries import Mismatch, literal, shape_of


class Outline:
    """What a document says, after everything in it that has a wrong form was made unknown.

    Whatever reads it copes with what is missing, so that one fault does not hide others.
    """

    def __init__(self, document: Document) -> None:
        """Take a document apart."""
        self.content = as_dict(document.value)
        self.inputs = as_dict(self.content.get("inputs"))
        self.size_sets = [as_dict(each) for each in as_list(self.content.get("sizes"))]
        self.sizes = list(dict.fromkeys(name for each in self.size_sets for name in each))
        self.asked = [as_dict(each) for each in as_list(self.content.get("parts"))]
        self.cases = [as_dict(each) for each in as_list(self.content.get("cases"))]
        self.kinks = {
            quantity: slope
            for quantity, slope in as_dict(self.content.get("kinks")).items()
            if isinstance(slope, str)
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

    def sizes_of(self, case: Mapping[str, Plain]) -> dict[str, int]:
        """Return the sizes that a case gives, or that the values in it have."""
        sizes = {name: case[name] for name in self.sizes if type(case.get(name)) is int}
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
                known = sizes.setdefault(size, length) if isinstance(size, str) else size
                if known != length:
                    raise Mismatch(name, f"{name}: {size} is {length} here and {known} elsewhere")
        return {name: size for name, size in sizes.items() if isinstance(size, int)}
