"""Every link leads somewhere, on GitHub and on the site."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.reading import AT_THE_ROOT, DOCS, DOCUMENTS, PAGES, anchors, links, name_of


def faults(path: Path, *, text: list[str] | None = None) -> list[str]:
    """Return the links of a document that lead nowhere."""
    found = []
    for link in links(path) if text is None else text:
        if link.startswith(("https://", "mailto:")):
            continue
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        if not file.exists():
            found.append(f"{link}: there is no such file")
        elif anchor and anchor not in anchors(file / "README.md" if file.is_dir() else file):
            found.append(f"{link}: there is no such heading")
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_and_anchors_lead_somewhere(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize(
    "link", ["nowhere.md", "class.md#no-such-heading", "#no-such-heading", "http://example.org/"]
)
def test_a_link_that_leads_nowhere_is_found(link: str) -> None:
    assert faults(DOCS / "class.md", text=[link])


def test_a_link_that_leads_somewhere_is_let_be() -> None:
    good = ["students.md", "class.md#isolation", "#slots", "decisions/", "https://example.org/"]
    assert faults(DOCS / "class.md", text=good) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pages_link_to_what_the_site_has(path: Path) -> None:
    """What lies outside of docs/ is not on the site, but for two files."""
    there = {AT_THE_ROOT["CONTRIBUTING.md"], AT_THE_ROOT["CHANGELOG.md"]}
    targets = [link.partition("#")[0] for link in links(path) if "://" not in link]
    files = {(path.parent / each).resolve() for each in targets if each}
    assert {str(each.relative_to(ROOT)) for each in files - there if DOCS not in each.parents} <= {
        "docs"
    }
