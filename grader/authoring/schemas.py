"""The JSON Schemas of the files that people and programs write, for editors and readers."""

import json
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.load.hints import nearest

_GRADER = Path(__file__).parent.parent
SCHEMAS: Mapping[str, Path] = {
    "problem": _GRADER / "load/problem.schema.json",
    "assignments": _GRADER / "load/assignments.schema.json",
    "course": _GRADER / "load/course.schema.json",
    "expected": _GRADER / "check/expected.schema.json",
    "report": _GRADER / "report/report.schema.json",
}
"""Where each stands, by the name of the file that it describes."""


def schema_text(name: str) -> str:
    """Return a schema as JSON; raises `UsageError` where there is none of this name."""
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name}{nearest(name, SCHEMAS)}")
    return SCHEMAS[name].read_text(encoding="utf-8")


def schema_titles() -> dict[str, str]:
    """Return what each schema describes, by its name."""
    return {name: str(json.loads(schema_text(name))["title"]) for name in SCHEMAS}
