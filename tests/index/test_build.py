import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import parts, processes, reading_ahead
from index.article import Article
from index.build import NothingToIndex, UnknownIds, add, delete, reindex
from index.codec import layout
from index.codec.segment_writer import SegmentWriter
from index.generations import IndexNotFound, open_current
from index.lock import IndexLocked, write_lock
from index.rejects import RejectsFound
from index.report import BuildReport
from index.run import BuildOptions
from index.serving import open_serving
from index.snapshot import Snapshot
from index.stored import StoredArticles

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Titles = Callable[[Path], dict[str, str]]


def adds_up(report: BuildReport) -> bool:
    parts = (report.added, report.changed, report.unchanged, report.merged, report.rejected)
    return report.read == sum(parts)


def test_reindex_reports_what_it_did(source: Source, stories: Story, index_dir: Path, titles: Titles) -> None:
    report = reindex([source(stories(n) for n in range(20))], index_dir)
    assert (report.read, report.added, report.articles, report.published) == (20, 20, 20, True)
    assert report.generation == open_current(index_dir).id
    assert (
        report.size
        == sum(path.stat().st_size for path in open_current(index_dir).path.iterdir())
        - (open_current(index_dir).path / "manifest.json").stat().st_size
    )
    assert report.seconds > 0
    assert report.peak_memory > 1_000_000
    assert titles(index_dir) == {stories(n)["id"]: stories(n)["title"] for n in range(20)}


def test_an_archive_may_be_named_by_text(source: Source, stories: Story, index_dir: Path) -> None:
    assert reindex([str(source([stories(1)]))], str(index_dir)).articles == 1


def test_reindex_replaces_everything(source: Source, stories: Story, index_dir: Path, titles: Titles) -> None:
    reindex([source(stories(n) for n in range(5))], index_dir)
    reindex([source([stories(7)])], index_dir)
    assert list(titles(index_dir)) == ["story-7"]


def test_the_same_article_twice_in_one_batch(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    twice = [stories(1), stories(2), stories(1, title="عنوان معدل"), stories(3, url=stories(2)["url"])]
    report = reindex([source(twice)], index_dir)
    assert (report.read, report.added, report.merged) == (4, 2, 2)
    assert titles(index_dir) == {"story-1": "عنوان معدل", "story-2": stories(3)["title"]}


def test_an_article_listed_in_two_sections_has_both(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source([stories(1, section="محليات"), stories(1, section="ثقافة")])], index_dir)
    (article,) = StoredArticles(open_serving(index_dir).snapshot)
    assert article.sections == ("محليات", "ثقافة")


def test_add_tells_new_changed_and_unchanged(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source(stories(n) for n in range(30))], index_dir)
    batch = [stories(1), stories(2, title="عنوان معدل"), stories(40), stories(40), {"no": "article"}]
    report = add([source(batch)], index_dir)
    assert (report.added, report.changed, report.unchanged, report.merged, report.rejected) == (1, 1, 1, 1, 1)
    assert adds_up(report)
    assert report.articles == 31
    found = titles(index_dir)
    assert (found["story-2"], len(found), "story-40" in found) == ("عنوان معدل", 31, True)


def test_adding_the_same_again_writes_nothing(source: Source, stories: Story, index_dir: Path) -> None:
    path = source(stories(n) for n in range(5))
    before = reindex([path], index_dir)
    report = add([path], index_dir)
    assert (report.unchanged, report.published, report.generation) == (5, False, before.generation)
    assert len(list((index_dir / "generations").iterdir())) == 1


