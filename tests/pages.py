"""Pages of the documentation that are tried out: their files are written, their commands run.

A page is a text in Markdown, in sections that begin with ``## ``. Each section is tried out in an
empty folder of its own, in the order of its fenced blocks:

* a block with a language and a path, as in ```` ```yaml course.yaml ````, is the whole text of a
  file, which is written; one that is there already is replaced;
* ```` ```sh ```` holds commands, one a line, which are run by bash in the folder;
* ```` ```text ```` right after commands is all that they print, on both streams.

What a machine's isolation is differs: lines that begin with ``Isolation:`` are alike.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: a file, commands, or what they print."""

    language: str
    path: str | None
    text: str


@dataclass(frozen=True)
class Section:
    """What stands between two headings."""

    title: str
    blocks: tuple[Block, ...]

    def __str__(self) -> str:
        return self.title

    @property
    def files(self) -> dict[str, str]:
        """The text of each file, by its path."""
        return {block.path: block.text for block in self.blocks if block.path is not None}

    @property
    def commands(self) -> list[str]:
        """The commands, in order."""
        lines = [block.text.splitlines() for block in self.blocks if block.language == "sh"]
        return [line for each in lines for line in each]

    def try_out(self, folder: Path) -> list[tuple[str, str]]:
        """Write the files and run the commands; return what was printed beside what it says."""
        compared = []
        printed = ""
        for block in self.blocks:
            if block.path is not None:
                path = folder / block.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text)
            elif block.language == "sh":
                printed = "".join(run(line, folder) for line in block.text.splitlines())
            elif block.language == "text":
                compared.append((_alike(printed), _alike(block.text)))
        return compared


def sections(page: Path) -> list[Section]:
    """Return the sections of a page that hold blocks."""
    texts = re.split(r"(?m)^## ", page.read_text())[1:]
    found = [Section(text.partition("\n")[0], _blocks(text)) for text in texts]
    return [each for each in found if each.blocks]


def _blocks(text: str) -> tuple[Block, ...]:
    found = _BLOCK.findall(text)
    return tuple(Block(language, path or None, inner) for language, path, inner in found)


def run(line: str, folder: Path) -> str:
    """Run a line of shell in a folder, with the grader of these tests; return all it prints."""
    ended = subprocess.run(
        ["bash", "-c", f'grade() {{ "$PYTHON" -m grader "$@"; }}\n{line}'],
        cwd=folder,
        env={**os.environ, "PYTHON": sys.executable},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return ended.stdout


def _alike(text: str) -> str:
    return re.sub(r"(?m)^Isolation:.*$", "Isolation: …", text)
