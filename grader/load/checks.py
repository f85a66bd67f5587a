"""Finds the faults of meaning in a problem: what its form alone does not show."""

from collections.abc import Mapping
from math import ceil, floor, prod

from grader.documents import Document, Place, Plain, as_dict, as_list
from grader.errors import Fault
from grader.load.entries import (
    LARGEST_SIZE,
    Mismatch,
    as_fraction,
    is_size,
    literal,
    shape_of,
    sizes_named,
    suits,
)
from grader.load.hints import nearest
from grader.load.outline import Outline
from grader.model.course import ANSWERS, Reference, answered_in
from grader.stream import GRID

_MOST_ENTRIES = 100_000
"""Of one input: drawing more would keep a run waiting."""
_CASE_WORDS = ("kind", "because", "for")


class Checks:
    """Notes faults in a document. Each check copes with what the others found missing."""

    def __init__(self, document: Document, outline: Outline, reference: Reference | None) -> None:
        """Prepare to check a document; without a reference, what hangs on it is let be."""
        self._document = document
        self._outline = outline
        self._reference = reference
        self._sound: set[str] = set()
        """Quantities whose ancestors were followed, once."""

    def check(self) -> None:
        """Note every fault of meaning."""
        self._check_names()
        self._check_sizes()
        self._check_inputs()
        self._check_kinks()
        self._check_parts()
        self._check_kind_of_answer()
        self._check_cases()
        self._check_keeps()

    def _blame(self, place: Place, message: str) -> None:
        self._document.blame(place, message)

    def _check_names(self) -> None:
        path = self._document.path
        name, file = self._outline.content.get("problem"), self._outline.content.get("file")
        if isinstance(name, str) and name != path.stem:
            message = f"found {name}, allowed is the name of the file, {path.stem}"
            self._blame(("problem",), f"problem: {message}")
        if isinstance(file, str) and file != answered_in(path):
            message = f"found {file}, allowed is {answered_in(path)}, after the problem's folder"
            self._blame(("file",), f"file: {message}")

    def _check_sizes(self) -> None:
        for number, each in enumerate(self._outline.size_sets):
            missing = [name for name in self._outline.sizes if name not in each]
            if missing and each:
                self._blame(("sizes", number), f"sizes: this set lacks {', '.join(missing)}")
            for name, size in each.items():
                # A schema takes 2.0 for a whole number.
                if isinstance(size, float):
                    self._blame(
                        ("sizes", number, name), f"sizes: {name} is {size}; write {size:.0f}"
                    )
            self._check_draws({}, each, ("sizes", number))
        for name in self._outline.sizes:
            if name in self._outline.inputs:
                self._blame(("inputs", name), f"inputs: {name} is already a size")

    def _check_draws(
        self, given: Mapping[str, Plain], sizes: Mapping[str, Plain], place: Place
    ) -> None:
        """Note inputs that cannot be drawn with these sizes."""
        for name, entry in {**self._outline.inputs, **given}.items():
            shape = shape_of(entry)
            if shape is None or not isinstance(entry, dict):
                continue
            named = [each if isinstance(each, int) else sizes.get(each) for each in shape]
            lengths = [length for length in named if isinstance(length, int)]
            if len(lengths) < len(named):
                continue  # that is another fault
            below = entry.get("below", 1)
            below = sizes.get(below, 1) if isinstance(below, str) else below
            if prod(lengths) > _MOST_ENTRIES:
                message = f"{prod(lengths)} entries; at most {_MOST_ENTRIES} are drawn"
            elif lengths and lengths[-1] < 1 and ("one_hot" in entry or "probabilities" in entry):
                message = "no class is left; the last size must be at least 1"
            elif "probabilities" in entry and lengths and lengths[-1] > GRID:
                message = f"{lengths[-1]} classes; probabilities have at most {GRID}"
            elif "one_hot" in entry and not lengths:
                message = "one_hot needs a size: the number of classes"
            elif isinstance(below, int) and below < 1:
                message = "below must be at least 1"
            else:
                continue
            self._blame((*place, name) if name in given else place, f"{name}: {message}")

    def _check_inputs(self) -> None:
        for name, entry in self._outline.inputs.items():
            if entry is not None:
                self._check_entry(entry, ("inputs", name), f"inputs.{name}")

    def _check_entry(self, entry: Plain, place: Place, name: str) -> None:
        """Note what is wrong with a value or a generator."""
        if shape_of(entry) is None:
            value = entry.get("fixed") if isinstance(entry, dict) else entry
            try:
                literal(value)
            except ValueError as error:
                self._blame(place, f"{name}: {error}")
        else:
            for step, size in sizes_named(entry):
                if size not in self._outline.sizes:
                    declared = ", ".join(self._outline.sizes) or "none"
                    message = f"size {size} is not declared; sizes are {declared}"
                    self._blame((*place, *step), f"{name}: {message}")
            if isinstance(entry, dict) and "uniform" in entry:
                low, high = entry.get("low", 0), entry.get("high", 1)
                if isinstance(low, int | float) and isinstance(high, int | float):
                    message = ""
                    if low >= high:
                        message = f"low is {low} and high is {high}; low must be less"
                    elif ceil(low * GRID) > floor(high * GRID):
                        message = f"no multiple of 1/{GRID} lies between low and high"
                    if message:
                        self._blame(place, f"{name}: {message}")

    def _check_kinks(self) -> None:
        for quantity, slope in self._outline.kinks.items():
            self._check_quantity("kinks", quantity, ("kinks", quantity))
            known = {*self._outline.inputs, *self._outline.sizes}
            if self._reference is not None:
                known |= set(self._reference.functions)
                uses = [each.parameters for each in self._reference.functions.values()]
                if not any(slope in parameters for parameters in uses):
                    message = f"no function of the reference has the parameter {slope}"
                    self._blame(("kinks", quantity), f"kinks: {message}")
            if slope in known:
                message = f"{slope} is already an input, a size or a quantity"
                self._blame(("kinks", quantity), f"kinks: {message}")

    def _check_kind_of_answer(self) -> None:
        """Numbers by hand are given one table of inputs, and have a file of their own."""
        by_hand = answered_in(self._document.path) == ANSWERS
        for number, asked in enumerate(self._outline.asked):
            if ("values" in asked) != by_hand and asked:
                message = (
                    "in problems/answers/ every part has values"
                    if by_hand
                    else "values are for answers.yaml; put the problem into problems/answers/"
                )
                self._blame(("parts", number), f"parts: {message}")
        if by_hand:
            for key in ("sizes", "cases"):
                if key in self._outline.content:
                    self._blame((key,), f"{key}: numbers by hand have one case: that of the inputs")
            for name, entry in self._outline.inputs.items():
                if shape_of(entry) is not None:
                    message = "numbers by hand need inputs that are given, not drawn"
                    self._blame(("inputs", name), f"inputs.{name}: {message}")

    def _check_parts(self) -> None:
        functions: set[str] = set()
        quantities: set[str] = set()
        for number, asked in enumerate(self._outline.asked):
            place: Place = ("parts", number)
            name = asked.get("function", asked.get("quantity"))
            if isinstance(name, str):
                if name in functions:
                    self._blame(place, f"parts: {name} is asked for twice")
                functions.add(name)
            if "quantity" in asked and "returns" in asked:
                continue  # the schema has said so
            for quantity in self._outline.returns(asked):
                if quantity in quantities:
                    self._blame(place, f"parts: the quantity {quantity} is asked for twice")
                quantities.add(quantity)
                self._check_quantity("parts", quantity, place)
            for argument in as_list(asked.get("arguments")):
                if isinstance(argument, str):
                    self._check_argument(argument, (*place, "arguments"))
            self._check_marks(asked, place)

    def _check_quantity(self, key: str, quantity: str, place: Place) -> None:
        if self._reference is None:
            return
        if quantity not in self._reference.functions:
            hint = nearest(quantity, list(self._reference.functions))
            where = f"reference/{self._reference.path.name}"
            self._blame(place, f"{key}: {quantity} is no function of {where}{hint}")
            return
        self._check_ancestors(quantity, place, ())

    def _check_argument(self, argument: str, place: Place) -> None:
        if (
            argument in self._outline.inputs
            or argument in self._outline.sizes
            or self._reference is None
        ):
            return
        if argument in self._reference.functions:
            self._check_ancestors(argument, place, ())
            return
        known = [*self._outline.inputs, *self._outline.sizes, *self._reference.functions]
        message = "is neither an input, nor a size, nor a quantity of the reference"
        self._blame(place, f"arguments: {argument} {message}{nearest(argument, known)}")

    def _check_ancestors(self, quantity: str, place: Place, above: tuple[str, ...]) -> None:
        """Follow a quantity to what it is computed from; note cycles and unknown names."""
        if self._reference is None or (quantity in self._sound and quantity not in above):
            return
        if quantity in above:
            circle = [*above[above.index(quantity) :], quantity]
            line = self._reference.functions[quantity].line
            message = f"these quantities go in a circle: {' -> '.join(circle)}"
            self._document.faults.append(Fault(self._reference.path, line, message))
            return
        function = self._reference.functions[quantity]
        for parent in function.parameters:
            if parent in self._outline.inputs or parent in self._outline.sizes:
                continue
            if parent in self._outline.kinks.values():
                continue
            if parent in self._reference.functions:
                self._check_ancestors(parent, place, (*above, quantity))
                self._sound.add(parent)
                continue
            known = [*self._outline.inputs, *self._outline.sizes, *self._reference.functions]
            where = f"reference/{self._reference.path.name}:{function.line}"
            self._blame(
                place,
                f"parts: {quantity} is computed from {parent} ({where}), which is "
                f"neither an input, nor a size, nor a quantity{nearest(parent, known)}",
            )

    def _check_marks(self, asked: Mapping[str, Plain], place: Place) -> None:
        marks, returns = asked.get("marks"), self._outline.returns(asked)
        if isinstance(marks, dict) and set(marks) != {"each"}:
            for quantity in returns:
                if quantity not in marks:
                    self._blame((*place, "marks"), f"marks: {quantity} has none")
            for quantity in marks:
                if quantity not in returns:
                    message = f"{quantity} is not among what comes back: {', '.join(returns)}"
                    self._blame((*place, "marks", quantity), f"marks: {message}")
        elif marks is not None and not isinstance(marks, dict) and len(returns) > 1:
            message = f"write {{each: 1}}, or {{{', '.join(f'{each}: 1' for each in returns)}}}"
            self._blame((*place, "marks"), f"marks: several quantities come back; {message}")

    def _check_cases(self) -> None:
        quantities = [
            each for asked in self._outline.asked for each in self._outline.returns(asked)
        ]
        for number, case in enumerate(self._outline.cases):
            place: Place = ("cases", number)
            for name in case:
                if name not in (*_CASE_WORDS, *self._outline.inputs, *self._outline.sizes):
                    known = [*self._outline.inputs, *self._outline.sizes, *_CASE_WORDS]
                    message = f"{name} is neither an input nor a size{nearest(name, known)}"
                    self._blame((*place, name), f"cases: {message}")
            for part in as_list(case.get("for")):
                if isinstance(part, str) and part not in quantities:
                    message = f"for: {part} is no part{nearest(part, quantities)}"
                    self._blame((*place, "for"), f"cases: {message}")
            if case.get("kind") == "tie" and not self._outline.kinks:
                self._blame((*place, "kind"), "cases: a tie is where a quantity of kinks is 0")
            self._check_case_values(case, place)
        if not self._outline.size_sets and answered_in(self._document.path) != ANSWERS:
            for number, asked in enumerate(self._outline.asked):
                for quantity in self._outline.returns(asked):
                    # Of nothing, everything is right: an empty case alone would prove nothing.
                    telling = [case for case in self._outline.cases if case.get("kind") != "empty"]
                    if not any(suits(case, quantity) for case in telling):
                        message = f"{quantity} has no case; add sizes, or a case that suits it"
                        self._blame(("parts", number), f"parts: {message}")

    def _check_case_values(self, case: Mapping[str, Plain], place: Place) -> None:
        try:
            self._outline.sizes_of(case)
        except Mismatch as error:
            self._blame((*place, error.name), f"cases: {error}")
        else:
            given = {name: case[name] for name in case if name in self._outline.inputs}
            self._check_draws(
                given, {**self._outline.first_sizes, **self._outline.sizes_of(case)}, place
            )
        for name, value in case.items():
            if name in self._outline.sizes and value is not None and not is_size(value):
                message = f"the size {name} must be a whole number up to {LARGEST_SIZE}"
                self._blame((*place, name), f"cases: {message}")
            if name in self._outline.inputs and value is not None:
                self._check_entry(value, (*place, name), f"cases: {name}")

    def _check_keeps(self) -> None:
        for kind, share in as_dict(self._outline.content.get("keeps")).items():
            if share is not None and as_fraction(share) > 1:
                self._blame(("keeps", kind), f"keeps: {share} is more than all")
