"""The site: it is built without a warning, needs no other host, and says what GitHub shows."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from tests.conftest import ROOT
from tests.docs.reading import AT_THE_ROOT, DOCS, PAGES, name_of

ON_THE_SITE = {
    **{path.relative_to(DOCS).as_posix(): path for path in PAGES},
    "contributing.md": AT_THE_ROOT["CONTRIBUTING.md"],
    "changelog.md": AT_THE_ROOT["CHANGELOG.md"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site; any warning, Python's too, fails the build."""
    folder = tmp_path_factory.mktemp("site")
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-m", "mkdocs", "build", "--strict", "-d", str(folder)],
        cwd=ROOT,
        # The theme's notice about other programs is no warning about these pages.
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    said = [line for line in ended.stderr.splitlines() if not line.startswith("INFO")]
    assert ended.stdout + "".join(said) == ""
    return folder


def built(site: Path, page: str) -> str:
    """Return the HTML of a page."""
    return (site / page.replace("README.md", "index.md")).with_suffix(".html").read_text()


class Loaded(HTMLParser):
    """Collects what a page fetches by itself."""

    FETCHING = frozenset({"script", "link", "img", "iframe", "source", "video", "audio", "object"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {"src", "srcset", "href", "data"} if tag in self.FETCHING else set()
        self.found += [value for name, value in attrs if name in named and value]
        self.found += [each for name, value in attrs if name == "style" for each in urls(value)]


def urls(style: str | None) -> list[str]:
    """Return what a style sheet fetches."""
    found = re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", style or "")
    return [first or second for first, second in found]


def foreign(html: str) -> list[str]:
    """Return what a page fetches from another host."""
    reader = Loaded()
    reader.feed(html)
    return [each for each in reader.found if re.match(r"(https?:)?//", each)]


def test_the_site_fetches_nothing_from_another_host(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > len(ON_THE_SITE)
    assert {
        page.name: foreign(page.read_text()) for page in pages if foreign(page.read_text())
    } == {}
    for style in site.rglob("*.css"):
        assert [each for each in urls(style.read_text()) if re.match(r"(https?:)?//", each)] == []
    # The theme's script would fetch a library to draw these.
    assert [page.name for page in pages if 'class="mermaid"' in page.read_text()] == []


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="https://fonts.example.org/a.css">',
        '<script src="//cdn.example.org/a.js"></script>',
        '<p style="background: url(http://example.org/a.png)">',
        '<img src="https://example.org/a.png">',
    ],
)
def test_what_is_fetched_from_another_host_is_found(html: str) -> None:
    assert foreign(html)
    assert foreign('<a href="https://example.org/">a link to follow</a>') == []


@pytest.mark.parametrize("page", ON_THE_SITE)
def test_a_page_has_the_structure_that_github_shows(site: Path, page: str) -> None:
    """Lists, tables and blocks of code: the two read Markdown by different rules."""
    html = built(site, page)
    article = html[html.index("<article") : html.index("</article>")]
    markdown = MarkdownIt("commonmark").enable("table")
    shown = markdown.render(ON_THE_SITE[page].read_text())
    for tag in ("h1", "h2", "h3", "ul", "ol", "li", "table", "tr", "pre", "img", "strong"):
        there, here = (len(re.findall(rf"<{tag}[ >]", text)) for text in (shown, article))
        assert (tag, here) == (tag, there)
    assert "```" not in article


@pytest.mark.parametrize("page", ON_THE_SITE)
def test_formulas_are_drawn(site: Path, page: str) -> None:
    html = built(site, page)
    assert "arithmatex" not in html
    assert 'class="tex"' not in html


def test_formulas_are_mathml(site: Path) -> None:
    assert built(site, "numerics.md").count("<math") > 5


def in_navigation(entries: Any) -> list[str]:
    """Return the pages that a navigation names."""
    if isinstance(entries, str):
        return [entries]
    inner = entries.values() if isinstance(entries, dict) else entries
    return [page for each in inner for page in in_navigation(each)]


def test_every_page_is_in_the_navigation_once() -> None:
    text = (ROOT / "mkdocs.yml").read_text()
    plain = re.sub(r"!!python/\S+", "", text)  # a function, which nobody needs here
    named = in_navigation(yaml.safe_load(plain)["nav"])
    assert sorted(named) == sorted(ON_THE_SITE)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_has_one_title(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
    assert text.startswith("# ")


def test_pictures_have_a_text_and_are_legible_in_the_dark() -> None:
    for path in PAGES:
        for text, file in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path.read_text()):
            assert len(text) > 40
            drawing = (path.parent / file).read_text()
            assert "<title" in drawing
            assert "<desc" in drawing
            assert "prefers-color-scheme: dark" in drawing
            assert 'class="ground"' in drawing  # whatever the page around it is like
