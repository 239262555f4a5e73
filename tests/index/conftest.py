"""Invented articles as source files, and archives built of them."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from index.serving import open_serving
from index.stored import StoredArticles
from tests.stories import Record, story, write_source


@pytest.fixture
def stories() -> Callable[..., Record]:
    return story


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    """Write records as a JSONL file and return its path."""

    def write(records: Iterable[Record], name: str = "source.jsonl") -> Path:
        return write_source(tmp_path / name, records)

    return write


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return tmp_path / "archive.index"


@pytest.fixture
def titles() -> Callable[[Path], dict[str, str]]:
    """Return the titles of an archive's articles by id, as a reader that opens it now gets them."""

    def read(index_dir: Path) -> dict[str, str]:
        stored = StoredArticles(open_serving(index_dir).snapshot)
        return {article.id: article.title for article in stored}

    return read
