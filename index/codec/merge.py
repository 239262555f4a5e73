"""Segments into one, as arrays: what is deleted is left out, and nothing is analysed again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.codec import codes, layout, renumbering
from index.codec.arrays_file import Array, ArraysWriter
from index.codec.codes import Codes
from index.codec.compiled import Numbers, Places
from index.codec.dictionary_merge import GONE, Strings, merge_strings
from index.codec.facts_writer import FacetWriter, write_columns, write_documents
from index.codec.layout import LevelSpec
from index.codec.level_writer import LevelWriter, Run, runs
from index.codec.segment import SEGMENT, Level, Segment
from index.codec.segment_writer import row_starts
from index.codec.sequence_writer import SequenceWriter, by_use
from index.codec.stored_writer import StoredWriter

RUN = 1 << 20
"""How many tokens, or postings, are gone through at a time; a term and a document are never cut."""

Deleted: TypeAlias = NDArray[np.bool_] | None
"""Which documents of a segment are deleted; None where none is."""

_BLOCKS_HELD = 1024
"""After so many blocks of stored articles, those read are given back."""
_WORTH_KEEPING = layout.STORED_BLOCK // 2
"""Blocks of stored articles that hold less are packed anew together with others."""


class Source:
    """A segment to merge: which of its documents are left, and the numbers that they get."""

    def __init__(self, segment: Segment, alive: NDArray[np.bool_], first: int) -> None:
        self.segment = segment
        self.alive = alive
        self.documents_to = np.full(segment.documents, GONE, np.uint32)
        self.documents_to[alive] = np.arange(first, first + np.count_nonzero(alive), dtype=np.uint32)
        """The new number of each document, GONE where it is deleted."""


def merge(segments: Sequence[tuple[Segment, Deleted]], folder: Path) -> Path:
    """Write the documents of segments that are not deleted as one segment, and return its file.

    With each segment comes which of its documents are deleted. Raises as ArraysFile does.
    """
    sources = _sources(segments)
    with ArraysWriter(folder, SEGMENT) as writer:
        lengths = _of_all(sources, lambda source: source.segment.arrays["lengths"].T).T.copy()
        terms, times = {}, {}
        for name in layout.LEVELS:
            terms[name], times[name] = _merge_level(writer, name, sources, lengths)
            _let_go(sources)
        _merge_sequences(writer, sources, terms, times[layout.N], row_starts(lengths, layout.N))
        _let_go(sources)
        numbers = {name: _of_all(sources, partial(_column, name)) for name in layout.NUMBERS}
        write_columns(writer, lengths, numbers)
        for name in layout.FACETS:
            _merge_facet(writer, name, sources)
        for name in layout.KEYS:
            _merge_keys(writer, name, sources)
        _merge_stored(writer, sources)
        return writer.finish()


def _sources(segments: Iterable[tuple[Segment, Deleted]]) -> list[Source]:
    sources = []
    first = 0
    for segment, deleted in segments:
        alive = np.ones(segment.documents, bool) if deleted is None else ~deleted
        sources.append(Source(segment, alive, first))
        first += int(np.count_nonzero(alive))
    return sources


def _column(name: str, source: Source) -> Array:
    return source.segment.numbers[name]


def _let_go(sources: Iterable[Source]) -> None:
    """Keep what was read of large segments from counting as this process's memory."""
    for source in sources:
        source.segment.arrays.let_go()


def _of_all(sources: Sequence[Source], column: Callable[[Source], Array]) -> Array:
    """Return the rows of all documents that are left."""
    return np.concatenate([column(source)[source.alive] for source in sources])


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is left of a level of one segment: postings and positions of each term, and the codes' use."""

    level: Level
    counts: Numbers
    sizes: Numbers
    kept: Numbers
    times: Numbers
    codes: Codes


