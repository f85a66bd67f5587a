"""Submissions that are whole folders, and not what they seem, marked from end to end."""

import io
import os
import py_compile
import socket
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import grade
from tests.conftest import EXAMPLES, verdicts, write_files

RIGHT = (EXAMPLES / "right/softmax.py").read_text()
WRONG = "def softmax(z):\n    return z\n"
ALL_RIGHT = {"softmax", "softmax_rows", "softmax_jacobian", "softmax_beta", "softmax_beta_jacobian"}
RIGHT_MARKS = 21
"""Of all problems that are answered in softmax.py."""

Build = Callable[[Path], object]


def also(**files: str) -> Build:
    """Return a builder that adds files to a right submission."""
    return lambda folder: write_files(folder, {n.replace("__", "/"): t for n, t in files.items()})


def link_out(folder: Path) -> None:
    """Link a helper and a folder from outside."""
    (folder / "passwd.py").symlink_to("/etc/passwd")
    (folder / "root").symlink_to("/")
    (folder / "itself").symlink_to(folder)


def broken_links(folder: Path) -> None:
    """Leave links that lead nowhere and in a circle."""
    (folder / "a.py").symlink_to("b.py")
    (folder / "b.py").symlink_to("a.py")
    (folder / "nowhere").symlink_to("/nowhere/at/all")


def hard_link(folder: Path) -> None:
    """Hand in one file under two names."""
    os.link(folder / "softmax.py", folder / "copy.py")


def pipes_and_sockets(folder: Path) -> None:
    """Leave a pipe and a socket, which would block whoever opens them."""
    os.mkfifo(folder / "affine.py")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "s"))


