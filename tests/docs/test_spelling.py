"""Prose is in British spelling."""

import re
from pathlib import Path

import pytest

from tests.docs.reading import DOCUMENTS, name_of, prose

AMERICAN = re.compile(
    r"\b(?:behavior|color|favor|flavor|honor|labor|neighbor|rumor|vapor|"
    r"center(?:s|ed|ing)?|fiber|meter|theater|"
    r"catalog|analog|dialog|defense|offense|gray|skeptic|math|"
    r"labeled|labeling|modeling|modeled|canceled|canceling|traveled|fulfill|enrollment|"
    r"\w*(?:analyz|paralyz)(?:e[ds]?|ing)|"
    r"(?:\w*(?:normal|special|initial|optim|minim|maxim|recogn|organ|general|vector|serial|"
    r"visual|author|summar|real|penal|customs?|standard|util|random|color|regular|token|"
    r"symbol|critic|apolog|emphas|categor|personal)iz(?:e[drs]?|ing|ation\w*|able)))\b",
    re.IGNORECASE,
)


def american(text: str) -> list[str]:
    """Return the words in American spelling."""
    return [found.group() for found in AMERICAN.finditer(text)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_prose_is_british(path: Path) -> None:
    assert american(prose(path)) == []


def test_american_words_are_found_and_british_ones_let_be() -> None:
    words = "normalize unrecognized Color centered behavior initialization analyze gray labeled"
    assert len(american(words)) == len(words.split())
    assert american("normalise recognised colour centred behaviour size seized analyse grey") == []
