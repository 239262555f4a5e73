"""Sorted strings in two arrays: found by bisection, no Python object for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from index.codec.arrays_file import Array, ArraysWriter
from index.codec.compiled import BYTES, NUMBERS, Bytes, Numbers, Places, compiled, i8


class Dictionary:
    """Distinct strings in the order of their bytes, by number."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.text: Bytes = arrays[f"{name}.text"]
        """All strings in UTF-8, one after the other."""
        self.start: Numbers = arrays[f"{name}.start"]
        """Where each begins, and where the last one ends."""

    def __len__(self) -> int:
        return len(self.start) - 1

    def __getitem__(self, number: int) -> bytes:
        """Return the string of a number, in UTF-8."""
        return self.text[self.start[number] : self.start[number + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def find(self, text: bytes) -> int | None:
        """Return the number of a string, or None."""
        number = _find(self.text, self.start, np.frombuffer(text, np.uint8))
        return None if number < 0 else number

    def at_least(self, text: bytes) -> int:
        """Return the number of the first string not before ``text``; the count where there is none."""
        return _at_least(self.text, self.start, np.frombuffer(text, np.uint8))

    def beginning_with(self, beginning: bytes) -> range:
        """Return the numbers of the strings that begin so."""
        first = self.at_least(beginning)
        end = _after(beginning)
        return range(first, len(self) if end is None else self.at_least(end))

    def texts(self) -> list[str]:
        """Return all strings."""
        whole = self.text.tobytes()
        starts = self.start.tolist()
        return [whole[begin:end].decode() for begin, end in pairwise(starts)]


def write_dictionary(writer: ArraysWriter, name: str, texts: Iterable[bytes]) -> None:
    """Write distinct strings, given in the order of their bytes."""
    parts: Sequence[bytes] = list(texts)
    start = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=start[1:])
    write_joined(writer, name, b"".join(parts), start)


def write_joined(writer: ArraysWriter, name: str, text: bytes, start: Places) -> None:
    """Write distinct strings, one after the other in the order of their bytes, and where each begins."""
    writer.put(f"{name}.text", np.frombuffer(text, np.uint8))
    writer.put(f"{name}.start", start.astype(np.uint32))


@compiled(i8(BYTES, NUMBERS, BYTES))
def _at_least(text: Bytes, start: Numbers, wanted: Bytes) -> int:
    low = 0
    high = len(start) - 1
    while low < high:
        middle = (low + high) // 2
        begin = np.int64(start[middle])
        size = np.int64(start[middle + 1]) - begin
        same = 0
        while same < size and same < len(wanted) and text[begin + same] == wanted[same]:
            same += 1
        if same < len(wanted) and (same == size or text[begin + same] < wanted[same]):
            low = middle + 1
        else:
            high = middle
    return low


@compiled(i8(BYTES, NUMBERS, BYTES))
def _find(text: Bytes, start: Numbers, wanted: Bytes) -> int:
    """Return the number of a string, or -1."""
    number = _at_least(text, start, wanted)
    if number == len(start) - 1:
        return -1
    begin = np.int64(start[number])
    if np.int64(start[number + 1]) - begin != len(wanted):
        return -1
    for at in range(len(wanted)):
        if text[begin + at] != wanted[at]:
            return -1
    return number


def _after(beginning: bytes) -> bytes | None:
    """Return the first string after all that begin so, or None where there is none."""
    kept = beginning.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None
