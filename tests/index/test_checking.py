import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.build import add, delete, reindex
from index.checking import check, stats
from index.generations import IndexNotFound, open_current

Source = Callable[..., Path]
Story = Callable[..., dict[str, Any]]


@pytest.fixture
def archive(source: Source, stories: Story, index_dir: Path) -> Path:
    reindex([source(stories(n) for n in range(40))], index_dir)
    add([source([stories(50)])], index_dir)
    return index_dir


def flip(path: Path, place: int = -10) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def test_a_whole_archive(archive: Path) -> None:
    report = check(archive)
    assert report.damage == ()
    assert report.articles == 41
    assert len(report.generations) == 2
    assert report.generation == report.generations[0] == open_current(archive).id


def test_no_archive(index_dir: Path) -> None:
    with pytest.raises(IndexNotFound):
        check(index_dir)


@pytest.mark.parametrize("harm", [flip, cut, grow, Path.unlink])
@pytest.mark.parametrize("kind", ["segment-*", "deleted-*", "manifest.json"])
def test_every_kind_of_damage_is_found_in_every_kind_of_file(
    archive: Path, harm: Callable[[Path], None], kind: str
) -> None:
    delete(["story-3"], archive)
    path = max(open_current(archive).path.glob(kind), key=lambda file: file.stat().st_size)
    harm(path)
    assert str(path) in {one.file for one in check(archive).damage}


def test_every_single_byte_counts(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source([stories(1)])], index_dir)
    path = open_current(index_dir).path
    for file in path.iterdir():
        place = file.stat().st_size // 2
        flip(file, place)
        assert [one.file for one in check(index_dir).damage] == [str(file)]
        flip(file, place)
    assert check(index_dir).damage == ()


def test_a_file_that_does_not_belong(archive: Path) -> None:
    stranger = open_current(archive).path / "stranger"
    stranger.touch()
    assert [one.file for one in check(archive).damage] == [str(stranger)]


def test_damage_in_current(archive: Path) -> None:
    (archive / "current").write_text("?")
    assert [one.file for one in check(archive).damage] == [str(archive / "current")]


def test_damage_of_the_previous_generation_only(archive: Path) -> None:
    previous = open_current(archive).manifest.previous
    assert previous
    path = archive / "generations" / previous / "manifest.json"
    flip(path)
    assert [one.file for one in check(archive).damage] == [str(path)]


def test_stats(source: Source, stories: Story, index_dir: Path) -> None:
    dates = [stories(1, date="2023-05-06"), stories(2, date="2024-01-02"), stories(3, date="أمس القريب")]
    reindex([source([*dates, *(stories(n, date="2023-06-01") for n in range(4, 20))])], index_dir)
    delete(["story-4"], index_dir)
    numbers = stats(index_dir)
    assert (numbers.articles, numbers.deleted, numbers.segments, numbers.made_by) == (18, 1, 1, "delete")
    assert (numbers.undated, numbers.first_day, numbers.last_day) == (
        1,
        dt.date(2023, 5, 6),
        dt.date(2024, 1, 2),
    )
    assert numbers.size == open_current(index_dir).manifest.size > 1_000
    assert len(numbers.parts) == 10
    assert list(numbers.parts.values()) == sorted(numbers.parts.values(), reverse=True)
    assert "stored.data" in numbers.parts
    assert sum(numbers.parts.values()) < numbers.size


def test_stats_of_an_empty_archive(source: Source, stories: Story, index_dir: Path) -> None:
    reindex([source([stories(1)])], index_dir)
    delete(["story-1"], index_dir)
    numbers = stats(index_dir)
    assert (numbers.articles, numbers.first_day, numbers.segments) == (0, None, 0)
