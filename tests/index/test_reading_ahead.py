"""Sources read by several processes: all of them, in their order, as one process reads them."""

import lzma
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from index import reading_ahead
from index.listing import Listed, listed
from index.processes import Processes
from index.reading_ahead import listings
from index.sources import ReadOptions, json_lines, read, size_of

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]
Given = list[str | Path]


def load() -> None:
    """Do nothing: this module is loaded then."""


class Counting(Processes):
    """Processes that count what the others are given."""

    given = 0

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        return super().submit(*args, **kwargs)


@pytest.fixture
def processes() -> Iterator[Counting]:
    with Counting(3, load) as running:
        running.start(2)
        for future in running._loading:
            future.result()
        yield running


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "_AT_ONCE", 2_000)


@pytest.fixture
def mixed(source: Source, stories: Story, tmp_path: Path) -> Given:
    """Return sources of several formats; of the lines some are empty, and some hold no article."""
    lines = source((stories(n) for n in range(200)), "many.jsonl")
    lines.write_bytes(lines.read_bytes() + b'\n{broken\n{"id": "x"}\n[1]\n')
    page = tmp_path / "page.html"
    page.write_text(
        "<html><title>خبر عاجل</title><body><p>وصل الوزير إلى عدن صباح اليوم.</p></body></html>", "utf-8"
    )
    return [
        lines,
        page,
        tmp_path / "missing.jsonl",
        source((stories(n) for n in range(300, 350)), "more.jsonl"),
    ]


def all_of(sources: Given, processes: Processes, options: ReadOptions | None = None) -> Iterator[Listed]:
    return listings(sources, size_of(sources), options or ReadOptions(), processes)


def by_one(sources: Given, options: ReadOptions | None = None) -> list[Listed]:
    return [*map(listed, read(sources, options or ReadOptions()))]


def test_all_is_read_in_its_order(mixed: Given, processes: Counting) -> None:
    assert [*all_of(mixed, processes)] == by_one(mixed)
    assert processes.given > 2


def test_without_others_too(mixed: Given) -> None:
    assert [*all_of(mixed, Processes(1, load))] == by_one(mixed)


def test_what_stands_before_a_break_is_read(mixed: Given, processes: Counting, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl.xz"
    broken.write_bytes(lzma.compress(Path(mixed[0]).read_bytes())[:-600])
    found = [*all_of([broken, mixed[-1]], processes)]
    assert found == by_one([broken, mixed[-1]])
    assert len(found) > 60


def test_progress_is_told_of_every_byte(mixed: Given, processes: Counting) -> None:
    taken: list[int] = []
    list(all_of(mixed[:1], processes, ReadOptions(progress=taken.append)))
    assert sum(taken) == Path(mixed[0]).stat().st_size


class Late(Future[Any]):
    """A future that is done when its result is asked for, not before."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work

    def result(self, timeout: float | None = None) -> Any:
        if not self.done():
            self.set_result(self._work())
        return super().result(timeout)


class Slow(Processes):
    """Processes of which one runs and never hurries."""

    running = 1

    def submit(self, function: Callable[..., Any], *args: Any, **_: Any) -> Future[Any]:
        return Late(partial(function, *args))


def test_what_is_read_and_not_taken_is_bounded(source: Source, stories: Story) -> None:
    many = source(stories(n) for n in range(3_000))
    taken: list[int] = []
    found = all_of([many], Slow(1, load), ReadOptions(progress=taken.append))
    next(found)
    assert sum(taken) < many.stat().st_size / 2
    assert [*found] == by_one([many])[1:]


def test_long_lines_are_read_one_after_the_other(
    source: Source, stories: Story, processes: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_ahead, "_LARGEST", -1)
    many = source(stories(n) for n in range(100))
    assert [*all_of([many], processes)] == by_one([many])
    assert not processes.given


def test_the_others_start_when_the_sources_promise_enough(source: Source, stories: Story) -> None:
    many = source(stories(n) for n in range(4_000))
    with Counting(2, load) as processes:
        found = all_of([many], processes)
        for _ in range(1_000):
            next(found)
        assert processes._pool
    few = source((stories(n) for n in range(1_000)), "few.jsonl")
    with Counting(2, load) as processes:
        assert [*all_of([few], processes)] == by_one([few])
        assert not processes._pool
