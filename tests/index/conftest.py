"""Invented articles as source files, and archives built of them."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from index.serving import open_serving
from index.stored import StoredArticles

Record = dict[str, Any]

_OPENINGS = ("افتتحت البلدية", "ناقش المجلس", "زار الوفد", "أطلق المتحف", "وقّعت الجامعة")
_THINGS = ("حديقة النخيل", "خطة النقل", "سوق السمك", "معرض الخط", "محطة المياه")


def story(number: int, **changes: Any) -> Record:
    """Return the record of an invented article; numbers give different ones."""
    opening, thing = _OPENINGS[number % 5], _THINGS[number // 5 % 5]
    return {
        "id": f"story-{number}",
        "url": f"https://news.example/{number}",
        "title": f"{opening} {thing} رقم {number}",
        "body": f"{opening} أمس {thing} الجديدة في الحي {number}.\nوقال المدير إن {thing} ستبقى مفتوحة.",
        "date": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T10:{number % 60:02}:00+03:00",
        "section": ("محليات", "اقتصاد", "ثقافة")[number % 3],
        "source": "وكالة الضفاف",
    } | changes


@pytest.fixture
def stories() -> Callable[..., Record]:
    return story


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    """Write records as a JSONL file and return its path."""

    def write(records: Iterable[Record], name: str = "source.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return path

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
