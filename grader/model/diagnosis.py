"""What kind of mistake explains a wrong answer."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of mistakes that are told apart. This list is closed."""

    MISCONCEPTION = "misconception"
    MUTANT = "mutant"
    SCALE = "scale"
    TRANSPOSED = "transposed"
    AXIS = "axis"
    SUM = "sum"
    SHAPE = "shape"
    PATTERN = "pattern"
    ZERO = "zero"
    OTHER_QUANTITY = "other_quantity"
    REVERSED = "reversed"
    SAMPLES = "samples"
    ROUNDED = "rounded"
    CLIPPED = "clipped"
    ENTRY = "entry"
    SIGN = "sign"
    IMPRECISE = "imprecise"
    NUMERICAL = "numerical"
    LINEARITY = "linearity"
    BATCH = "batch"


@dataclass(frozen=True)
class Diagnosis:
    """A mistake that explains everything that came back."""

    kind: Kind
    name: str
    """A short name for machines, the same for the same mistake."""
    wrong: str
    """One sentence: what is wrong. Never a number of the right answer."""
    advice: str
    """One sentence: what to try."""
