"""Articles into a segment: rows of word numbers and columns while they come, then arrays."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.article import Article
from index.codec import layout, packing
from index.codec.arrays_file import ArraysWriter
from index.codec.compiled import Numbers, Places
from index.codec.dictionary import write_dictionary
from index.codec.level_writer import Rows, group, write_level
from index.codec.segment import SEGMENT
from index.codec.vocabulary import Vocabulary
from index.document import Facts, facts

COMPRESSION_LEVEL = 3
WORD_BYTES = 48
"""About how many bytes each word of a segment takes while its levels are grouped."""

_LONGEST_SEVENS = 5


class SegmentWriter:
    """Takes articles, in the order of their numbers, and writes them as one segment."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tokens = array("I")
        self._author_tokens = array("I")
        self._lengths = {field: array("I") for field in layout.LENGTHS}
        self._numbers = {name: array("q") for name in layout.NUMBERS}
        self._facets = {name: FacetWriter() for name in layout.FACETS}
        self._keys: dict[str, dict[str, list[int]]] = {name: {} for name in layout.KEYS}
        self._stored = StoredWriter()

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def memory(self) -> int:
        """About how many bytes writing what was taken so far needs."""
        return WORD_BYTES * (len(self._tokens) + len(self._author_tokens)) + self._stored.compressed

    def add(self, article: Article) -> None:
        """Take an article; its document has the number of articles taken before."""
        self._add_words(article)
        self._add_facts(facts(article))

    def _add_words(self, article: Article) -> None:
        numbers = self._vocabulary.numbers
        first, _, rest = article.body.partition("\n")
        title, lead = numbers(article.title), numbers(first)
        body = lead + numbers(rest) if rest else lead
        author = numbers(article.author) if article.author else []
        self._tokens.extend(title)
        self._tokens.extend(body)
        self._author_tokens.extend(author)
        self._lengths[layout.TITLE].append(len(title))
        self._lengths[layout.BODY].append(len(body))
        self._lengths[layout.LEAD].append(min(len(lead), layout.LEAD_WORDS))
        self._lengths[layout.AUTHOR].append(len(author))

    def _add_facts(self, told: Facts) -> None:
        document = len(self)
        for name, number in told.numbers.items():
            self._numbers[name].append(number)
        for name, facet in self._facets.items():
            facet.add(told.keys[name])
        for name, documents in self._keys.items():
            for key in told.keys[name]:
                documents.setdefault(key, []).append(document)
        self._stored.add(told.stored)

    def write(self, folder: Path) -> Path:
        """Write the segment into a folder, synced, and return its file."""
        lengths = {field: np.array(taken, np.uint32) for field, taken in self._lengths.items()}
        with ArraysWriter(folder, SEGMENT) as writer:
            self._write_words(writer, lengths)
            self._write_author(writer, lengths)
            write_columns(writer, lengths, {name: np.array(taken) for name, taken in self._numbers.items()})
            for name, facet in self._facets.items():
                facet.write(writer, name)
            for name, documents in self._keys.items():
                write_keys(writer, name, documents)
            self._stored.write(writer)
            return writer.finish()

    def _write_words(self, writer: ArraysWriter, lengths: Mapping[str, Numbers]) -> None:
        spec = layout.LEVELS[layout.N]
        tokens = np.array(self._tokens, np.uint32)
        start = row_starts([lengths[field] for field in spec.placed])
        used, tokens = _used(tokens)
        words = self._vocabulary.words(used)
        rank, terms = _sorted(words)
        tokens = rank[tokens]
        bounds = field_bounds(lengths)
        write_level(writer, layout.N, spec, terms, group(Rows(tokens, start), len(terms), bounds), lengths)
        by_frequency, numbers = by_use(tokens, len(terms))
        write_sequences(writer, numbers, start)
        writer.put(f"words.{layout.N}", by_frequency)
        in_order = used[np.argsort(rank)]
        for level in layout.STEMMED_LEVELS:
            term_of, terms_of_level = self._terms_on(level, in_order)
            rows = Rows(term_of[tokens], start)
            grouped = group(rows, len(terms_of_level), bounds)
            write_level(writer, level, layout.LEVELS[level], terms_of_level, grouped, lengths)
            writer.put(f"words.{level}", term_of[by_frequency])

    def _terms_on(self, level: str, words: Numbers) -> tuple[Numbers, list[bytes]]:
        """Return the term on a level of each word, and the level's terms in order."""
        forms, listed = self._vocabulary.forms(level, words)
        used, forms = _used(forms)
        rank, terms = _sorted([listed[number] for number in used.tolist()])
        return rank[forms], terms

    def _write_author(self, writer: ArraysWriter, lengths: Mapping[str, Numbers]) -> None:
        author = lengths[layout.AUTHOR]
        used, tokens = _used(np.array(self._author_tokens, np.uint32))
        rank, terms = _sorted(self._vocabulary.words(used))
        rows = Rows(rank[tokens], row_starts([author]))
        grouped = group(rows, len(terms), [(np.zeros_like(author), author)])
        write_level(writer, layout.AUTHOR, layout.LEVELS[layout.AUTHOR], terms, grouped, lengths)


