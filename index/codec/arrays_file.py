"""Files of named arrays: written once, in order; opened by their header; mapped."""

import hashlib
import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from index import durable

MAGIC = b"KASHAF\r\n"
VERSION = 1
SUFFIX = ".arrays"
HEADER_BYTES = 128
ALIGNMENT = 64

_HEADER = struct.Struct("<8sIIQQQ32sI")
_DIGITS = 32
_CHUNK = 1 << 20

Array = NDArray[Any]


class NotArrays(ValueError):
    """Raised for a file whose header, directory or content is not as it was written; says in what way."""


class ArraysWriter:
    """Writes named arrays into a new file of a folder; a context manager.

    An array comes whole (``put``), or in pieces (``begin``, ``more`` as often as needed), one after the
    other. ``finish`` gives the file its header and its name. Without it nothing is left behind.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self._kind = kind
        self._folder = folder
        self._path = folder / f"{kind}-{os.getpid()}-{id(self):x}.unfinished"
        self._file: BinaryIO = durable.disk.create(self._path)
        self._digest = hashlib.blake2b(digest_size=32)
        self._arrays: dict[str, tuple[str, list[int], int]] = {}
        self._place = HEADER_BYTES
        self._file.write(b"\0" * HEADER_BYTES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # what is wrong was raised before; closing writes once more what failed
            self._file.close()
        if self._path.exists():
            durable.disk.unlink(self._path)

    def put(self, name: str, array: Array) -> None:
        """Write a whole array."""
        self.begin(name, array.dtype, array.shape[1:])
        self.more(array)

    def begin(self, name: str, dtype: np.dtype[Any] | str, row: Sequence[int] = ()) -> None:
        """Begin an array of rows of one shape."""
        if name in self._arrays:
            raise ValueError(f"the array {name} is there already")
        self._write(b"\0" * (-self._place % ALIGNMENT))
        little = np.dtype(dtype).newbyteorder("<")
        self._arrays[name] = (little.str, [0, *row], self._place)
        self._name = name

    def more(self, rows: Array) -> None:
        """Write rows at the end of the array that was begun last."""
        dtype, shape, _ = self._arrays[self._name]
        if list(rows.shape[1:]) != shape[1:]:
            raise ValueError(f"{self._name} has rows of another shape")
        shape[0] += len(rows)
        self._write(np.ascontiguousarray(rows, dtype).tobytes())

    def finish(self) -> Path:
        """Write directory and header, sync the file and return it under its name."""
        directory = json.dumps({"kind": self._kind, "arrays": self._arrays}).encode()
        begin = self._place
        self._write(directory)
        checksum = self._digest.digest()
        self._file.seek(0)
        self._file.write(
            _Header(self._place, begin, len(directory), checksum, zlib.crc32(directory)).packed()
        )
        durable.disk.sync(self._file)
        self._file.close()
        path = self._folder / f"{self._kind}-{checksum.hex()[:_DIGITS]}{SUFFIX}"
        durable.disk.rename(self._path, path)
        return path

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._place += len(data)


class ArraysFile(Mapping[str, Array]):
    """The arrays of a file, mapped and read-only, by name.

    Opening raises NotArrays where name, size, header or directory are wrong.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            header = _Header.read(file.read(HEADER_BYTES), size)
            self.checksum = header.checksum.hex()
            if not path.stem.endswith("-" + self.checksum[:_DIGITS]):
                raise NotArrays("it is another file than its name says")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._mapped = mapped
        self.path = path
        self.size = size
        self.kind, self._places = _directory(mapped[header.begin : header.begin + header.length], header)
        self._arrays = {name: _array(mapped, *place) for name, place in self._places.items()}

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __iter__(self) -> Any:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def let_go(self) -> None:
        """Give the memory of what was read back to the system; what is read again is mapped again."""
        self._mapped.madvise(mmap.MADV_DONTNEED)

    def check(self, progress: Callable[[int], None] | None = None) -> None:
        """Read every byte; raise NotArrays where one is not as it was written."""
        check_content(self.path, progress)


def check_content(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Read every byte of a file, not through a map, and return the checksum that its header holds.

    Raises NotArrays where a byte is not as it was written.
    """
    digest = hashlib.blake2b(digest_size=32)
    with path.open("rb") as file:
        header = _Header.read(file.read(HEADER_BYTES), os.fstat(file.fileno()).st_size)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            if progress:
                progress(len(chunk))
    if digest.digest() != header.checksum:
        raise NotArrays("its checksum does not match")
    return header.checksum.hex()


@dataclass(frozen=True, slots=True)
class _Header:
    """The file's size, where its directory begins, the directory's length, both their checksums."""

    size: int
    begin: int
    length: int
    checksum: bytes
    directory_crc: int

    @classmethod
    def read(cls, data: bytes, size: int) -> Self:
        """Return the header of a file of some size; raise NotArrays where it is not as it was written."""
        if len(data) < HEADER_BYTES:
            raise NotArrays(f"it has only {size} bytes")
        magic, version, _, *told = _HEADER.unpack_from(data)
        if magic != MAGIC:
            raise NotArrays("it does not begin as a file of this kind does")
        if version != VERSION:
            raise NotArrays(f"it is of version {version}, and this program reads version {VERSION}")
        header = cls(*told)
        if data != header.packed():
            raise NotArrays("its header is damaged")
        if header.size != size:
            raise NotArrays(f"it has {size} bytes instead of {header.size}")
        return header

    def packed(self) -> bytes:
        """Return the header's bytes."""
        return self._packed(zlib.crc32(self._packed(0)))

    def _packed(self, crc: int) -> bytes:
        fields = (self.size, self.begin, self.length, self.checksum, self.directory_crc)
        return _HEADER.pack(MAGIC, VERSION, crc, *fields).ljust(HEADER_BYTES, b"\0")


def _directory(data: bytes, header: _Header) -> tuple[str, dict[str, tuple[str, tuple[int, ...], int]]]:
    if zlib.crc32(data) != header.directory_crc:
        raise NotArrays("its directory is damaged")
    try:
        told = json.loads(data)
        places = {
            name: (str(np.dtype(dtype).str), tuple(map(int, shape)), int(place))
            for name, (dtype, shape, place) in told["arrays"].items()
        }
        kind = str(told["kind"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotArrays("its directory is damaged") from error
    for dtype, shape, place in places.values():
        end = place + int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize
        if min(shape, default=0) < 0 or not HEADER_BYTES <= place <= end <= header.size:
            raise NotArrays("its directory is damaged")
    return kind, places


def _array(mapped: mmap.mmap, dtype: str, shape: tuple[int, ...], place: int) -> Array:
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(mapped, dtype, count, place).reshape(shape)
