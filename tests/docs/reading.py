"""Reads the documents as GitHub does: their links, their headings, their prose and their code."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = tuple(sorted(DOCS.rglob("*.md")))
AT_THE_ROOT = {name: ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")}
DOCUMENTS = (*AT_THE_ROOT.values(), *PAGES)


def name_of(path: Path) -> str:
    """Return a document's path in the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tokens(path: Path) -> tuple[Token, ...]:
    """Return what a document is made of."""
    return tuple(MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8")))


def inside(path: Path) -> Iterator[Token]:
    """Yield what stands within lines: text, code, links, pictures."""
    for token in tokens(path):
        yield from token.children or ()


def links(path: Path) -> list[str]:
    """Return where the links and pictures of a document lead."""
    found = [each.attrGet("href") or each.attrGet("src") for each in inside(path)]
    return [str(each) for each in found if each is not None]


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return the anchors of a document, as GitHub makes them of headings."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    pieces = tokens(path)
    for opening, heading in pairwise(pieces):
        if opening.type != "heading_open":
            continue
        text = "".join(each.content for each in heading.children or ())
        slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        found.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(found)


def prose(path: Path) -> str:
    """Return the words of a document, without code and without where links lead."""
    return "\n".join(each.content for each in inside(path) if each.type == "text")


@dataclass(frozen=True)
class Code:
    """A block or a piece of code, and the heading it stands under."""

    text: str
    under: str


def code(path: Path) -> Iterator[Code]:
    """Yield all code of a document."""
    pieces = tokens(path)
    under = ""
    for token, following in zip(pieces, (*pieces[1:], Token("", "", 0)), strict=True):
        if token.type == "heading_open":
            under = "".join(each.content for each in following.children or ())
        elif token.type in ("fence", "code_block"):
            yield Code(token.content, under)
        for each in token.children or ():
            if each.type == "code_inline":
                yield Code(each.content, under)


Table = list[list[str]]
"""The cells of each row, without the head."""


def tables(path: Path, heading: str) -> dict[str, Table]:
    """Return the tables under a heading of the second level, by their first word."""
    section = re.split(r"(?m)^## ", path.read_text().split(f"# {heading}\n")[1])[0]
    found = {}
    for block in re.findall(r"(?m)(?:^\|.*\|$\n?)+", section):
        lines = [line.strip("|") for line in block.splitlines()]
        head, _, *body = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines]
        found[head[0]] = body
    return found
