"""What the readers of each format ask for, as checks of a text: AssertionError says what fails."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
from jsonschema.exceptions import best_match
from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.model.judgement import Verdict
from grader.model.report import State

_ROOT = Path(__file__).parents[2]
_SLACK = 1e-4  # of sums of numbers that are rounded to six places
_DECIMAL = re.compile(r"\d+(\.\d{1,6})?")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


def check_format(name: str, text: str) -> None:
    """Check a report in one of the formats against its readers' rules.

    Raises:
        AssertionError: It breaks a rule, which is named.
    """
    assert name in RULES, f"there are no rules for {name}; there are for {', '.join(RULES)}"
    assert text.endswith("\n"), f"{name}: the last line does not end"
    assert "\r" not in text, f"{name}: a carriage return"
    RULES[name](text)


# JUnit XML: the attributes and children that the schema of Jenkins' xUnit plugin knows
# (junit-10.xsd) and, of a case, those alone that pytest writes as xunit2.
_CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
    "properties": {"property"},
}
_ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"classname", "name", "time"},
    "property": {"name", "value"},
    **{way: {"message", "type"} for way in ("failure", "error", "skipped")},
}
_WAYS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def check_junit(text: str) -> None:
    """Check JUnit XML: known elements, right counts, and that both parsers read the same."""
    assert_visible("junit", text)
    assert_no_commands("junit", text)
    assert "<!" not in text, "junit: a declaration or a section that XML does not need"
    root = ET.fromstring(text.encode())  # noqa: S314  (what we have just written)
    assert root.tag == "testsuites", f"junit: the root is {root.tag}"
    for element in root.iter():
        wanted = _ATTRIBUTES.get(element.tag, set())
        assert set(element.attrib) == wanted, f"junit: {element.tag} has {set(element.attrib)}"
        strange = {child.tag for child in element} - _CHILDREN.get(element.tag, set())
        assert not strange, f"junit: {strange} in {element.tag}"
        if "time" in wanted:
            assert re.fullmatch(r"\d+\.\d{3}", element.attrib["time"]), "junit: an odd time"
    for case in root.iter("testcase"):
        assert case.attrib["name"], "junit: a case without a name"
        assert case.attrib["classname"], "junit: a case without a class name"
        ways = [child for child in case if child.tag in _WAYS.values()]
        assert len(ways) <= 1, "junit: a case went several ways"
        assert all(way.attrib["message"] for way in ways), "junit: a way without a message"
    for suite in (root, *root):
        for count, tag in (*_WAYS.items(), ("tests", "testcase")):
            if count in suite.attrib:
                found = len(list(suite.iter(tag)))
                assert int(suite.attrib[count]) == found, f"junit: {count} is not {found}"
    _check_junit_marks(root)
    read = junitparser.JUnitXml.fromstring(text.encode())
    for count in ("tests", "failures", "errors", "skipped"):
        found = sum(int(suite.attrib[count]) for suite in root)
        assert (getattr(read, count) or 0) == found, f"junitparser counts other {count}"


def _check_junit_marks(root: ET.Element) -> None:
    for suite in root:
        found = {each.attrib["name"]: each.attrib["value"] for each in suite.iter("property")}
        for name, value in found.items():
            if name.rpartition(".")[2] in ("awarded", "available", "awaiting"):
                assert _DECIMAL.fullmatch(value), f"junit: {name} is {value}"
        for case in suite.iter("testcase"):
            name = case.attrib["name"]
            state = found[f"{name}.state"]
            skipped = state in (State.NOT_ATTEMPTED, State.NOT_ASSESSABLE, State.AWAITING)
            assert (case.find("skipped") is not None) == skipped, f"junit: {name} is {state}"
            green = all(case.find(tag) is None for tag in _WAYS.values())
            whole = found.get(f"{name}.awarded") == found[f"{name}.available"]
            assert green == whole, f"junit: {name} looks {'right' if green else 'wrong'}"


_COLUMNS = [
    *("submission", "assignment", "problem", "title", "part", "function", "file", "line"),
    *("state", "awarded", "available", "verdict", "diagnosis", "wrong", "try"),
]


def check_csv(text: str) -> None:
    """Check a table: RFC 4180, one line a row, plain decimals, and no cell that is a formula."""
    assert_visible("csv", text)
    assert_no_commands("csv", text)
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == _COLUMNS, f"csv: the header is {header}"
    assert text.count("\n") == 1 + len(rows), "csv: a cell with several lines"
    for cells in rows:
        assert len(cells) == len(_COLUMNS), f"csv: {len(cells)} cells in a row"
        assert_inert(cells)
        row = dict(zip(_COLUMNS, cells, strict=True))
        assert row["state"] in list(State), f"csv: the state {row['state']}"
        assert row["verdict"] in ("", *Verdict), f"csv: the verdict {row['verdict']}"
        assert _DECIMAL.fullmatch(row["available"]), f"csv: available {row['available']}"
        assert re.fullmatch(r"\d*", row["line"]), f"csv: the line {row['line']}"
        if row["state"] == State.AWARDED:
            assert _DECIMAL.fullmatch(row["awarded"]), f"csv: awarded {row['awarded']}"
            assert float(row["awarded"]) <= float(row["available"]), "csv: more than available"
        else:
            assert not row["awarded"], f"csv: a mark where the state is {row['state']}"


def assert_inert(cells: list[str]) -> None:
    """Check that no spreadsheet computes a cell, also where it separates by semicolons."""
    for cell in cells:
        for piece in cell.split(";"):
            bare = unicodedata.normalize("NFKC", piece).strip().lstrip("\"' ")
            starts = bare.startswith(("=", "+", "-", "@"))
            shielded = piece.lstrip(' "').startswith("'")
            assert shielded or not starts, f"csv: {cell!r} would be computed"
        assert not cell.startswith(("\t", "\r")), f"csv: {cell!r} begins with a blank"


# GitHub takes a summary of at most this size.
_MOST_BYTES = 1024 * 1024
_SUMMARY = re.compile(r"<details><summary>[A-Za-z0-9 ]+</summary>\s*")
_LIVE = {
    "a mention": r"@\w",
    "an issue": r"#\d",
    "an issue by GH-": r"(?i)\bgh-\d",
    "a link": r"(?i)\w:/|www\.",
    "an emoji": r":[\w+-]+:",
    "a formula": r"\$",
}


def check_markdown(text: str) -> None:
    """Check Markdown as GitHub reads it: no foreign markup, nothing that links or mentions."""
    assert len(text.encode()) <= _MOST_BYTES, "markdown: longer than GitHub takes"
    assert_visible("markdown", text)
    assert_no_commands("markdown", text)
    assert text.startswith("## Marks: "), "markdown: the marks do not come first"
    opened = 0
    for token in _markdown().parse(text):
        match token.type:
            case "html_block":
                for line in filter(None, token.content.split("\n")):
                    is_end = line == "</details>"
                    assert is_end or _SUMMARY.fullmatch(line), f"markdown: HTML {line!r}"
                    opened += -1 if is_end else 1
                    assert opened in (0, 1), "markdown: details in details, or ended twice"
            case "fence":
                assert token.info == "text", f"markdown: a block of {token.info!r}"
            case "inline":
                _check_inline(token)
            case "code_block" | "hr" | "blockquote_open":
                raise AssertionError(f"markdown: {token.type} in {token.content!r}")
            case "heading_open":
                assert token.markup.startswith("##"), "markdown: a heading of the first level"
    assert opened == 0, "markdown: details that do not end"


def _check_inline(token: Token) -> None:
    pieces = []
    for child in token.children or []:
        match child.type:
            case "text" | "html_inline":
                pieces.append(child.content)
            case "code_inline":
                pieces.append("`")
            case "strong_open" | "strong_close" | "softbreak":
                pieces.append("\n")
            case _:
                raise AssertionError(f"markdown: {child.type} in {token.content!r:.200}")
        if child.type == "html_inline":
            allowed = ("<span>", "</span>")
            assert child.content in allowed, f"markdown: HTML {child.content!r}"
    plain = "".join(pieces).replace("<span>$</span>", "\n")
    assert "`" not in plain.replace("`$", "") or "$" not in plain, "markdown: a formula"
    for what, pattern in _LIVE.items():
        found = re.search(pattern, plain)
        assert found is None, f"markdown: {what} in {plain!r:.200}: {found}"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Command:
    """A workflow command, as GitHub's runner reads it."""

    name: str
    properties: Mapping[str, str]
    message: str


