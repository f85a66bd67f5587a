"""Pages as a browser shows them: on a telephone and a screen, by day and by night, on paper."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    sync_playwright,
)

from grader import grade
from grader.model.report import Report
from grader.report.html import write_html
from grader.run.fake import FakeRunner
from tests.conftest import CORPUS, EXAMPLES, write_files
from tests.formats.reports import REPORTS, every_verdict, hostile

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
EVERYWHERE = tuple(product(WIDTHS, SCHEMES))
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PWNED = (
    "<script>window.pwned = 1; alert(1); console.log('pwned')</script>",
    "<img src=x onerror=\"window.pwned = 1; fetch('http://127.0.0.1:9/')\">",
    "<svg onload='window.pwned = 1'><animate onbegin='window.pwned = 1'></svg>",
    "'\"><iframe src='javascript:parent.pwned = 1'></iframe>",
    "</style></title></textarea></pre></code><script>window.pwned = 1</script>",
    "<meta http-equiv=refresh content='0; url=http://127.0.0.1:9/'>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css><base href=http://127.0.0.1:9/>",
    "<style>* { background: url(http://127.0.0.1:9/x) } @import 'http://127.0.0.1:9/y';</style>",
    "<a href='javascript:window.pwned = 1' autofocus onfocus='window.pwned = 1'>x</a>",
    "<details open ontoggle='window.pwned = 1'><math href='javascript:window.pwned = 1'>x</math>",
    "[x](javascript:window.pwned=1) ![x](http://127.0.0.1:9/x.png) {{ 7 * 7 }} {% raw %}",
    "\x1b]0;owned\x07\x1b[2J \u202egnp.exe \ud800 \x00 \x9b31m &#x3c;script&#x3e;",
    "W" * 100_000,
    "\u0e49\u0301\u0489" * 3_000 + "\n" * 3_000,
)
"""What a student might write to have a page do something."""


def _raising() -> str:
    """Return a file that prints and raises all of it."""
    text = ascii(list(PWNED))
    return (
        "import sys\n"
        f"TEXTS = {text}\n"
        "print(*[each.encode('utf-8', 'replace').decode() for each in TEXTS[:-2]])\n"
        "def softmax(z):\n    raise ValueError(TEXTS[0] + TEXTS[1] + TEXTS[-3])\n"
        "def softmax_rows(Z):\n    raise type(TEXTS[8], (Exception,), {})(TEXTS[12])\n"
    )


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Report]:
    """Return reports on work as it is handed in, and on odd and hostile work."""
    folder = write_files(
        tmp_path_factory.mktemp("handed-in") / "<img src=x onerror=alert(1)>",
        {"softmax.py": _raising(), "<script>alert(1)<%2fscript>.txt": "", "javascript:x.ipynb": ""},
    )
    return {
        "homework": grade(EXAMPLES / "homework", runner=FakeRunner()),
        "chain": grade(CORPUS / "mixer_backward/bias_forgotten_forward", runner=FakeRunner()),
        "by hand": grade(CORPUS / "worked_network/wn1_mean_forgotten", runner=FakeRunner()),
        "long": grade(EXAMPLES / "right", runner=FakeRunner()),
        "verdicts": every_verdict(),
        "marks": REPORTS["only marks"],
        "hostile code": grade(folder),
        "hostile": hostile(" ".join(PWNED)),
        "wide": hostile("W" * 3_000),
    }


NAMES = (
    *("homework", "chain", "by hand", "long", "verdicts", "marks"),
    *("hostile code", "hostile", "wide"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium as it is installed here; in CI, its absence is a failure."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium, in which pages are looked at")
        pytest.skip("there is no Chromium, in which pages are looked at")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a window, which is closed in the end."""
    opened: list[BrowserContext] = []

    def open_window(
        width: int = 360, scheme: str = "light", *, scripts: bool = True
    ) -> BrowserContext:
        window = browser.new_context(
            viewport={"width": width, "height": 740},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
        )
        opened.append(window)
        return window

    yield open_window
    for each in opened:
        each.close()


Windows = Callable[..., BrowserContext]


def shown(report: Report, window: BrowserContext, folder: Path) -> tuple[Page, list[str]]:
    """Show a page; return it, and all that it says, asks for or does beyond being shown."""
    path = folder / "report.html"
    path.write_text(write_html(report), "utf-8")
    page = window.new_page()
    told: list[str] = []

    def tell(message: ConsoleMessage) -> None:
        told.append(f"console: {message.text}")

    def dismiss(dialog: Dialog) -> None:
        told.append("dialog")
        dialog.dismiss()

    page.on("console", tell)
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.on("dialog", dismiss)
    page.on("popup", lambda _: told.append("popup"))
    page.on("request", lambda request: told.append(f"request: {request.url}"))
    page.goto(path.as_uri())
    assert told.pop(0) == f"request: {path.as_uri()}"
    return page, told


