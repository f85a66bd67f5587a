"""Statements of problems: Markdown with formulas in TeX becomes HTML with MathML.

Authors are trusted and untidy. Nothing that they write becomes markup but what Markdown and
this module make of it: no HTML of theirs, no images, links to the web alone, and of a formula
only elements and attributes of MathML that are listed here.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from latex2mathml.converter import convert_to_element
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ELEMENTS = frozenset(
    {
        "math",
        "mrow",
        "mi",
        "mo",
        "mn",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "mover",
        "munder",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
    }
)
_ATTRIBUTES = frozenset(
    {
        "display",
        "accent",
        "accentunder",
        "stretchy",
        "fence",
        "form",
        "width",
        "height",
        "depth",
        "minsize",
        "maxsize",
        "linethickness",
        "displaystyle",
        "scriptlevel",
        "mathvariant",
    }
)
_LOOKS = {
    ("mathvariant", "bold"): "bold",
    ("mathvariant", "bold-italic"): "bold slanted",
    ("columnalign", "left"): "left",
    ("columnalign", "right"): "right",
}
"""What browsers no longer do for an attribute, and a style sheet does for a class."""
_FUNCTIONS = frozenset(
    {
        "arccos",
        "arcsin",
        "arctan",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "dim",
        "exp",
        "hom",
        "ker",
        "ln",
        "log",
        "sec",
        "sin",
        "sinh",
        "tan",
        "tanh",
    }
)
_ROWS = frozenset({"math", "mrow", "mstyle", "mtd", "msqrt"})
_SPACE = '<mspace width="0.167em"></mspace>'
_ENVIRONMENTS = frozenset(
    {"align", "align*", "array", "cases", "split", "smallmatrix", "substack"}
    | {f"{kind}matrix{star}" for kind in ("", "p", "b", "B", "v", "V") for star in ("", "*")}
)
_BARS = ("|", "‖", "∥")
_WIDE = 20
"""Signs of a formula that not every telephone shows whole."""
_GAP = re.compile(
    r"\\(?:begin|end|left|right|q?quad)(?![A-Za-z])|\\.|[{}]",
    re.DOTALL,
)


_FAULTY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What HTML cannot hold."""


class _UntranslatableError(Exception):
    """A formula holds something that cannot be shown as a formula."""


@lru_cache(maxsize=1024)
def statement_html(text: str) -> Markup:
    """Return a statement as HTML, of paragraphs, lists, tables, code and formulas.

    Headings become paragraphs: which level they have, the page around knows, not the author.
    A formula that cannot be translated is shown as its TeX, in ``<code>``.
    """
    return Markup(_Markdown().render(_FAULTY.sub("\ufffd", text)))  # noqa: S704  (made here, of escaped text)


@lru_cache(maxsize=4096)
def formula_html(tex: str, *, display: bool = False) -> Markup:
    """Return a formula as MathML, or as its TeX in ``<code>`` where that cannot be.

    Args:
        tex: Without the dollars.
        display: Whether it stands by itself, on lines of its own.
    """
    pieces = [piece for piece in _pieces(tex) if piece.strip()] if display else [tex]
    try:
        drawn = [_math(piece, display=display) for piece in pieces]
    except (_UntranslatableError, RecursionError):
        drawn = []
    if not drawn:
        shown = html.escape(" ".join(tex.split()))
        made = f'<code class="tex">{shown}</code>'
        return Markup(f"<p>{made}</p>" if display else made)  # noqa: S704  (escaped just now)
    if not display:
        return Markup(drawn[0][0])  # noqa: S704  (of listed elements, with escaped text)
    made = "".join(_block(markup, signs) for markup, signs in drawn)
    return Markup(f'<div class="formulas">{made}</div>')  # noqa: S704  (as above)


def _block(markup: str, signs: int) -> str:
    """Return a formula of its own line; a wide one can be moved, with the keyboard too."""
    wide = ' tabindex="0" role="group" aria-label="Wide formula"' if signs > _WIDE else ""
    return f'<div class="formula"{wide}>{markup}</div>'


def _pieces(tex: str) -> Iterator[str]:
    r"""Yield what stands between wide gaps, ``\quad`` and ``\qquad``, outside of all brackets."""
    depth = begin = 0
    for found in _GAP.finditer(tex):
        sign = found.group()
        if sign in ("{", "\\begin", "\\left"):
            depth += 1
        elif sign in ("}", "\\end", "\\right"):
            depth -= 1
        elif sign in ("\\quad", "\\qquad") and depth == 0:
            yield tex[begin : found.start()]
            begin = found.end()
    yield tex[begin:]


