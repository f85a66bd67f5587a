"""How long a process has been at work."""

import time


def processor_time(pid: int) -> float:
    """Return the processor time that a process has taken, in seconds; 0 if it is gone.

    Source:
        clock_getcpuclockid(3): the clock of a process is made from its number.
    """
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0