def _tally(source: Source, name: str) -> _Tally:
    level = source.segment.levels[name]
    times_of = level.packed.times_of
    placed = [level.spec.fields.index(field) for field in level.spec.placed]
    sizes = times_of[:, placed].sum(axis=1, dtype=np.uint32)
    counts = level.counts()
    kept, times = np.zeros(len(counts), np.uint32), np.zeros(len(counts), np.uint32)
    used = np.zeros(len(times_of), np.int64)
    block = 0
    for first, end in runs(counts.astype(np.int64), RUN):
        block = renumbering.tally(
            level.packed, counts, first, end, block, source.documents_to, sizes, kept, times, used
        )
        source.segment.arrays.let_go()
    return _Tally(level, counts, sizes, kept, times, Codes(times_of, level.classes_of, used))


def _merge_level(
    writer: ArraysWriter, name: str, sources: Sequence[Source], lengths: Numbers
) -> tuple[Strings, Places]:
    """Merge a level; return its terms, and how often each is there."""
    spec = layout.LEVELS[name]
    tallies = [_tally(source, name) for source in sources]
    dictionaries = [(tally.level.terms, tally.kept > 0) for tally in tallies]
    terms = merge_strings(dictionaries, lambda: _let_go(sources))
    terms.write(writer, f"{name}.terms")
    times = terms.sums(tally.times for tally in tallies)
    postings = _Postings(spec, sources, tallies, terms, times)
    level = LevelWriter(writer, name, spec, postings.codes, lengths[layout.length_rows(spec)])
    for first, end in runs(times, RUN):
        level.add(postings.run(first, end))
        _let_go(sources)
    level.finish()
    return terms, times


