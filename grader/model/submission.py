"""What was handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SubmittedFile:
    """A file as it was read, once; nothing looks at its path again."""

    path: str
    """Relative to the submission, with forward slashes."""
    content: bytes
    digest: str
    """SHA-256 of the content, in hexadecimal."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class LeftOut:
    """Something in the submission that was not read, and why."""

    path: str
    why: str


@dataclass(frozen=True)
class Submission:
    """All that was read, and all that was not."""

    name: str
    files: tuple[SubmittedFile, ...]
    left_out: tuple[LeftOut, ...]
    stand_ins: Mapping[str, SubmittedFile] = field(default_factory=dict)
    """Files of other names that stand for files that were not handed in under their own."""

    def find(self, file: str) -> SubmittedFile | None:
        """Return the file of this name nearest to the top, the first by name among equals.

        Where there is none, that is the file which stands for it.
        """
        found = [submitted for submitted in self.files if submitted.name == file]
        nearest = min(found, key=lambda each: (each.path.count("/"), each.path), default=None)
        return nearest or self.stand_ins.get(file)
