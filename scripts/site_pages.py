"""Hooks of the documentation's site (`mkdocs.yml`): what GitHub shows and MkDocs would not.

* `CONTRIBUTING.md` and `CHANGELOG.md`, which lie at the root, become pages, and links to and from
  them work.
* Lists are indented as Python's Markdown wants it; GitHub needs less.
* The path behind a fence, as in ```` ```yaml course.yaml ````, becomes the title of the block.
* Formulas become MathML: nothing is fetched, and no script is needed.
"""

import html
import re
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT_PAGES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Files at the root of the repository, and the page that each becomes."""

_FOLDER = re.compile(r"\]\((?!\w+:)([\w./-]*)/\)")
_TITLED = re.compile(r"^( *```)(\w+) ([\w./-]+)$", re.MULTILINE)
_FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)
_MARKER = re.compile(r" *(?:[*+-]|\d+[.)]) +")
_INDENT = " " * 4


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie outside of the folder of documents."""
    root = Path(config.config_file_path).parent
    for name, page in ROOT_PAGES.items():
        text = (root / name).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Return a page with links, lists and titled blocks as MkDocs knows them."""
    if page.is_homepage:
        page.meta["hide"] = ["navigation"]  # it is the only page of its part
    up = "../" * page.file.src_uri.count("/")
    markdown = _FOLDER.sub(r"](\1/README.md)", markdown)
    for name, target in ROOT_PAGES.items():
        markdown = markdown.replace(f"]({up}../{name}", f"]({up}{target}")
        markdown = markdown.replace(f"]({name}", f"]({target}")
    return _TITLED.sub(r'\1\2 title="\3"', indented(markdown))


def indented(markdown: str) -> str:
    """Return a page whose lists are indented by four, with the blank lines that they need."""
    lines = markdown.split("\n")
    texts: list[list[int]] = [[] for _ in lines]
    """For each line the columns in which the texts of the items begin that it is within."""
    items: set[int] = set()
    after_blank: set[int] = set()
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for token, following in pairwise(tokens):
        if token.map is None:
            continue
        start, end = token.map
        marker = _MARKER.match(lines[start])
        if token.type == "list_item_open" and marker:
            items.add(start)
            for each in range(start, end):
                texts[each].append(marker.end())
            if not following.hidden:  # a list of paragraphs
                after_blank.add(start)
        elif token.type.endswith("list_open") and token.level == 0:
            after_blank.add(start)
    made: list[str] = []
    for number, line in enumerate(lines):
        if number in after_blank and made and made[-1].strip():
            made.append("")
        columns = texts[number][:-1] if number in items else texts[number]
        blanks = len(line) - len(line.lstrip(" "))
        made.append(_INDENT * len(columns) + line[min(blanks, max(columns, default=0)) :])
    return "\n".join(line if line.strip() else "" for line in made)


def on_page_content(content: str, **_: object) -> str:
    """Return a page with its formulas as MathML."""
    # Not before it is needed: it brings a translator of TeX.
    from grader.report.statement import formula_html  # noqa: PLC0415

    def drawn(found: re.Match[str]) -> str:
        return str(formula_html(html.unescape(found[3]), display=found[2] == "["))

    return _FORMULA.sub(drawn, content)
