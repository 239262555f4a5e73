"""From source arguments to opened files: files, folders, zip archives, standard input."""

import gzip
import io
import lzma
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from index.article import Rejected
from index.sources.options import HIGHEST_RATIO, LARGEST_ARCHIVE, LARGEST_PAGE, LONGEST_LINE
from index.sources.rejecting import NotRead

STANDARD_INPUT = "-"
HEAD = 64 * 1024
"""Bytes at the beginning of a file by which its format and encoding are told."""

_BUFFER = 256 * 1024
_NO_FILE = "a pipe or device, not a file; name it by itself to read it"


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


_UNPACKERS: Mapping[bytes, Callable[[IO[bytes]], _Stream]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
# What zipfile, gzip and lzma raise for damaged, encrypted or exotic files; RuntimeError is a password's.
BROKEN = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source: its name for a person, its size in bytes as stored, and how to open it."""

    name: str
    size: int | None
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read: its unpacked bytes from the beginning, and a look at the first of them."""

    name: str
    stream: IO[bytes]
    head: bytes

    def read_all(self, limit: int) -> bytes:
        """Return all bytes; raise NotRead when there are more than ``limit``."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise NotRead(
                "too-large", f"more than {limit >> 20} MiB in one document; split it, or convert it to JSONL"
            )
        return data


def files_of(sources: Iterable[str | Path]) -> Iterator[SourceFile | Rejected]:
    """Return the files of the sources, those of folders and zip archives sorted by name."""
    for source in sources:
        if str(source) == STANDARD_INPUT:
            yield SourceFile(STANDARD_INPUT, None, lambda: sys.stdin.buffer)
            continue
        for path in _paths(Path(source)):
            if isinstance(path, Rejected):
                yield path
            else:
                yield from _files_at(path)


def size_of(sources: Iterable[str | Path]) -> int | None:
    """Return how many bytes reading the sources will report as progress; None for standard input."""
    total = 0
    for file in files_of(sources):
        if isinstance(file, SourceFile):
            if file.size is None:
                return None
            total += file.size
    return total


def opened(file: SourceFile, progress: Callable[[int], None] | None = None) -> Opened:
    """Open a file and unpack it, by what it begins with; raise one of BROKEN where that fails."""
    raw: IO[bytes] = file.open()
    if progress:
        raw = io.BufferedReader(_Counted(raw, progress), _BUFFER)
    stream, head = _with_head(raw)
    for magic, unpack in _UNPACKERS.items():
        if head.startswith(magic):
            stream, head = _with_head(unpack(stream))
    return Opened(file.name, stream, head)


def bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Return the lines of a stream; one that is longer than any line may be comes in several pieces."""
    while line := stream.readline(LONGEST_LINE):
        yield line


def cut_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Return the lines of a stream, each once; one that is longer than any line may be is cut off."""
    for line in bounded_lines(stream):
        yield line
        rest = line
        while is_cut(rest):
            rest = stream.readline(LONGEST_LINE)


def is_cut(line: bytes) -> bool:
    """Return whether a line was longer than any line may be."""
    return len(line) == LONGEST_LINE and not line.endswith(b"\n")


def _paths(path: Path) -> Iterator[Path | Rejected]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
        yield path
        return
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for path in (Path(folder, name) for name in sorted(names) if not _is_hidden(name)):
            yield Rejected(file=str(path), reason="unreadable", message=_NO_FILE) if _is_pipe(path) else path
    for error in unreadable:
        yield Rejected(file=str(error.filename), reason="unreadable", message=str(error))


def _is_pipe(path: Path) -> bool:
    """Return whether reading it would wait for whoever writes to it."""
    return path.is_fifo() or path.is_socket() or path.is_char_device()


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX"))


def _files_at(path: Path) -> Iterator[SourceFile | Rejected]:
    try:
        size = path.stat().st_size
        is_zip = path.suffix.lower() == ".zip"
    except FileNotFoundError:
        yield Rejected(file=str(path), reason="not-found", message="there is no such file or folder")
    except (OSError, ValueError) as error:
        yield Rejected(file=str(path), reason="unreadable", message=str(error))
    else:
        if is_zip:
            yield from _members(path)
        else:
            yield SourceFile(str(path), size, lambda: path.open("rb"))


def _members(path: Path) -> Iterator[SourceFile | Rejected]:
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        yield Rejected(file=str(path), reason="bad-archive", message=f"no readable zip archive: {error}")
        return
    with archive:
        members = sorted(
            (member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename
        )
        if sum(member.file_size for member in members) > LARGEST_ARCHIVE:
            message = f"unpacks to more than {LARGEST_ARCHIVE >> 30} GiB; unpack it yourself if you trust it"
            yield Rejected(file=str(path), reason="zip-bomb", message=message)
            return
        for member in members:
            if not any(map(_is_hidden, member.filename.split("/"))):
                yield _member(path, archive, member)


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> SourceFile | Rejected:
    name = f"{path}/{member.filename}"
    if member.file_size > max(LARGEST_PAGE, HIGHEST_RATIO * member.compress_size):
        message = f"unpacks to more than {HIGHEST_RATIO} times its size; unpack it yourself if you trust it"
        return Rejected(file=name, reason="zip-bomb", message=message)
    return SourceFile(name, member.file_size, lambda: archive.open(member))


def _with_head(stream: _Stream) -> tuple[IO[bytes], bytes]:
    head = stream.read(HEAD)
    return io.BufferedReader(_Rejoined(head, stream), _BUFFER), head


class _Rejoined(io.RawIOBase):
    """A stream that begins again with the head that was read off it."""

    def __init__(self, head: bytes, rest: _Stream) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        super().close()
        if self._rest is not sys.stdin.buffer:
            with suppress(*BROKEN):
                self._rest.close()


class _Counted(io.RawIOBase):
    """A stream that tells how many bytes were taken from it."""

    def __init__(self, stream: IO[bytes], progress: Callable[[int], None]) -> None:
        self._stream = stream
        self._progress = progress

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._progress(len(data))
        return len(data)

    def close(self) -> None:
        super().close()
        if self._stream is not sys.stdin.buffer:
            self._stream.close()