def test_add_knows_an_article_by_its_address(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    again = stories(3, id="other-3", url="http://www.news.example/3/?utm_source=x", title="عنوان معدل")
    report = add([source([again])], index_dir)
    assert (report.changed, report.articles) == (1, 20)
    assert titles(index_dir)["story-3"] == "عنوان معدل"
    stored = StoredArticles(open_serving(index_dir).snapshot)
    ((_, article),) = stored.find("other-3")
    assert article.id == "story-3"


def test_add_twice_leaves_one_article(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    for title in ("أول تعديل", "ثاني تعديل"):
        add([source([stories(3, title=title)])], index_dir)
    stored = StoredArticles(open_serving(index_dir).snapshot)
    assert [article.title for _, article in stored.find("story-3")] == ["ثاني تعديل"]
    assert len(stored) == 20


def test_add_needs_an_archive(source: Source, stories: Story, index_dir: Path) -> None:
    with pytest.raises(IndexNotFound, match="kashaf reindex"):
        add([source([stories(1)])], index_dir)


def test_delete(source: Source, stories: Story, index_dir: Path, titles: Titles) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    report = delete(["story-3", "story-5", "nobody"], index_dir)
    assert (report.deleted, report.unknown_ids, report.articles) == (2, ("nobody",), 18)
    assert not {"story-3", "story-5"} & titles(index_dir).keys()


def test_delete_by_another_id(source: Source, stories: Story, index_dir: Path, titles: Titles) -> None:
    reindex([source([stories(1), stories(2), stories(3, url=stories(1)["url"])])], index_dir)
    assert delete(["story-3"], index_dir).deleted == 1
    assert list(titles(index_dir)) == ["story-2"]


def test_delete_of_everything_leaves_an_empty_archive(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source([stories(1)])], index_dir)
    assert delete(["story-1"], index_dir).articles == 0
    assert titles(index_dir) == {}
    assert add([source([stories(2)])], index_dir).articles == 1


def test_delete_of_the_unknown(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source([stories(1)])], index_dir)
    assert not delete(["nobody"], index_dir).published
    with pytest.raises(UnknownIds):
        delete(["nobody", "story-1"], index_dir, strict=True)
    assert open_current(index_dir).manifest.articles == 1


def test_several_processes_write_what_one_does(
    source: Source, stories: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_WORTH_A_PROCESS", 500)
    path = source(stories(n) for n in range(1100))
    found = []
    for procs in (1, 2):
        index_dir = tmp_path / f"{procs}.index"
        assert reindex([path], index_dir, options=BuildOptions(procs=procs)).segments == procs
        snapshot = open_serving(index_dir).snapshot
        found.append((postings(snapshot), [article.id for article in StoredArticles(snapshot)]))
    assert found[0] == found[1]


def postings(snapshot: Snapshot) -> dict[tuple[str, bytes], list[int]]:
    """Return the documents of every term by level and term, numbered through all segments."""
    found: dict[tuple[str, bytes], list[int]] = {}
    for part in snapshot.parts:
        for level in part.segment.levels.values():
            for number, term in enumerate(level.terms):
                documents = (level.postings(number).documents + part.offset).tolist()
                found.setdefault((level.name, term), []).extend(documents)
    return found


def test_little_memory_makes_more_segments(
    source: Source, stories: Story, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_MEBIBYTE", 1_000)
    report = reindex([source(stories(n) for n in range(40))], index_dir, options=BuildOptions(memory=1))
    assert report.segments > 1
    articles = StoredArticles(open_serving(index_dir).snapshot)
    assert [article.id for article in articles] == [f"story-{n}" for n in range(40)]


def test_rebuilding_from_the_stored_articles(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source(stories(n) for n in range(20))], index_dir)
    add([source([stories(30)])], index_dir)
    delete(["story-4"], index_dir)
    before = titles(index_dir)
    report = reindex(None, index_dir)
    assert (report.read, report.articles, report.segments) == (20, 20, 1)
    assert titles(index_dir) == before


def test_nothing_stored_to_rebuild_from(index_dir: Path) -> None:
    with pytest.raises(IndexNotFound):
        reindex(None, index_dir)


def test_sources_without_an_article_publish_nothing(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source([stories(1)])], index_dir)
    empty = source([{"no": "article"}], "empty.jsonl")
    with pytest.raises(NothingToIndex, match="--allow-empty"):
        reindex([empty], index_dir)
    assert titles(index_dir)
    assert reindex([empty], index_dir, options=BuildOptions(allow_empty=True)).articles == 0