class _Postings:
    """The postings of a level in all segments, taken together run after run."""

    def __init__(
        self,
        spec: LevelSpec,
        sources: Sequence[Source],
        tallies: Sequence[_Tally],
        terms: Strings,
        times: Places,
    ) -> None:
        self._spec = spec
        self._sources = sources
        self._tallies = tallies
        self._to = terms.to
        self._counts = terms.sums(tally.kept for tally in tallies)
        self._times = times
        self.codes, self._codes_to = codes.merged([tally.codes for tally in tallies], len(spec.fields))
        # The term of each segment that comes next, and its first block.
        self._next = [0] * len(sources)
        self._block = [0] * len(sources)

    def run(self, first: int, end: int) -> Run:
        """Return the postings of the terms from ``first`` to ``end``; runs follow one another."""
        counts, times = self._counts[first:end], self._times[first:end]
        documents = np.empty(int(counts.sum()), np.uint32)
        of_codes = np.empty(len(documents), np.uint32)
        placed, positions = np.zeros(1, np.int64), np.empty(0, np.uint32)
        if self._spec.positions:
            placed = np.empty(len(documents) + 1, np.int64)
            placed[-1] = times.sum()
            positions = np.empty(int(times.sum()), np.uint32)
        next_posting, next_position = np.cumsum(counts) - counts, np.cumsum(times) - times
        for number, (source, tally) in enumerate(zip(self._sources, self._tallies, strict=True)):
            begin, block, stop = self._range(number, end)
            renumbering.take_postings(
                tally.level.packed, tally.counts, begin, stop, block, self._to[number], first,
                source.documents_to, self._codes_to[number], tally.sizes,
                next_posting, next_position, documents, of_codes, placed, positions,
            )  # fmt: skip
        return Run(counts.astype(np.uint32), documents, of_codes, placed, positions)

    def _range(self, number: int, end: int) -> tuple[int, int, int]:
        """Return the terms of a segment that come before a new term, and the first block; and pass them."""
        begin, block = self._next[number], self._block[number]
        to = self._to[number]
        ahead = np.flatnonzero((to[begin:] != GONE) & (to[begin:] >= end))
        stop = begin + int(ahead[0]) if len(ahead) else len(to)
        counts = self._tallies[number].counts[begin:stop].astype(np.int64)
        self._next[number] = stop
        self._block[number] += int((-(-counts // layout.BLOCK)).sum())
        return begin, block, stop


def _merge_sequences(
    writer: ArraysWriter, sources: Sequence[Source], terms: dict[str, Strings], times: Places, start: Places
) -> None:
    by_frequency, place = by_use(times)
    sequences = SequenceWriter(writer)
    first = 0
    for number, source in enumerate(sources):
        count = int(np.count_nonzero(source.alive))
        own = source.segment.sequences
        number_of = _places(terms[layout.N].to[number][own.terms[layout.N]], place)
        _take_rows(sequences, source, number_of, start[first : first + count + 1])
        first += count
    sequences.finish()
    writer.put(f"words.{layout.N}", by_frequency)
    for level in layout.STEMMED_LEVELS:
        term_of = np.zeros(len(terms[layout.N]), np.uint32)
        for number, source in enumerate(sources):
            own = source.segment.sequences
            words = terms[layout.N].to[number][own.terms[layout.N]]
            there = words != GONE
            term_of[words[there]] = terms[level].to[number][own.terms[level]][there]
        writer.put(f"words.{level}", term_of[by_frequency])


def _places(words: Numbers, place: Numbers) -> Numbers:
    """Return the place of each word, 0 for those that are gone and stand nowhere."""
    return np.append(place, np.uint32(0))[np.minimum(words, len(place))]


def _take_rows(sequences: SequenceWriter, source: Source, number_of: Numbers, start: Places) -> None:
    """Write the rows of a segment's documents that are left; ``start`` has where each begins."""
    own = source.segment.sequences
    places = own.start[:-1][source.alive].astype(np.int64)
    for first, end in runs(np.diff(start), RUN):
        rows = start[first : end + 1]
        words = np.empty(int(rows[-1] - rows[0]), np.uint32)
        renumbering.take_rows(own.data, places[first:end], rows, words)
        sequences.add(words, number_of, rows - rows[0])
        source.segment.arrays.let_go()


def _merge_facet(writer: ArraysWriter, name: str, sources: Sequence[Source]) -> None:
    merged = FacetWriter()
    for source in sources:
        facet = source.segment.facets[name]
        keys = facet.keys.texts()
        groups = [tuple(keys[key] for key in group) for group in facet.groups()]
        merged.extend(groups, facet.group[source.alive])
    merged.write(writer, name)


def _merge_keys(writer: ArraysWriter, name: str, sources: Sequence[Source]) -> None:
    own = [source.segment.keys[name] for source in sources]
    kept = [np.zeros(len(keys.keys), np.uint32) for keys in own]
    for source, keys, left in zip(sources, own, kept, strict=True):
        renumbering.tally_documents(keys.all, keys.start, source.documents_to, left)
    dictionaries = [(keys.keys, left > 0) for keys, left in zip(own, kept, strict=True)]
    merged = merge_strings(dictionaries, lambda: _let_go(sources))
    counts = merged.sums(kept)
    documents = np.empty(int(counts.sum()), np.uint32)
    next_place = np.cumsum(counts) - counts
    for number, (source, keys) in enumerate(zip(sources, own, strict=True)):
        renumbering.take_documents(
            keys.all, keys.start, source.documents_to, merged.to[number], next_place, documents
        )
    merged.write(writer, f"{name}.keys")
    write_documents(writer, name, documents, counts)


def _merge_stored(writer: ArraysWriter, sources: Sequence[Source]) -> None:
    merged = StoredWriter(writer)
    for source in sources:
        stored = source.segment.stored
        sizes = stored.sizes().tolist()
        for number, (documents, block) in enumerate(stored.blocks(), 1):
            if number % _BLOCKS_HELD == 0:
                source.segment.arrays.let_go()
            of_block = sizes[documents.start : documents.stop]
            if source.alive[documents.start : documents.stop].all() and sum(of_block) >= _WORTH_KEEPING:
                merged.take(block, of_block)
                continue
            for document, article in zip(documents, stored.unpacked(block, of_block), strict=True):
                if source.alive[document]:
                    merged.add(article)
        source.segment.arrays.let_go()
    merged.finish()
