"""A zip that Gradescope takes as an autograder."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from string import Template

from grader.model.course import AskedWritten, Assignment, Course, Problem
from grader.pack.archive import zip_of
from grader.pack.material import course_files, needs_torch, program_files, requirements
from grader.report.words import number

_TEMPLATES = Path(__file__).with_name("templates")
_MEGABYTES, _MEGABYTES_WITH_TORCH = 768, 2048
"""What a container has to have; the first is what Gradescope gives it unasked."""

_BY_HAND = (
    " Another {} are for what people read: switch *manual grading* on,\n"
    "   with a question of as many points."
)


@dataclass(frozen=True)
class Way:
    """How submissions are marked there."""

    seed: int = 0
    feedback: str | None = None
    """How much reports say; None for what the course says."""
    patience: float = 2.0
    secret: bytes | None = None
    """What chooses the numbers of a hidden case."""


def gradescope_zip(
    course: Course,
    problems: Sequence[Problem],
    assignment: Assignment | None,
    way: Way,
    *,
    version: str,
) -> bytes:
    """Return the zip: scripts for Gradescope, the grader, and what it needs of the course.

    Args:
        course: Where the problems are from.
        problems: What is marked, attempted or not.
        assignment: What they are set as; without one, there is one problem.
        way: How they are marked.
        version: That of the grader.

    Raises:
        CourseError: A file of the course cannot be read.
        UsageError: What the grader needs is not known.
    """
    torch = needs_torch(problems)
    about = assignment or problems[0]
    marks = sum((problem.marks for problem in problems), Fraction())
    by_hand = sum(map(_read_by_people, problems), Fraction())
    words = {
        "title": about.title,
        "version": version,
        "options": " ".join(_options(about.name, way, whole=assignment is not None)),
        "marks": number(marks - by_hand),
        "by_hand": _BY_HAND.format(number(by_hand)) if by_hand else "",
        "files": ", ".join(dict.fromkeys(f"`{problem.file}`" for problem in problems)),
        "problems": "".join(
            f"| {problem.title} | `{problem.file}` | {number(problem.marks)} |\n"
            for problem in problems
        ),
        "memory": str(_MEGABYTES_WITH_TORCH if torch else _MEGABYTES),
        "torch": _text("torch.md").strip() if torch else "",
    }
    files = {
        "setup.sh": _text("setup.sh").encode(),
        "run_autograder": Template(_text("run_autograder")).substitute(words).encode(),
        "README.md": f"{Template(_text('README.md')).substitute(words).rstrip()}\n".encode(),
        "requirements.txt": requirements(torch=torch).encode(),
        **program_files(),
    }
    for name, content in course_files(course, problems, assignment).items():
        files[f"course/{name}"] = content
    if way.secret is not None:
        files["secret"] = way.secret
    return zip_of(files)


def _read_by_people(problem: Problem) -> Fraction:
    """Return the marks of a problem that a person gives."""
    written = [each.part.marks for each in problem.words if isinstance(each, AskedWritten)]
    return sum(written, Fraction())


def _options(name: str, way: Way, *, whole: bool) -> list[str]:
    options = ["--assignment" if whole else "--problem", name]
    options += ["--seed", str(way.seed), "--patience", f"{way.patience:g}"]
    if way.feedback is not None:
        options += ["--feedback", way.feedback]
    return options


def _text(template: str) -> str:
    return (_TEMPLATES / template).read_text(encoding="utf-8")
