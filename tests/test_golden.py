"""Reports stay as they are, to the last character, unless somebody means to change them.

After a change that is meant, write the files anew with ``RENEW_GOLDEN=1 pytest
tests/test_golden.py``, and read what changed.
"""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader import grade
from grader.model.answer import Isolation
from grader.report.formats import FORMATS
from tests.conftest import CORPUS, EXAMPLES, ROOT, write_files

GOLDEN = ROOT / "tests/golden"
SHOWN = ("answers.yaml", "hinge.py", "worked_network.py")
"""Of what is right: enough to see how it looks."""
SUBMISSIONS = {
    "right": EXAMPLES / "right",
    "homework": EXAMPLES / "homework",
    "unstable": CORPUS / "softmax/sm16_naive_exp",
    "followed": CORPUS / "worked_network/wn1_mean_forgotten",
    "unreadable": CORPUS / "worked_network/words_in_cells",
    "raised": CORPUS / "affine_backward/af6_not_transposed",
    "words": CORPUS / "conceptual_answers/wrong_numbers",
}


def normalised(text: str) -> str:
    """Return a report with versions and hashes that are always the same."""
    text = re.sub(r'"[0-9a-f]{64}"', '"0000"', text)
    return re.sub(r'("(?:grader|python|numpy)": )"[^"]*"', r'\1"0"', text)


@pytest.mark.parametrize("name", SUBMISSIONS)
@pytest.mark.parametrize("form", ["json", "terminal"])
def test_a_report_is_what_it_was(name: str, form: str, tmp_path: Path) -> None:
    folder = SUBMISSIONS[name]
    if name == "right":
        files = {each: (folder / each).read_text() for each in SHOWN}
        folder = write_files(tmp_path / name, files)
    # What isolation there is hangs on the machine.
    report = replace(grade(folder), isolation=Isolation("full", "as it may be", ()))
    text = normalised(FORMATS[form](report))
    path = GOLDEN / f"{name}.{'json' if form == 'json' else 'txt'}"
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text)
    assert text == path.read_text()


def test_what_is_normalised_was_there() -> None:
    plain = json.loads(FORMATS["json"](grade(EXAMPLES / "right/hinge.py")))
    assert set(plain["provenance"]["versions"]) == {"grader", "python", "numpy"}
    assert all(
        re.fullmatch("[0-9a-f]{64}", each) for each in plain["provenance"]["course"].values()
    )
    assert len(plain["provenance"]["submission"]) == 1
