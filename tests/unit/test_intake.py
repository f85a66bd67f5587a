"""What is read of a submission, and what is left out and named."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.discover.intake import ENTRIES, FILES, NAMED, find_submission
from grader.errors import SubmissionError
from grader.model.submission import Submission
from tests.conftest import Files, write_files

WANTED = ("softmax.py", "affine.py")


def read(path: Path) -> Submission:
    """Read a submission of the built-in course."""
    return find_submission(path, WANTED)


def bind(path: Path) -> None:
    """Leave a socket at a path."""
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def names(submission: Submission) -> list[str]:
    """Return the paths of what was read."""
    return [file.path for file in submission.files]


def left_out(submission: Submission) -> dict[str, str]:
    """Return the paths of what was not read, and why."""
    return {each.path: each.why for each in submission.left_out}


def test_files_are_read_with_their_paths(tmp_path: Path) -> None:
    files: Files = {"softmax.py": "a", "data/x.csv": "1,2", "sub/deep/b.py": b"\x00\xff"}
    submission = read(write_files(tmp_path / "s", files))
    assert names(submission) == ["data/x.csv", "softmax.py", "sub/deep/b.py"]
    assert submission.files[2].content == b"\x00\xff"
    assert submission.name == "s"
    assert not submission.left_out


def test_a_single_python_file_is_a_submission(tmp_path: Path) -> None:
    path = write_files(tmp_path, {"softmax.py": "a"}) / "softmax.py"
    assert names(read(path)) == ["softmax.py"]


def test_the_path_itself_may_be_a_link(tmp_path: Path) -> None:
    write_files(tmp_path / "real", {"softmax.py": "a"})
    (tmp_path / "link").symlink_to("real")
    assert names(read(tmp_path / "link")) == ["softmax.py"]


@pytest.mark.parametrize("kind", ["missing", "text", "fifo", "socket", "loop", "device"])
def test_a_path_that_is_no_submission_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "text":
        path.write_text("")
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        bind(path)
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "device":
        path = Path("/dev/null")
    with pytest.raises(SubmissionError, match=str(path)):
        read(path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = write_files(tmp_path, {"softmax.py": "a"}) / "softmax.py"
    path.chmod(0)
    if os.access(path, os.R_OK):
        # The administrator may read anything: then there is nothing to refuse.
        assert names(read(path)) == ["softmax.py"]
        return
    with pytest.raises(SubmissionError, match="may not be read"):
        read(path)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("secret")
    folder = write_files(tmp_path / "s", {"a.py": "a"})
    (folder / "softmax.py").symlink_to(tmp_path / "secret.py")
    (folder / "up").symlink_to(tmp_path)
    submission = read(folder)
    assert names(submission) == ["a.py"]
    assert left_out(submission) == {"softmax.py": "a link", "up": "a link"}


def test_what_is_not_a_plain_file_is_left_out_at_once(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"a.py": "a"})
    os.mkfifo(folder / "softmax.py")
    bind(folder / "sock")
    submission = read(folder)
    assert names(submission) == ["a.py"]
    assert set(left_out(submission)) == {"softmax.py", "sock"}


def test_large_compiled_and_odd_files_are_left_out(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "s",
        {"a.pyc": "x", "b.so": "x", "new\nline.py": "x", "back\\slash.py": "x", "ok.py": "x"},
    )
    with (folder / "sparse.bin").open("wb") as file:
        file.truncate(1 << 40)
    submission = read(folder)
    assert names(submission) == ["ok.py"]
    assert left_out(submission) == {
        "a.pyc": "a compiled file",
        "b.so": "a compiled file",
        "new\nline.py": "an odd name",
        "back\\slash.py": "an odd name",
        "sparse.bin": "larger than 1 MB",
    }


def test_a_students_repository_is_a_submission(tmp_path: Path) -> None:
    pruned = [".git/objects", ".venv/lib", "node_modules/a", "__pycache__", "__MACOSX", "env/lib"]
    files = {f"{folder}/{i}.py": "x" for folder in pruned for i in range(500)}
    folder = write_files(tmp_path / "s", {**files, "env/pyvenv.cfg": "", "softmax.py": "x"})
    submission = read(folder)
    assert names(submission) == ["softmax.py"]
    assert not submission.left_out


def test_too_many_files_are_counted_and_the_wanted_ones_still_read(tmp_path: Path) -> None:
    files = {f"a{i:04}.txt": "x" for i in range(FILES + 100)}
    submission = read(write_files(tmp_path / "s", {**files, "softmax.py": "x"}))
    assert len(submission.files) == FILES
    assert "softmax.py" in names(submission)
    assert len(submission.left_out) == NAMED + 1
    assert submission.left_out[-1].path == f"and {101 - NAMED} more"


def test_a_hundred_thousand_entries_are_not_walked(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"softmax.py": "x", "sub/affine.py": "x"})
    for number in range(100_000):
        os.close(os.open(folder / f"f{number}", os.O_CREAT))
    submission = read(folder)
    assert names(submission) == ["softmax.py"]
    assert f"more than {ENTRIES} files and folders" in left_out(submission)["./"]
    assert read(folder) == submission


# In a process of its own: how many files this one has open depends on the tests before.
WALK = """
import resource, sys
from pathlib import Path
from grader.discover.intake import find_submission
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
submission = find_submission(Path(sys.argv[1]), ("softmax.py",))
print(len(submission.files), submission.left_out)
"""


def test_more_folders_than_files_can_be_open_are_walked(tmp_path: Path) -> None:
    folders = {f"d{number:04}/x.txt": "x" for number in range(150)}
    folder = write_files(tmp_path / "s", {**folders, "zz/softmax.py": "a"})
    walk = [sys.executable, "-c", WALK, str(folder)]
    done = subprocess.run(walk, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["151", "()"]


def test_many_bytes_are_left_out(tmp_path: Path) -> None:
    files = {f"d{i}.bin": b"x" * (1 << 20) for i in range(10)}
    submission = read(write_files(tmp_path / "s", {**files, "softmax.py": b"x"}))
    assert "softmax.py" in names(submission)
    assert sum(len(file.content) for file in submission.files) <= 8 << 20
    assert left_out(submission)["d9.bin"] == "more than 8 MB in all"


def test_deep_folders_are_left_out(tmp_path: Path) -> None:
    deep = "/".join("abcdefghij")
    submission = read(write_files(tmp_path / "s", {f"{deep}/x.py": "x", "a/y.py": "x"}))
    assert names(submission) == ["a/y.py"]
    assert list(left_out(submission).values()) == ["more than 8 folders deep"]


def test_the_file_nearest_to_the_top_is_found(tmp_path: Path) -> None:
    files = {"z/softmax.py": "z", "b/softmax.py": "b", "b/c/softmax.py": "c"}
    submission = read(write_files(tmp_path / "s", files))
    found = submission.find("softmax.py")
    assert found is not None
    assert found.path == "b/softmax.py"
    assert submission.find("affine.py") is None


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems allow only Unicode names")
def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"ok.py": "x"})
    os.close(os.open(os.fsencode(folder) + b"/bad\xff.py", os.O_CREAT))
    submission = read(folder)
    assert names(submission) == ["ok.py"]
    assert [each.why for each in submission.left_out] == ["an odd name"]
