import datetime as dt
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from index import generations, serving
from index.build import add, delete, reindex, rollback
from index.codec import layout
from index.codec.arrays_file import HEADER_BYTES, SUFFIX
from index.document import decode
from index.generations import (
    AnalysisMismatch,
    IndexDamaged,
    IndexNotFound,
    NothingToRollBack,
    complete_ids,
    open_current,
)
from index.manifest import encode
from index.serving import open_serving
from index.stored import StoredArticles
from index.tiers import TIER_SEGMENTS

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Titles = Callable[[Path], dict[str, str]]


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    """An archive of forty articles and one addition."""
    reindex([source(stories(n) for n in range(40))], index_dir)
    add([source([stories(50)])], index_dir)
    return index_dir


def segment_files(path: Path) -> dict[str, os.stat_result]:
    return {file.name: file.stat() for file in path.iterdir() if file.suffix == SUFFIX}


def largest(path: Path) -> Path:
    return max(path.glob("segment-*"), key=lambda file: file.stat().st_size)


def test_an_addition_links_what_it_keeps(archive: Path) -> None:
    first, second = (segment_files(archive / "generations" / one) for one in complete_ids(archive))
    assert first.keys() < second.keys()
    assert all(second[name].st_ino == first[name].st_ino for name in first)


def test_files_that_are_shared_never_change(archive: Path, source: Source, stories: Story) -> None:
    kept = segment_files(open_current(archive).path)
    content = {file.name: file.read_bytes() for file in open_current(archive).path.glob("*.arrays")}
    add([source([stories(51), stories(3, title="عنوان معدل")])], archive)
    delete(["story-5"], archive)
    path = open_current(archive).path
    for name, before in kept.items():
        after = (path / name).stat()
        assert (after.st_ino, after.st_mtime_ns, after.st_size) == (
            before.st_ino,
            before.st_mtime_ns,
            before.st_size,
        )
        assert (path / name).read_bytes() == content[name]


def test_copies_where_there_are_no_links(
    archive: Path, source: Source, stories: Story, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    before = segment_files(open_current(archive).path)
    add([source([stories(51)])], archive)
    after = segment_files(open_current(archive).path)
    assert all(after[name].st_ino != before[name].st_ino for name in before)
    assert len(titles(archive)) == 42


def test_only_the_previous_generation_is_kept(archive: Path, source: Source, stories: Story) -> None:
    ids = complete_ids(archive)
    add([source([stories(51)])], archive)
    assert len(ids) == 2
    assert complete_ids(archive)[0] == ids[1]
    assert len(complete_ids(archive)) == 2


def test_ids_grow_when_the_clock_goes_back(
    archive: Path, source: Source, stories: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "_now", lambda: dt.datetime(1999, 1, 1, tzinfo=dt.UTC))
    before = open_current(archive).id
    after = add([source([stories(51)])], archive).generation
    assert after
    assert "1999" in after
    assert after > before


def test_rollback_and_forward_again(archive: Path, source: Source, stories: Story, titles: Titles) -> None:
    left = open_current(archive).id
    report = rollback(archive)
    assert (report.left, report.articles) == (left, 40)
    assert "story-50" not in titles(archive)
    with pytest.raises(NothingToRollBack):
        rollback(archive)
    assert add([source([stories(60)])], archive).articles == 41
    assert open_current(archive).id > left
    assert left not in complete_ids(archive)


def test_rollback_of_a_damaged_generation(archive: Path, titles: Titles) -> None:
    (open_current(archive).path / "manifest.json").write_bytes(b"{}")
    assert rollback(archive).articles == 40
    assert len(titles(archive)) == 40


def test_rollback_skips_a_merge(archive: Path, source: Source, stories: Story, titles: Titles) -> None:
    for number in range(51, 51 + TIER_SEGMENTS):
        add([source([stories(number)])], archive)
        manifest = open_current(archive).manifest
        if manifest.made_by == "merge":
            break
    assert manifest.made_by == "merge"
    assert number not in {int(name.removeprefix("story-")) for name in before_rollback(archive, titles)}


def before_rollback(archive: Path, titles: Titles) -> set[str]:
    rollback(archive)
    return set(titles(archive))


def test_many_additions_leave_few_segments(
    source: Source, stories: Story, index_dir: Path, titles: Titles
) -> None:
    reindex([source(stories(n) for n in range(100))], index_dir)
    for number in range(100, 125):
        add([source([stories(number), stories(number % 7, title=f"تعديل {number}")])], index_dir)
        assert len(open_current(index_dir).manifest.segments) <= 2 * TIER_SEGMENTS
    found = titles(index_dir)
    assert len(found) == 125
    assert found["story-5"] == "تعديل 124"
    assert len(complete_ids(index_dir)) == 2


def test_deletions_are_merged_away(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source(stories(n) for n in range(100))], index_dir)
    delete([f"story-{number}" for number in range(9)], index_dir)
    assert open_current(index_dir).manifest.documents == 100
    delete(["story-9"], index_dir)
    manifest = open_current(index_dir).manifest
    assert (manifest.articles, manifest.documents, manifest.made_by) == (90, 90, "merge")


