"""Reads one problem: its file, its reference, and whether the two fit."""

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.documents import Document, Place, Plain, as_dict, as_list, read_yaml
from grader.errors import CourseError, Fault, FileError
from grader.load.cache import is_known, remember
from grader.load.checks import Checks
from grader.load.derivatives import with_gradients
from grader.load.entries import as_fraction, case_generator, generator_of, literal, whole_sizes
from grader.load.hints import nearest
from grader.load.outline import Outline, is_whole
from grader.load.reference import driver_path, read_driver, read_reference, read_yardstick
from grader.load.valid import read_course_file
from grader.model.course import (
    GRAPH,
    AskedValues,
    AskedWords,
    CaseKind,
    CaseSpec,
    Demand,
    Gradient,
    Part,
    Problem,
    Reference,
    Share,
    StudentFunction,
    answered_in,
)

_SCHEMA = Path(__file__).with_name("problem.schema.json")


def read_problem(root: Path, path: Path) -> Problem:
    """Return the problem in a file of the course at ``root``.

    Raises:
        CourseError: All faults of the file and of its reference at once.
    """
    try:
        document, content = read_course_file(path)
    except FileNotFoundError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    _check_schema(document, content)
    reference = _reference(document, root)
    outline = Outline(document)
    if reference is not None:
        reference = with_gradients(reference, _gradients(outline))
    Checks(document, outline, reference).check()
    if document.faults:
        raise CourseError(document.faults)
    if reference is None:
        # Only what is answered in words needs none: the checks have seen to that.
        reference = Reference(root / "reference", "", {})
    mistakes = root / "reference" / "misconceptions" / reference.path.name
    digest = hashlib.sha256(content + b"\0" + reference.source.encode())
    beside = [_yardstick(each, reference) for each in outline.asked]
    for more in (driver_path(reference), reference.given):
        with contextlib.suppress(OSError):
            digest.update(b"\0" + more.read_bytes())
    for text in dict.fromkeys(each for each in beside if each is not None):
        digest.update(b"\0" + text.encode())
    if outline.content.get("misconceptions"):
        with contextlib.suppress(OSError):
            digest.update(b"\0" + mistakes.read_bytes())
    problem = _problem(document, outline, reference, digest.hexdigest())
    return replace(problem, misconceptions_path=mistakes)


def lines_of(problem: Problem, place: Place) -> int:
    """Return the line of a place in the file of a problem, such as ``("inputs", "x")``."""
    try:
        return read_yaml(problem.path, problem.path.read_bytes()).line(place)
    except (OSError, FileError):
        return 1


def _check_schema(document: Document, content: bytes) -> None:
    """Note the faults of form, and take what has them out of the document."""
    schema = _SCHEMA.read_bytes()
    fingerprint = hashlib.sha256(schema + b"\0" + content).hexdigest()
    if is_known(fingerprint):
        return
    # jsonschema is slow to import, and most files were seen before.
    from grader.load.schema import blame_schema_faults  # noqa: PLC0415

    places = blame_schema_faults(document, json.loads(schema))
    if not places and not document.faults:
        remember(fingerprint)
    for place in places:
        _take_out(document, place)


def _take_out(document: Document, place: Place) -> None:
    """Make what stands at a place unknown, so that nobody also says it is missing.

    A mapping stays: what is wrong with it is a key, and the others can still be checked.
    """
    holder: Any = document.value
    last: Any = place[-1] if place else None
    with contextlib.suppress(KeyError, IndexError, TypeError):
        for step in place[:-1]:
            holder = holder[step]
        if not isinstance(holder[last], dict):
            holder[last] = None


def _reference(document: Document, root: Path) -> Reference | None:
    name = as_dict(document.value).get("reference")
    if not isinstance(name, str):
        return None
    path = root / "reference" / f"{name}.py"
    if not path.is_file():
        found = sorted(each.stem for each in path.parent.glob("*.py"))
        document.blame(
            ("reference",),
            f"there is no reference/{name}.py{nearest(name, found)}",
        )
        return None
    try:
        return read_reference(path)
    except CourseError as error:
        document.faults += error.faults
        return None


