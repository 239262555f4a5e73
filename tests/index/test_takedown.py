"""After a purge nothing of an article is in any file of the archive."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import durable
from index.build import NotPurged, UnknownIds, add, delete, reindex, rollback
from index.checking import check
from index.codec.arrays_file import SUFFIX
from index.codec.segment import SEGMENT, Segment
from index.generations import NothingToRollBack, complete_ids, open_current

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Titles = Callable[[Path], dict[str, str]]

HIDDEN = "مكتومات"
FORMER = "خفايا"
AUTHOR = "زرياب"


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    """An archive in which one article of forty holds words that no other has, and had others before."""
    records = [stories(n) for n in range(40)]
    records[7] = stories(7, body=f"نص {FORMER}", author=AUTHOR)
    reindex([source(records)], index_dir)
    add([source([stories(7, body=f"نص {HIDDEN}", section="نوادر الضفاف", author=AUTHOR)])], index_dir)
    return index_dir


def remains(index_dir: Path, *words: str) -> set[str]:
    """Return which of some words are in any file, packed articles and dictionaries included."""
    content = b""
    for path in index_dir.rglob("*"):
        if path.is_file():
            content += path.read_bytes() + b"\n"
        if path.name.startswith(SEGMENT) and path.suffix == SUFFIX:
            segment = Segment(path)
            content += b"\n".join(segment.stored)
            content += b"\n".join(term for level in segment.levels.values() for term in level.terms)
    return {word for word in words if word.encode() in content}


def test_an_article_and_what_it_was_before_leave_nothing(archive: Path, titles: Titles) -> None:
    words = (HIDDEN, FORMER, AUTHOR, "story-7", "news.example/7", "نوادر الضفاف")
    assert remains(archive, *words) == set(words)
    before = complete_ids(archive)
    report = delete(["story-7"], archive, purge=True)
    assert (report.deleted, report.purged, report.articles) == (1, 2, 39)
    assert sorted(report.dropped) == before
    assert remains(archive, *words) == set()
    assert complete_ids(archive) == [report.generation]
    assert "story-7" not in titles(archive)
    assert len(titles(archive)) == 39
    assert check(archive).damage == ()
    with pytest.raises(NothingToRollBack):
        rollback(archive)


def test_one_that_was_deleted_before(archive: Path) -> None:
    delete(["story-7"], archive)
    assert remains(archive, HIDDEN, FORMER) == {HIDDEN, FORMER}
    report = delete(["story-7"], archive, purge=True)
    assert (report.deleted, report.purged, report.unknown_ids) == (0, 1, ())
    assert remains(archive, HIDDEN, FORMER, AUTHOR) == set()


def test_one_that_only_an_older_generation_holds(archive: Path, source: Source, stories: Story) -> None:
    reindex([source([stories(1)])], archive)
    newest = open_current(archive).id
    report = delete(["story-7"], archive, purge=True, strict=True)
    assert len(report.dropped) == 1
    assert not report.published
    assert complete_ids(archive) == [newest]
    assert remains(archive, HIDDEN, FORMER) == set()


def test_a_generation_that_never_held_it_is_kept(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    first = open_current(index_dir).id
    add([source([stories(30, body=HIDDEN)])], index_dir)
    report = delete(["story-30"], index_dir, purge=True)
    assert complete_ids(index_dir) == [first, report.generation]
    assert remains(index_dir, HIDDEN) == set()
    rollback(index_dir)
    assert len(titles(index_dir)) == 20


def test_one_that_was_left_by_a_rollback(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    add([source([stories(30, body=HIDDEN)])], index_dir)
    rollback(index_dir)
    assert remains(index_dir, HIDDEN) == {HIDDEN}
    assert len(delete(["story-30"], index_dir, purge=True).dropped) == 1
    assert remains(index_dir, HIDDEN) == set()


def test_another_article_that_took_its_former_address_stays(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    add([source([stories(3, url="https://news.example/moved", body=HIDDEN)])], index_dir)
    add([source([stories(30, url=stories(3)["url"])])], index_dir)
    delete(["story-3"], index_dir, purge=True)
    assert remains(index_dir, HIDDEN) == set()
    assert {"story-30", "story-4"} <= titles(index_dir).keys()
    assert len(titles(index_dir)) == 20


def test_the_last_article_of_an_archive(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source([stories(1, body=HIDDEN)])], index_dir)
    assert delete(["story-1"], index_dir, purge=True).articles == 0
    assert remains(index_dir, HIDDEN) == set()


def test_segments_that_do_not_hold_it_are_shared(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source(stories(n) for n in range(100))], index_dir)
    kept = next(open_current(index_dir).path.glob("segment-*"))
    node = kept.stat().st_ino
    add([source(stories(n) for n in range(100, 104))], index_dir)
    delete(["story-102"], index_dir, purge=True)
    assert (open_current(index_dir).path / kept.name).stat().st_ino == node
    assert [entry.documents for entry in open_current(index_dir).manifest.segments] == [100, 3]


def test_an_unknown_id(archive: Path, titles: Titles) -> None:
    before = complete_ids(archive)
    report = delete(["nobody"], archive, purge=True)
    assert (report.published, report.unknown_ids, report.dropped) == (False, ("nobody",), ())
    with pytest.raises(UnknownIds):
        delete(["nobody", "story-5"], archive, purge=True, strict=True)
    assert complete_ids(archive) == before
    assert len(titles(archive)) == 40


def test_what_cannot_be_removed_is_told(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: Path) -> None:
        raise OSError(errno.EBUSY, "busy")

    with monkeypatch.context() as patched:
        patched.setattr(durable.disk, "rmdir", busy)
        with pytest.raises(NotPurged, match="Run the same command again"):
            delete(["story-7"], archive, purge=True)
    delete(["story-7"], archive, purge=True)
    assert remains(archive, HIDDEN, FORMER, AUTHOR) == set()
