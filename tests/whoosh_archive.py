"""Articles written by Whoosh's own default codec: what the arrays are held to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import NO_MERGE, SegmentWriter

from index.article import Article
from index.document import Document, Positions, document
from index.schema import ARTICLE, DAY, DAY_UNKNOWN, KEY_SEPARATOR, LAST_DAY
from index.whoosh_index import PositionsFormat, Posting, whoosh_schema
from tests.lexicons import LEXICON

_pack = PositionsFormat().encode


def write_archive(folder: Path, *segments: Iterable[Article]) -> FileIndex:
    """Write articles into a new folder, each group as one segment, and return Whoosh's index of them."""
    folder.mkdir(parents=True)
    index = FileIndex.create(FileStorage(str(folder)), whoosh_schema(), "kashaf")
    for articles in segments:
        writer = SegmentWriter(index, _lk=False, compound=False)
        for article in articles:
            writer.add_document(**_whoosh_values(document(article, LEXICON)))
        writer.commit(mergetype=NO_MERGE)
    return index


def delete_articles(index: FileIndex, ids: Iterable[str]) -> None:
    """Mark articles as deleted."""
    with index.reader() as reader:
        numbers = [number for one in ids for number in reader.postings("id", one).all_ids()]
    writer: Any = SegmentWriter(index, _lk=False, compound=False)
    for number in numbers:
        writer.delete_document(number)
    writer.commit(mergetype=NO_MERGE)


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


def _word_postings(positions: Positions) -> list[Posting]:
    return [
        (word.encode(), len(places), float(len(places)), _pack(places)) for word, places in positions.items()
    ]
