"""What a page of ours may hold, as a check of its text: AssertionError says what it breaks."""

import base64
import hashlib
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import html5lib
from html5lib.html5parser import ParseError

_HTML = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "footer"),
    *("section", "article", "h1", "h2", "h3", "p", "ul", "ol", "li", "table", "caption", "thead"),
    *("tbody", "tr", "th", "td", "details", "summary", "figure", "figcaption", "div", "span"),
    *("a", "code", "pre", "strong", "em", "bdi", "wbr", "br", "hr", "blockquote"),
}
_SVG = {"svg", "g", "path", "rect", "text"}
_MATH = {
    *("math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub"),
    *("msup", "msubsup", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mstyle"),
    *("mpadded", "mphantom", "menclose"),
}
_ELEMENTS = {
    *_HTML,
    *(f"{{http://www.w3.org/2000/svg}}{each}" for each in _SVG),
    *(f"{{http://www.w3.org/1998/Math/MathML}}{each}" for each in _MATH),
}
_ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "rel", "scope"),
    *("role", "tabindex", "start", "aria-label", "aria-labelledby", "aria-hidden", "viewBox"),
    *("width", "height", "preserveAspectRatio", "x", "y", "rx", "d", "transform", "text-anchor"),
    *("display", "accent", "accentunder", "stretchy", "fence", "form", "depth", "minsize"),
    *("maxsize", "linethickness", "displaystyle", "scriptlevel", "mathvariant"),
}


def check_html(text: str) -> None:
    """Check a page: HTML without a fault, and nothing in it that runs, loads or is foreign.

    Raises:
        AssertionError: It breaks a rule, which is named.
    """
    assert text.startswith("<!DOCTYPE html>\n"), "a page begins with its type"
    assert text.endswith("</html>\n"), "a page ends with its last line"
    odd = {sign for sign in text if sign not in "\n\xa0" and not sign.isprintable()}
    assert not odd, f"signs that cannot be seen: {odd}"
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        root = parser.parse(text)
    except ParseError as error:
        line, column = parser.tokenizer.stream.position()
        raise AssertionError(f"line {line}, column {column}: {error}") from error
    assert root.get("lang"), "a page says its language"
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    for element in elements:
        _check_element(element)
    _check_references(elements)
    _check_headings(elements)
    _check_policy(elements)
    for landmark in ("header", "main", "footer"):
        count = sum(each.tag == landmark for each in elements)
        assert count == 1, f"{count} of the landmark {landmark}"


def _check_element(element: ET.Element) -> None:
    assert element.tag in _ELEMENTS, f"the element {element.tag} is none of ours"
    odd = set(element.attrib) - _ATTRIBUTES
    assert not odd, f"{element.tag} has the attributes {sorted(map(str, odd))}, none of ours"
    href = element.get("href")
    if href is not None:
        assert element.tag == "a", f"{element.tag} leads somewhere"
        assert re.match("#|https?://", href), f"a link leads to {href}"
    if element.tag == "th":
        assert element.get("scope") in ("row", "col"), "the head of a table says of what"


def _check_references(elements: list[ET.Element]) -> None:
    ids = [found for each in elements if (found := each.get("id")) is not None]
    assert len(ids) == len(set(ids)), "two elements have the same id"
    for element in elements:
        label, href = element.get("aria-labelledby"), element.get("href", "")
        assert label is None or label in ids, f"nothing has the id {label}"
        assert not href.startswith("#") or href[1:] in ids, f"{href} leads nowhere"


def _check_headings(elements: list[ET.Element]) -> None:
    levels = [int(each.tag[1]) for each in elements if each.tag in ("h1", "h2", "h3")]
    assert levels[:1] == [1], "the first heading is that of the page"
    assert levels.count(1) == 1, "a page has one heading"
    jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    assert not jumps, f"headings jump: {jumps}"


def _check_policy(elements: list[ET.Element]) -> None:
    styles = [each.text or "" for each in elements if each.tag == "style"]
    assert len(styles) == 1, f"{len(styles)} style sheets"
    assert not re.search(r"url\(|@import|expression", styles[0]), "a style sheet loads something"
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policies = [
        each.get("content", "")
        for each in elements
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1, f"{len(policies)} policies"
    rules = [rule.strip() for rule in policies[0].split(";")]
    assert "default-src 'none'" in rules, "the policy lets things be loaded"
    assert f"style-src 'sha256-{digest}'" in rules, "the policy forbids the style sheet"
    names = {rule.split()[0] for rule in rules}
    allowed = {"default-src", "style-src", "base-uri", "form-action"}
    assert names == allowed, f"the policy is about {', '.join(sorted(names))}"
