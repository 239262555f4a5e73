"""Writes one level of a segment: its postings in blocks, run of terms after run, and what bounds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.codec import grouping, postings
from index.codec.arrays_file import Array, ArraysWriter
from index.codec.codes import Codes, ranked
from index.codec.compiled import Bytes, Numbers, Places
from index.codec.layout import BLOCK, LevelSpec
from index.codec.length_classes import classes

RUN = 1 << 18
"""How many tokens are grouped at a time; a term is never cut."""
RUNS, PLAIN_RUNS = 16, 8
"""At most about so many runs are made of a level, however large it is: each goes through all tokens.

On a level without positions a run takes half as much, so they can be twice as long.
"""

_FIRST_TABLE = 1 << 14
_WORD = 4
"""Packed numbers are read in words of so many bytes."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The words of every document in a row.

    The words of document ``d`` are ``tokens[start[d]:start[d + 1]]``; ``term_of`` has the term of each.
    ``begins`` and ``ends`` say by document and field where the field begins and ends in the row.
    """

    tokens: Numbers
    start: Places
    term_of: Numbers
    begins: Numbers
    ends: Numbers


@dataclass(frozen=True, slots=True)
class Run:
    """The postings of some terms, term after term.

    ``counts`` has the postings of each term. The positions of posting ``i`` are those from ``placed[i]`` to
    ``placed[i + 1]``; on a level without, ``placed`` has one place only.
    """

    counts: Numbers
    documents: Numbers
    codes: Numbers
    placed: Places
    positions: Numbers


def write_level(
    writer: ArraysWriter, name: str, spec: LevelSpec, rows: Rows, tokens_of: Places, lengths: Numbers
) -> None:
    """Write the postings of rows; ``tokens_of`` says how often each term is there."""
    of_texts = classes(lengths)
    codes, slots, slot_codes = _census(rows, of_texts)
    level = LevelWriter(writer, name, spec, codes, lengths)
    most = int(tokens_of.sum()) // (RUNS if spec.positions else PLAIN_RUNS)
    for first, end in runs(tokens_of, max(RUN, most)):
        run = _grouped(
            rows, of_texts, first, tokens_of[first:end], slots, slot_codes, positions=spec.positions
        )
        level.add(run)
    level.finish()


def runs(sizes: Places, most: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the end of each run that holds at most so much, or one alone that holds more."""
    ends = np.cumsum(sizes)
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(ends, before + most, "right")))
        yield first, end
        first = end


