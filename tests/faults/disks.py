"""Disks that tell of every step before it is taken: one records, one is full, one kills the writer."""

import errno
import io
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from index.durable import Disk


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a writer: its kind, the file or folder, the other name, what is written and where."""

    kind: str
    path: Path
    target: Path | None = None
    offset: int = 0
    data: bytes = b""


class WatchedDisk(Disk):
    """Takes each step for real, after ``tell`` was told of it."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self.tell = tell

    def create(self, path: Path) -> BinaryIO:
        self.tell(Step("create", path))
        return cast("BinaryIO", io.BufferedRandom(_WatchedFile(path, self.tell)))

    def sync(self, file: BinaryIO) -> None:
        file.flush()
        self.tell(Step("sync", Path(file.name)))
        super().sync(file)

    def sync_folder(self, path: Path) -> None:
        self.tell(Step("sync_folder", path))
        super().sync_folder(path)

    def mkdir(self, path: Path) -> None:
        self.tell(Step("mkdir", path))
        super().mkdir(path)

    def link(self, source: Path, target: Path) -> None:
        self.tell(Step("link", source, target))
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        self.tell(Step("rename", source, target))
        super().rename(source, target)

    def unlink(self, path: Path) -> None:
        self.tell(Step("unlink", path))
        super().unlink(path)

    def rmdir(self, path: Path) -> None:
        self.tell(Step("rmdir", path))
        super().rmdir(path)


class _WatchedFile(io.FileIO):
    """Tells of what really goes to the system, past the buffer."""

    def __init__(self, path: Path, tell: Callable[[Step], None]) -> None:
        super().__init__(path, "w+")
        self._tell = tell

    def write(self, data: Any) -> int:
        self._tell(Step("write", Path(self.name), offset=self.tell(), data=bytes(data)))
        return super().write(data)


class Recorder:
    """A list of steps."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, step: Step) -> None:
        self.steps.append(step)


class Full:
    """Says at one step that no space is left; with ``for_good`` at every later one too that needs space."""

    def __init__(self, at: int, *, for_good: bool = False) -> None:
        self.at = at
        self.for_good = for_good
        self.count = 0

    @property
    def met(self) -> bool:
        """Whether the step was reached."""
        return self.count >= self.at

    def __call__(self, step: Step) -> None:
        self.count += 1
        again = self.for_good and step.kind in {"create", "write", "sync", "mkdir", "link"}
        if self.count == self.at or (self.met and again):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(step.path))


class Deadly:
    """Kills the process before one step; ``count`` is anything with a ``value`` that outlives it."""

    def __init__(self, at: int, count: Any) -> None:
        self.at = at
        self.count = count

    def __call__(self, step: Step) -> None:
        self.count.value += 1
        if self.count.value == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
