"""Reports that never were: every verdict, hostile text, great lengths, odd fractions, nothing."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from grader.detail import at_most
from grader.model.answer import Isolation, Printed
from grader.model.course import CaseKind
from grader.model.diagnosis import Diagnosis, Kind
from grader.model.judgement import Precision, Verdict
from grader.model.picture import Picture, Step
from grader.model.report import (
    CaseReport,
    Chain,
    Detail,
    Feedback,
    Link,
    Marks,
    Moderation,
    PartReport,
    Place,
    ProblemReport,
    Provenance,
    Report,
    Standing,
    State,
)
from grader.model.submission import LeftOut
from grader.report.formats import Occasion

OCCASION = Occasion(
    "homework",
    {
        "CLASSROOM": "deep-learning",
        "ASSIGNMENT": "backprop",
        "ASSIGNMENT_TYPE": "individual",
        "OWNER": "alice",
        "USERNAME": "alice",
        "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
        "COMMIT_URL": "https://github.example/c/commit/a1b2c3d",
        "RELEASE_URL": "https://github.example/c/releases/tag/submit%2F1",
        "REVIEW_URL": "https://github.example/c/compare/0...a1b2c3d",
    },
)
"""On this occasion every format can be written."""

HOSTILE = (
    "]]>",
    "</failure><script>alert(1)</script>",
    "<!-- --> &amp; &#60; &lt;b&gt; </details></pre>",
    "::error::taken over",
    "  ::set-output name=x::y",
    "::stop-commands::z",
    "##[error]taken over",
    "text ##[group]x",
    "%0A::error::x",
    "%250A%3A%2C,title=x",
    "`",
    "``` text\n```\n# heading",
    "~~~\n",
    "a | b | c",
    "one\ntwo\r\nthree\u2028four\u0085five",
    "NUL \x00 ESC \x1b[31m\x1b]0;title\x07 DEL \x7f C1 \x9b31m",
    "\u202eright to left\u2066",
    "lone \ud800 surrogates \udcff",
    "not a character \ufffe \uffff",
    "=cmd|' /C calc'!A0",
    "+1",
    " -1",
    "\t@SUM(A1)",
    "＝1＋1",  # noqa: RUF001
    'a";=1',
    "'=1",
    "[text](https://evil.example) ![image](https://evil.example/i.png) <https://evil.example>",
    "https://evil.example www.evil.example mail@evil.example",
    "@everyone @octocat/team #1 GH-1 octo/repo#2 fixes #3",
    "$x$ $$y$$ $`z`$ \\(a\\) \\[b\\]",
    ":smile: :+1:",
    "- item",
    "1. item",
    "> [!WARNING]\n> quoted",
    "* * *",
    "===",
    "**bold** _thin_ ~~gone~~ \\",
    "[^1] [x]: https://evil.example",
    "🧪 ünïcode e\u0301 \u200b\u2060",
)
"""What a student might write, each made to break a reader of one of the formats."""

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(":=+-@`|$%,;#[]<>&!\\*_~\"' \t\r\nai1{}()", max_size=40),
)
"""Any text at all, and often a hostile one."""

_AWARDED = {
    Verdict.RIGHT: Fraction(1),
    Verdict.FOLLOWED: Fraction(1),
    Verdict.APPROXIMATE: Fraction(2, 3),
    Verdict.UNSTABLE: Fraction(1, 2),
    Verdict.MARKED: Fraction(1, 7),
}
_STATES = {
    Verdict.NOT_ATTEMPTED: State.NOT_ATTEMPTED,
    Verdict.NOT_ASSESSABLE: State.NOT_ASSESSABLE,
    Verdict.AWAITING: State.AWAITING,
    Verdict.UNMARKED: State.UNMARKED,
}


def part_of(verdict: Verdict, name: str = "", text: str = "") -> PartReport:
    """Return a part with a verdict; a text, where one is given, says what is wrong."""
    state = _STATES.get(verdict, State.AWARDED)
    available = Fraction(4, 3)
    silent = verdict is Verdict.RIGHT and not text
    wrong = text or "The rows do not sum to 1."
    advice = text or "Divide by the sum of each row."
    return PartReport(
        part=name or f"part_{verdict}",
        function="softmax_rows",
        state=state,
        awarded=available * _AWARDED.get(verdict, 0) if state is State.AWARDED else None,
        available=available,
        verdict=verdict,
        feedback=Feedback("", "") if silent else Feedback(wrong, advice),
        diagnosis=Diagnosis(Kind.MISCONCEPTION, "columns", "As if by columns.", "Use axis=1.")
        if verdict is Verdict.WRONG
        else None,
        cases=(
            CaseReport("n=5", CaseKind.ORDINARY, verdict, None, "" if silent else wrong),
            CaseReport("overflow", CaseKind.OVERFLOW, Verdict.RIGHT, "large"),
        ),
        precision=Precision.SINGLE if verdict is Verdict.APPROXIMATE else None,
        moderation=Moderation("a tutor", "2026-05-01T10:00:00Z", "clear", Fraction(0))
        if verdict is Verdict.MARKED
        else None,
        statement="The $statement$ with `code`.",
        place=None
        if verdict is Verdict.NOT_ATTEMPTED
        else Place(text or "softmax.py", None if verdict is Verdict.UNREADABLE else 12),
        picture=Picture("p", "n=5", (2, 2), ((Step.NEAR, Step.MORE),) * 2, (0, 1), reduced=False)
        if verdict is Verdict.WRONG
        else None,
    )


def problem_of(parts: tuple[PartReport, ...], name: str = "softmax") -> ProblemReport:
    """Return a problem with some parts, its marks their sums, and a chain through all."""
    links = tuple(
        Link(part.part, standing, () if index == 0 else (parts[index - 1].part,))
        for index, (part, standing) in enumerate(zip(parts, [*Standing] * len(parts), strict=False))
    )
    return ProblemReport(
        problem=name,
        title="Softmax & its rows | in $one$ go",
        file="softmax.py",
        marks=Marks(
            sum((part.awarded or Fraction() for part in parts), Fraction()),
            sum((part.available for part in parts), Fraction()),
            sum((part.available for part in parts if part.state is State.AWAITING), Fraction()),
        ),
        parts=parts,
        chains=(Chain("softmax_rows", links), Chain(None, links[::-1])) if links else (),
        statement="Compute $s$.",
    )


def report_of(problems: tuple[ProblemReport, ...], text: str = "") -> Report:
    """Return a report on some problems; a text, where one is given, is all that is foreign."""
    return Report(
        submission=text or "homework",
        marks=Marks(
            sum((each.marks.awarded for each in problems), Fraction()),
            sum((each.marks.available for each in problems), Fraction()),
            sum((each.marks.awaiting for each in problems), Fraction()),
        ),
        problems=problems,
        notes=(text or "softmax2.py was marked in the place of softmax.py.",),
        left_out=(LeftOut(text or "notes.txt", "is no file that anything asks for"),),
        output={text or "softmax.py": Printed(text or "here\n", text, cut=bool(text))},
        isolation=Isolation("full", "nothing outside can be seen", ("cpu_time", "memory")),
        provenance=Provenance(
            0,
            {"grader": "1.0", "python": "3.11", "numpy": "2.0"},
            {text or "softmax.py": "0" * 64},
            {each.problem: "1" * 64 for each in problems},
            "secret-fingerprint",
        ),
        assignment="week-1",
    )


def every_verdict() -> Report:
    """Return a report in which every verdict occurs, alone in a problem and beside others."""
    alone = tuple(problem_of((part_of(each),), f"alone_{each}") for each in Verdict)
    return report_of((problem_of(tuple(map(part_of, Verdict))), *alone))


def hostile(text: str) -> Report:
    """Return a report with a text wherever a student can put one."""
    verdicts = (Verdict.WRONG, Verdict.RIGHT, Verdict.UNSTABLE, Verdict.RAISED, Verdict.UNMARKED)
    parts = tuple(part_of(each, text=text) for each in verdicts)
    missing = replace(part_of(Verdict.NOT_ATTEMPTED, text=text), place=Place(text, 1))
    return report_of((problem_of((*parts, missing)), problem_of((missing,), "absent")), text)


def _printing(files: int) -> Report:
    text = "`" * 400 + "\n::error::x <b> $1$ @all\n"
    output = {f"f{each}.py": Printed(text * 150, text * 150, cut=True) for each in range(files)}
    return replace(every_verdict(), output=output)


def _chatty(text: str, parts: int, cases: int) -> Report:
    part = part_of(Verdict.WRONG, text=text)
    part = replace(part, cases=part.cases[:1] * cases)
    problems = tuple(
        problem_of(tuple(replace(part, part=f"q{each}") for each in range(parts)), f"p{problem}")
        for problem in range(15)
    )
    return report_of(problems)


REPORTS: Mapping[str, Report] = {
    "no problems": report_of(()),
    "every verdict": every_verdict(),
    **{f"only {each}": at_most(every_verdict(), each) for each in Detail},
    **{f"hostile: {text!r:.40}": hostile(text) for text in HOSTILE},
    "hostile: all at once": hostile(" ".join(HOSTILE)),
    "100 kB": hostile("::" + "x`<$@" * 20_000),
    "much printed": _printing(40),
    "much said": _chatty("<$@#:x" * 20_000, 4, 4),
    "much said of many parts": _chatty("<$@#:x" * 100, 40, 1),
}
"""Reports by what is odd about them."""
