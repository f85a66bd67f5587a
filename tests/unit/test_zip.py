"""Zips are read by the rules for folders; nothing in them escapes or grows."""

import io
import stat
import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.discover.intake import ENTRIES, find_submission
from grader.errors import SubmissionError
from grader.model.submission import Submission

WANTED = ("softmax.py", "answers.yaml")


def zipped(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of some files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(tmp_path: Path, content: bytes) -> Submission:
    """Read a zip as a submission."""
    path = tmp_path / "s.zip"
    path.write_bytes(content)
    return find_submission(path, WANTED)


def names(submission: Submission) -> list[str]:
    """Return the paths of what was read."""
    return [file.path for file in submission.files]


def left_out(submission: Submission) -> dict[str, str]:
    """Return the paths of what was not read, and why."""
    return {each.path: each.why for each in submission.left_out}


def test_a_zip_is_read_like_a_folder(tmp_path: Path) -> None:
    files = {"hw/softmax.py": "a", "hw/data/x.csv": "b", "__MACOSX/._x": "c", "hw/.git/y": "d"}
    submission = read(tmp_path, zipped(files))
    assert names(submission) == ["hw/data/x.csv", "hw/softmax.py"]
    assert submission.files[1].content == b"a"
    assert submission.name == "s.zip"
    assert not submission.left_out


def test_a_folder_that_holds_only_a_zip_is_that_zip(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    (folder / ".git").mkdir(parents=True)
    (folder / "work.zip").write_bytes(zipped({"softmax.py": "a"}))
    assert names(find_submission(folder, WANTED)) == ["softmax.py"]
    (folder / "affine.py").write_text("b")
    assert names(find_submission(folder, WANTED)) == ["affine.py", "work.zip"]


def test_a_damaged_zip_is_refused_or_left_out(tmp_path: Path) -> None:
    for content in (b"", b"PK", b"not a zip", zipped({"a": "b"})[:-10]):
        with pytest.raises(SubmissionError, match="not a zip, or a damaged one"):
            read(tmp_path, content)
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "work.zip").write_bytes(b"not a zip")
    assert left_out(find_submission(folder, WANTED)) == {"work.zip": "not a zip, or a damaged one"}


def test_a_folder_that_holds_only_a_link_to_a_zip_is_empty(tmp_path: Path) -> None:
    (tmp_path / "other.zip").write_bytes(zipped({"softmax.py": "a"}))
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "work.zip").symlink_to(tmp_path / "other.zip")
    assert left_out(find_submission(folder, WANTED)) == {"work.zip": "a link"}


def test_no_name_leads_out(tmp_path: Path) -> None:
    odd = ["../up.py", "/root.py", "a/../../b.py", "a//b.py", "./c.py", "x\\y.py", "new\nline.py"]
    submission = read(tmp_path, zipped({**dict.fromkeys(odd, "x"), "softmax.py": "a"}))
    assert names(submission) == ["softmax.py"]
    assert set(left_out(submission).values()) == {"an odd name"}
    assert len(submission.left_out) == len(odd)
    assert [path.name for path in tmp_path.iterdir()] == ["s.zip"]


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, kind in (("link.py", stat.S_IFLNK), ("fifo.py", stat.S_IFIFO)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    assert left_out(read(tmp_path, buffer.getvalue())) == {
        "link.py": "a link",
        "fifo.py": "not a plain file",
    }


def test_a_bomb_is_never_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"zeros.bin": b"\0" * (200 << 20), "softmax.py": "a"})
    submission = read(tmp_path, bomb)
    assert names(submission) == ["softmax.py"]
    assert left_out(submission) == {"zeros.bin": "larger than 1 MB"}


def test_a_bomb_that_lies_about_its_size_is_left_out(tmp_path: Path) -> None:
    bomb = zipped({"zeros.bin": b"\0" * (50 << 20), "softmax.py": "a"})
    true, lie = struct.pack("<I", 50 << 20), struct.pack("<I", 10)
    assert bomb.count(true) == 2
    submission = read(tmp_path, bomb.replace(true, lie))
    assert names(submission) == ["softmax.py"]
    assert "zeros.bin" in left_out(submission)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_bounds_are_left_out(tmp_path: Path, method: int) -> None:
    submission = read(tmp_path, zipped({"softmax.py": b"\0" * (1 << 20)}, method))
    assert left_out(submission) == {"softmax.py": "packed in an unusual way"}


def test_many_files_are_not_read_but_the_wanted_ones_are(tmp_path: Path) -> None:
    files = {f"f{number}": "x" for number in range(ENTRIES + 1)}
    submission = read(tmp_path, zipped({**files, "hw/softmax.py": "a"}))
    assert names(submission) == ["hw/softmax.py"]
    assert f"more than {ENTRIES} files" in left_out(submission)["./"]


def test_a_second_file_of_one_name_is_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("softmax.py", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("softmax.py", "second")
    submission = read(tmp_path, buffer.getvalue())
    assert submission.files[0].content == b"first"
    assert left_out(submission) == {"softmax.py": "a second file of this name"}


def test_encrypted_and_corrupt_files_are_left_out(tmp_path: Path) -> None:
    content = bytearray(zipped({"softmax.py": "a" * 100, "b.py": "b"}, zipfile.ZIP_STORED))
    content[content.index(b"aaaa")] = 0
    submission = read(tmp_path, bytes(content))
    assert names(submission) == ["b.py"]
    assert left_out(submission) == {"softmax.py": "damaged in the zip, or encrypted"}


def test_a_virtual_environment_in_a_zip_is_pruned(tmp_path: Path) -> None:
    files = {f"hw/env/lib/{number}.py": "x" for number in range(300)}
    files |= {"hw/env/pyvenv.cfg": "", "hw/softmax.py": "a", "hw/env2.py": "b"}
    submission = read(tmp_path, zipped(files))
    assert names(submission) == ["hw/env2.py", "hw/softmax.py"]
    assert not submission.left_out


def test_deep_and_nested_things_are_left_alone(tmp_path: Path) -> None:
    deep = "/".join("abcdefghij") + "/x.py"
    inner = zipped({"softmax.py": "inner"})
    submission = read(tmp_path, zipped({deep: "x", "inner.zip": inner, "a.pyc": "x"}))
    assert names(submission) == ["inner.zip"]
    assert left_out(submission) == {deep: "more than 8 folders deep", "a.pyc": "a compiled file"}


def test_a_file_and_a_folder_of_one_name_cost_the_file(tmp_path: Path) -> None:
    files = {"helpers": "x", "helpers/a.py": "a", "softmax.py": "s"}
    submission = read(tmp_path, zipped(files))
    assert names(submission) == ["helpers/a.py", "softmax.py"]
    assert left_out(submission) == {"helpers": "a folder of this name is there too"}


def test_many_environments_are_pruned_at_once(tmp_path: Path) -> None:
    files = {f"e{number}/pyvenv.cfg": "" for number in range(5000)}
    files |= {f"f{number}/x.py": "" for number in range(5000)}
    start = time.process_time()
    submission = read(tmp_path, zipped({**files, "softmax.py": "a"}, zipfile.ZIP_STORED))
    assert names(submission) == ["softmax.py"]
    # It took minutes when each file was compared with each environment.
    assert time.process_time() - start < 20


def test_a_huge_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(SubmissionError, match="a zip larger than 32 MB"):
        find_submission(path, WANTED)
