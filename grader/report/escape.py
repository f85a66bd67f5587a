"""Makes foreign text harmless: it must not move the cursor or turn lines round."""

from typing import TextIO

_ASCII = str.maketrans(
    {"“": '"', "”": '"', "–": "-", "✓": "+", "✗": "x", "≈": "~", "…": "."}  # noqa: RUF001  (the dash is meant)
)


def escaped(text: str) -> str:
    """Return text in which every character that is not plainly visible is written as an escape.

    Line feeds stay, tabs become spaces.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text.expandtabs(4))


def escaped_line(text: str) -> str:
    """Return text as `escaped` does, on a single line."""
    return " ".join(escaped(text).split())


def _shown(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def fitting(text: str, stream: TextIO) -> str:
    """Return text that a stream can encode; signs become ASCII where it cannot."""
    encoding = stream.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.translate(_ASCII)
        return plain.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")
    return text
