import mmap
import pickle
import threading
from pathlib import Path

import pytest

from index.whoosh_files import Cursor


@pytest.fixture(params=["bytes", "map"])
def data(request: pytest.FixtureRequest, tmp_path: Path) -> bytes | mmap.mmap:
    content = pickle.dumps([1, "اثنان"]) + b"line\nlast"
    if request.param == "bytes":
        return content
    path = tmp_path / "file"
    path.write_bytes(content)
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def test_it_reads_as_a_file_does(data: bytes | mmap.mmap) -> None:
    cursor = Cursor(data)
    assert pickle.load(cursor) == [1, "اثنان"]  # noqa: S301 - made above
    assert cursor.readline() == b"line\n"
    assert cursor.readline() == b"last"
    assert cursor.read(3) == b""
    assert cursor.seek(-4, 2) == len(data) - 4
    assert cursor.read() == b"last"
    cursor.seek(2)
    assert cursor.seek(3, 1) == cursor.tell() == 5


def test_each_thread_has_its_own_place(data: bytes | mmap.mmap) -> None:
    cursor = Cursor(data)
    cursor.seek(5)
    seen: list[int] = []

    def elsewhere() -> None:
        seen.append(cursor.tell())
        cursor.seek(1)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [0]
    assert cursor.tell() == 5
