"""The power goes at every step of the writing verbs, and whatever the disk then holds is opened.

The steps of a row of verbs are recorded. For each prefix of them, what the disk may hold is built as a folder
(``power.py`` says what that may be).
"""

import errno
import os
import random
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from index import durable
from index.checking import check
from index.codec.arrays_file import SUFFIX, NotArrays
from index.codec.segment import SEGMENT, Segment
from index.generations import complete_ids, load
from index.schema import ID
from index.verify import damage
from tests.faults.disks import Recorder, Step, WatchedDisk
from tests.faults.operations import Operation, Versions, expected, held, versions
from tests.faults.power import PowerModel, Tree

DISK, ARCHIVE = "disk", "deep/archive.index"
BASE = versions(range(12))
STORY = [
    Operation("reindex", BASE),
    Operation("add", {12: 1, 3: 2}),
    Operation("delete", {5: 1}),  # a tenth of the segment is deleted: it is written anew
    *(Operation("add", {number: 1}) for number in range(13, 20)),  # so many that they are merged
    Operation("delete", {1: 1}),
    Operation("purge", {3: 1}),
    Operation("add", {20: 1}),
    Operation("rollback"),
    Operation("add", {21: 1}),
    Operation("rebuild"),
    Operation("reindex", versions(range(2), 3)),
]
PURGE = next(number for number, operation in enumerate(STORY) if operation.verb == "purge")
ADDED = Operation("add", {99: 1})
REBUILT = Operation("reindex", {99: 1})


@dataclass(frozen=True)
class Moment:
    """The time after a step: the number of the verb that runs, and what the archive may hold then."""

    step: Step
    number: int
    allowed: tuple[Versions, ...]
    reported: bool = False


class DiskWithoutLinks(WatchedDisk):
    """One of a file system that has no hard links."""

    def link(self, source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(source), None, str(target))


def recorded(
    story: Sequence[Operation], tmp_path: Path, disk: type[WatchedDisk] = WatchedDisk
) -> list[Moment]:
    """Run a story below ``tmp_path / "disk"``, which is empty, and return every moment of it."""
    index_dir = tmp_path / DISK / ARCHIVE
    (tmp_path / DISK).mkdir()
    told: list[Moment] = []
    history: list[Versions] = []
    with pytest.MonkeyPatch.context() as patched:
        for number, operation in enumerate(story):
            recorder = Recorder()
            patched.setattr(durable, "disk", disk(recorder))
            operation.run(index_dir, tmp_path)
            history.append(operation.after(history))
            assert held(index_dir) == expected(history[-1])
            told += [Moment(step, number, tuple(history[-2:])) for step in recorder.steps[:-1]]
            # After its last step a verb may report.
            told.append(Moment(recorder.steps[-1], number, (history[-1],), reported=True))
    return told


def test_whatever_is_left_is_the_archive_before_or_after(tmp_path: Path) -> None:
    looked_at = look_at_all(recorded(STORY, tmp_path), tmp_path, subsets=1, next_run_each=40)
    assert looked_at > 100


def test_whatever_is_left_where_there_are_no_links(tmp_path: Path) -> None:
    story = [STORY[0], Operation("add", {12: 1}), Operation("add", {13: 1})]
    looked_at = look_at_all(
        recorded(story, tmp_path, DiskWithoutLinks), tmp_path, subsets=1, next_run_each=40
    )
    assert looked_at > 30


@pytest.mark.faults
def test_whatever_is_left_in_many_ways(tmp_path: Path) -> None:
    look_at_all(recorded(STORY, tmp_path), tmp_path, subsets=12, next_run_each=1)


def look_at_all(moments: Iterable[Moment], tmp_path: Path, *, subsets: int, next_run_each: int) -> int:
    """Open what every moment may leave and return how many ways there were; run another verb on some.

    What differs only within folders that do not count is opened once, unless another verb runs on each.
    """
    model = PowerModel(tmp_path / DISK)
    chance = random.Random(0)  # noqa: S311 - for repeatable trials
    seen: set[tuple[frozenset[tuple[PurePosixPath, bytes | None]], int, bool]] = set()
    for moment in moments:
        model.follow(moment.step)
        for tree in model.remains(chance, subsets):
            counts = tree if next_run_each == 1 else {path: tree[path] for path in tree if is_seen(path)}
            key = frozenset(counts.items()), moment.number, moment.reported
            if key not in seen:
                seen.add(key)
                look_at(tree, moment, tmp_path, next_run=len(seen) % next_run_each == 0)
    return len(seen)


def is_seen(path: PurePosixPath) -> bool:
    """Say whether a path is not within a draft or what is left of a dropped generation."""
    return not any(folder.suffix in (".building", ".dropped") for folder in path.parents)


def look_at(tree: Tree, moment: Moment, tmp_path: Path, *, next_run: bool) -> None:
    """Open what is left of the disk; the archive must be whole."""
    index_dir = restored(tree, tmp_path / "left") / ARCHIVE
    left = (f"{moment.step.kind} {moment.step.path.name}", sorted(map(str, tree)))
    if (index_dir / "current").exists() or moment.number > 0 or moment.reported:
        found = held(index_dir)
        assert found in map(expected, moment.allowed), left
        assert check(index_dir).damage == (), left
    for one in complete_ids(index_dir):
        assert not list(damage(load(index_dir, one), lambda _: None)), left
    if moment.number > PURGE or (moment.number == PURGE and moment.reported):
        assert not any(holds_purged(path) for path in index_dir.rglob(f"{SEGMENT}-*{SUFFIX}")), left
    if next_run:
        (REBUILT if moment.number == 0 else ADDED).run(index_dir, tmp_path)
        assert held(index_dir) == {**({} if moment.number == 0 else found), **expected(ADDED.articles)}
        assert check(index_dir).damage == ()
        assert len(list((index_dir / "generations").iterdir())) <= 2


def holds_purged(path: Path) -> bool:
    """Say whether a segment has anything of an article that was purged."""
    try:
        segment = Segment(path)
    except NotArrays:  # of a draft whose bytes were not yet synced
        return False
    return any(segment.keys[ID].find(one) for one in expected(STORY[PURGE].articles))


def restored(tree: Tree, root: Path) -> Path:
    """Write a tree into an empty folder."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for path, data in tree.items():
        if data is None:
            (root / path).mkdir()
        else:
            (root / path).write_bytes(data)
    return root