def open_all(page: Page) -> None:
    """Unfold everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def sideways(page: Page) -> int:
    """Return by how much a page is wider than its window."""
    found = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return int(found)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_its_window_and_does_nothing(
    name: str,
    width: int,
    scheme: str,
    reports: Mapping[str, Report],
    context: Windows,
    tmp_path: Path,
) -> None:
    page, told = shown(reports[name], context(width, scheme), tmp_path)
    assert sideways(page) <= 0
    open_all(page)
    assert sideways(page) <= 0
    assert page.evaluate("window.pwned") is None
    assert told == []


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        *((name, width, scheme) for name in ("homework", "chain") for width, scheme in EVERYWHERE),
        *((name, 360, "light") for name in NAMES if name not in ("homework", "chain")),
        ("verdicts", 1280, "dark"),
    ],
)
def test_anybody_can_read_a_page(
    name: str,
    width: int,
    scheme: str,
    reports: Mapping[str, Report],
    context: Windows,
    tmp_path: Path,
) -> None:
    page, _ = shown(reports[name], context(width, scheme), tmp_path)
    open_all(page)
    found = Axe().run(page).response["violations"]
    faults = [
        (each["id"], node["html"], node["failureSummary"])
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
    assert faults == []


@pytest.mark.parametrize("name", ["homework", "chain", "by hand", "long"])
def test_the_first_screen_of_a_telephone_has_the_marks_and_what_to_try(
    name: str, reports: Mapping[str, Report], context: Windows, tmp_path: Path
) -> None:
    page, _ = shown(reports[name], context(), tmp_path)
    for place in (".total", ".first"):
        box = page.locator(place).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 740


@pytest.mark.parametrize("name", ["homework", "hostile"])
def test_a_page_is_the_same_without_scripts(
    name: str, reports: Mapping[str, Report], context: Windows, tmp_path: Path
) -> None:
    seen = [
        shown(reports[name], context(scripts=scripts), tmp_path)[0].screenshot()
        for scripts in (True, False)
    ]
    assert seen[0] == seen[1]


def test_by_night_a_page_is_dark(
    reports: Mapping[str, Report], context: Windows, tmp_path: Path
) -> None:
    colours = [
        shown(reports["homework"], context(360, scheme), tmp_path)[0].evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in SCHEMES
    ]
    assert colours == ["rgb(255, 255, 255)", "rgb(15, 18, 22)"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_on_paper_everything_is_unfolded_and_dark_on_white(
    scheme: str, reports: Mapping[str, Report], context: Windows, tmp_path: Path
) -> None:
    page, _ = shown(reports["homework"], context(1280, scheme), tmp_path)
    folded = page.locator("details .statement").first
    part = page.locator("article.part").first
    before = folded.evaluate("each => each.checkVisibility({contentVisibilityAuto: true})")
    page.emulate_media(media="print")
    assert not before
    assert folded.evaluate("each => each.checkVisibility({contentVisibilityAuto: true})")
    box = folded.bounding_box()
    assert box is not None
    assert box["height"] > 50
    assert part.is_visible()
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"


def test_what_is_watched_would_be_seen(context: Windows, tmp_path: Path) -> None:
    # Without the policy and without escaping, all of it would happen.
    window = context()
    page = window.new_page()
    told: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        told.append("dialog")
        dialog.dismiss()

    page.on("request", lambda request: told.append(request.url))
    page.on("dialog", dismiss)
    path = tmp_path / "bare.html"
    path.write_text("".join(PWNED[:2]), "utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.pwned === 1")
    assert "dialog" in told
    assert len([each for each in told if each.startswith(("http", "file"))]) > 1


def test_the_policy_holds_where_escaping_would_fail(
    reports: Mapping[str, Report], context: Windows, tmp_path: Path
) -> None:
    text = write_html(replace(reports["homework"], notes=("HERE",)))
    path = tmp_path / "forced.html"
    path.write_text(text.replace("HERE", "".join(PWNED[:4]) + PWNED[7]), "utf-8")
    page = context().new_page()
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.on("requestfailed", lambda request: told.remove(request.url))
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert told == [path.as_uri()]