# In the order in which the runner undoes them.
_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def commands(text: str) -> list[Command]:
    """Return all commands that GitHub's runner finds in a log.

    Raises:
        AssertionError: A line is none of the three commands that annotate.
    """
    return [_command(line) for line in text.split("\n")[:-1]]


def _command(line: str) -> Command:
    found = re.match(r"::(error|warning|notice)(?: ([^:]*))?::", line)
    assert found is not None, f"github: not a command of ours: {line!r:.200}"
    properties = {}
    for pair in (found[2] or "").split(","):
        key, is_pair, value = pair.partition("=")
        assert not pair or (is_pair and value), f"github: the property {pair!r}"
        if key:
            assert key not in properties, f"github: {key} twice"
            properties[key] = _unescape(value, _PROPERTY)
    return Command(found[1], properties, _unescape(line[found.end() :], _DATA))


def _unescape(text: str, escapes: Mapping[str, str]) -> str:
    for code in re.findall("%..?", text):
        assert code in escapes, f"github: {code} escapes nothing"
    for code, character in escapes.items():
        text = text.replace(code, character)
    return text


def check_github(text: str) -> None:
    """Check workflow commands: all ours, whole, within what GitHub shows, the marks last."""
    assert_visible("github", text)
    found = commands(text)
    levels = ["error", "warning", "notice"]
    order = [levels.index(each.name) for each in found]
    assert order == sorted(order), "github: not in the order of their weight"
    assert order.count(2) <= 10, "github: more notices than are shown"
    assert found, "github: no command"
    assert found[-1].properties == {"title": "Marks"}, "github: the marks are not last"
    for each in found:
        keys = set(each.properties)
        assert keys <= {"file", "line", "title"}, f"github: the properties {keys}"
        assert each.properties.get("title"), "github: no title"
        assert each.message, "github: no message"
        assert_visible("github", each.message)
        file, line = each.properties.get("file"), each.properties.get("line")
        assert line is None or (file and int(line) > 0), f"github: line {line} of {file}"
        if file is not None:
            assert not file.startswith("/"), f"github: {file!r} is a path of the machine"
            assert ".." not in file.split("/"), f"github: {file!r} is outside"


