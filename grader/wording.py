"""Compares what people write: case, white space and punctuation are left aside."""

import unicodedata

_KEPT = frozenset("/*%&#@")
"""Punctuation that stands for something in a formula."""
_COMPARISONS = (
    ("!=", "\N{NOT EQUAL TO}"),
    ("<=", "\N{LESS-THAN OR EQUAL TO}"),
    (">=", "\N{GREATER-THAN OR EQUAL TO}"),
)
_MINUS = "\N{MINUS SIGN}"
_QUOTES = dict.fromkeys(
    map(ord, "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"), ""
)


def normalised(text: str) -> str:
    """Return a text in the form in which it is compared; empty if there is nothing in it.

    Letters lose their case, compatible characters become one (NFKC), punctuation and white
    space become single spaces, apostrophes go. A dash between letters is a space, any other is
    a minus; a sign of equality is a space; what counts in a formula, as in ``1/N``, stays.
    """
    # Twice: some characters fold into others that fold on, and accents find their letters.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    for written, sign in _COMPARISONS:
        text = text.replace(written, sign)
    characters = [_character(text, number) for number in range(len(text))]
    return " ".join("".join(characters).split())


def _character(text: str, number: int) -> str:
    character = text[number]
    category = unicodedata.category(character)
    if category == "Pd" or character == _MINUS:
        before, after = text[number - 1 : number], text[number + 1 : number + 2]
        return " " if before.isalpha() and after.isalpha() else "-"
    if character in _KEPT:
        return character
    # Also signs as in `sum`, $p_y$ and reduction=sum, and what is not seen at all.
    return " " if category[0] in "PZC" or character in "`$=" else character


def has_words(text: str) -> bool:
    """Return whether anything is said: there is a letter or a digit in it."""
    return any(each.isalnum() for each in text)
