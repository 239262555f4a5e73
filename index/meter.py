"""Progress on standard error: bars with rates in a terminal, a plain line every few seconds elsewhere."""

import sys
import time
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from index.progress import Stage

LINE_SECONDS = 5.0
_MEGABYTE = 1_000_000


class Meter(Protocol):
    """Progress that is shown; a context manager that ends the last stage."""

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:
        """Begin a stage."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def meter() -> Meter:
    """Return the meter that fits standard error."""
    return Bars() if sys.stderr.isatty() else Lines(sys.stderr)


class Bars:
    """A bar for each stage, with how much is done and how fast."""

    def __init__(self, console: Console | None = None) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            _Done(),
            TimeRemainingColumn(),
            console=console or Console(stderr=True),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._end()
        self._progress.stop()

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:
        """Begin a bar; the one before stays, full."""
        self._end()
        task = self._task = self._progress.add_task(name, total=total, unit=unit)
        return lambda count, /: self._progress.advance(task, count)

    def _end(self) -> None:
        if self._task is not None:
            done = self._progress.tasks[self._task].completed
            self._progress.update(self._task, total=done, completed=done)


class _Done(ProgressColumn):
    """How much of a stage is done, and how fast."""

    def render(self, task: Task) -> Text:
        """Return the numbers of a task."""
        speed = task.speed or task.finished_speed
        return Text(_numbers(task.completed, task.total, task.fields["unit"], speed))


class Lines:
    """A line every LINE_SECONDS, and one at each stage's end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage: _Counted | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._stage:
            self._stage.print()

    def stage(self, name: str, unit: str, total: int | None = None) -> Stage:
        """Begin counting; say how the stage before ended."""
        if self._stage:
            self._stage.print()
        self._stage = _Counted(name, unit, total, self._stream)
        return self._stage


class _Counted:
    """What is done of one stage."""

    def __init__(self, name: str, unit: str, total: int | None, stream: TextIO) -> None:
        self._name, self._unit, self._total, self._stream = name, unit, total, stream
        self._done = 0.0
        self._began = self._printed = time.monotonic()

    def __call__(self, count: float, /) -> None:
        self._done += count
        if time.monotonic() - self._printed >= LINE_SECONDS:
            self.print()

    def print(self) -> None:
        """Print the line of this moment."""
        self._printed = time.monotonic()
        seconds = self._printed - self._began
        speed = self._done / seconds if seconds else None
        line = _numbers(self._done, self._total, self._unit, speed)
        print(f"{self._name}: {line}", file=self._stream, flush=True)


def _numbers(done: float, total: float | None, unit: str, speed: float | None) -> str:
    if unit == "bytes":
        unit, scale, form = "MB", _MEGABYTE, ",.1f"
    else:
        scale, form = 1, ",.0f"
    parts = [f"{done / scale:{form}}"]
    if total is not None:
        parts.append(f"of {total / scale:{form}}")
    parts.append(unit)
    if speed:
        parts.append(f"({speed / scale:{form}} {unit}/s)")
    return " ".join(parts)
