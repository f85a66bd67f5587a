"""Whether submissions that declare their verdicts get them.

They stand in the course: ``tests/corpus/PROBLEM/NAME/``, each with what was handed in and an
``expected.yaml``.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.check.check import fingerprint
from grader.documents import Document, Plain, as_dict, read_yaml
from grader.errors import Fault, FileError, SubmissionError, UsageError
from grader.grading import grade
from grader.load.cache import recall, store
from grader.load.hints import nearest
from grader.load.valid import check_against_schema
from grader.model.checked import Checked
from grader.model.course import Course
from grader.model.judgement import Verdict
from grader.model.report import PartReport
from grader.report.escape import escaped_line
from grader.run.runner import Runner

CORPUS = Path("tests") / "corpus"
_FILE = "expected.yaml"
_SCHEMA = Path(__file__).with_name("expected.schema.json")


def check_submissions(
    course: Course,
    checked: Iterable[Checked],
    runner: Runner,
    *,
    progress: Callable[[str], None] = lambda _: None,
    cached: bool = True,
) -> tuple[Checked, ...]:
    """Return what was found in problems, with what their submissions add to it.

    A problem that has faults is let be: its verdicts would say nothing.

    Args:
        course: The course.
        checked: What was found in its problems.
        runner: Where the submissions run.
        progress: Told the name of each submission that is done.
        cached: Whether a submission that got its verdicts before, with the same content of it
            and of the problem, is not marked again.
    """
    found = []
    for each in checked:
        count, faults = 0, list(each.faults)
        for folder in () if faults else _folders(course, each.problem):
            faults += _Declared(course, each.problem, folder).check(runner, cached=cached)
            count += 1
            progress(f"{each.problem}/{folder.name}")
        found.append(replace(each, faults=tuple(faults), submissions=count))
    return tuple(found)


def strays(course: Course) -> list[Fault]:
    """Return the folders of submissions whose problem is not there: nobody would mark them."""
    return [
        Fault(path, 1, f"there is no problem {path.name}{nearest(path.name, course.problem_files)}")
        for path in _inside(course.root / CORPUS)
        if path.name not in course.problem_files
    ]


def _folders(course: Course, problem: str) -> list[Path]:
    return _inside(course.root / CORPUS / problem)


def _inside(folder: Path) -> list[Path]:
    """Return the folders in a folder, in order; none where it is not there."""
    try:
        found = [path for path in folder.iterdir() if path.is_dir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from error
    return sorted(path for path in found if not path.name.startswith((".", "__")))


@dataclass(frozen=True)
class _Declared:
    """One submission, and the problem that it answers."""

    course: Course
    problem: str
    folder: Path

    def check(self, runner: Runner, *, cached: bool) -> list[Fault]:
        """Return where what it gets differs from what it declares."""
        path = self.folder / _FILE
        try:
            key = self._fingerprint()
            content = path.read_bytes()
        except FileNotFoundError:
            message = "is not there; it declares the verdicts: {part: right}"
            return [Fault(path, 1, message)]
        except OSError as error:
            return [Fault(path, 1, f"cannot be read: {error.strerror}")]
        if cached and recall(key) is not None:
            return []
        try:
            document = read_yaml(path, content)
        except FileError as error:
            return list(error.faults)
        check_against_schema(document, content, _SCHEMA)
        if not document.faults:
            self._compare(document, runner)
        if not document.faults:
            store(key, "")
        return sorted(document.faults)

    def _fingerprint(self) -> str:
        """Return what the submission, its problem and the grader are told apart by."""
        path = self.course.problem_files[self.problem]
        digest = hashlib.sha256(fingerprint(self.course.root, path).encode())
        for file in sorted(self.folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(self.folder)).encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def _compare(self, document: Document, runner: Runner) -> None:
        """Mark the submission, and note where that differs from a document."""
        try:
            report = grade(self.folder, self.course, problems=[self.problem], runner=runner)
        except SubmissionError as error:
            document.blame((), f"the submission beside this file: {error}")
            return
        parts = {part.part: part for each in report.problems for part in each.parts}
        declared = as_dict(document.value)
        for key in ("verdicts", "diagnosis", "marks"):
            for name in as_dict(declared.get(key)):
                if name not in parts:
                    hint = nearest(name, parts)
                    document.blame((key, name), f"{key}: {name} is no part of {self.problem}{hint}")
        verdicts = as_dict(declared["verdicts"])
        for verdict, name in _unknown_verdicts(verdicts):
            hint = nearest(verdict, [str(each) for each in Verdict])
            document.blame(("verdicts", name), f"verdicts: {verdict} is no verdict{hint}")
        if not document.faults:
            _compare_verdicts(parts.values(), verdicts, document)
            for part in parts.values():
                _compare_part(part, declared, document)


def _unknown_verdicts(verdicts: Mapping[str, Plain]) -> Iterator[tuple[str, str]]:
    """Yield each word that is no verdict, and the part that it is declared for."""
    for name, each in verdicts.items():
        for verdict in each if isinstance(each, list) else [each]:
            if verdict not in set(Verdict):
                yield str(verdict), name


def _allowed(name: str, verdicts: Mapping[str, Plain]) -> list[str]:
    """Return the verdicts that a part may get."""
    wanted = verdicts.get(name, str(Verdict.NOT_ATTEMPTED))
    return [str(each) for each in wanted] if isinstance(wanted, list) else [str(wanted)]


def _compare_verdicts(
    parts: Iterable[PartReport], verdicts: Mapping[str, Plain], document: Document
) -> None:
    """Note verdicts that differ; once, where it is the same of several parts."""
    same: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        allowed = _allowed(part.part, verdicts)
        if str(part.verdict) in allowed:
            continue
        text = f"{part.verdict}, declared is {' or '.join(allowed)}"
        if part.part not in verdicts:
            text = f"{part.verdict}; what is not declared must not be attempted"
        same.setdefault((text, escaped_line(part.feedback.wrong)), []).append(part.part)
    for (text, said), names in same.items():
        verb = "is" if len(names) == 1 else "are"
        whole = f"verdicts: {', '.join(names)} {verb} {text}"
        document.blame(("verdicts", names[0]), f"{whole}{f'. {said}' if said else ''}")


def _compare_part(part: PartReport, declared: Mapping[str, Plain], document: Document) -> None:
    """Note where one part differs in more than its verdict, if that is right."""
    name = part.part
    if str(part.verdict) not in _allowed(name, as_dict(declared["verdicts"])):
        return
    cause = as_dict(declared.get("diagnosis")).get(name)
    recognised = part.diagnosis.name if part.diagnosis else None
    if cause is not None and cause != recognised:
        text = f"diagnosis: {name} is recognised as {recognised or 'nothing'}, declared is {cause}"
        document.blame(("diagnosis", name), text)
    marks = as_dict(declared.get("marks")).get(name)
    if marks is not None and marks != part.awarded:
        awarded = "no mark" if part.awarded is None else part.awarded
        document.blame(("marks", name), f"marks: {name} gets {awarded}, declared is {marks}")
