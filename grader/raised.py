"""What to say about an exception, and what to try next."""

import re

from grader.model.answer import Raised

_PYTHON_2 = (
    r"Missing parentheses in call to '(print|exec)'"
    r"|name '(xrange|raw_input|unicode|unichr|basestring|reduce|long)' is not defined"
    r"|multiple exception types must be parenthesized"
    r"|leading zeros in decimal integer literals"
    r"|parameters cannot be parenthesized"
    r"|: Python 2\)"
    r"|has no attribute '(has_key|iteritems|iterkeys|itervalues|maxint|izip|next)'"
    r"|cannot import name '(izip|imap|ifilter|izip_longest)' from 'itertools'"
    r"|'(map|filter|zip|dict_keys|dict_values|dict_items)' (object is not subscriptable|has no len)"
    r"|object of type '(map|filter|zip)' has no len"
    r"|unsupported operand type\(s\) for >>: 'builtin_function_or_method'"
    r"|No module named '(cPickle|cStringIO|StringIO|Queue|ConfigParser|Tkinter|urllib2)'"
)
_MOVED_IN_NUMPY = {
    "float": "float",
    "int": "int",
    "bool": "bool",
    "object": "object",
    "str": "str",
    "complex": "complex",
    "long": "int",
    "unicode": "str",
    "float_": "np.float64",
    "int0": "np.intp",
    "bool8": "np.bool_",
    "complex_": "np.complex128",
    "Inf": "np.inf",
    "Infinity": "np.inf",
    "infty": "np.inf",
    "PINF": "np.inf",
    "NINF": "-np.inf",
    "NaN": "np.nan",
    "NAN": "np.nan",
    "NZERO": "-0.0",
    "PZERO": "0.0",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "sometrue": "np.any",
    "alltrue": "np.all",
    "in1d": "np.isin",
    "row_stack": "np.vstack",
    "trapz": "np.trapezoid",
    "round_": "np.round",
    "msort": "np.sort",
    "mat": "np.asmatrix",
    "rank": "np.ndim",
    "asfarray": "np.asarray",
    "asscalar": "the method item",
    "cast": "np.asarray",
    "find_common_type": "np.result_type",
    "unicode_": "np.str_",
    "string_": "np.bytes_",
    "longfloat": "np.longdouble",
    "singlecomplex": "np.complex64",
    "cfloat": "np.complex128",
    "uint0": "np.uintp",
}
"""What numpy no longer has, and what to write instead."""
_GONE_FROM_NUMPY = re.compile(
    r"module 'numpy' has no attribute '(\w+)'|cannot import name '(\w+)' from 'numpy'"
    r"|`np\.(\w+)` was removed"
)


def words_for_exception(finding: Raised) -> tuple[str, str]:
    """Return what an exception says, where it was raised, and what to try next."""
    place = f" in {finding.file}, line {finding.line}" if finding.line else ""
    message = f": {finding.message}" if finding.message else ""
    gone = _gone_from_numpy(finding)
    if gone is not None:
        message = f": np.{gone} is no longer in numpy"
    wrong = f"{finding.type}{place}{message}"
    wrong += "" if wrong.endswith((".", "!", "?")) else "."
    if finding.importing:
        wrong = f"The file cannot be imported. {wrong}"
    if gone is not None:
        return wrong, f"Write {_MOVED_IN_NUMPY[gone]} instead: this is marked with numpy 2."
    if finding.type == "TabError":
        return wrong, "Indent with blanks alone, four for each step; Python 2 let tabs pass."
    if re.search(_PYTHON_2, finding.message):
        return wrong, "This is Python 2. Run it with Python 3 and mend what that reports."
    if finding.type == "NotebookError":
        wrong = f"The notebook cannot be read{message}."
        return wrong, "Hand in a notebook in Python as it was saved, or the code as a .py file."
    if finding.type == "EOFError" and "reading a line" in finding.message:
        return wrong, (
            "Nobody types when this is marked: put input() under if __name__ == '__main__':."
        )
    if finding.importing and finding.type in ("FileNotFoundError", "PermissionError"):
        advice = (
            "Files that were not handed in are not there when this is marked: "
            "put what reads them under if __name__ == '__main__':."
        )
        return wrong, advice
    if finding.importing and re.search("null bytes|encoding|utf-8", finding.message):
        return wrong, "The file is damaged, or not text. Save it again as UTF-8."
    if finding.type == "ModuleNotFoundError":
        return wrong, "It is not there when this is marked: do without it, or hand it in."
    if finding.importing or finding.type in ("SyntaxError", "IndentationError"):
        return wrong, "Run the file once yourself before handing it in."
    if finding.type == "PermissionError":
        advice = (
            "Other files, the network, processes and signals are out of reach when this is marked."
        )
        return wrong, advice
    if finding.type == "ForbiddenError":
        return wrong, "Write the derivative out step by step, from the last quantity to the first."
    if finding.type == "RecursionError":
        return wrong, "A function calls itself without end."
    return wrong, "Call the function yourself with inputs of these sizes, and follow the error."


def _gone_from_numpy(finding: Raised) -> str | None:
    """Return the name that an exception misses in numpy, if it was there once."""
    if finding.type not in ("AttributeError", "ImportError"):
        return None
    found = _GONE_FROM_NUMPY.search(finding.message)
    name = next((each for each in found.groups() if each), None) if found else None
    return name if name in _MOVED_IN_NUMPY else None
