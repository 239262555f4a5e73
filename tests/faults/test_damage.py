"""Files of an archive that are cut short, changed, exchanged or removed before it is opened."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.checking import check
from index.codec.arrays_file import HEADER_BYTES
from index.generations import IndexDamaged, open_current
from index.manifest import MANIFEST
from index.serving import open_serving
from index.stored import StoredArticles
from tests.faults.operations import CASES, Held, held
from web.app import create_app


@dataclass
class Archive:
    """An archive whose newest generation has files of its own, and one that the previous has too."""

    path: Path
    before: Held
    now: Held

    def __post_init__(self) -> None:
        self.newest = open_current(self.path)
        self.previous = self.newest.manifest.previous or ""

    def file(self, name: str) -> Path:
        """Return a file by the name of its role."""
        if name == MANIFEST:
            return self.newest.path / name
        kind, whose = name.split()
        return next(
            self.newest.path / file
            for file, entry in self.newest.manifest.files.items()
            if file.startswith(kind) and (entry.written_by == self.newest.id) == (whose == "own")
        )

    def serves_previous(self, file: Path) -> None:
        """Assert that the previous generation serves, and that it is said why."""
        serving = open_serving(self.path)
        assert serving.generation.id == self.previous
        assert {one.id for one in StoredArticles(serving.snapshot)} == self.before.keys()
        assert str(file) in str(serving.degraded)

    def serves_nothing(self, file: Path) -> None:
        """Assert that an error names the file."""
        with pytest.raises(IndexDamaged) as told:
            open_serving(self.path)
        assert told.value.file == file
        assert str(file) in told.value.english


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    path = tmp_path_factory.mktemp("damage") / "archive.index"
    before, now = CASES["add"].prepare(path, path.parent)
    CASES["add"].operation.run(path, path.parent)
    assert held(path) == now
    return Archive(path, before, now)


@contextmanager
def replaced(path: Path, data: bytes | None) -> Iterator[None]:
    """Give a file another content, under all its names, or take this name from it; and mend it."""
    content = path.read_bytes()
    kept = path.with_name("kept")
    if data is None:
        path.rename(kept)
    else:
        path.write_bytes(data)
    try:
        yield
    finally:
        if data is None:
            kept.rename(path)
        else:
            path.write_bytes(content)


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def cut_short(data: bytes) -> Iterator[bytes]:
    """Yield what is left of a file that was cut at several places, and one that grew."""
    for length in (0, 1, 64, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 1, len(data) // 2, len(data) - 1):
        if length < len(data):
            yield data[:length]
    yield data + b"\0"


def flips_of_arrays(data: bytes) -> Iterator[bytes]:
    """Yield an arrays file with each byte of its header changed, and some of its directory."""
    begin = int.from_bytes(data[24:32], "little")
    assert json.loads(data[begin:])["arrays"]
    for place in (*range(HEADER_BYTES), *range(begin, len(data), 11)):
        yield flipped(data, place)


def flips_of_all(data: bytes) -> Iterator[bytes]:
    """Yield a file with one byte changed, each in turn up to a hundred or so."""
    for place in range(0, len(data) - 1, max(1, len(data) // 100)):
        yield flipped(data, place)


def flips_in_the_middle(data: bytes) -> Iterator[bytes]:
    """Yield an arrays file with one byte of its arrays changed."""
    begin = int.from_bytes(data[24:32], "little")
    for place in range(HEADER_BYTES, begin, begin // 20):
        yield flipped(data, place)


Harm = Callable[[bytes], Iterator[bytes]]
FOUND = {
    "segment own": (flips_of_arrays, cut_short),
    "deleted own": (flips_of_arrays, cut_short, flips_of_all),
    MANIFEST: (flips_of_all, cut_short),
    "segment shared": (flips_of_arrays, cut_short),
}
"""What opening finds."""


@pytest.mark.parametrize(("name", "harm"), [(name, harm) for name, harms in FOUND.items() for harm in harms])
def test_what_opening_finds(archive: Archive, name: str, harm: Harm) -> None:
    file = archive.file(name)
    count = 0
    for count, data in enumerate(harm(file.read_bytes()), 1):
        with replaced(file, data):
            if name == "segment shared":
                archive.serves_nothing(file)
            else:
                archive.serves_previous(file)
            if count % 20 == 1:
                assert str(file) in {one.file for one in check(archive.path).damage}
    assert count > 2
    assert held(archive.path) == archive.now


@pytest.mark.parametrize("name", ["segment own", "segment shared"])
def test_what_only_a_check_finds(archive: Archive, name: str) -> None:
    file = archive.file(name)
    for data in flips_in_the_middle(file.read_bytes()):
        with replaced(file, data):
            assert open_serving(archive.path).degraded is None
            assert str(file) in {one.file for one in check(archive.path).damage}


def test_another_name_in_current(archive: Archive) -> None:
    current = archive.path / "current"
    data = current.read_bytes().strip()
    for other in [*flips_of_all(data + b"\n"), data[:-1], data[:6], b"", data + b"0", b"\xff"]:
        if other.strip() == archive.previous.encode():
            continue  # both were made within a second: this is the name that a rollback writes
        with replaced(current, other):
            serving = open_serving(archive.path)
            assert serving.degraded
            assert serving.generation.id in (archive.newest.id, archive.previous)
            assert check(archive.path).damage


def test_no_current(archive: Archive) -> None:
    current = archive.path / "current"
    with replaced(current, None):
        serving = open_serving(archive.path)
        assert serving.generation.id == archive.newest.id
        assert str(current) in str(serving.degraded)
        assert [one.file for one in check(archive.path).damage] == [str(current)]


@pytest.mark.parametrize("name", FOUND)
def test_a_file_that_is_gone(archive: Archive, name: str) -> None:
    file = archive.file(name)
    with replaced(file, None):
        archive.serves_previous(file)  # which has its own name for a shared file
        assert str(file) in {one.file for one in check(archive.path).damage}


def test_a_shared_file_that_is_gone_from_both(archive: Archive) -> None:
    file = archive.file("segment shared")
    with replaced(file, None), replaced(archive.path / "generations" / archive.previous / file.name, None):
        archive.serves_nothing(file)


@pytest.mark.parametrize("other", ["deleted own", MANIFEST, "segment shared"])
def test_files_that_changed_places(archive: Archive, other: str) -> None:
    first, second = archive.file("segment own"), archive.file(other)
    contents = first.read_bytes(), second.read_bytes()
    with replaced(first, contents[1]), replaced(second, contents[0]):
        if other == "segment shared":
            with pytest.raises(IndexDamaged, match="another file than its name"):
                open_serving(archive.path)
        else:
            assert open_serving(archive.path).generation.id == archive.previous
        damaged = {one.file for one in check(archive.path).damage}
        assert str(second) in damaged
        assert str(first) in damaged or other == MANIFEST


def test_a_generation_that_is_gone(archive: Archive) -> None:
    aside = archive.newest.path.with_suffix(".aside")
    archive.newest.path.rename(aside)
    try:
        archive.serves_previous(archive.newest.path)
        assert check(archive.path).damage
    finally:
        aside.rename(archive.newest.path)


def test_all_generations_are_gone(archive: Archive) -> None:
    folder = archive.path / "generations"
    folder.rename(archive.path / "aside")
    try:
        archive.serves_nothing(archive.newest.path)
    finally:
        (archive.path / "aside").rename(folder)


def test_the_millionth_generation(tmp_path: Path) -> None:
    index_dir = tmp_path / "archive.index"
    CASES["add"].before[0].run(index_dir, tmp_path)
    (index_dir / "generations" / "999998-20240101T000000Z").mkdir()
    for operation in (CASES["add"].before[1], CASES["add"].operation):
        operation.run(index_dir, tmp_path)
    newest = open_current(index_dir)
    assert newest.id.startswith("1000000-")
    with replaced(newest.path / MANIFEST, b""):
        assert open_serving(index_dir).generation.id == newest.manifest.previous


@pytest.mark.parametrize("name", FOUND)
def test_what_the_server_says(archive: Archive, name: str) -> None:
    file = archive.file(name)
    with replaced(file, file.read_bytes()[:-2]):
        client = create_app({"INDEX": str(archive.path), "RATE_LIMIT": ""}).test_client()
        ready, answer = client.get("/readyz"), client.get("/api/v1/search")
        if name == "segment shared":
            assert (ready.status_code, ready.json["code"]) == (503, "index-damaged")
            assert str(file) in ready.json["detail"]
            assert (answer.status_code, answer.json["code"]) == (503, "index-damaged")
            assert client.get("/").status_code == 503
        else:
            assert ready.status_code == 200
            assert str(file) in ready.json["degraded"]
            assert answer.json["total"] == ready.json["articles"] == len(archive.before)
