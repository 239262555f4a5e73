"""Dictionaries into one: the texts of all, each once, and the number that each string gets."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays_file import ArraysWriter
from index.codec.compiled import (
    BYTES,
    NUMBERS,
    PLACES,
    TO_BYTES,
    TO_NUMBERS,
    TO_PLACES,
    TRUTHS,
    Bytes,
    Numbers,
    Places,
    Truths,
    compiled,
    i8,
    void,
)
from index.codec.dictionary import Dictionary

GONE = 0xFFFFFFFF
"""The new number of what is not kept."""
_GONE = np.uint32(GONE)


@dataclass(frozen=True, slots=True)
class Strings:
    """Dictionaries merged: the texts, and each one's new numbers, GONE where a string is not kept."""

    to: list[Numbers]
    text: NDArray[np.uint8]
    start: Numbers

    def __len__(self) -> int:
        return len(self.start) - 1

    def write(self, writer: ArraysWriter, name: str) -> None:
        """Write the dictionary."""
        writer.put(f"{name}.text", self.text)
        writer.put(f"{name}.start", self.start)

    def sums(self, numbers: Iterable[Numbers]) -> Places:
        """Add up what the strings of each dictionary have."""
        sums = np.zeros(len(self), np.int64)
        for to, own in zip(self.to, numbers, strict=True):
            sums[to[to != GONE]] += own[to != GONE]
        return sums


def merge_strings(
    dictionaries: Sequence[tuple[Dictionary, NDArray[np.bool_]]], let_go: Callable[[], None]
) -> Strings:
    """Merge dictionaries, with which of their strings to keep, by the order of the strings' bytes.

    ``let_go`` is called when they have been read.
    """
    text = np.concatenate([dictionary.text for dictionary, _ in dictionaries])
    start = _joined_starts([dictionary.start for dictionary, _ in dictionaries])
    kept = np.concatenate([keep for _, keep in dictionaries])
    let_go()
    stops = np.cumsum([len(dictionary) for dictionary, _ in dictionaries])
    heads = np.concatenate([[0], stops[:-1]])
    new, chosen = np.empty(len(kept), np.uint32), np.empty(len(kept), np.uint32)
    chosen = chosen[: _merge_sorted(text, start, kept, heads, stops, new, chosen)]
    merged_start = np.concatenate([[0], np.cumsum(start[1:][chosen] - start[:-1][chosen])])
    merged = np.empty(int(merged_start[-1]), np.uint8)
    _copy_texts(text, start, chosen, merged)
    return Strings(np.split(new, stops[:-1]), merged, merged_start.astype(np.uint32))


def _joined_starts(starts: Sequence[Numbers]) -> Places:
    """Return where the strings of dictionaries begin when the texts are joined, and where the last ends."""
    joined = np.zeros(sum(len(start) - 1 for start in starts) + 1, np.int64)
    at = 0
    for start in starts:
        end = at + len(start)
        joined[at:end] = joined[at] + start.astype(np.int64)
        at = end - 1
    return joined


@compiled(i8(BYTES, PLACES, i8, i8))
def _compared(text: Bytes, start: Places, one: np.int64, other: np.int64) -> np.int64:
    """Return less than, equal to, or more than 0, as a string comes before, is, or comes after another."""
    size, other_size = start[one + 1] - start[one], start[other + 1] - start[other]
    for i in range(min(size, other_size)):
        difference = np.int64(text[start[one] + i]) - np.int64(text[start[other] + i])
        if difference != 0:
            return np.int64(difference)
    return np.int64(size - other_size)


@compiled(i8(BYTES, PLACES, TRUTHS, TO_PLACES, PLACES, TO_NUMBERS, TO_NUMBERS))
def _merge_sorted(
    text: Bytes,
    start: Places,
    kept: Truths,
    heads: Places,
    stops: Places,
    new: Numbers,
    chosen: Numbers,
) -> int:
    """Merge lists of distinct strings, each in the order of its bytes, and return how many there are.

    String ``i`` has the bytes from ``start[i]`` to ``start[i + 1]``, and is passed over where it is not kept.
    List ``l`` has the strings from ``heads[l]`` to ``stops[l]``; ``heads`` is used up. Written are: the new
    number of each string, and for each new one the first string that became it.
    """
    count = 0
    while True:
        least = np.int64(-1)
        for one in range(len(heads)):
            while heads[one] < stops[one] and not kept[heads[one]]:
                new[heads[one]] = _GONE
                heads[one] += 1
            if heads[one] < stops[one] and (least < 0 or _compared(text, start, heads[one], least) < 0):
                least = heads[one]
        if least < 0:
            return count
        chosen[count] = least
        for one in range(len(heads)):
            if heads[one] < stops[one] and _compared(text, start, heads[one], least) == 0:
                new[heads[one]] = count
                heads[one] += 1
        count += 1


@compiled(void(BYTES, PLACES, NUMBERS, TO_BYTES))
def _copy_texts(text: Bytes, start: Places, chosen: Numbers, out: Bytes) -> None:
    """Write the chosen strings, one after the other."""
    place = 0
    for string in chosen:
        for at in range(start[string], start[np.int64(string) + 1]):
            out[place] = text[at]
            place += 1