class FacetWriter:
    """The keys of one field: documents with the same keys share a group."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], int] = {}
        self._group = array("I")

    def add(self, keys: tuple[str, ...]) -> None:
        """Take the keys of the next document."""
        self._group.append(self._groups.setdefault(keys, len(self._groups)))

    def write(self, writer: ArraysWriter, name: str) -> None:
        """Write the facet's arrays."""
        keys = sorted({key for group in self._groups for key in group})
        number = {key: place for place, key in enumerate(keys)}
        write_dictionary(writer, f"{name}.keys", (key.encode() for key in keys))
        writer.put(f"{name}.group", np.array(self._group, np.uint32))
        flat = [number[key] for group in self._groups for key in group]
        writer.put(f"{name}.groups.key", np.array(flat, np.uint32))
        starts = np.cumsum([0, *map(len, self._groups)])
        writer.put(f"{name}.groups.start", starts.astype(np.uint32))


class StoredWriter:
    """Articles as bytes, in compressed blocks."""

    def __init__(self) -> None:
        self._compress: Callable[[bytes], bytes] = zstandard.ZstdCompressor(COMPRESSION_LEVEL).compress
        self._blocks: list[bytes] = []
        self._first = array("I")
        self._sizes = array("I")
        self._open: list[bytes] = []
        self._open_bytes = 0
        self.compressed = 0
        """How many bytes the compressed blocks have."""

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, stored: bytes) -> None:
        """Take the bytes of the next document."""
        self._open.append(stored)
        self._sizes.append(len(stored))
        self._open_bytes += len(stored)
        if self._open_bytes >= layout.STORED_BLOCK:
            self._close()

    def take(self, block: bytes, sizes: Sequence[int]) -> None:
        """Take a block that is compressed already, of documents of these sizes."""
        self._close()
        self._first.append(len(self._sizes))
        self._sizes.extend(sizes)
        self._keep(block)

    def write(self, writer: ArraysWriter) -> None:
        """Write the arrays of what was taken."""
        self._close()
        starts = np.cumsum([0, *map(len, self._blocks)])
        writer.begin("stored.data", "u1")
        for block in self._blocks:
            writer.more(np.frombuffer(block, np.uint8))
        writer.put("stored.block", starts.astype(np.uint64))
        writer.put("stored.first", np.array(self._first, np.uint32))
        writer.put("stored.size", np.array(self._sizes, np.uint32))

    def _close(self) -> None:
        if self._open:
            self._first.append(len(self._sizes) - len(self._open))
            self._keep(self._compress(b"".join(self._open)))
            self._open, self._open_bytes = [], 0

    def _keep(self, block: bytes) -> None:
        self._blocks.append(block)
        self.compressed += len(block)


def write_columns(
    writer: ArraysWriter, lengths: Mapping[str, Numbers], numbers: Mapping[str, NDArray[np.int64]]
) -> None:
    """Write the lengths and the typed columns."""
    writer.put("lengths", np.stack([lengths[field] for field in layout.LENGTHS]))
    for name, dtype in layout.NUMBERS.items():
        writer.put(name, numbers[name].astype(dtype))


def write_keys(writer: ArraysWriter, name: str, documents: Mapping[str, Sequence[int]]) -> None:
    """Write which documents have which key."""
    keys = sorted(documents)
    write_dictionary(writer, f"{name}.keys", (key.encode() for key in keys))
    flat = [document for key in keys for document in documents[key]]
    writer.put(f"{name}.documents", np.array(flat, np.uint32))
    starts = np.cumsum([0, *(len(documents[key]) for key in keys)])
    writer.put(f"{name}.documents.start", starts.astype(np.uint32))


def write_sequences(writer: ArraysWriter, numbers: Numbers, start: Places) -> None:
    """Write rows of numbers in bytes of seven bits; the row of document ``d`` begins at ``start[d]``."""
    data = np.empty(len(numbers) * _LONGEST_SEVENS, np.uint8)
    size = packing.to_sevens(numbers, data)
    ends = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(_bytes_of_sevens(numbers), out=ends[1:])
    writer.put("words.data", data[:size])
    writer.put("words.start", ends[start].astype(np.uint64))


def by_use(tokens: Numbers, terms: int) -> tuple[Numbers, Numbers]:
    """Return the terms in the order of their use, the most used first, and the tokens as places in it."""
    used = np.bincount(tokens, minlength=terms)
    order = np.argsort(-used, kind="stable").astype(np.uint32)
    place = np.empty(terms, np.uint32)
    place[order] = np.arange(terms, dtype=np.uint32)
    return order, place[tokens]


def row_starts(lengths: Iterable[Numbers]) -> Places:
    """Return where each document's row begins, and where the last one ends, from the lengths of its parts."""
    rows = np.sum(list(lengths), axis=0, dtype=np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(rows)])


def field_bounds(lengths: Mapping[str, Numbers]) -> list[tuple[Numbers, Numbers]]:
    """Return where title, body and lead begin and end in each row."""
    title, body, lead = (lengths[field] for field in (layout.TITLE, layout.BODY, layout.LEAD))
    return [(np.zeros_like(title), title), (title, title + body), (title, title + lead)]


def _used(tokens: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct numbers, ascending, and the tokens as places among them."""
    there = np.bincount(tokens) > 0
    used = np.flatnonzero(there).astype(np.uint32)
    place = np.cumsum(there, dtype=np.int64) - 1
    return used, place[tokens].astype(np.uint32)


def _sorted(texts: Sequence[str]) -> tuple[Numbers, list[bytes]]:
    """Return the rank of each text in the order of all, which is that of their bytes, and them in order."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    rank = np.empty(len(texts), np.uint32)
    rank[order] = np.arange(len(texts), dtype=np.uint32)
    return rank, [texts[number].encode() for number in order]


def _bytes_of_sevens(numbers: Numbers) -> NDArray[np.int64]:
    bounds = [1 << 7 * width for width in range(1, _LONGEST_SEVENS)]
    return 1 + np.searchsorted(bounds, numbers, "right")