def test_what_a_killed_run_left_is_removed(archive: Path, source: Source, stories: Story) -> None:
    leftovers = [archive / "generations" / name for name in ("000009-x.building", "000001-x.dropped")]
    for path in leftovers:
        path.mkdir()
        (path / "part").write_bytes(b"x")
    add([source([stories(51)])], archive)
    assert not any(path.exists() for path in leftovers)


def test_no_archive(index_dir: Path) -> None:
    with pytest.raises(IndexNotFound, match="kashaf reindex"):
        open_serving(index_dir)
    index_dir.mkdir()
    with pytest.raises(IndexNotFound):
        open_serving(index_dir)


def test_readers_keep_a_generation_that_is_dropped(archive: Path, source: Source, stories: Story) -> None:
    found = open_serving(archive)
    for number in (51, 52, 53):
        add([source([stories(number)])], archive)
    assert not found.generation.path.exists()
    assert {article.id for article in StoredArticles(found.snapshot)} == {
        f"story-{n}" for n in [*range(40), 50]
    }
    for part in found.snapshot.parts:
        assert all(array.tobytes() is not None for array in part.segment.arrays.values())


def test_threads_share_a_snapshot(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source(stories(n, body="نخيل " * (n % 9 + 1)) for n in range(400))], index_dir)
    snapshot = open_serving(index_dir).snapshot
    level = snapshot.parts[0].segment.levels[layout.N]
    term = level.find("نخيل")
    assert term is not None
    expected = [n % 9 + 1 for n in range(400)]
    wrong: list[object] = []

    def read() -> None:
        for n in range(20):
            found = level.postings(term).times[:, 1].tolist()
            if found != expected or decode(snapshot.stored(n)).id != f"story-{n}":
                wrong.append(found)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_archive_of_another_analysis(
    archive: Path, titles: Titles, source: Source, stories: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.serving.fingerprint", lambda: "2-other")
    monkeypatch.setattr("index.run.fingerprint", lambda: "2-other")
    with pytest.raises(AnalysisMismatch, match="kashaf reindex"):
        open_serving(archive)
    with pytest.raises(AnalysisMismatch):
        add([source([stories(51)])], archive)
    assert reindex(None, archive).articles == 41
    assert len(titles(archive)) == 41


def test_an_archive_of_another_format(archive: Path, source: Source, stories: Story, titles: Titles) -> None:
    path = open_current(archive).path / "manifest.json"
    other = open_current(archive).manifest
    path.write_bytes(encode(msgspec.structs.replace(other, format=1)))
    told = "kashaf reindex SOURCE"
    with pytest.raises(AnalysisMismatch, match=told):
        open_serving(archive)
    with pytest.raises(AnalysisMismatch, match=told):
        add([source([stories(51)])], archive)
    with pytest.raises(AnalysisMismatch, match=told):
        reindex(None, archive)
    reindex([source([stories(1)])], archive)
    assert list(titles(archive)) == ["story-1"]
    assert other.id not in complete_ids(archive)


def damage_new_file(archive: Path) -> Path:
    """Cut a file short that only the newest generation has."""
    current = open_current(archive)
    name = next(
        name
        for name, entry in current.manifest.files.items()
        if entry.written_by == current.id and name.startswith("segment-")
    )
    path = current.path / name
    path.write_bytes(path.read_bytes()[:-1])
    return path


def test_damage_in_the_newest_generation_only(archive: Path) -> None:
    path = damage_new_file(archive)
    found = open_serving(archive)
    assert len(StoredArticles(found.snapshot)) == 40
    assert found.degraded
    assert str(path) in found.degraded
    assert open_serving(archive).generation.id == complete_ids(archive)[0]


def test_damage_in_a_shared_file(archive: Path) -> None:
    path = largest(open_current(archive).path)
    with path.open("r+b") as file:
        file.truncate(100)
    with pytest.raises(IndexDamaged) as told:
        open_serving(archive)
    assert told.value.file == path


@pytest.mark.parametrize("content", [b"", b"nothing\n", b"\xff\xfe", b"000009-20240101T000000Z\n"])
def test_damage_in_current(archive: Path, content: bytes, titles: Titles) -> None:
    (archive / "current").write_bytes(content)
    found = open_serving(archive)
    assert found.degraded
    assert len(StoredArticles(found.snapshot)) == 41


def test_a_damaged_archive_is_not_added_to(archive: Path, source: Source, stories: Story) -> None:
    path = damage_new_file(archive)
    with pytest.raises(IndexDamaged, match=path.name):
        add([source([stories(51)])], archive)


def test_a_damaged_archive_can_be_reindexed(
    archive: Path, source: Source, stories: Story, titles: Titles
) -> None:
    damage_new_file(archive)
    with pytest.raises(IndexDamaged):
        reindex(None, archive)
    reindex([source([stories(1)])], archive)
    assert list(titles(archive)) == ["story-1"]
    assert not open_serving(archive).degraded


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(bytes(data))


def test_a_flipped_bit_in_what_says_who_is_deleted_is_seen_at_opening(archive: Path) -> None:
    delete(["story-5"], archive)
    path = next(open_current(archive).path.glob("deleted-*"))
    flip(path, HEADER_BYTES)
    assert open_serving(archive).degraded


@pytest.mark.parametrize("place", [0, 9, 20, 60, 100])
def test_headers_are_looked_at_on_opening(archive: Path, place: int) -> None:
    path = largest(open_current(archive).path)
    flip(path, place)
    with pytest.raises(IndexDamaged) as told:
        open_serving(archive)
    assert told.value.file == path


def test_files_that_changed_places_are_seen_on_opening(archive: Path) -> None:
    first, second = open_current(archive).path.glob("segment-*")
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    with pytest.raises(IndexDamaged, match="another file than its name"):
        open_serving(archive)


def test_a_generation_that_cannot_be_dropped_does_not_undo_what_is_published(
    archive: Path, source: Source, stories: Story, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, "busy")

    with monkeypatch.context() as patched:
        patched.setattr(generations, "prune", busy)
        assert add([source([stories(51)])], archive).articles == 42
    assert len(titles(archive)) == 42
    assert len(complete_ids(archive)) == 3
    add([source([stories(52)])], archive)
    assert len(complete_ids(archive)) == 2


def test_a_generation_that_is_replaced_while_it_is_opened_is_followed(
    archive: Path, source: Source, stories: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = serving.open_snapshot
    numbers = iter([60, 61, 62])

    def slowly(generation: generations.Generation) -> Any:
        for number in numbers:
            add([source([stories(number)])], archive)
        return opened(generation)

    monkeypatch.setattr(serving, "open_snapshot", slowly)
    found = open_serving(archive)
    assert not found.degraded
    assert found.generation.manifest.articles == 44


def test_a_merge_that_fails_leaves_the_addition(
    archive: Path, source: Source, stories: Story, titles: Titles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("index.tiers.to_merge", full)
    assert add([source([stories(51)])], archive).published
    assert len(titles(archive)) == 42


def test_damage_is_not_merged_into_a_whole_segment(archive: Path) -> None:
    path = largest(open_current(archive).path)
    flip(path, path.stat().st_size // 2)
    assert delete([f"story-{number}" for number in range(10)], archive).published
    manifest = open_current(archive).manifest
    assert (manifest.made_by, manifest.documents, manifest.articles) == ("delete", 41, 31)
    before = complete_ids(archive)
    with pytest.raises(IndexDamaged, match=path.name):
        delete(["story-20"], archive, purge=True)
    assert complete_ids(archive) == before
