"""Runs each submitted file in a process of its own, under limits."""

import contextlib
import os
import re
import selectors
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self, TypeAlias

import numpy as np

from grader.errors import RunnerError
from grader.model.answer import (
    Answer,
    Crashed,
    Exited,
    FileRun,
    FunctionCalls,
    Isolation,
    Job,
    NotMarked,
    OutOfMemory,
    Printed,
    Raised,
    Returned,
    Run,
    TimedOut,
    TooMuchOutput,
)
from grader.model.submission import SubmittedFile
from grader.run.costs import Measured, measured
from grader.run.frames import (
    Frame,
    FrameReader,
    Garbled,
    read_changed,
    read_missing,
    read_notes,
    read_outputs,
    read_place,
)
from grader.run.inside.wire import pack, write_frame
from grader.run.limits import WALL_FACTOR, Limits
from grader.run.runner import as_far_as_torch_goes, by_function, joined, not_attempted
from grader.run.slot import SealedWorker, torch_is_installed
from grader.run.supply import AnyWorker, NotHeld, Supply

_LIMITED = ("cpu_time", "wall_time", "memory", "file_size", "output")
"""What is held at every level."""
_START_SECONDS = 60.0
"""Wall time that a worker may need until it is ready; after that the failure is ours."""
_TICK = 0.1
_IMPORTING_TORCH = {
    ".py": rb"(?m)^[ \t]*(import|from)[ \t]+torch\b",
    ".py.txt": rb"(?m)^[ \t]*(import|from)[ \t]+torch\b",
    ".ipynb": rb'(["\s]|\\n)(import|from)[ \t]+torch\b',
}
"""What code that needs torch has in it, by the ending of its file."""
_TRIVIAL = Job(
    SubmittedFile("trivial.py", b"def double(x):\n    return 2 * x\n", ""),
    (),
    (FunctionCalls("", "double", ("y",), several=False, calls=((np.array([1.5, -2.0]),),)),),
)
_DRAIN_SECONDS = 0.5

Lost: TypeAlias = TimedOut | Crashed | Exited | TooMuchOutput
"""The ways in which a process is lost before it has answered everything."""


