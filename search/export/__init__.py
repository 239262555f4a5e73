"""All hits of a question as a file, one format a module, streamed."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from search.answer import Hit
from search.export.jsonl import jsonl_lines
from search.export.table import csv_lines

Writer = Callable[[Iterable[Hit]], Iterator[str]]

FORMATS: Mapping[str, Writer] = {"csv": csv_lines, "jsonl": jsonl_lines}
CONTENT_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/jsonl; charset=utf-8",
}

__all__ = ["CONTENT_TYPES", "FORMATS", "Writer", "csv_lines", "jsonl_lines"]
