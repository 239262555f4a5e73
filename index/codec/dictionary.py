"""Sorted strings in two arrays: found by bisection, no Python object for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from index.codec.arrays_file import Array, ArraysWriter


class Dictionary:
    """Distinct strings in the order of their bytes, by number."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._text = memoryview(arrays[f"{name}.text"].data)
        self._start = arrays[f"{name}.start"]

    def __len__(self) -> int:
        return len(self._start) - 1

    def __getitem__(self, number: int) -> bytes:
        """Return the string of a number, in UTF-8."""
        return bytes(self._text[self._start[number] : self._start[number + 1]])

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def find(self, text: bytes) -> int | None:
        """Return the number of a string, or None."""
        number = self.at_least(text)
        return number if number < len(self) and self[number] == text else None

    def at_least(self, text: bytes) -> int:
        """Return the number of the first string not before ``text``; the count where there is none."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < text:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning_with(self, beginning: bytes) -> range:
        """Return the numbers of the strings that begin so."""
        first = self.at_least(beginning)
        end = _after(beginning)
        return range(first, len(self) if end is None else self.at_least(end))

    def texts(self) -> list[str]:
        """Return all strings; for dictionaries that are small."""
        return [text.decode() for text in self]


def write_dictionary(writer: ArraysWriter, name: str, texts: Iterable[bytes]) -> None:
    """Write distinct strings, given in the order of their bytes."""
    parts: Sequence[bytes] = list(texts)
    start = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=start[1:])
    writer.put(f"{name}.text", np.frombuffer(b"".join(parts), np.uint8))
    writer.put(f"{name}.start", start.astype(np.uint32))


def _after(beginning: bytes) -> bytes | None:
    """Return the first string after all that begin so, or None where there is none."""
    kept = beginning.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None
