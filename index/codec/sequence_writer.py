"""Writes the sequences of a segment: each document's words in their order, in bytes of seven bits."""

import numpy as np

from index.codec import packing
from index.codec.arrays_file import ArraysWriter
from index.codec.compiled import Numbers, Places

_LONGEST_SEVENS = 5


class SequenceWriter:
    """Writes rows of words, some documents after the others.

    What is packed goes to the file at once, so no other array may be begun before ``finish``.
    """

    def __init__(self, writer: ArraysWriter) -> None:
        self._writer = writer
        self._starts: list[Places] = []
        self._size = 0
        writer.begin("words.data", "u1")

    def add(self, words: Numbers, number_of: Numbers, start: Places) -> None:
        """Write the next rows: the words from ``start[d]`` to ``start[d + 1]``, each as its number."""
        data = np.empty(int(start[-1] - start[0]) * _LONGEST_SEVENS, np.uint8)
        starts = np.empty(len(start) - 1, np.int64)
        size = packing.rows_to_sevens(words, number_of, start, data, starts)
        self._writer.more(data[:size])
        self._starts.append(starts + self._size)
        self._size += size

    def finish(self) -> None:
        """Write where each row begins, and where the last one ends."""
        starts = np.concatenate([*self._starts, [self._size]])
        self._writer.put("words.start", starts.astype(np.min_scalar_type(self._size)))


def by_use(times: Places) -> tuple[Numbers, Numbers]:
    """Return the terms in the order of their use, the most used first, and the place of each in it."""
    order = np.argsort(-times, kind="stable").astype(np.uint32)
    place = np.empty(len(times), np.uint32)
    place[order] = np.arange(len(times), dtype=np.uint32)
    return order, place