_GRADESCOPE = {
    "score": (int, float),
    "output": str,
    "output_format": str,
    "test_output_format": str,
    "test_name_format": str,
    "visibility": str,
    "stdout_visibility": str,
    "tests": list,
    "extra_data": dict,
}
_GRADESCOPE_TEST = {
    "name": str,
    "number": str,
    "score": (int, float),
    "max_score": (int, float),
    "status": str,
    "output": str,
    "output_format": str,
    "visibility": str,
    "extra_data": dict,
}


def check_gradescope(text: str) -> None:
    """Check results.json: known keys, plain text, everything visible, marks that add up."""
    found = _strict_json("gradescope", text)
    scored = all(each["extra_data"]["state"] != "unmarked" for each in found["tests"])
    _check_keys("gradescope", found, _scored(_GRADESCOPE, scored=scored))
    assert found["visibility"] == "visible", "gradescope: students cannot see it"
    assert found["stdout_visibility"] == "hidden", "gradescope: students see our log"
    assert_visible("gradescope", found["output"])
    formats = [found[key] for key in ("output_format", "test_output_format", "test_name_format")]
    assert formats == ["text"] * 3, "gradescope: something may be markup"
    numbers = [test["number"] for test in found["tests"]]
    assert len(numbers) == len(set(numbers)), "gradescope: a number twice"
    for test in found["tests"]:
        _check_keys("gradescope", test, _scored(_GRADESCOPE_TEST, scored=scored))
        assert_visible("gradescope", test["name"])
        assert_visible("gradescope", test["output"])
        assert test["name"].strip(), "gradescope: a test without a name"
        assert "\n" not in test["name"], "gradescope: a name of several lines"
        assert test["status"] in ("passed", "failed"), f"gradescope: {test['status']}"
        assert test["output_format"] == "text", "gradescope: an output may be markup"
        assert test["visibility"] == "visible", "gradescope: a test is hidden"
        if test["extra_data"]["state"] in ("awaiting", "unmarked"):
            assert "mark" in test["name"], "gradescope: marks would be lost silently"
    if scored:
        _check_scores(found)
    else:
        assert "No score is given" in found["output"], "gradescope: nobody is told to look"


def _check_scores(found: Mapping[str, Any]) -> None:
    for test in found["tests"]:
        assert 0 <= test["score"] <= test["max_score"], "gradescope: a score out of range"
        whole = test["score"] == test["max_score"] and test["extra_data"]["state"] == "awarded"
        assert (test["status"] == "passed") == whole, f"gradescope: {test['name']}"
        for key in ("score", "max_score"):
            assert round(test[key], 6) == test[key], f"gradescope: {test[key]} is not rounded"
    total = sum(test["score"] for test in found["tests"])
    assert abs(found["score"] - total) < _SLACK, f"gradescope: {found['score']} is not {total}"