def _math(tex: str, *, display: bool) -> tuple[str, int]:
    """Return MathML, and how wide it is, in signs."""
    known = tex.replace(r"\operatorname*", r"\operatorname")
    known = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", known)
    for environment in re.findall(r"\\begin\{(.*?)\}", known):
        if environment not in _ENVIRONMENTS:
            raise _UntranslatableError(environment)
    try:
        root = convert_to_element(known, display="block" if display else "inline")
    except Exception as error:  # whatever it raises, the formula is shown
        raise _UntranslatableError(str(error)) from error
    made = _element(root)
    # Operators have a space on both sides.
    return made, len(html.unescape(re.sub("<[^>]*>", "", made))) + made.count("<mo>")


def _element(element: "Element") -> str:
    """Return an element of MathML as text, without what browsers do not need."""
    tag = element.tag
    if tag not in _ELEMENTS:
        raise _UntranslatableError(tag)
    text = html.unescape(element.text or "")
    if text.startswith("\\") or (text == "&" and tag != "mtext"):
        raise _UntranslatableError(text)
    children = list(element)
    word = _word(element)
    if word:
        return f"<mi>{html.escape(word, quote=False)}</mi>"
    if tag == "mrow" and not element.attrib and len(children) == 1:
        return _element(children[0])
    if tag == "math" and len(children) == 1 and children[0].tag == "mrow":
        children = list(children[0])  # an element of this name is a row itself
    inside = html.escape(text, quote=False) + _children(tag, children)
    return f"<{tag}{_attributes(element)}>{inside}</{tag}>"


def _children(tag: str, children: "Sequence[Element]") -> str:
    """Return what is inside an element; in a row, with a space after a function's name."""
    made = []
    for child, following in zip_longest(children, children[1:]):
        made.append(_element(child))
        spaced = following is not None and following.tag not in ("mo", "mspace")
        if tag in _ROWS and spaced and _is_named(child):
            made.append(_SPACE)
    return "".join(made)


def _is_named(element: "Element") -> bool:
    """Return whether an element is the name of a function, perhaps with a power or an index."""
    name = element[0] if element.tag in ("msub", "msup", "msubsup") else element
    return name.tag == "mi" and name.text in _FUNCTIONS


def _word(element: "Element") -> str:
    """Return the upright word that a row of single letters spells; it is read as one, too."""
    letters = list(element)
    upright = {"mathvariant": "normal"}
    if element.tag != "mrow" or element.attrib or len(letters) < 2:  # noqa: PLR2004  (a word)
        return ""
    if any(each.tag != "mi" or each.attrib != upright or len(each) for each in letters):
        return ""
    return "".join(html.unescape(each.text or "") for each in letters)


def _attributes(element: "Element") -> str:
    """Return the attributes that are listed; others change the look at most, and go."""
    kept = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
    looks = [_LOOKS[each] for each in element.attrib.items() if each in _LOOKS]
    if kept.get("display") == "inline":
        del kept["display"]
    if kept.get("mathvariant", "normal") != "normal":
        del kept["mathvariant"]
    if element.tag == "mo" and html.unescape(element.text or "") in _BARS:
        kept.setdefault("stretchy", "false")  # of a pair, browsers would stretch but one
    if looks:
        kept["class"] = " ".join(looks)
    return "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())


class _Markdown(MarkdownIt):
    """Markdown as authors write it: with tables and formulas, without HTML and images."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable("table").disable("image")
        self.use(dollarmath_plugin, double_inline=True, allow_space=False)
        self.renderer = _Renderer()  # after the plugin, which brings ways of its own to write

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the library's name)
        """Return whether a link may be followed: to the web alone."""
        return url.lower().startswith(("http://", "https://"))


class _Renderer(RendererHTML):
    """Writes what Markdown means; methods have the names of its tokens."""

    def math_inline(self, tokens: Sequence[Token], idx: int, *_: OptionsDict | EnvType) -> str:
        return str(formula_html(tokens[idx].content))

    def math_inline_double(
        self, tokens: Sequence[Token], idx: int, *_: OptionsDict | EnvType
    ) -> str:
        return str(formula_html(tokens[idx].content))

    def math_block(self, tokens: Sequence[Token], idx: int, *_: OptionsDict | EnvType) -> str:
        return f"{formula_html(tokens[idx].content, display=True)}\n"

    def heading_open(self, *_: object) -> str:
        return '<p class="heading">'

    def heading_close(self, *_: object) -> str:
        return "</p>\n"

    def table_open(self, *_: object) -> str:
        return '<div class="scrolled" tabindex="0" role="group" aria-label="Table"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"

    def renderToken(  # noqa: N802  (the library's name)
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        align = re.fullmatch("text-align:(left|right|center)", str(token.attrs.pop("style", "")))
        if align:  # no page of ours lets an attribute say how anything looks
            token.attrs["class"] = align.group(1)
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        if token.type == "link_open":
            token.attrs["rel"] = "noreferrer"
        return super().renderToken(tokens, idx, options, env)
