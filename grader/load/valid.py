"""Reads files of a course, and compares them with their schemas."""

import hashlib
import json
from pathlib import Path

from grader.documents import Document, read_yaml
from grader.errors import CourseError, Fault, FileError
from grader.load.cache import is_known, remember


def read_course_file(path: Path) -> tuple[Document, bytes]:
    """Return what stands in a YAML file of a course, and its bytes.

    Raises:
        FileNotFoundError: There is none.
        CourseError: It cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    try:
        return read_yaml(path, content), content
    except FileError as error:
        raise CourseError(error.faults) from None


def check_against_schema(document: Document, content: bytes, schema: Path) -> None:
    """Note everything in which a document departs from the schema in a file.

    A content that has passed before is not compared again.

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
