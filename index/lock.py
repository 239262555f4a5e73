"""One writer at a time: an exclusive flock, which the system frees when its process ends."""

import datetime as dt
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, ClassVar

import msgspec

from index.errors import KashafError

_POLL_SECONDS = 0.1


class IndexLocked(KashafError):
    """Raised when another process still writes to the archive after the stated wait."""

    code: ClassVar[str] = "index-locked"
    exit_code: ClassVar[int] = 75  # EX_TEMPFAIL of sysexits.h: try again later


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock."""

    pid: int
    host: str
    since: str


@contextmanager
def write_lock(index_dir: Path, wait: float) -> Iterator[None]:
    """Hold the archive's write lock; wait at most ``wait`` seconds for it, then raise IndexLocked."""
    path = index_dir / "lock"
    with path.open("a+b") as file:
        _acquire(file, index_dir, wait)
        _sign(file)
        yield


def _acquire(file: IO[bytes], index_dir: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise _locked(file, index_dir, wait) from None
            time.sleep(_POLL_SECONDS)
        else:
            return


def _sign(file: IO[bytes]) -> None:
    """Write who holds the lock, for the message that others get."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    holder = Holder(pid=os.getpid(), host=socket.gethostname(), since=now)
    file.truncate(0)
    file.write(msgspec.json.encode(holder))
    file.flush()


def _locked(file: IO[bytes], index_dir: Path, wait: float) -> IndexLocked:
    file.seek(0)
    try:
        holder = msgspec.json.decode(file.read(), type=Holder)
    except msgspec.DecodeError:  # the holder is about to sign
        who, who_arabic = "another process", "عملية أخرى"
    else:
        who = f"process {holder.pid} on {holder.host} (since {holder.since})"
        who_arabic = f"العملية {holder.pid} على {holder.host}"
    return IndexLocked(
        f"{who} is writing to {index_dir}; waited {wait:g} s. Try again when it has finished, wait longer "
        "with --wait SECONDS, or stop that process: nothing is lost, the archive stays as it was.",
        f"{who_arabic} تكتب في الأرشيف الآن. أعد المحاولة حين تنتهي.",
    )
