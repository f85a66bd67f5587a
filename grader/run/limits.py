"""How much time, memory and output student code may use."""

from dataclasses import dataclass, replace

WALL_FACTOR = 3
"""Wall time allowed for a second of processor time: a busy machine is not the student's fault."""


@dataclass(frozen=True)
class Limits:
    """What a submitted file may use. Seconds are of processor time."""

    import_seconds: float = 10.0
    call_seconds: float = 5.0
    """For one function over all its cases."""
    megabytes: int = 512
    printed_kept: int = 64 * 1024
    """Bytes that are kept of each of the two streams."""
    printed_megabytes: int = 64
    """At more than this the process is ended."""
    returned_megabytes: int = 256
    """Of all that is handed back by one process."""

    def with_patience(self, factor: float) -> "Limits":
        """Return the same limits with more time, for a slow machine."""
        return replace(
            self,
            import_seconds=factor * self.import_seconds,
            call_seconds=factor * self.call_seconds,
        )
