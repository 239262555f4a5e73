"""Articles into a segment: rows of word numbers and columns while they come, then arrays."""

from array import array
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from index.article import Article
from index.codec import grouping, layout
from index.codec.arrays_file import ArraysWriter
from index.codec.compiled import Numbers, Places
from index.codec.dictionary import write_dictionary, write_joined
from index.codec.facts_writer import FacetWriter, KeyWriter, write_columns
from index.codec.level_writer import RUN, Rows, runs, write_level
from index.codec.segment import SEGMENT
from index.codec.sequence_writer import SequenceWriter, by_use
from index.codec.stored_writer import StoredWriter
from index.codec.vocabulary import WORD_MEMORY, Vocabulary
from index.document import Facts, encode, facts

WORD_BYTES = 5
"""About how many bytes each word of a segment takes, those included that its grouping needs."""
DOCUMENT_BYTES = 500
"""About how many bytes each document takes beside words and the stored article."""

_AT_ONCE = 1 << 17
"""Letters of texts that are cut into words at once: one by one, each text costs as much again in calls."""
_LETTERS = 6
"""About how many letters a word has, with the space after it."""


class SegmentWriter:
    """Takes articles, in the order of their numbers, and writes them as one segment of a folder.

    A context manager: without ``finish`` nothing is left behind.
    """

    def __init__(self, vocabulary: Vocabulary, folder: Path) -> None:
        self._vocabulary = vocabulary
        self._writer = ArraysWriter(folder, SEGMENT)
        self._texts: list[str] = []
        self._letters = 0
        self._tokens = array("I")
        self._author_tokens = array("I")
        self._lengths = {field: array("I") for field in layout.LENGTHS}
        self._numbers = {name: array("q") for name in layout.NUMBERS}
        self._facets = {name: FacetWriter() for name in layout.FACETS}
        self._keys = {name: KeyWriter() for name in layout.KEYS}
        self._stored = StoredWriter(self._writer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.__exit__(kind, error, trace)

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def memory(self) -> int:
        """About how many bytes writing what was taken so far needs, as if words not yet cut were new."""
        words = len(self._tokens) + len(self._author_tokens)
        new = self._letters // _LETTERS
        known = WORD_BYTES * words + DOCUMENT_BYTES * len(self)
        return known + new * (WORD_BYTES + WORD_MEMORY)

    def add(self, article: Article, stored: bytes | None = None) -> None:
        """Take an article, encoded where it is already; its document has the number of those before."""
        first, _, others = article.body.partition("\n")
        texts = (article.title, first, others, article.author)
        self._texts += texts
        self._letters += sum(map(len, texts))
        if self._letters >= _AT_ONCE:
            self.number_words()
        self._add_facts(facts(article))
        self._stored.add(encode(article) if stored is None else stored)

    def number_words(self) -> None:
        """Take the words of the texts that were taken last."""
        numbered = iter(self._vocabulary.numbers(self._texts))
        for title, lead, rest, author in zip(numbered, numbered, numbered, numbered, strict=True):
            for words in (title, lead, rest):
                self._tokens.frombytes(words.tobytes())
            self._author_tokens.frombytes(author.tobytes())
            self._lengths[layout.TITLE].append(len(title))
            self._lengths[layout.BODY].append(len(lead) + len(rest))
            self._lengths[layout.LEAD].append(min(len(lead), layout.LEAD_WORDS))
            self._lengths[layout.AUTHOR].append(len(author))
        self._texts.clear()
        self._letters = 0

    def _add_facts(self, told: Facts) -> None:
        document = len(self)
        for name, number in told.numbers.items():
            self._numbers[name].append(number)
        for name, facet in self._facets.items():
            facet.add(told.keys[name])
        for name, keys in self._keys.items():
            keys.add(told.keys[name], document)

    def finish(self) -> Path:
        """Write the segment, synced, and return its file."""
        self.number_words()
        self._stored.finish()
        lengths = np.stack([_numbers(self._lengths[field]) for field in layout.LENGTHS])
        self._write_texts(lengths)
        self._write_author(lengths)
        numbers = {name: np.array(taken) for name, taken in self._numbers.items()}
        write_columns(self._writer, lengths, numbers)
        for name, facet in self._facets.items():
            facet.write(self._writer, name)
        for name, keys in self._keys.items():
            keys.write(self._writer, name)
        return self._writer.finish()

    def _write_texts(self, lengths: Numbers) -> None:
        tokens = _numbers(self._tokens)
        start = row_starts(lengths, layout.N)
        words, times = self._write_words(layout.N, tokens)
        term_of = self._of_words(words, np.arange(len(words), dtype=np.uint32))
        self._write_level(layout.N, Rows(tokens, start, term_of, *field_bounds(lengths)), times, lengths)
        by_frequency, place = by_use(times)
        sequences = SequenceWriter(self._writer)
        for first, end in runs(np.diff(start), RUN):
            sequences.add(tokens, self._of_words(words, place), start[first : end + 1])
        sequences.finish()
        self._writer.put(f"words.{layout.N}", by_frequency)
        for level in layout.STEMMED_LEVELS:
            stems = self._write_terms(level, words)
            rows = Rows(tokens, start, self._of_words(words, stems), *field_bounds(lengths))
            stem_times = np.bincount(stems, times).astype(np.int64)
            self._write_level(level, rows, stem_times, lengths)
            self._writer.put(f"words.{level}", stems[by_frequency])

    def _write_author(self, lengths: Numbers) -> None:
        tokens = _numbers(self._author_tokens)
        words, times = self._write_words(layout.AUTHOR, tokens)
        author = lengths[layout.length_rows(layout.LEVELS[layout.AUTHOR])]
        term_of = self._of_words(words, np.arange(len(words), dtype=np.uint32))
        ends = np.ascontiguousarray(author.T)
        rows = Rows(tokens, row_starts(lengths, layout.AUTHOR), term_of, np.zeros_like(ends), ends)
        self._write_level(layout.AUTHOR, rows, times, lengths)

    def _write_level(self, level: str, rows: Rows, times: Places, lengths: Numbers) -> None:
        spec = layout.LEVELS[level]
        write_level(self._writer, level, spec, rows, times, lengths[layout.length_rows(spec)])

    def _write_words(self, level: str, tokens: Numbers) -> tuple[Numbers, Places]:
        """Write the words that are there; return them in the order of their bytes, and how often each is."""
        counts = np.zeros(len(self._vocabulary), np.int64)
        grouping.count(tokens, counts)
        words = self._vocabulary.in_order(np.flatnonzero(counts).astype(np.uint32))
        write_joined(self._writer, f"{level}.terms", *self._vocabulary.texts(words))
        return words, counts[words]

    def _write_terms(self, level: str, words: Numbers) -> Numbers:
        """Write the terms of words on a level, and return that of each."""
        forms, listed = self._vocabulary.forms(level, words)
        used, places = np.unique(forms, return_inverse=True)
        texts = [listed[number] for number in used.tolist()]
        order = sorted(range(len(texts)), key=texts.__getitem__)
        write_dictionary(self._writer, f"{level}.terms", (texts[number].encode() for number in order))
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        return rank[places]

    def _of_words(self, words: Numbers, numbers: Numbers) -> Numbers:
        """Return numbers of some words by the word's number in the vocabulary."""
        of_words = np.zeros(len(self._vocabulary), np.uint32)
        of_words[words] = numbers
        return of_words


def write_segment(articles: Iterable[Article], vocabulary: Vocabulary, folder: Path) -> Path:
    """Write articles as one segment of a folder, and return its file."""
    with SegmentWriter(vocabulary, folder) as writer:
        for article in articles:
            writer.add(article)
        return writer.finish()


def row_starts(lengths: Numbers, level: str) -> Places:
    """Return where each document's row on a level begins, and where the last one ends."""
    placed = [layout.LENGTHS.index(field) for field in layout.LEVELS[level].placed]
    rows = lengths[placed].sum(axis=0, dtype=np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(rows)])


def field_bounds(lengths: Numbers) -> tuple[Numbers, Numbers]:
    """Return where title, body and lead begin in each row, and where they end: a column each."""
    title, body, lead = (
        lengths[layout.LENGTHS.index(one)] for one in (layout.TITLE, layout.BODY, layout.LEAD)
    )
    begins = np.stack([np.zeros_like(title), title, title], axis=1)
    return begins, np.stack([title, title + body, title + lead], axis=1)


def _numbers(taken: "array[int]") -> Numbers:
    """Return numbers without copying them."""
    return np.frombuffer(taken, np.uint32) if taken else np.empty(0, np.uint32)
