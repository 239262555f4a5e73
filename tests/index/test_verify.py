from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import document, parts, schema, verify
from index.article import Article
from index.build import add, reindex
from index.codec.segment_writer import SegmentWriter
from index.comparison import compare
from index.generations import open_current
from index.lexicon.lexicon import Lexicon
from index.manifest import SegmentEntry
from index.snapshot import open_snapshot
from index.verify import NotVerified
from tests.lexicons import LEXICON

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Titles = Callable[[Path], dict[str, str]]


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    reindex([source(stories(n) for n in range(20))], index_dir)
    return index_dir


def assert_refused(archive: Path, source: Source, stories: Story, titles: Titles, message: str) -> None:
    """Check that an addition is not published, and leaves nothing."""
    before = open_current(archive).id
    with pytest.raises(NotVerified, match=message):
        add([source([stories(30)])], archive)
    assert open_current(archive).id == before
    assert [path.name for path in (archive / "generations").iterdir()] == [before]
    assert len(titles(archive)) == 20


def test_an_article_that_is_lost_is_seen(
    archive: Path, source: Source, stories: Story, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = parts.write

    def count_one_more(*arguments: Any, **named: Any) -> list[SegmentEntry]:
        return [SegmentEntry(entry.file, entry.documents, -1) for entry in written(*arguments, **named)]

    monkeypatch.setattr(parts, "write", count_one_more)
    assert_refused(archive, source, stories, titles, "21 articles instead of 22")


@pytest.mark.parametrize("place", [200, -1])
def test_a_byte_that_the_disk_changes_is_seen(
    archive: Path,
    source: Source,
    stories: Story,
    titles: Titles,
    monkeypatch: pytest.MonkeyPatch,
    place: int,
) -> None:
    written = SegmentWriter.finish

    def badly(writer: SegmentWriter) -> Path:
        path = written(writer)
        data = bytearray(path.read_bytes())
        data[place] ^= 1
        path.write_bytes(bytes(data))
        return path

    monkeypatch.setattr(SegmentWriter, "finish", badly)
    assert_refused(archive, source, stories, titles, "checksum does not match")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"words": {schema.BODY_N: {"كلمة": [0]}}}, "other words in its row on level n"),
        ({"words": {schema.BODY_E: {"كلمة": [0]}}}, "other words in its row on level e"),
        ({"words": {schema.AUTHOR_N: {"ليلى": [0]}}}, "not found by its author's name"),
        ({"keys": {schema.SECTION: ()}}, "for section instead of"),
        ({"keys": {schema.URL: ("//other.example",)}}, "not found by url"),
        ({"numbers": {schema.DAY: 7}}, "for day instead of"),
        ({"numbers": {schema.TITLE_LENGTH: 7}}, "for title_length instead of"),
    ],
)
def test_a_document_that_is_written_otherwise_is_seen(
    source: Source,
    stories: Story,
    index_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: dict[str, dict[str, Any]],
    message: str,
) -> None:
    def otherwise(article: Article, lexicon: Lexicon) -> document.Document:
        made = document.document(article, lexicon)
        return replace(made, **{part: {**getattr(made, part), **change} for part, change in broken.items()})

    monkeypatch.setattr(verify, "document", otherwise)
    with pytest.raises(NotVerified, match=message):
        reindex([source([stories(1)])], index_dir)


def test_what_is_written_right_compares_equal(archive: Path) -> None:
    snapshot = open_snapshot(open_current(archive))
    (segment,) = (part.segment for part in snapshot.parts)
    expected = document.document(document.decode(segment.stored[3]), LEXICON)
    assert compare(segment, 3, expected) is None
    assert compare(segment, 4, expected) is not None


def test_words_are_looked_up_among_the_postings(archive: Path) -> None:
    (segment,) = (part.segment for part in open_snapshot(open_current(archive)).parts)
    expected = document.document(document.decode(segment.stored[3]), LEXICON)
    level = segment.levels["n"]
    moved = level.packed.first + np.uint32(1)
    moved.flags.writeable = False  # as mapped arrays are
    level.packed = level.packed._replace(first=moved)
    assert "on level n" in str(compare(segment, 3, expected))