def device(folder: Path) -> None:
    """Leave a device that never ends, where that may be made."""
    try:
        os.mknod(folder / "zero.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        (folder / "zero.py").symlink_to("/dev/zero")


def sparse(folder: Path) -> None:
    """Leave a file of a terabyte that takes no room."""
    with (folder / "data.bin").open("wb") as file:
        file.truncate(1 << 40)


def many_files(folder: Path) -> None:
    """Leave a hundred thousand files."""
    for number in range(100_000):
        os.close(os.open(folder / f"f{number}", os.O_CREAT))


def deep(folder: Path) -> None:
    """Leave a folder in a folder, three hundred times."""
    write_files(folder / "/".join(["d"] * 300), {"x.py": WRONG})


def zip_bomb(folder: Path) -> None:
    """Leave a zip that unpacks to half a gigabyte beside the file."""
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("softmax.py", b"\0" * (1 << 29))


def stale_byte_code(folder: Path) -> None:
    """Leave byte code of another program under the name of the file."""
    write_files(folder / "other", {"softmax.py": WRONG})
    cache = folder / "__pycache__"
    cache.mkdir()
    py_compile.compile(
        str(folder / "other/softmax.py"),
        cfile=str(cache / "softmax.cpython-311.pyc"),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    (folder / "softmax.pyc").write_bytes((cache / "softmax.cpython-311.pyc").read_bytes())
    (folder / "other/softmax.py").unlink()


def extension_module(folder: Path) -> None:
    """Leave something that an import would take for an extension module."""
    (folder / "softmax.cpython-311-x86_64-linux-gnu.so").write_bytes(b"\x7fELF" + bytes(100))
    (folder / "numpy.so").write_bytes(b"\x7fELF")


def odd_names(folder: Path) -> None:
    """Leave names with line feeds, escapes, and bytes that are no text."""
    for name in (b"new\nline.py", b"\x1b[31m.py", b"\xff\xfe.py", b"-rf", b" ", b"\xe2\x80\xae.py"):
        os.close(os.open(os.fsencode(folder) + b"/" + name, os.O_CREAT))


def environment(folder: Path) -> None:
    """Leave a virtual environment with a numpy of its own."""
    write_files(folder / "env", {"pyvenv.cfg": "", "lib/numpy.py": "raise RuntimeError\n"})


def repository(folder: Path) -> None:
    """Leave a repository with a hook."""
    write_files(folder / ".git", {"hooks/post-checkout": "exit 1", "config": "x" * 10_000})


def unreadable(folder: Path) -> None:
    """Leave a file and a folder that may not be read."""
    write_files(folder / "locked", {"x.py": WRONG})
    (folder / "closed.py").write_text(WRONG)
    (folder / "closed.py").chmod(0)
    (folder / "locked").chmod(0)


RAISES = "raise RuntimeError('this file must not be taken for a library')\n"
STILL_RIGHT: dict[str, Build] = {
    "links to the outside": link_out,
    "links in a circle": broken_links,
    "a hard link": hard_link,
    "a pipe and a socket": pipes_and_sockets,
    "a device": device,
    "a file of a terabyte": sparse,
    "a hundred thousand files": many_files,
    "three hundred folders deep": deep,
    "a zip bomb beside it": zip_bomb,
    "stale byte code": stale_byte_code,
    "extension modules": extension_module,
    "odd names": odd_names,
    "a virtual environment": environment,
    "a repository": repository,
    "what may not be read": unreadable,
    "a numpy of its own": also(**{"numpy.py": RAISES}),
    "a numpy folder": also(**{"numpy____init__.py": RAISES}),
    "a torch of its own": also(**{"torch.py": RAISES}),
    "names of the standard library": also(
        **{f"{name}.py": RAISES for name in ("random", "json", "struct", "os", "sys", "ast", "io")}
    ),
    "our own names": also(
        **{f"{name}.py": RAISES for name in ("inside", "grader", "wire", "child", "zygote", "seal")}
    ),
    "site hooks": also(
        **{
            "sitecustomize.py": RAISES,
            "usercustomize.py": RAISES,
            "x.pth": "import os; os._exit(3)",
        }
    ),
    "settings for tests": also(**{"conftest.py": RAISES, "setup.py": RAISES, "pytest.ini": "[x]"}),
    "another deeper down": also(**{"old__softmax.py": WRONG}),
    "a report of its own": also(**{"report.json": '{"marks": {"awarded": 99}}'}),
}


@pytest.mark.parametrize("name", STILL_RIGHT)
def test_what_lies_beside_a_right_file_costs_nothing(name: str, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "s", {"softmax.py": RIGHT})
    STILL_RIGHT[name](folder)
    try:
        report = grade(folder)
    finally:
        if (folder / "locked").exists():
            (folder / "locked").chmod(0o700)
    found = verdicts(report)
    assert {part: found.get(part) for part in ALL_RIGHT} == dict.fromkeys(ALL_RIGHT, "right")
    assert report.marks.awarded == RIGHT_MARKS


def zipped(files: dict[str, bytes | str]) -> bytes:
    """Return a zip of some files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "files",
    [
        {"hw/softmax.py": RIGHT},
        {"hw/softmax.py": RIGHT, "../../escape.py": WRONG, "/tmp/escape.py": WRONG},  # noqa: S108
        {"hw/softmax.py": RIGHT, "bomb.bin": b"\0" * (1 << 27)},
        {"hw/softmax.py": RIGHT, "hw/helpers": "x", "hw/helpers/a.py": "x"},
    ],
    ids=["in a folder", "with escapes", "with a bomb", "with a clash of names"],
)
def test_a_zip_is_marked_like_its_files(files: dict[str, bytes | str], tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    path.write_bytes(zipped(files))
    assert grade(path).marks.awarded == RIGHT_MARKS
    assert not Path("/tmp/escape.py").exists()  # noqa: S108


def test_a_link_in_the_place_of_the_file_was_not_handed_in(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "softmax.py").symlink_to(EXAMPLES / "right/softmax.py")
    report = grade(folder)
    assert not report.problems
    assert report.left_out[0].why == "a link"
