"""Finds the faults of meaning in a problem: what its form alone does not show."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, prod

import numpy as np

from grader.documents import Document, Place, Plain, as_dict, as_list
from grader.errors import CourseError, Fault
from grader.formula import evaluate, names_in
from grader.load.derivatives import depends_on
from grader.load.entries import (
    LARGEST_SIZE,
    Mismatch,
    as_fraction,
    is_choice,
    literal,
    options_of,
    shape_of,
    sizes_named,
    suits,
    whole_sizes,
)
from grader.load.hints import nearest
from grader.load.outline import WORDS, Outline, is_whole, kind_of
from grader.load.reference import (
    driver_parameters,
    driver_path,
    given_names,
    read_yardstick,
    yardsticks_path,
)
from grader.load.skeleton import skeleton_faults
from grader.model.course import ANSWERS, GRAPH, Reference, Sizes, answered_in
from grader.stream import GRID

_MOST_ENTRIES = 100_000
"""Of one input: drawing more would keep a run waiting."""
_MOST_ENTRIES_OF_A_LIST = 256
_CASE_WORDS = ("kind", "because", "for", "gives")


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
        self._check_needed()
        self._check_sizes()
        self._check_index()
        self._check_inputs()
        self._check_kinks()
        self._check_gradients()
        self._check_parts()
        self._check_total()
        self._check_kind_of_answer()
        self._check_skeleton()
        self._check_cases()
        self._check_keeps()
        if self._outline.words:
            # Few problems have such parts.
            from grader.load.words import check_words  # noqa: PLC0415

            check_words(self._outline, self._reference, self._blame)

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

    def _check_skeleton(self) -> None:
        text = self._outline.content.get("skeleton")
        if not isinstance(text, str):
            return
        uses = [str(name) for asked in self._outline.asked for name in as_list(asked.get("uses"))]
        first = self._document.line(("skeleton",))
        for line, message in skeleton_faults(text, uses):
            fault = Fault(self._document.path, first + line, f"skeleton: {message}")
            self._document.faults.append(fault)

    def _check_needed(self) -> None:
        """Note what may be left out only where everything is answered in words."""
        for key in ("reference", "inputs"):
            if self._outline.needs_reference and key not in self._outline.content:
                self._blame((), f"the file: the key {key} is missing")

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
            self._check_draws({}, whole_sizes(each), ("sizes", number))
        for name in self._outline.sizes:
            if name in self._outline.inputs:
                self._blame(("inputs", name), f"inputs: {name} is already a size")

    def _check_draws(self, given: Mapping[str, Plain], sizes: Sizes, place: Place) -> None:
        """Note inputs that cannot be drawn with these sizes."""
        for name, entry in {**self._outline.inputs, **given}.items():
            if not isinstance(entry, dict) or self._names_unknown_sizes(entry):
                continue
            for scope in self._scopes(entry, sizes):
                if message := _why_undrawable(entry, scope):
                    at = (*place, name) if name in given else place
                    self._blame(at, f"{name}: {message}")
                    break

    def _names_unknown_sizes(self, entry: Plain) -> bool:
        known = {*self._outline.sizes, *self._outline.index}
        return any(not set(_names(formula)) <= known for _, formula in sizes_named(entry))

    def _scopes(self, entry: Plain, sizes: Sizes) -> list[Sizes]:
        """Return the sizes that an input is drawn with: for a list, those of each entry."""
        letter = as_dict(entry).get("each")
        if letter not in self._outline.index:
            return [sizes]
        try:
            first, last = (evaluate(each, sizes) for each in self._outline.index[str(letter)])
        except ValueError:
            return []  # that is another fault
        last = min(last, first + _MOST_ENTRIES_OF_A_LIST)  # more is another fault too
        return [{**sizes, str(letter): value} for value in range(first, last + 1)]

    def _check_index(self) -> None:
        known = {*self._outline.inputs, *self._outline.sizes}
        if self._reference is not None:
            known |= set(self._reference.functions)
        for letter, text in as_dict(self._outline.content.get("index")).items():
            place: Place = ("index", letter)
            if letter in known:
                message = f"{letter} is already an input, a size or a quantity"
                self._blame(place, f"index: {message}")
            if isinstance(text, str) and letter not in self._outline.index:
                self._blame(place, f"index: found {text}, allowed is FIRST..LAST")
            if letter in self._outline.index:
                self._check_range(letter, place)

    def _check_range(self, letter: str, place: Place) -> None:
        for each in self._outline.size_sets:
            try:
                ends = [evaluate(end, whole_sizes(each)) for end in self._outline.index[letter]]
            except ValueError as error:
                self._blame(place, f"index: {error}")
                return
            if not 0 <= ends[1] - ends[0] < _MOST_ENTRIES_OF_A_LIST:
                allowed = f"1 to {_MOST_ENTRIES_OF_A_LIST} entries"
                message = f"{letter} goes from {ends[0]} to {ends[1]}; allowed are {allowed}"
                self._blame(place, f"index: {message}")
                return

    def _check_gradients(self) -> None:
        if self._reference is None:
            return
        functions = self._reference.functions
        for name, (of, wrt) in self._outline.gradients.items():
            place: Place = ("gradients", name)
            if of not in functions:
                message = f"{of} is no function of reference/{self._reference.path.name}"
                self._blame(place, f"gradients: {message}{nearest(of, list(functions))}")
                continue
            if functions[of].derivative is not None:
                message = f"{of} is a gradient itself; it cannot be differentiated once more"
                self._blame(place, f"gradients: {message}")
                continue
            if name in self._outline.inputs or name in self._outline.sizes:
                self._blame(place, f"gradients: {name} is already an input or a size")
            if wrt not in functions and wrt not in self._outline.inputs:
                known = [*self._outline.inputs, *functions]
                message = f"{wrt} is neither an input nor a quantity{nearest(wrt, known)}"
                self._blame(place, f"gradients: {message}")
            elif not depends_on(of, wrt, self._reference):
                self._blame(place, f"gradients: {of} does not depend on {wrt}")
            if local := functions[name].derivative:
                for each in (wrt, *local.between):
                    if self._is_list(each):
                        message = f"{each} is a list: {name} needs a function of its own"
                        self._blame(place, f"gradients: {message}")
            if functions[name].derivative is not None and not self._reference.in_torch:
                where = f"reference/{self._reference.path.name}"
                message = f"{where} has no function {name}; it is computed only from a reference"
                self._blame(place, f"gradients: {message} in torch")
            self._check_ancestors(name, place, ())
        batch = self._outline.content.get("batch")
        if isinstance(batch, str) and batch not in self._outline.sizes:
            message = f"{batch} is no size{nearest(batch, self._outline.sizes)}"
            self._blame(("batch",), f"batch: {message}")

    def _check_inputs(self) -> None:
        for name, entry in self._outline.inputs.items():
            if entry is not None:
                self._check_entry(entry, ("inputs", name), f"inputs.{name}")

    def _check_entry(self, entry: Plain, place: Place, name: str) -> None:
        """Note what is wrong with a value or a generator."""
        if is_choice(entry):
            self._check_given(entry, place, name)
            self._check_letter(entry, place, name)
        elif shape_of(entry) is None:
            value = entry.get("fixed") if isinstance(entry, dict) else entry
            try:
                literal(value)
            except ValueError as error:
                self._blame(place, f"{name}: {error}")
        else:
            for step, formula in sizes_named(entry):
                try:
                    sizes = names_in(formula)
                except ValueError as error:
                    self._blame((*place, *step), f"{name}: {error}")
                    continue
                for size in sizes:
                    if size not in self._outline.sizes and size not in self._outline.index:
                        declared = ", ".join(self._outline.sizes) or "none"
                        message = f"size {size} is not declared; sizes are {declared}; write one "
                        message += f"of them, or declare {size} under sizes as well"
                        self._blame((*place, *step), f"{name}: {message}")
            self._check_letter(entry, place, name)
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

    def _check_letter(self, entry: Plain, place: Place, name: str) -> None:
        letter = as_dict(entry).get("each")
        if isinstance(letter, str) and letter not in self._outline.index:
            message = f"each: {letter} is no running letter of index"
            self._blame(place, f"{name}: {message}")

    def _check_kinks(self) -> None:
        for quantity, slope in self._outline.kinks.items():
            self._check_quantity("kinks", quantity, ("kinks", quantity))
            if slope is None:
                continue
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
                    f"in problems/answers/ every part has values, {', '.join(WORDS)}"
                    if by_hand
                    else "values are for answers.yaml; put the problem into problems/answers/"
                )
                self._blame(("parts", number), f"parts: {message}")
        for number, asked in self._outline.words.items():
            if not by_hand:
                message = f"{kind_of(asked)} is for answers.yaml; put the problem into"
                self._blame(("parts", number), f"parts: {message} problems/answers/")
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
        marked: set[str] = set()
        for number, asked in enumerate(self._outline.asked):
            place: Place = ("parts", number)
            name = asked.get("function", asked.get("driver", asked.get("quantity")))
            if "driver" in asked:
                self._check_driver(asked, place)
            self._check_costs(asked, place)
            if isinstance(name, str):
                if name in functions:
                    self._blame(place, f"parts: {name} is asked for twice")
                functions.add(name)
            if "quantity" in asked and "returns" in asked:
                continue  # the schema has said so
            if isinstance(asked.get("quantity"), list):
                message = "found a list, allowed is one quantity; several come back from a function"
                self._blame((*place, "quantity"), f"parts: quantity: {message}")
                continue
            for quantity in self._outline.returns(asked):
                if self._has_marks(asked, quantity):
                    if quantity in marked:
                        message = f"the quantity {quantity} is asked for twice with marks"
                        self._blame(place, f"parts: {message}")
                    marked.add(quantity)
                self._check_quantity("parts", quantity, place)
            for argument in as_list(asked.get("arguments")):
                if isinstance(argument, str):
                    self._check_argument(argument, (*place, "arguments"))
            self._check_marks(asked, place)
        for number, asked in enumerate(self._outline.asked):
            for quantity in self._outline.returns(asked):
                if quantity not in marked:
                    message = f"{quantity} has no marks, here or in another part"
                    self._blame(("parts", number), f"marks: {message}")
        self._check_wholes()

    def _check_wholes(self) -> None:
        """Note a function that is marked as one part, and has the name of another part."""
        for number, whole in enumerate(self._outline.asked):
            name = whole.get("function", whole.get("driver"))
            for other in self._outline.asked:
                if not is_whole(whole) or is_whole(other):
                    continue
                if name in self._outline.returns(other) and self._has_marks(other, str(name)):
                    message = f"{name} would name two parts: that of this function, and a quantity"
                    self._blame(("parts", number), f"parts: {message}")

    def _check_driver(self, asked: Mapping[str, Plain], place: Place) -> None:
        """Note a driver that is not there, or that takes something else."""
        name = asked["driver"]
        if self._reference is None or not isinstance(name, str):
            return
        where = f"reference/drivers/{self._reference.path.name}"
        if not driver_path(self._reference).is_file():
            self._blame((*place, "driver"), f"parts: there is no {where}, where {name} belongs")
            return
        try:
            known = driver_parameters(self._reference)
        except CourseError as error:
            self._note(error)
            return
        if name not in known:
            message = f"{name} is no function of {where}{nearest(name, list(known))}"
            self._blame((*place, "driver"), f"parts: {message}")
            return
        wanted = ("student", *(str(each) for each in as_list(asked.get("arguments"))))
        if known[name] != wanted:
            message = f"found {name}({', '.join(known[name])}) in {where}"
            message += f", allowed is {name}({', '.join(wanted)})"
            self._blame((*place, "driver"), f"parts: {message}")

    def _check_costs(self, asked: Mapping[str, Plain], place: Place) -> None:
        """Note limits on memory and time that hang on what is not there."""
        for key, word in (("memory", "megabytes"), ("time", "where")):
            quantity = as_dict(asked.get(key)).get(word)
            if isinstance(quantity, str):
                self._check_quantity(key, quantity, (*place, key))
        beside = as_dict(asked.get("time")).get("beside")
        if isinstance(beside, str) and self._reference is not None:
            folder = yardsticks_path(self._reference)
            try:
                read_yardstick(self._reference, beside)
            except CourseError as error:
                if (folder / f"{beside}.py").is_file():
                    self._note(error)
                else:
                    hint = nearest(beside, sorted(each.stem for each in folder.glob("*.py")))
                    message = f"there is no reference/yardsticks/{beside}.py{hint}"
                    self._blame((*place, "time"), f"time: {message}")
        known = as_dict(self._outline.content.get("misconceptions"))
        for key in ("memory", "time"):
            name = as_dict(asked.get(key)).get("misconception")
            if isinstance(name, str) and name not in known:
                message = f"{name} is no misconception of this problem{nearest(name, list(known))}"
                self._blame((*place, key), f"{key}: {message}")

    def _note(self, error: CourseError) -> None:
        """Note what is wrong with another file, once."""
        known = self._document.faults
        known += [each for each in error.faults if each not in known]

    def _check_given(self, entry: Plain, place: Place, name: str) -> None:
        """Note functions that are handed over, and are not there."""
        if self._reference is None or "given" not in as_dict(entry):
            return
        if not self._reference.given.is_file():
            self._blame(place, f"{name}: there is no reference/given.py")
            return
        try:
            known = given_names(self._reference)
        except CourseError as error:
            self._note(error)
            return
        for option in options_of(entry):
            if isinstance(option, str) and option not in known:
                message = f"{option} is no function of reference/given.py{nearest(option, known)}"
                self._blame(place, f"{name}: {message}")

    def _has_marks(self, asked: Mapping[str, Plain], quantity: str) -> bool:
        marks = asked.get("marks")
        if isinstance(marks, dict):
            return quantity in marks or "each" in marks
        # What was found to have a wrong form has marks, only not known ones.
        return "marks" in asked

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
        for parent in (*function.parameters, *function.evaluates):
            if parent in self._outline.inputs or parent in self._outline.sizes:
                continue
            if parent in (GRAPH, *self._outline.slopes, *self._outline.index):
                continue
            if parent == quantity and self._is_list(quantity):
                continue  # an entry from others of the same list
            if parent in self._reference.functions:
                # Entries of lists may go to and fro: whether they end shows when they are computed.
                if not (self._is_list(parent) and parent in above):
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

    def _is_list(self, quantity: str) -> bool:
        if quantity in self._outline.inputs:
            return "each" in as_dict(self._outline.inputs[quantity])
        function = self._reference.functions.get(quantity) if self._reference else None
        return any(letter in function.parameters for letter in self._outline.index if function)

    def _check_marks(self, asked: Mapping[str, Plain], place: Place) -> None:
        marks, returns = asked.get("marks"), self._outline.returns(asked)
        if isinstance(marks, dict) and set(marks) != {"each"}:
            for quantity in marks:
                if quantity not in returns:
                    message = f"{quantity} is not among what comes back: {', '.join(returns)}"
                    self._blame((*place, "marks", quantity), f"marks: {message}")
        elif "values" in asked and marks is not None and not isinstance(marks, dict):
            message = f"write {{each: 1}}, or {{{', '.join(f'{each}: 1' for each in returns)}}}"
            self._blame((*place, "marks"), f"marks: these are several tables; {message}")

    def _check_total(self) -> None:
        """Note marks of the parts that add up to another number than the problem says."""
        total = self._outline.content.get("marks")
        parts = [*self._outline.asked, *self._outline.words.values()]
        marks = [each for asked in parts for each in self._marks_of(asked)]
        if not isinstance(total, int | float | str) or not all(_is_mark(each) for _, each in marks):
            return  # a wrong form is another fault
        found = sum((as_fraction(each) for _, each in marks), Fraction())
        if found != as_fraction(total):
            listed = " + ".join(f"{name} {each}" for name, each in marks)
            message = f"the parts have {found} in all ({listed}), not {as_fraction(total)}"
            self._blame(("marks",), f"marks: {message}; change the total, or the marks of a part")

    def _marks_of(self, asked: Mapping[str, Plain]) -> list[tuple[str, Plain]]:
        """Return the marks in a part of the file, each with what has them."""
        marks = asked.get("marks")
        if isinstance(marks, dict):
            returns = self._outline.returns(asked)
            return [
                (quantity, marks.get(quantity, marks.get("each")))
                for quantity in returns
                if self._has_marks(asked, quantity)
            ]
        kind = kind_of(asked)
        name = asked.get(kind) if kind else asked.get("function", asked.get("driver"))
        names = [str(name)] if name else self._outline.returns(asked)
        return [(" and ".join(names), marks)] if "marks" in asked else []

    def _check_cases(self) -> None:
        quantities = [
            each for asked in self._outline.asked for each in self._outline.returns(asked)
        ]
        for number, case in enumerate(self._outline.cases):
            place: Place = ("cases", number)
            for quantity, given in as_dict(case.get("gives")).items():
                if not _is_numeric(given):
                    message = f"gives: {quantity} is no number, and no even list of numbers"
                    self._blame((*place, "gives"), f"cases: {message}")
                    continue
                if self._reference and quantity not in self._reference.functions:
                    hint = nearest(quantity, list(self._reference.functions))
                    message = f"gives: {quantity} is no quantity of the reference{hint}"
                    self._blame((*place, "gives"), f"cases: {message}")
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
            sizes = {**whole_sizes(self._outline.first_sizes), **self._outline.sizes_of(case)}
            self._check_draws(given, sizes, place)
        for name, value in case.items():
            if name in self._outline.sizes and value is not None and not whole_sizes({name: value}):
                message = f"the size {name} must be a whole number up to {LARGEST_SIZE}"
                self._blame((*place, name), f"cases: {message}")
            if name in self._outline.inputs and value is not None:
                declared = self._outline.inputs[name]
                if "given" in as_dict(declared) and not isinstance(value, dict):
                    options: dict[str, Plain] = {
                        "given": value if isinstance(value, list) else [value]
                    }
                    self._check_given(options, (*place, name), f"cases: {name}")
                else:
                    self._check_entry(value, (*place, name), f"cases: {name}")
                    self._check_chosen(value, declared, (*place, name))

    def _check_chosen(self, value: Plain, declared: Plain, place: Place) -> None:
        """Note a text of a case that is none of those to choose from."""
        if not is_choice(declared) or isinstance(value, dict):
            return
        options = [str(each) for each in options_of(declared)]
        for each in as_list(value) or [value]:
            if each not in options:
                message = f"{each} is none of {', '.join(options)}"
                hint = nearest(each, options) if isinstance(each, str) else ""
                self._blame(place, f"cases: {place[-1]}: {message}{hint}")

    def _check_keeps(self) -> None:
        for kind, share in as_dict(self._outline.content.get("keeps")).items():
            if share is not None and as_fraction(share) > 1:
                self._blame(("keeps", kind), f"keeps: {share} is more than all")


def _is_mark(value: Plain) -> bool:
    return isinstance(value, int | float | str)


def _is_numeric(known: Plain) -> bool:
    try:
        value = literal(known)
    except (ValueError, OverflowError):
        return False
    if isinstance(value, list):
        return all(isinstance(each, np.ndarray | float | int) for each in value)
    return isinstance(value, np.ndarray | float | int)


def _names(formula: str) -> tuple[str, ...]:
    try:
        return names_in(formula)
    except ValueError:
        return ("",)  # that is another fault


def _why_undrawable(entry: dict[str, Plain], sizes: Sizes) -> str:
    """Return why an input cannot be drawn with these sizes; empty where it can."""
    try:
        lengths = [evaluate(each, sizes) for each in shape_of(entry) or ()]
        below = entry.get("below", 1)
        below = evaluate(below, sizes) if isinstance(below, int | str) else 1
    except ValueError as error:
        return str(error)
    if any(length < 0 for length in lengths):
        return "a length would be less than 0"
    if prod(lengths) > _MOST_ENTRIES:
        return f"{prod(lengths)} entries; at most {_MOST_ENTRIES} are drawn"
    if lengths and lengths[-1] < 1 and ("one_hot" in entry or "probabilities" in entry):
        return "no class is left; the last size must be at least 1"
    if "probabilities" in entry and lengths and lengths[-1] > GRID:
        return f"{lengths[-1]} classes; probabilities have at most {GRID}"
    if "one_hot" in entry and not lengths:
        return "one_hot needs a size: the number of classes"
    return "below must be at least 1" if below < 1 else ""