def _problem(document: Document, outline: Outline, reference: Reference, digest: str) -> Problem:
    """Return the problem; only after every check has passed."""
    path = document.path
    content = outline.content
    marked = _marked(outline)
    return Problem(
        name=path.stem,
        title=str(content["title"]),
        source=None if "source" not in content else str(content["source"]),
        statement=str(content["statement"]),
        path=path,
        file=answered_in(path),
        reference=reference,
        sizes=tuple(whole_sizes(each) for each in outline.size_sets),
        inputs={name: generator_of(entry) for name, entry in outline.inputs.items()},
        keeps={
            Share(kind) if kind in set(Share) else CaseKind(kind): as_fraction(share)
            for kind, share in as_dict(content.get("keeps")).items()
        },
        kinks=outline.kinks,
        functions=tuple(
            _function(outline, asked, reference, marked)
            for asked in outline.asked
            if asked and "values" not in asked
        ),
        values=tuple(
            AskedValues(_parts(outline, asked, marked), int(str(asked["decimals"])))
            for asked in outline.asked
            if "values" in asked
        ),
        cases=tuple(
            _case(outline, case, document.line(("cases", number)))
            for number, case in enumerate(outline.cases)
        ),
        digest=digest,
        forbids=tuple(str(each) for each in as_list(content.get("forbids"))),
        index=outline.index,
        gradients=_gradients(outline),
        misconceptions={
            name: str(hint) for name, hint in as_dict(content.get("misconceptions")).items()
        },
        batch=None if "batch" not in content else str(content["batch"]),
        demands=tuple(Demand(str(each)) for each in as_list(content.get("demands"))),
        strict=content.get("precision") == "double",
        tensors=content.get("arrays") == "torch.float32",
        skeleton=None if "skeleton" not in content else str(content["skeleton"]),
        words=_words(outline),
    )


def _words(outline: Outline) -> tuple[AskedWords, ...]:
    if not outline.words:
        return ()
    # Few problems have such parts.
    from grader.load.words import words_of  # noqa: PLC0415

    return tuple(words_of(asked) for asked in outline.words.values())


def _gradients(outline: Outline) -> dict[str, Gradient]:
    return {name: Gradient(*each) for name, each in outline.gradients.items()}


def _marked(outline: Outline) -> dict[str, Fraction]:
    """Return the marks of each quantity, whatever part has them."""
    marked: dict[str, Fraction] = {}
    for asked in outline.asked:
        marks = asked.get("marks")
        returns = outline.returns(asked)
        for quantity in returns:
            own = marks.get(quantity, marks.get("each")) if isinstance(marks, dict) else marks
            if own is not None:
                shared = 1 if isinstance(marks, dict) else len(returns)
                marked[quantity] = as_fraction(own) / shared
    return marked


def _function(
    outline: Outline,
    asked: Mapping[str, Plain],
    reference: Reference,
    marked: Mapping[str, Fraction],
) -> StudentFunction:
    name = str(asked.get("function", asked.get("driver", asked.get("quantity"))))
    parts = _parts(outline, asked, marked)
    own = (name, GRAPH, *outline.index, *outline.slopes)
    parameters = reference.functions[parts[0].quantity].parameters
    arguments = asked.get("arguments", [each for each in parameters if each not in own])
    statement = asked.get("statement")
    return StudentFunction(
        name=name,
        arguments=tuple(str(each) for each in as_list(arguments)),
        parts=parts,
        several=isinstance(asked.get("returns"), list),
        statement=statement if isinstance(statement, str) else None,
        lists=tuple(part.quantity for part in parts if _is_list(part.quantity, outline, reference)),
        curve=asked.get("compare") == "curve",
        driver=read_driver(reference) if "driver" in asked else None,
        uses=tuple(str(each) for each in as_list(asked.get("uses"))),
        whole=is_whole(asked),
        megabytes=_text(as_dict(asked.get("memory")).get("megabytes")),
        yardstick=_yardstick(asked, reference),
        times=float(as_fraction(as_dict(asked.get("time")).get("times", 0))),
        timed_where=_text(as_dict(asked.get("time")).get("where")),
        greedy=_text(as_dict(asked.get("memory")).get("misconception")),
        slow=_text(as_dict(asked.get("time")).get("misconception")),
    )


def _text(value: Plain) -> str | None:
    return value if isinstance(value, str) else None


def _yardstick(asked: Mapping[str, Plain], reference: Reference) -> str | None:
    name = _text(as_dict(asked.get("time")).get("beside"))
    return None if name is None else read_yardstick(reference, name)


def _is_list(quantity: str, outline: Outline, reference: Reference) -> bool:
    return any(letter in reference.functions[quantity].parameters for letter in outline.index)


def _parts(
    outline: Outline, asked: Mapping[str, Plain], marked: Mapping[str, Fraction]
) -> tuple[Part, ...]:
    marks = asked.get("marks")
    own = marks if isinstance(marks, dict) else {"each": marks}
    return tuple(
        Part(quantity, marked[quantity], own.get(quantity, own.get("each")) is None)
        for quantity in outline.returns(asked)
    )


def _case(outline: Outline, case: Mapping[str, Plain], line: int) -> CaseSpec:
    because = case.get("because")
    suits = case.get("for")
    return CaseSpec(
        kind=CaseKind(str(case.get("kind", CaseKind.ORDINARY))),
        given={
            name: case_generator(case[name], outline.inputs[name])
            for name in case
            if name in outline.inputs
        },
        sizes={**whole_sizes(outline.first_sizes), **outline.sizes_of(case)},
        because=because if isinstance(because, str) else None,
        parts=tuple(str(part) for part in suits) if isinstance(suits, list) else None,
        line=line,
        gives={name: literal(value) for name, value in as_dict(case.get("gives")).items()},
    )
