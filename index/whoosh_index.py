"""The thin writing side of Whoosh: our fields in its schema, segments written, and readers opened.

Only this module and ``index.whoosh_files`` of the package know Whoosh. A segment's files are written once, in
a folder of their own (Whoosh's commit deletes what its table of contents does not name), and never opened for
writing again: deletions live in the table of contents, one small file in each generation.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from whoosh import columns, fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader
from whoosh.writing import NO_MERGE, SegmentWriter

from index import durable
from index.document import Document, Positions
from index.generations import Generation, IndexDamaged
from index.schema import (
    ARTICLE,
    DAY,
    DAY_UNKNOWN,
    FIELDS,
    INSTANT_UNKNOWN,
    KEY_SEPARATOR,
    LAST_DAY,
    Kind,
)
from index.whoosh_files import GenerationStorage

SEGMENT_ARTICLES = 60_000
"""The most articles in a segment: Whoosh's facet columns hold 65,535 different values and drop the rest."""

_NAME = "kashaf"
_CONTENTS = f"_{_NAME}_0.toc"
_TAKEN_SHARE = 0.4
_TOLD_EVERY = 20_000
_HEADERS = {".trm": b"HSH3", ".pst": b"W3Bl"}

Segment: TypeAlias = Any
"""A segment as Whoosh lists it: its id, how many documents it has, and which are deleted."""

T = TypeVar("T")
_Posting = tuple[bytes, int, float, bytes]


class PositionsFormat(formats.Positions):  # type: ignore[misc]
    """Positions as native 32-bit numbers, where Whoosh pickles a list for every posting."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Return the bytes of ascending positions."""
        return _packed(positions)

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions that ``encode`` wrote."""
        return memoryview(value).cast("I").tolist()

    def decode_frequency(self, value: bytes) -> int:
        """Return how many positions there are."""
        return len(value) // 4


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field whose postings are ready when Whoosh gets them: no analyzer of Whoosh's ever runs."""

    def __init__(self, kind: Kind) -> None:
        words = kind is Kind.WORDS
        super().__init__(
            format=PositionsFormat() if words else formats.Existence(),
            analyzer=None,
            scorable=words,
            sortable=columns.RefBytesColumn() if kind is Kind.FACET else False,
        )

    def index(self, value: list[_Posting], **_: object) -> list[_Posting]:
        """Return the postings as they were given."""
        return value


_FIELD_TYPES = {
    Kind.WORDS: lambda: TermsField(Kind.WORDS),
    Kind.KEYS: lambda: TermsField(Kind.KEYS),
    Kind.FACET: lambda: TermsField(Kind.FACET),
    Kind.DAY: lambda: fields.NUMERIC(
        int, 32, signed=False, sortable=columns.NumericColumn("I", default=DAY_UNKNOWN)
    ),
    Kind.NUMBER: lambda: fields.COLUMN(columns.NumericColumn("q", default=INSTANT_UNKNOWN)),
    Kind.COUNT: lambda: fields.COLUMN(columns.NumericColumn("I", default=0)),
    Kind.STORED: fields.STORED,
}


class _NoArticles(EmptyReader):  # type: ignore[misc]
    """The reader of a generation without a segment, where Whoosh's own has no columns."""

    def column_reader(self, fieldname: str, **_: object) -> columns.ColumnReader:
        """Return a column that holds nothing."""
        return columns.EmptyColumnReader(self.schema[fieldname].column_type.default_value(), 0)


def whoosh_schema() -> fields.Schema:
    """Return the fields of ``index.schema`` as Whoosh's schema."""
    return fields.Schema(**{field.name: _FIELD_TYPES[field.kind]() for field in FIELDS})


def write_segment(
    folder: Path, documents: Iterable[Document], *, memory_mb: int, progress: Callable[[float], None]
) -> None:
    """Write documents as the one segment of a new folder; they are at most SEGMENT_ARTICLES.

    ``progress`` is told of documents; a part of each is done when it is taken, the rest when the sorted
    postings of all are written. After an exception the folder holds no segment.
    """
    folder.mkdir()
    index = FileIndex.create(FileStorage(str(folder)), whoosh_schema(), _NAME)
    writer = SegmentWriter(index, _lk=False, compound=False, limitmb=memory_mb)
    taken = postings = 0
    try:
        for document in documents:
            values = _whoosh_values(document)
            writer.add_document(**values)
            taken += 1
            postings += sum(len(value) for value in values.values() if isinstance(value, list))
            progress(_TAKEN_SHARE)
    except BaseException:
        writer.cancel()
        raise
    sorted_postings = writer.pool.iter_postings
    left = (1 - _TAKEN_SHARE) * taken
    writer.pool.iter_postings = lambda: _watched(sorted_postings(), postings, left, progress)
    writer.commit(mergetype=NO_MERGE)


