"""The command ``grade``: finds out which command is meant, runs it, and exits."""

import gc
import os
import signal
import sys
from importlib import import_module
from typing import NoReturn

import click

from grader.commands.options import INTERRUPTED, MARKED, OUR_FAILURE, WRONG_CALL
from grader.commands.printing import reader_may_leave
from grader.errors import FileError, GraderError, SubmissionError, UsageError
from grader.report.escape import escaped_line

COMMANDS = {
    "list": "listing:list_problems",
    "show": "listing:show",
    "starter": "starter:starter",
    "moderate": "moderate:moderate",
    "new": "new:new",
    "class": "cohort:mark_all",
    "pack": "pack:pack",
    "check": "check:check",
    "preview": "preview:preview",
    "schema": "schema:schema",
    "doctor": "doctor:doctor",
}
"""Where each command stands in `grader.commands`. Whatever else comes first is a submission."""


def command_of(name: str | None) -> click.Command:
    """Return a command; for None, the one that marks a submission."""
    # The others are not imported: half of the time that marking takes is the start.
    module, _, attribute = ("mark:mark" if name is None else COMMANDS[name]).partition(":")
    command: click.Command = getattr(import_module(f"grader.commands.{module}"), attribute)
    return command


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # Imports make no garbage, and the process is short: looking for cycles is a tenth of its start.
    gc.disable()
    _open_standard_streams()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    # Paths and names may hold what the terminal cannot show.
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    status = _run(sys.argv[1:])
    with reader_may_leave():
        pass
    sys.stderr.flush()
    # Taking the interpreter down in order would be a twentieth of the run, and all is written.
    os._exit(status)


def _open_standard_streams() -> None:
    """Let all three be open: else a pipe of ours would take the number of one that is closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


class _Leaving(BaseException):
    """A signal to end. Nothing that lets a course or a student exit lets this pass unseen."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


def _leave(number: int, _: object) -> NoReturn:
    raise _Leaving(128 + number)


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments and arguments[0] in COMMANDS else None
    program, rest = (f"grade {name}", arguments[1:]) if name else ("grade", arguments)
    try:
        status = command_of(name).main(rest, prog_name=program, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return WRONG_CALL
    except _Leaving as leaving:
        return leaving.status
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except SubmissionError as error:
        hint = _hint_at_command(rest)
        return _complain(f"{error}{hint}", WRONG_CALL)
    except (FileError, UsageError) as error:
        return _complain(str(error), WRONG_CALL)
    except GraderError as error:
        return _complain(str(error), OUR_FAILURE)
    except Exception as error:
        if os.environ.get("GRADE_TRACEBACK"):
            raise
        message = f"a failure of the grader itself: {type(error).__name__}: {error}"
        hint = "Please report it, with what GRADE_TRACEBACK=1 shows. It costs no marks."
        return _complain(f"{message}\n{hint}", OUR_FAILURE)
    return status if isinstance(status, int) else MARKED


def _hint_at_command(arguments: list[str]) -> str:
    """Return a hint for who wrote the command after its options."""
    meant = next((each for each in arguments if each in COMMANDS), None)
    return f"; the command comes first: grade {meant}" if meant else ""


def _complain(message: str, status: int) -> int:
    for line in message.splitlines():
        click.echo(f"grade: {escaped_line(line)}", err=True)
    return status
