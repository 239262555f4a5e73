"""Readers that ask without a pause while every verb writes: each answer is whole and of one generation."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import build, serving
from index.generations import Generation, open_current
from index.serving import open_serving
from index.snapshot import Snapshot
from search.archive import Archives
from tests.faults.operations import Operation, Versions, expected, versions

READERS = 4
PATIENCE_SECONDS = 60
STORY = [
    Operation("reindex", versions(range(12))),
    Operation("add", {12: 2}),
    Operation("reindex", versions(range(30), 3)),
    *(Operation("add", {number: 4}) for number in range(30, 38)),  # so many that they are merged
    Operation("delete", {1: 3, 30: 4}),
    Operation("purge", {2: 3}),
    Operation("rebuild"),
    Operation("add", {38: 4}),
    Operation("rollback"),
    Operation("delete", versions(range(5, 10))),  # so many that the rest is written anew
    Operation("reindex", versions(range(6), 5)),
]
Titles = Mapping[str, str]


class Reader:
    """Asks again and again, and keeps what it was answered."""

    def __init__(self, archives: Archives) -> None:
        self._archives = archives
        self.asked = 0
        self.seen: list[Titles] = []

    def ask_until(self, done: threading.Event) -> None:
        """Ask until ``done``."""
        while not done.is_set():
            self._ask()
            self.asked += 1

    def _ask(self) -> None:
        """Take the archive as it is now; all that it says must be of what it held."""
        archive = self._archives.current()
        assert archive.degraded is None
        found = archive.search("", limit=100)
        titles = {hit.article.id: hit.article.title for hit in found.hits}
        months = sum(count for _, count in found.histogram)
        assert found.total == len(titles) == months == archive.info.articles
        for article_id in list(titles)[:3]:
            assert archive.get(article_id).title == titles[article_id]
            words = archive.search(titles[article_id], match="any", limit=100)
            others = archive.related(article_id)
            assert found.generation == words.generation == others.generation
            assert article_id in {hit.article.id for hit in words.hits}
            assert all(titles[one.article.id] == one.article.title for one in (*words.hits, *others.hits))
        if not self.seen or self.seen[-1] != titles:
            self.seen.append(titles)


def test_every_answer_is_of_one_generation_while_every_verb_runs(tmp_path: Path) -> None:
    index_dir, done = tmp_path / "archive.index", threading.Event()
    STORY[0].run(index_dir, tmp_path)
    history: list[Versions] = [STORY[0].articles]
    readers = [Reader(Archives(index_dir)) for _ in range(READERS - 1)]
    readers.append(Reader(readers[0]._archives))  # two threads share one
    with ThreadPoolExecutor(READERS) as pool:
        asking = [pool.submit(reader.ask_until, done) for reader in readers]
        try:
            for operation in STORY[1:]:
                operation.run(index_dir, tmp_path)
                history.append(operation.after(history))
                wait_for_another_answer(readers)
        finally:
            done.set()
        for one in asking:
            one.result()
    states = [{key: title for key, (title, _) in expected(held).items()} for held in history]
    for reader in readers:
        assert reader.seen[-1] == states[-1]
        assert follows(reader.seen, states)


def wait_for_another_answer(readers: Sequence[Reader]) -> None:
    """Wait until every reader has asked once more, from beginning to end."""
    until = {reader: reader.asked + 2 for reader in readers}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(reader.asked < asked for reader, asked in until.items()) and time.monotonic() < deadline:
        time.sleep(0.005)


def follows(seen: Sequence[Titles], states: Sequence[Titles]) -> bool:
    """Say whether all that was seen is among the states, in their order."""
    left: Iterator[Titles] = iter(states)
    return all(any(state == one for state in left) for one in seen)


def test_a_generation_that_a_purge_drops_while_it_is_opened_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_dir, opened = tmp_path / "archive.index", serving.open_snapshot
    for operation in STORY[:2]:
        operation.run(index_dir, tmp_path)
    purges = iter([lambda: build.delete(["story-12"], index_dir, purge=True)])

    def slowly(generation: Generation) -> Snapshot:
        for purge in purges:
            purge()
        return opened(generation)

    monkeypatch.setattr(serving, "open_snapshot", slowly)
    found = open_serving(index_dir)  # the generation before the one that is gone is whole, and was kept
    assert found.degraded is None
    assert found.generation.id == open_current(index_dir).id


def test_a_generation_that_is_published_while_the_folder_is_read_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_dir, listed = tmp_path / "archive.index", serving.complete_ids
    STORY[0].run(index_dir, tmp_path)
    additions = iter([STORY[1]])

    def slowly(folder: Path) -> list[str]:
        ids = listed(folder)
        for addition in additions:
            addition.run(index_dir, tmp_path)
        return ids

    monkeypatch.setattr(serving, "complete_ids", slowly)
    found = open_serving(index_dir)
    assert found.degraded is None
    assert found.generation.id == open_current(index_dir).id