def _watched(
    items: Iterable[T], expected: int, worth: float, progress: Callable[[float], None]
) -> Iterator[T]:
    """Pass about ``expected`` items on, and tell of what they are worth in all."""
    share = worth / max(expected, 1) * _TOLD_EVERY
    for number, item in enumerate(items, 1):
        yield item
        if number % _TOLD_EVERY == 0 and worth > share:
            worth -= share
            progress(share)
    progress(worth)


def read_segments(folder: Path) -> list[Segment]:
    """Return the segments that the table of contents of a folder lists."""
    return list(TOC.read(FileStorage(str(folder)), _NAME, schema=whoosh_schema()).segments)


def take_segments(folder: Path, target: Path) -> list[Segment]:
    """Move the segments of a folder into another one and return them; the folder is removed."""
    segments = read_segments(folder)
    for path in folder.iterdir():
        if path.name.startswith(_NAME + "_"):
            path.rename(target / path.name)
        else:
            path.unlink()
    folder.rmdir()
    return segments


def files_of(segment: Segment, names: Iterable[str]) -> list[str]:
    """Return those of the names of a generation's files that are a segment's."""
    return [name for name in names if name.startswith(f"{segment.segment_id()}.")]


def write_contents(folder: Path, segments: Sequence[Segment]) -> None:
    """Write the table of contents that lists the segments of a generation."""
    TOC(whoosh_schema(), list(segments), 0).write(FileStorage(str(folder)), _NAME)


def without_documents(segments: Sequence[Segment], numbers: Iterable[int]) -> list[Segment]:
    """Mark documents as deleted, by their numbers in the whole generation; drop segments that have no other.

    Only the given objects change: what is on disk is written by ``write_contents``.
    """
    starts = [0, *accumulate(segment.doc_count_all() for segment in segments)]
    for number in numbers:
        place = bisect_right(starts, number) - 1
        segments[place].delete_document(number - starts[place])
    return [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]


def documents_of(segments: Sequence[Segment], places: Iterable[int]) -> Iterator[int]:
    """Yield the numbers, in the whole generation, of the documents of some of its segments."""
    starts = [0, *accumulate(segment.doc_count_all() for segment in segments)]
    for place in sorted(places):
        yield from range(starts[place], starts[place + 1])


def open_reader(generation: Generation) -> IndexReader:
    """Open a generation with Whoosh, every file held from now on; raise IndexDamaged.

    Checked are the names and sizes of all files, the headers of terms and postings, and every byte of the
    table of contents. The reader may be used by several threads, and needs no closing.
    """
    contents = generation.path / _CONTENTS
    entry = generation.manifest.files.get(_CONTENTS)
    if entry is None:
        raise IndexDamaged(contents, "the manifest does not list it")
    storage = GenerationStorage(generation)
    _check_headers(generation, storage)
    if durable.digest(storage.open_file(_CONTENTS).read()) != entry.checksum:
        raise IndexDamaged(contents, "its checksum does not match")
    schema = whoosh_schema()
    segments = TOC.read(storage, _NAME, schema=schema).segments
    readers = [SegmentReader(storage, schema, segment) for segment in segments]
    if not readers:
        return _NoArticles(schema)
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def _check_headers(generation: Generation, storage: GenerationStorage) -> None:
    for name in storage.list():
        header = _HEADERS.get(Path(name).suffix, b"")
        start = storage.open_file(name).get(0, len(header))
        if start and start != header:
            raise IndexDamaged(generation.path / name, "its header is not Whoosh's")


def _whoosh_values(document: Document) -> dict[str, object]:
    """Return what Whoosh's ``add_document`` takes: postings for the terms, and the columns' values beside."""
    values: dict[str, object] = dict(document.numbers)
    values[ARTICLE] = document.stored
    for name, positions in document.words.items():
        values[name] = _word_postings(positions)
    for name, keys in document.keys.items():
        values[name] = [(key.encode(), 1, 1.0, b"") for key in keys]
        values[f"_stored_{name}"] = KEY_SEPARATOR.join(keys).encode()
    for name in (DAY, LAST_DAY) if document.numbers[DAY] == DAY_UNKNOWN else ():
        values |= {name: [], f"_stored_{name}": DAY_UNKNOWN}
    return values


def _word_postings(positions: Positions) -> list[_Posting]:
    return [
        (word.encode(), len(places), float(len(places)), _packed(places))
        for word, places in positions.items()
    ]


def _packed(positions: Sequence[int]) -> bytes:
    return array("I", positions).tobytes()
