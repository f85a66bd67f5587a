"""Compares a file of a course with its schema, unless this content has passed before."""

import hashlib
import json
from pathlib import Path

from grader.documents import Document
from grader.load.cache import is_known, remember


def check_against_schema(document: Document, content: bytes, schema: Path) -> None:
    """Note everything in which a document departs from the schema in a file.

    Args:
        document: What was read.
        content: What it was read from.
        schema: Where the JSON Schema stands.
    """
    text = schema.read_bytes()
    fingerprint = hashlib.sha256(text + b"\0" + content).hexdigest()
    if is_known(fingerprint):
        return
    # jsonschema is slow to import, and most files were seen before.
    from grader.load.schema import blame_schema_faults  # noqa: PLC0415

    if not blame_schema_faults(document, json.loads(text)) and not document.faults:
        remember(fingerprint)
