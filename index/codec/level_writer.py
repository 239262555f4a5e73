"""Writes one level of a segment: its dictionary, its postings in blocks, and their bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.codec import grouping, postings
from index.codec.arrays_file import ArraysWriter
from index.codec.compiled import Numbers, Places
from index.codec.dictionary import write_dictionary
from index.codec.layout import BLOCK, LevelSpec

_NONE = np.empty(0, np.uint32)
_NOWHERE = np.zeros(1, np.int64)
_FIRST_TABLE = 1 << 12


@dataclass(frozen=True, slots=True)
class Rows:
    """The words of every document in a row.

    The words of document ``d`` are ``tokens[start[d]:start[d + 1]]``, as numbers of terms.
    """

    tokens: Numbers
    start: Places


@dataclass(frozen=True, slots=True)
class Grouped:
    """The postings of a level, term after term.

    ``counts`` has the postings of each term, ``codes`` numbers into ``times_of``, a row of frequencies by
    field each, which ``used`` says how many postings have. The positions of posting ``i`` are those from
    ``placed[i]`` to ``placed[i + 1]``.
    """

    counts: Numbers
    documents: Numbers
    codes: Numbers
    times_of: Numbers
    used: Places
    placed: Places
    positions: Numbers


def group(rows: Rows, terms: int, bounds: Sequence[tuple[Numbers, Numbers]]) -> Grouped:
    """Return the postings of all documents; ``bounds`` says by field where it begins and ends in each row."""
    token_counts = np.bincount(rows.tokens, minlength=terms).astype(np.uint32)
    next_place = np.cumsum(token_counts, dtype=np.int64) - token_counts
    documents = np.empty(len(rows.tokens), np.uint32)
    positions = np.empty(len(rows.tokens), np.uint32)
    grouping.by_term(rows.tokens, rows.start, next_place, documents, positions)
    begins = np.stack([begin for begin, _ in bounds])
    ends = np.stack([end for _, end in bounds])
    counts = np.zeros(terms, np.uint32)
    joined = np.empty(len(documents), np.uint32)
    placed = np.empty(len(documents) + 1, np.int64)
    keys = np.empty(len(documents), np.int64)
    size = grouping.join(token_counts, documents, positions, begins, ends, counts, joined, placed, keys)
    codes, times_of, used = number_codes(keys[:size], len(bounds))
    return Grouped(counts, joined[:size], codes, times_of, used, placed[: size + 1], positions)


def number_codes(keys: Places, fields: int) -> tuple[Numbers, Numbers, Places]:
    """Return the code of each key, the table of codes, and how often each is used, the most used first."""
    table = _FIRST_TABLE
    codes = np.empty(len(keys), np.uint32)
    count = -1
    while count < 0:
        slots = np.full(table, -1, np.int64)
        distinct, used = np.empty(table // 2, np.int64), np.zeros(table // 2, np.int64)
        count = grouping.number_keys(keys, slots, np.empty(table, np.uint32), codes, distinct, used)
        table *= 4
    order = np.lexsort((distinct[:count], -used[:count]))
    rank = np.empty(count, np.uint32)
    rank[order] = np.arange(count, dtype=np.uint32)
    times_of = np.zeros((count, fields), np.uint32)
    grouping.split_keys(distinct[order], times_of)
    return rank[codes], times_of, used[order]


def write_level(
    writer: ArraysWriter,
    name: str,
    spec: LevelSpec,
    terms: Sequence[bytes],
    grouped: Grouped,
    lengths: Mapping[str, Numbers],
) -> None:
    """Write a level whose terms are given in the order of their bytes."""
    write_dictionary(writer, f"{name}.terms", terms)
    writer.put(f"{name}.terms.last", ((grouped.counts - 1) % BLOCK).astype(np.uint8))
    writer.put(f"{name}.codes", grouped.times_of)
    writer.put(f"{name}.codes.used", grouped.used.astype(np.uint64))
    _write_blocks(writer, name, grouped, positions=spec.positions)
    _write_bounds(writer, name, grouped, np.stack([lengths[field] for field in spec.fields]))


def _write_blocks(writer: ArraysWriter, name: str, grouped: Grouped, *, positions: bool) -> None:
    blocks = -(-grouped.counts.astype(np.int64) // BLOCK)
    total = int(blocks.sum())
    placed, places = (grouped.placed, grouped.positions) if positions else (_NOWHERE, _NONE)
    gaps = np.empty(len(grouped.documents), np.uint32)
    first, start = np.empty(total, np.uint32), np.empty(total + 1, np.uint32)
    widths = np.empty((total, 3), np.uint8)
    postings.measure(
        grouped.counts, grouped.documents, grouped.codes, placed, places, gaps, first, start, widths
    )
    words = np.zeros(int(start[-1]) + 1, np.uint32)
    postings.pack_blocks(grouped.counts, gaps, grouped.codes, placed, places, start, widths, words)
    writer.put(f"{name}.blocks.first", first)
    writer.put(f"{name}.blocks.start", start)
    writer.put(f"{name}.blocks.widths", widths)
    writer.put(f"{name}.data", words)


def _write_bounds(writer: ArraysWriter, name: str, grouped: Grouped, lengths: Numbers) -> None:
    """Write, for the terms of more than one block, their counts by field and their competitive pairs."""
    long = np.flatnonzero(grouped.counts > BLOCK).astype(np.uint32)
    begins = np.cumsum(grouped.counts, dtype=np.int64) - grouped.counts
    by_field = np.zeros((len(long), grouped.times_of.shape[1]), np.uint32)
    of_terms, of_blocks = _Pairs(grouped, lengths), _Pairs(grouped, lengths)
    block_starts = [0]
    for row, term in enumerate(long):
        begin, end = int(begins[term]), int(begins[term] + grouped.counts[term])
        postings.count_fields(grouped.codes, begin, end, grouped.times_of, by_field[row])
        of_terms.add(begin, end)
        for at in range(begin, end, BLOCK):
            of_blocks.add(at, min(at + BLOCK, end))
        block_starts.append(len(of_blocks.starts) - 1)
    writer.put(f"{name}.long.term", long)
    writer.put(f"{name}.long.documents", by_field)
    writer.put(f"{name}.long.block", np.array(block_starts, np.uint32))
    of_terms.write(writer, f"{name}.long.pairs")
    of_blocks.write(writer, f"{name}.bounds")


class _Pairs:
    """Competitive pairs of runs of postings, one run after the other."""

    def __init__(self, grouped: Grouped, lengths: Numbers) -> None:
        self._grouped = grouped
        self._lengths = lengths
        self._parts: list[Numbers] = [_NONE]
        self.starts = [0]

    def add(self, begin: int, end: int) -> None:
        """Work out the pairs of the postings from one place to another."""
        grouped = self._grouped
        room = np.empty((end - begin) * grouped.times_of.shape[1], np.uint32)
        size = postings.competitive_pairs(
            grouped.documents, grouped.codes, grouped.times_of, self._lengths, begin, end, room, 0
        )
        self._parts.append(room[:size].copy())
        self.starts.append(self.starts[-1] + size)

    def write(self, writer: ArraysWriter, name: str) -> None:
        """Write all pairs and where those of each run begin."""
        writer.put(name, np.concatenate(self._parts))
        writer.put(f"{name}.start", np.array(self.starts, np.uint32))
