"""Compares a document with a JSON Schema; imported only for content not yet known to be valid."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from grader.documents import Document, Place, Plain
from grader.load.hints import nearest

_WORDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "array": "a list",
    "object": "a mapping",
    "boolean": "true or false",
    "null": "nothing",
}
_SHOWN = 40


def blame_schema_faults(document: Document, schema: dict[str, Any]) -> list[Place]:
    """Note everything in which a document departs from a schema; return where it does."""
    validator = Draft202012Validator(schema)
    places: list[Place] = []
    for error in validator.iter_errors(document.value):
        place = tuple(error.absolute_path)
        for extra, message in _messages(error, place):
            document.blame(extra, message)
            places.append(extra)
    return places


def _messages(error: ValidationError, place: Place) -> Iterator[tuple[Place, str]]:
    name = _name(place)
    rule: Any = error.validator_value
    instance: Any = error.instance
    found = _shown(instance)
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties" if rule is False:
            known = list(schema.get("properties", {}))
            for key in instance:
                if key not in known:
                    yield (*place, key), f"unknown key {key}{nearest(key, known)}"
        case "required":
            missing = [key for key in rule if key not in instance]
            # One error comes for each missing key; the message of the library names it.
            key = next(key for key in missing if repr(key) in error.message)
            yield place, f"{name}: the key {key} is missing"
        case "type":
            kinds = [rule] if isinstance(rule, str) else rule
            allowed = " or ".join(_WORDS[kind] for kind in kinds)
            yield place, f"{name}: found {found}, allowed is {allowed}"
        case "enum":
            options = [str(option) for option in rule]
            yield place, f"{name}: found {found}{nearest(str(instance), options)}"
        case "pattern" if "/" in rule:
            yield place, f"{name}: found {found}, allowed is a number or a fraction such as 1/2"
        case "pattern":
            yield place, f"{name}: found {found}, allowed is a name: letters, digits and _"
        case "oneOf":
            options = [key for each in rule for key in each.get("required", ())]
            message = f"{name}: found {found}, allowed is exactly one of {', '.join(options)}"
            yield place, message
        case "dependentRequired":
            for key, needed in rule.items():
                for other in needed:
                    if key in instance and other not in instance:
                        yield (*place, key), f"{name}: {key} goes with {other}, which is missing"
        case "minimum" | "maximum":
            word = "at least" if error.validator == "minimum" else "at most"
            yield place, f"{name}: found {found}, allowed is {word} {rule}"
        case "minItems" | "minLength" | "minProperties":
            yield place, f"{name}: it is empty; at least {rule} is wanted"
        case "uniqueItems":
            yield place, f"{name}: the same name stands in it twice"
        case _:
            yield place, f"{name}: {error.message[:200]}"


def _name(place: Place) -> str:
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text or "the file"


def _shown(value: Plain) -> str:
    if isinstance(value, dict):
        return f"a mapping with {', '.join(map(str, value))[:_SHOWN] or 'nothing in it'}"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