def _scored(keys: Mapping[str, Any], *, scored: bool) -> dict[str, Any]:
    """Return the keys that there are: no score is in results in which something is unmarked."""
    return {key: kind for key, kind in keys.items() if scored or key != "score"}


_CLASSROOM50 = {
    "schema": str,
    "classroom": str,
    "assignment": str,
    "assignment_type": str,
    "owner": str,
    "submission": str,
    "commit": str,
    "release": str,
    "review": str,
    "datetime": str,
    "score": int,
    "max-score": int,
    "tests": list,
}


def check_classroom50(text: str) -> None:
    """Check result.json: all required keys and no other, whole numbers that add up."""
    found = _strict_json("classroom50", text)
    _check_keys("classroom50", found, _CLASSROOM50)
    for key, kind in _CLASSROOM50.items():
        assert kind is not str or found[key], f"classroom50: {key} is empty"
    assert found["schema"] == "classroom50/result/v1", f"classroom50: {found['schema']}"
    assert found["assignment_type"] in ("individual", "group", "team"), "classroom50: type"
    assert found["submission"].startswith("submit/"), f"classroom50: {found['submission']}"
    assert _STAMP.fullmatch(found["datetime"]), f"classroom50: {found['datetime']}"
    names = []
    for test in found["tests"]:
        assert {"test-name", "passed", "score", "max-score"} <= set(test), "classroom50: a key"
        assert isinstance(test["test-name"], str), "classroom50: a name that is no text"
        assert test["test-name"].strip(), "classroom50: a test without a name"
        assert "\n" not in test["test-name"], "classroom50: a name of several lines"
        assert_visible("classroom50", test["test-name"])
        assert_visible("classroom50", test["output"])
        assert isinstance(test["passed"], bool), "classroom50: passed is not true or false"
        _check_points(test)
        names.append(test["test-name"])
    assert len(names) == len(set(names)), "classroom50: a name twice"
    _check_points(found)
    for key in ("score", "max-score"):
        total = sum(test[key] for test in found["tests"])
        assert found[key] == total, f"classroom50: {key} is not {total}"


def _check_points(found: Mapping[str, Any]) -> None:
    for key in ("score", "max-score"):
        assert type(found[key]) is int, f"classroom50: {key} is {found[key]!r}"
    assert 0 <= found["score"] <= found["max-score"], "classroom50: a score out of range"


def check_json(text: str) -> None:
    """Check our own JSON against its schema."""
    error = best_match(_schema().iter_errors(_strict_json("json", text)))
    assert error is None, f"json: {error.json_path if error else ''}: {error}"


@cache
def _schema() -> jsonschema.Draft202012Validator:
    path = _ROOT / "grader" / "report" / "report.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


RULES: Mapping[str, Callable[[str], None]] = {
    "junit": check_junit,
    "csv": check_csv,
    "markdown": check_markdown,
    "github": check_github,
    "gradescope": check_gradescope,
    "classroom50": check_classroom50,
    "json": check_json,
}
"""The rules of each format that something other than a person reads."""


def assert_visible(name: str, text: str) -> None:
    """Check that nothing in a text moves the cursor, turns lines round or is half a character."""
    bad = next((each for each in text if each != "\n" and not each.isprintable()), None)
    assert bad is None, f"{name}: {bad!a} cannot be seen"


def assert_no_commands(name: str, text: str) -> None:
    """Check that GitHub's runner finds no command in a text, should it be printed in a job."""
    for line in text.split("\n"):
        assert not line.lstrip().startswith("::"), f"{name}: a command, {line!r:.100}"
    assert "##[" not in text, f"{name}: a command of the old kind"


def _strict_json(name: str, text: str) -> Any:
    def refuse(constant: str) -> NoReturn:
        raise AssertionError(f"{name}: {constant} is no JSON")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), f"{name}: a key twice"
        return dict(pairs)

    assert text.isascii(), f"{name}: characters that a reader may decode otherwise"
    assert_no_commands(name, text.replace("##[", ""))  # in a text of JSON it begins no line
    return json.loads(text, parse_constant=refuse, object_pairs_hook=unique)


def _check_keys(name: str, found: Any, wanted: Mapping[str, Any]) -> None:
    assert isinstance(found, dict), f"{name}: no object but {found!r:.80}"
    assert set(found) == set(wanted), f"{name}: the keys {set(found) ^ set(wanted)}"
    for key, kind in wanted.items():
        right = isinstance(found[key], kind) and not isinstance(found[key], bool)
        assert right, f"{name}: {key} is {found[key]!r:.80}"