class LevelWriter:
    """Writes the postings of a level, run after run, all terms of a level in their order.

    What is packed goes to the file at once, so no other array may be begun before ``finish``.
    """

    def __init__(
        self, writer: ArraysWriter, name: str, spec: LevelSpec, codes: Codes, lengths: Numbers
    ) -> None:
        self._writer = writer
        self._name = name
        self._codes = codes
        self._lengths = lengths
        self._terms = self._bytes = 0
        self._last, self._first, self._start = _Pieces("u1"), _Pieces("u4"), _Pieces("u4")
        self._widths = _Pieces("u1", (3,))
        self._long, self._long_documents = _Pieces("u4"), _Pieces("u4", (len(spec.fields),))
        self._long_blocks = _Pieces("i8")
        writer.begin(f"{name}.data", "u1")

    def add(self, run: Run) -> None:
        """Write the postings of the next terms."""
        self._add_blocks(run)
        self._add_counts(run)
        self._last.add(((run.counts - 1) % BLOCK).astype(np.uint8))
        self._terms += len(run.counts)

    def finish(self) -> None:
        """Write the arrays that lead to the postings."""
        self._writer.more(np.zeros(-self._bytes % _WORD + postings.PADDING, np.uint8))
        arrays = {
            "terms.last": self._last.whole(),
            "codes": self._codes.times_of,
            "codes.class": self._codes.classes_of,
            "blocks.first": self._first.whole(),
            "blocks.start": np.append(self._start.whole(), np.uint32(self._bytes)),
            "blocks.widths": self._widths.whole(),
            "long.term": self._long.whole(),
            "long.documents": self._long_documents.whole(),
            "long.block": _starts(self._long_blocks.whole()),
        }
        for name, array in arrays.items():
            self._writer.put(f"{self._name}.{name}", array)

    def _add_blocks(self, run: Run) -> None:
        total = int(_blocks(run.counts).sum())
        gaps = np.empty(len(run.documents), np.uint32)
        first, start = np.empty(total, np.uint32), np.empty(total + 1, np.uint32)
        widths = np.empty((total, 3), np.uint8)
        begin = self._bytes % _WORD
        postings.measure(
            begin, run.counts, run.documents, run.codes, run.placed, run.positions,
            gaps, first, start, widths,
        )  # fmt: skip
        end = int(start[-1])
        words = np.zeros(end // _WORD + 2, np.uint32)
        postings.pack_blocks(run.counts, gaps, run.codes, run.placed, run.positions, start, widths, words)
        self._writer.more(words.view(np.uint8)[begin:end])
        self._first.add(first)
        self._start.add(start[:-1] + np.uint32(self._bytes - begin))
        self._widths.add(widths)
        self._bytes += end - begin

    def _add_counts(self, run: Run) -> None:
        """Count by field, for the terms of more than one block, in how many documents they stand."""
        long = np.flatnonzero(run.counts > BLOCK)
        ends = np.cumsum(run.counts, dtype=np.int64)[long]
        by_field = np.zeros((len(long), self._codes.times_of.shape[1]), np.uint32)
        postings.count_runs(ends - run.counts[long], ends, run.codes, self._codes.times_of, by_field)
        self._long.add((long + self._terms).astype(np.uint32))
        self._long_documents.add(by_field)
        self._long_blocks.add(_blocks(run.counts[long]))


def _census(rows: Rows, of_texts: Bytes) -> tuple[Codes, Places, Numbers]:
    """Return the codes of a level, and the hash table that leads from keys to them."""
    table = _FIRST_TABLE
    count = -1
    while count < 0:
        slots, slot_codes = np.full(table, -1, np.int64), np.zeros(table, np.uint32)
        distinct, used = np.empty(table // 2, np.int64), np.zeros(table // 2, np.int64)
        count = grouping.census(
            rows.tokens, rows.term_of, rows.start, rows.begins, rows.ends, of_texts,
            slots, slot_codes, distinct, used,
        )  # fmt: skip
        table *= 4
    codes, code_of = ranked(distinct[:count], used[:count], rows.begins.shape[1])
    taken = slots >= 0
    slot_codes[taken] = code_of[slot_codes[taken]]
    return codes, slots, slot_codes


def _grouped(
    rows: Rows,
    of_texts: Bytes,
    first: int,
    tokens_of: Places,
    slots: Places,
    slot_codes: Numbers,
    *,
    positions: bool,
) -> Run:
    """Return the postings of the terms from ``first`` on."""
    total = int(tokens_of.sum())
    documents, places = np.empty(total, np.uint32), np.empty(total, np.uint32)
    next_place = np.cumsum(tokens_of) - tokens_of
    grouping.by_term(rows.tokens, rows.term_of, rows.start, first, next_place, documents, places)
    counts = np.zeros(len(tokens_of), np.uint32)
    codes = np.empty_like(places) if positions else places
    placed = np.zeros(total + 1 if positions else 1, np.int64)
    size = grouping.join(
        tokens_of, documents, places, rows.begins, rows.ends, of_texts, slots, slot_codes,
        counts, placed, codes,
    )  # fmt: skip
    return Run(counts, documents[:size], codes[:size], placed[: size + 1], places)


class _Pieces:
    """An array that comes in pieces."""

    def __init__(self, dtype: str, row: Sequence[int] = ()) -> None:
        self._parts: list[Array] = [np.empty((0, *row), dtype)]

    def add(self, part: Array) -> None:
        """Take the next piece."""
        self._parts.append(part)

    def whole(self) -> Array:
        """Return all pieces as one array."""
        return np.concatenate(self._parts)


def _blocks(counts: Numbers) -> Places:
    return -(-counts.astype(np.int64) // BLOCK)


def _starts(sizes: Places) -> Numbers:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
