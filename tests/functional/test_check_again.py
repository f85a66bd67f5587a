"""What passed once is known, until anything that it hangs on changes."""

from pathlib import Path

import pytest

from grader.check.check import check_course
from grader.model.course import Course
from tests.conftest import one_problem, write_files

PROBLEM = """\
sizes: [{n: 2}, {n: 3}, {n: 5}]
inputs: {z: {normal: [n]}, g: {given: [double, triple]}}
parts:
  - {driver: run, uses: [y], arguments: [z, g], returns: y, marks: 1}
"""
REFERENCE = "def y(z, g): return g(z) + z\n"
FILES = {
    "reference/given.py": "def double(z): return 2 * z\n\ndef triple(z): return 3 * z\n",
    "reference/twins/given.py": "def double(z): return z + z\n\ndef triple(z): return z + z + z\n",
    "reference/twins/r.py": "import torch\n\ndef y(z, g): return z + g(z)\n",
    "reference/drivers/r.py": "def run(student, z, g): return student.y(z, g)\n",
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return a course that passes, with functions that are handed over and a driver."""
    made = one_problem(tmp_path, PROBLEM, REFERENCE)
    write_files(made.root, FILES)
    (checked,) = check_course(made)
    assert checked.faults == ()
    return made


def test_what_passed_is_known_as_long_as_nothing_changes(course: Course) -> None:
    (checked,) = check_course(course)
    assert checked.known


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("given.py", "return 3", "return 4", "y is not what its twin gives"),
        ("twins/given.py", "z + z + z", "z + z", "y is not what its twin gives"),
        ("drivers/r.py", "run(student, z, g)", "run(student, z)", "allowed is run(student, z, g)"),
    ],
)
def test_what_a_problem_hangs_on_is_looked_at_again_when_it_changes(
    file: str, old: str, new: str, fault: str, course: Course
) -> None:
    path = course.root / "reference" / file
    path.write_text(path.read_text().replace(old, new))
    (checked,) = check_course(course)
    assert not checked.known
    assert fault in checked.faults[0].message
