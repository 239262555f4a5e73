from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import document, parts, run, schema
from index.article import Article
from index.build import add, reindex
from index.generations import IndexDamaged, open_current
from index.verify import NotVerified, compare
from index.whoosh_index import open_reader, write_contents

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Titles = Callable[[Path], dict[str, str]]


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    reindex([source(stories(n) for n in range(20))], index_dir)
    return index_dir


def test_a_segment_that_is_lost_is_seen(
    archive: Path, source: Source, stories: Story, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_last(folder: Path, segments: Sequence[Any]) -> None:
        write_contents(folder, segments[:-1])

    monkeypatch.setattr(run, "write_contents", lose_the_last)
    before = open_current(archive).id
    with pytest.raises(NotVerified, match="20 articles instead of 21"):
        add([source([stories(30)])], archive)
    assert open_current(archive).id == before
    assert [path.name for path in (archive / "generations").iterdir()] == [before]
    assert len(titles(archive)) == 20


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"words": {schema.BODY_N: {}}}, "not found by its word"),
        ({"keys": {schema.SECTION: ()}}, "not found by section"),
        ({"numbers": {schema.DAY: 7}}, "for day instead of"),
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
    def otherwise(article: Article) -> document.Document:
        made = document.document(article)
        return replace(made, **{part: {**getattr(made, part), **change} for part, change in broken.items()})

    monkeypatch.setattr(parts, "document", otherwise)
    with pytest.raises(NotVerified, match=message):
        reindex([source([stories(1)])], index_dir)


def test_what_is_written_right_compares_equal(archive: Path, stories: Story) -> None:
    reader = open_reader(open_current(archive))
    article = document.decode(reader.stored_fields(3)[schema.ARTICLE])
    assert compare(reader, 3, document.document(article)) is None
    assert compare(reader, 4, document.document(article)) is not None


def test_headers_are_looked_at(archive: Path) -> None:
    path = next(open_current(archive).path.glob("*.trm"))
    path.write_bytes(b"XXXX" + path.read_bytes()[4:])
    with pytest.raises(IndexDamaged, match="header"):
        open_reader(open_current(archive))