def test_rejects_are_counted_and_listed(source: Source, stories: Story, index_dir: Path) -> None:
    path = source([stories(1), {"no": "article"}, stories(2)])
    with path.open("a") as file:
        file.write("{broken\n")
    report = reindex([path], index_dir)
    assert (report.read, report.added, report.rejected) == (4, 2, 2)
    assert sum(report.rejected_by_reason.values()) == 2
    assert report.rejects_file
    listed = [json.loads(line) for line in Path(report.rejects_file).read_text("utf-8").splitlines()]
    assert [one["line"] for one in listed] == [2, 4]
    assert all(one["file"].endswith("source.jsonl") and one["message"] for one in listed)


def test_articles_that_the_index_cannot_take(
    stories: Story, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = [
        Article(id="", title="بلا معرّف"),
        Article(id="1"),
        Article(id="2", title="\ud800"),
        Article(id="3", title="خبر"),
    ]
    monkeypatch.setattr(reading_ahead, "unread", lambda *_: iter(listed))
    report = reindex([], index_dir)
    assert report.rejected_by_reason == {"no-id": 1, "no-text": 1, "bad-text": 1}
    assert (report.read, report.added) == (4, 1)


def test_an_error_midway_leaves_nothing(
    source: Source, stories: Story, index_dir: Path, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex([source([stories(1)])], index_dir)

    def broken(_: SegmentWriter, article: Article, stored: bytes) -> None:
        raise ZeroDivisionError(article.id)

    monkeypatch.setattr(SegmentWriter, "add", broken)
    with pytest.raises(ZeroDivisionError):
        add([source([stories(2)])], index_dir)
    assert list(titles(index_dir)) == ["story-1"]
    assert len(list((index_dir / "generations").iterdir())) == 1


def test_strict_publishes_nothing(source: Source, stories: Story, index_dir: Path, titles: Titles) -> None:
    reindex([source([stories(1)])], index_dir)
    mixed = source([stories(2), {"no": "article"}])
    for verb in (reindex, add):
        with pytest.raises(RejectsFound, match="line 2"):
            verb([mixed], index_dir, options=BuildOptions(strict=True))
    assert list(titles(index_dir)) == ["story-1"]
    assert len(list((index_dir / "generations").iterdir())) == 1


def test_an_addition_of_rejects_alone_is_refused(
    source: Source, stories: Story, index_dir: Path, tmp_path: Path
) -> None:
    reindex([source([stories(1)])], index_dir)
    quiet = tmp_path / "quiet day"
    quiet.mkdir()
    assert not add([quiet], index_dir).published
    with pytest.raises(NothingToIndex, match=r"1 rejected, listed in .*rejects-000002.*mistyped\.jsonl: "):
        add([tmp_path / "mistyped.jsonl"], index_dir)
    with pytest.raises(NothingToIndex, match=r"1 rejected.*line 1: "):
        add([source([{"no": "article"}], "bad.jsonl")], index_dir)


def test_a_second_writer_waits_and_is_told(source: Source, stories: Story, index_dir: Path) -> None:
    path = source([stories(1)])
    reindex([path], index_dir)
    with write_lock(index_dir, 0), pytest.raises(IndexLocked):
        add([path], index_dir, options=BuildOptions(wait=0.1))


def test_exact_lengths_are_in_the_columns(source: Source, stories: Story, index_dir: Path) -> None:
    long = "كلمة " * 1003
    reindex([source([stories(1, body=long), stories(2, body="كلمتان اثنتان")])], index_dir)
    (part,) = open_serving(index_dir).snapshot.parts
    assert part.segment.lengths[layout.BODY].tolist() == [1003, 2]
