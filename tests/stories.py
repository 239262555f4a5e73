"""Invented articles as source files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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


def write_source(path: Path, records: Iterable[Record]) -> Path:
    """Write records as a JSONL file and return its path."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path
