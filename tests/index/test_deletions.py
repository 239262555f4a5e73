"""What is deleted is a mask beside a segment that never changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.build import add, delete, reindex
from index.generations import open_current
from index.snapshot import open_snapshot

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    """An archive of two segments: forty articles and thirty."""
    reindex([source(stories(n) for n in range(40))], index_dir)
    add([source(stories(n) for n in range(40, 70))], index_dir)
    return index_dir


def masks(archive: Path) -> list[str]:
    return [entry.mask for entry in open_current(archive).manifest.segments]


def test_a_mask_says_who_is_deleted(archive: Path) -> None:
    delete(["story-3", "story-45"], archive)
    first, second = open_snapshot(open_current(archive)).parts
    assert first.deleted is not None
    assert second.deleted is not None
    assert first.deleted.nonzero()[0].tolist() == [3]
    assert second.deleted.nonzero()[0].tolist() == [5]


def test_masks_add_up_from_one_generation_to_the_next(archive: Path) -> None:
    delete(["story-3"], archive)
    delete(["story-9"], archive)
    manifest = open_current(archive).manifest
    assert [(entry.documents, entry.deleted) for entry in manifest.segments] == [(40, 2), (30, 0)]
    assert (manifest.articles, manifest.documents) == (68, 70)
    (deleted, none) = (part.deleted for part in open_snapshot(open_current(archive)).parts)
    assert deleted is not None
    assert deleted.nonzero()[0].tolist() == [3, 9]
    assert none is None


def test_a_mask_that_stays_is_shared(archive: Path) -> None:
    delete(["story-3"], archive)
    before, _ = masks(archive)
    node = (open_current(archive).path / before).stat().st_ino
    delete(["story-45"], archive)
    after, other = masks(archive)
    assert (after, other != "") == (before, True)
    assert (open_current(archive).path / after).stat().st_ino == node


def test_equal_masks_of_two_segments_are_one_file(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source(stories(n) for n in range(30))], index_dir)
    add([source(stories(n) for n in range(30, 60))], index_dir)
    delete(["story-3"], index_dir)
    delete(["story-33"], index_dir)
    first, second = masks(index_dir)
    assert first == second != ""
    assert open_snapshot(open_current(index_dir)).alive.sum() == 58


def test_a_segment_of_which_nothing_is_left_is_dropped(archive: Path) -> None:
    delete([f"story-{n}" for n in range(40, 70)], archive)
    assert [entry.documents for entry in open_current(archive).manifest.segments] == [40]
    assert len(list(open_current(archive).path.glob("segment-*"))) == 1