class ProcessRunner:
    """The real runner. Use it as a context manager, so that no process stays behind.

    Constructing one starts the first worker at once, which warms up in the background.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        supply: Supply | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        """Start a supply of workers, unless one is handed over, which then belongs to this.

        Args:
            limits: What student code may use.
            supply: Started earlier, with the same limits; it knows which level will do.
            progress: Is told the name of each file before it is run.
        """
        self._limits = limits or Limits()
        self._progress = progress or (lambda _: None)
        self._supply = supply or Supply(self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_sealed(self) -> bool:
        """Whether student code can reach nothing, the memory of this process least of all."""
        return self._supply.level in ("confined", "full")

    def close(self) -> None:
        """End the workers that were not needed."""
        self._supply.close()

    def run(self, jobs: Sequence[Job]) -> Run:
        """Return the answers to all calls of all jobs, one file after another."""
        runs = []
        versions: dict[str, str] = {}
        held: list[str] = []
        for number, job in enumerate(jobs):
            self._progress(job.file.path)
            runs.append(self._run_file(job, versions, held, more=number + 1 < len(jobs)))
        isolation = Isolation(
            level=self._supply.level,
            reason=self._supply.reason if jobs else "no code was run",
            held=(*_LIMITED, *held) if jobs else (),
        )
        return Run(tuple(runs), isolation, versions)

    def _run_file(
        self, job: Job, versions: dict[str, str], held: list[str], *, more: bool
    ) -> FileRun:
        """Ask for all functions; after a process was lost, for the rest in a fresh one."""
        usual = tuple(each for each in job.functions if not each.costly)
        answers: list[tuple[Answer, ...]] = []
        printed = Printed()
        notes: tuple[str, ...] = ()
        missing: tuple[str, ...] = ()
        while len(answers) < len(usual):
            rest = replace(job, functions=usual[len(answers) :])
            talk = self._ask(rest, more=more) or self._ask(rest, more=more)
            if talk is None:
                failed = NotMarked("the process that runs student code could not be started")
                answers += [(failed,) * len(each.calls) for each in rest.functions]
                break
            versions.update(talk.versions)
            held[:] = talk.held
            printed = joined(printed, talk.printed())
            notes, missing = notes or talk.notes, missing or talk.missing
            answers += talk.settled()
        for number, each in enumerate(job.functions):
            if each.costly:
                answers.insert(number, self._measured(job, each, versions, held))
        answers = list(map(as_far_as_torch_goes, job.functions, answers))
        return FileRun(job.file.path, by_function(job, answers), printed, notes, missing)

    def _measured(
        self, job: Job, function: FunctionCalls, versions: dict[str, str], held: list[str]
    ) -> tuple[Answer, ...]:
        """Ask for each call in a process of its own, which takes no more than it may."""

        def ask(job: Job, megabytes: int | None = None) -> Measured:
            talk = self._ask(job, more=True, megabytes=megabytes, measure=True)
            if talk is None:
                failed = NotMarked("the process that runs student code could not be started")
                return Measured(failed, 0.0)
            versions.update(talk.versions)
            held[:] = talk.held
            answers = talk.settled()
            nothing = NotMarked("nothing was asked")
            return Measured(answers[0][0] if answers and answers[0] else nothing, talk.took)

        return measured(job, function, ask)

    def _ask(
        self, job: Job, *, more: bool, megabytes: int | None = None, measure: bool = False
    ) -> "_Talk | None":
        """Return what one process did with a job; None when the failure is ours."""
        wanted = "torch" not in job.forbids and (
            any(function.tensors for function in job.functions)
            or any(
                re.search(pattern, file.content)
                for file in (job.file, *job.others)
                for suffix, pattern in _IMPORTING_TORCH.items()
                if file.path.casefold().endswith(suffix)
            )
        )
        torch = wanted and torch_is_installed()
        try:
            while True:
                try:
                    worker = self._tested_worker(torch=torch, more=more, megabytes=megabytes)
                    return self._talk(worker, job, megabytes, measure=measure)
                except NotHeld as error:
                    self._supply.descend(str(error))
        except (RunnerError, OSError):
            self._supply.close()
            return None

    def _tested_worker(self, *, torch: bool, more: bool, megabytes: int | None) -> AnyWorker:
        worker = self._supply.take(torch=torch, more=more, megabytes=megabytes)
        if isinstance(worker, SealedWorker) and not worker.slot.tested:
            self._test(worker)
            worker = self._supply.take(torch=torch, more=more, megabytes=megabytes)
        return worker

    def _talk(
        self, worker: AnyWorker, job: Job, megabytes: int | None = None, *, measure: bool = False
    ) -> "_Talk":
        limits = self._limits if megabytes is None else replace(self._limits, megabytes=megabytes)
        try:
            talk = _Talk(job, worker.scratch, limits, measure=measure)
            _converse(worker, talk, self._supply)
            if measure:
                talk.took = worker.seconds() - (talk.before or 0.0)
        finally:
            worker.close()
        return talk

    def _test(self, worker: SealedWorker) -> None:
        """Let a new slot answer something trivial; raises `RunnerError` unless it is right."""
        (answers,) = self._talk(worker, _TRIVIAL).settled()
        for answer, (argument,) in zip(answers, _TRIVIAL.functions[0].calls, strict=True):
            output = answer.outputs[0] if isinstance(answer, Returned) else None
            if not isinstance(output, np.ndarray) or not np.array_equal(
                output, 2 * np.asarray(argument)
            ):
                raise RunnerError("a fork server gave a wrong answer to a trivial problem")
        worker.slot.tested = True


@dataclass
class _Stream:
    kept: bytearray = field(default_factory=bytearray)
    total: int = 0


@dataclass
class _Talk:
    """What one process has said so far, and how it ended."""

    job: Job
    scratch: str
    limits: Limits
    versions: dict[str, str] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    unattempted: dict[str, str] = field(default_factory=dict)
    found: bool = False
    """Whether it has said what stands in the file, which it does once, before any of it runs."""
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    imported: bool = False
    answers: list[list[Answer]] = field(default_factory=list)
    streams: dict[str, _Stream] = field(
        default_factory=lambda: {"stdout": _Stream(), "stderr": _Stream()}
    )
    import_error: Answer | None = None
    end: Lost | None = None
    """Why the process was lost; None when it came to its end."""
    done: bool = False
    took: float = 0.0
    """Processor time from the import on, where that was to be measured."""
    measure: bool = False
    """Whether what a call takes is measured: its arguments are then sent after the import."""
    before: float | None = None
    """Processor time until the arguments were sent."""
    unsaid: Raised | None = None
    """An exception whose message is still being computed, which may take for ever."""

    def __post_init__(self) -> None:
        self.answers = [[] for _ in self.job.functions]

    @property
    def current(self) -> int:
        """The function that is being called: the first that is neither answered nor missing."""
        for number, function in enumerate(self.job.functions):
            if function.function in self.unattempted:
                continue
            if len(self.answers[number]) < len(function.calls):
                return number
        return len(self.job.functions)

    def seconds(self) -> float:
        """Processor time allowed in the phase that is under way."""
        return self.limits.call_seconds if self.imported else self.limits.import_seconds

    def hear(self, frame: Frame) -> None:
        """Take in one frame; raises `Garbled` when it does not belong here."""
        kind = frame.header.get("frame")
        if kind == "found" and not self.found:
            self.found = True
            self._hear_unattempted(frame.header.get("unattempted"))
            self.notes = read_notes(frame.header.get("notes"))
        elif kind == "imported" and not self.imported:
            self.imported = True
            self._hear_unattempted(frame.header.get("unattempted"))
            self.missing = read_missing(frame.header.get("missing"))
        elif kind == "done":
            self.done = True
        elif kind in ("result", "raised", "exited", "message"):
            self._hear_answer(frame, kind)
        else:
            raise Garbled

    def _hear_unattempted(self, found: Any) -> None:
        if not isinstance(found, dict):
            raise Garbled
        known = {function.function for function in self.job.functions}
        self.unattempted = {name: str(why) for name, why in found.items() if name in known}

    def _hear_answer(self, frame: Frame, kind: str) -> None:
        header = frame.header
        if kind == "message":
            self._hear_message(header)
        elif header.get("function") == -1 and not self.imported:
            self.import_error = self._failure(header, kind, importing=True)
        elif self.imported and self.current < len(self.job.functions):
            function = self.job.functions[self.current]
            answers = self.answers[self.current]
            if (header.get("function"), header.get("call")) != (self.current, len(answers)):
                raise Garbled
            if kind == "result":
                outputs = read_outputs(frame, len(function.returns))
                answers.append(Returned(outputs, read_changed(header.get("changed"))))
            else:
                answers.append(self._failure(header, kind, importing=False))
        else:
            raise Garbled

    def _hear_message(self, header: dict[str, Any]) -> None:
        self.unsaid = None
        text = self._without_scratch(str(header.get("text"))[:2000])
        if isinstance(self.import_error, Raised):
            self.import_error = replace(self.import_error, message=text)
            return
        for answers in reversed(self.answers):
            if answers:
                last = answers[-1]
                if isinstance(last, Raised):
                    answers[-1] = replace(last, message=text)
                return

    def _failure(self, header: dict[str, Any], kind: str, *, importing: bool) -> Answer:
        if kind == "exited":
            status = header.get("status")
            # As a process ends with: one byte of it.
            return Exited(status & 0xFF if type(status) is int else 1, importing)
        if header.get("memory") is True:
            return OutOfMemory(self.limits.megabytes, importing)
        sizes = {each.path: len(each.content) for each in (self.job.file, *self.job.others)}
        file, line = read_place(header, sizes)
        self.unsaid = Raised(str(header.get("type"))[:100], "", file, line, importing)
        return self.unsaid

    def settled(self) -> list[tuple[Answer, ...]]:
        """Return the answers that are now known; functions beyond them want another process."""
        settled: list[tuple[Answer, ...]] = []
        stuck = self.current
        for number, function in enumerate(self.job.functions):
            wanted = len(function.calls)
            if function.function in self.unattempted:
                reason = self.unattempted[function.function]
                settled.append((not_attempted(function, self.job, reason),) * wanted)
            elif self.import_error is not None:
                settled.append((self.import_error,) * wanted)
            elif self.end is not None and not self.imported:
                settled.append((replace(self.end, importing=True),) * wanted)
            elif number > stuck:
                break
            else:
                answers = self.answers[number]
                end = self.unsaid or self.end or Crashed("stopped before it had answered")
                settled.append((*answers, *[end] * (wanted - len(answers))))
        return settled

    def printed(self) -> Printed:
        """Return what was written."""
        texts = {
            name: self._without_scratch(stream.kept.decode("utf-8", "backslashreplace"))
            for name, stream in self.streams.items()
        }
        cut = any(stream.total > self.limits.printed_kept for stream in self.streams.values())
        return Printed(texts["stdout"], texts["stderr"], cut)

    def _without_scratch(self, text: str) -> str:
        """Return text without the name of the scratch folder, which is another in every run."""
        return text.replace(f"{self.scratch}/", "").replace(self.scratch, ".")


def _converse(worker: AnyWorker, talk: _Talk, supply: Supply) -> None:
    """Send the job and listen until it is done, or has to be ended.

    Raises `RunnerError` for what happens before the job was sent: until then no
    student code has run.
    """
    calls = sum(len(function.calls) for function in talk.job.functions)
    # Two frames a call at the most: an exception is followed by its message.
    reader = FrameReader(frames=2 * calls + 6, limit=talk.limits.returned_megabytes << 20)
    _greet(worker, talk, reader)
    supply.accept(talk.held)
    _send_job(worker, talk)
    phase: object = None
    deadline = 0.0
    open_pipes = {worker.results: "results", worker.stdout: "stdout", worker.stderr: "stderr"}
    with selectors.DefaultSelector() as selector:
        for descriptor, name in open_pipes.items():
            selector.register(descriptor, selectors.EVENT_READ, name)
        while not talk.done and talk.end is None:
            if phase != (talk.imported, talk.current):
                phase = (talk.imported, talk.current)
                deadline = time.monotonic() + WALL_FACTOR * talk.seconds()
            for key, _ in selector.select(_TICK):
                chunk = os.read(key.fd, 1 << 16)
                if not chunk:
                    selector.unregister(key.fd)
                if key.data == "results":
                    _take_in(worker, talk, reader, chunk)
                else:
                    _keep(talk, key.data, chunk)
            if talk.done or talk.end is not None:
                break
            if talk.measure and talk.imported and talk.before is None:
                _send_arguments(worker, talk)
            if time.monotonic() > deadline:
                talk.end = TimedOut(talk.seconds())
            elif worker.poll() is not None and not selector.select(0):
                talk.end = _how_it_ended(worker, talk)
        if not talk.done:
            worker.kill()
        _drain(selector, talk)


def _greet(worker: AnyWorker, talk: _Talk, reader: FrameReader) -> None:
    """Wait until the process says what it is, and what it found refused."""
    deadline = time.monotonic() + _START_SECONDS
    while not (frames := reader.feed(_read_some(worker, deadline))):
        pass
    header = frames[0].header
    if header.get("frame") != "hello":
        raise RunnerError("the process did not start as it should")
    talk.versions = {str(name): str(each) for name, each in header["versions"].items()}
    talk.held = [str(each) for each in header["held"]]


def _send_job(worker: AnyWorker, talk: _Talk) -> None:
    job, limits = talk.job, talk.limits
    data = bytearray()
    files = []
    for file in (job.file, *job.others):
        files.append((file.path, len(data), len(file.content)))
        data += file.content
    calls = _packed_calls(job, data) if not talk.measure else [[] for _ in job.functions]
    functions = [
        {
            "name": each.function,
            "returns": each.returns,
            "several": each.several,
            "lists": each.lists,
            "tensors": each.tensors,
            "driver": each.driver,
            "uses": each.uses,
            "given": each.given,
            "calls": packed,
        }
        for each, packed in zip(job.functions, calls, strict=True)
    ]
    header = {
        "file": job.file.path,
        "files": files,
        "forbids": job.forbids,
        "functions": functions,
        "apart": talk.measure,
        "limits": {
            "import_seconds": limits.import_seconds,
            "call_seconds": limits.call_seconds,
            "all_seconds": int(
                limits.import_seconds + len(functions) * (limits.call_seconds + 1) + 1
            ),
        },
    }
    write_frame(worker.jobs, header, bytes(data))


def _packed_calls(job: Job, data: bytearray) -> list[list[Any]]:
    return [
        [
            [number, [pack(value, data) for value in arguments]]
            for number, arguments in enumerate(each.calls)
        ]
        for each in job.functions
    ]


def _send_arguments(worker: AnyWorker, talk: _Talk) -> None:
    """Send what was held back until the file was imported, and note the time until then."""
    talk.before = worker.seconds_so_far()
    data = bytearray()
    calls = _packed_calls(talk.job, data)
    # It may have ended meanwhile: that comes out by itself.
    with contextlib.suppress(BrokenPipeError):
        write_frame(worker.jobs, {"calls": calls}, bytes(data))


def _read_some(worker: AnyWorker, deadline: float) -> bytes:
    """Return what comes first of a worker that runs nothing foreign yet."""
    with selectors.DefaultSelector() as selector:
        selector.register(worker.results, selectors.EVENT_READ)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise RunnerError("the process did not start in time")
    chunk = os.read(worker.results, 1 << 16)
    if not chunk:
        raise RunnerError("the process ended before it had begun")
    return chunk


def _take_in(worker: AnyWorker, talk: _Talk, reader: FrameReader, chunk: bytes) -> None:
    try:
        for frame in reader.feed(chunk):
            if not talk.done:
                talk.hear(frame)
    except Garbled:
        talk.end = Crashed("handed back something that cannot be read")
    if reader.flooded:
        talk.end = TooMuchOutput(talk.limits.returned_megabytes)
    if not chunk and not talk.done and talk.end is None:
        talk.end = _how_it_ended(worker, talk)


def _keep(talk: _Talk, name: str, chunk: bytes) -> None:
    limits = talk.limits
    stream = talk.streams[name]
    stream.total += len(chunk)
    stream.kept += chunk[: max(0, limits.printed_kept - len(stream.kept))]
    if stream.total > limits.printed_megabytes << 20:
        talk.end = TooMuchOutput(limits.printed_megabytes)


def _drain(selector: selectors.BaseSelector, talk: _Talk) -> None:
    """Read what a process wrote before it was ended; a descendant may hold the pipe open."""
    # What was written before the last frame is there by now: nobody need wait for the end.
    wait = 0.0 if talk.done else _TICK
    deadline = time.monotonic() + _DRAIN_SECONDS
    ended = talk.end
    while selector.get_map() and time.monotonic() < deadline:
        ready = selector.select(wait)
        if not ready and not wait:
            break
        for key, _ in ready:
            chunk = os.read(key.fd, 1 << 16)
            if not chunk:
                selector.unregister(key.fd)
            elif key.data != "results":
                _keep(talk, key.data, chunk)
    talk.end = ended


def _how_it_ended(worker: AnyWorker, talk: _Talk) -> Lost:
    status = worker.wait()
    if status >= 0:
        return Exited(status)
    number = -status
    if number == signal.SIGXCPU or worker.has_spent_its_time():
        return TimedOut(talk.seconds())
    if number == signal.SIGKILL and isinstance(worker, SealedWorker):
        # It cannot do that to itself, and we did not: the failure is ours.
        raise RunnerError("a child was ended from outside")
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    return Crashed(f"was ended by {name}")
