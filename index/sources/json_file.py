"""JSON documents: an array of articles, an object with such an array within, or one article.

A file that is called .json but holds an object a line is read as JSONL.
"""

from collections.abc import Iterator

from index.sources import encoding, json_lines
from index.sources.fields import FieldReader
from index.sources.inputs import Opened
from index.sources.json_lines import Piece
from index.sources.json_values import decoded
from index.sources.options import LARGEST_DOCUMENT, ReadOptions
from index.sources.records import records_in
from index.sources.rejecting import NotRead


def read(opened: Opened, options: ReadOptions) -> Iterator[Piece]:
    """Read the articles of a JSON document; raise NotRead where it is none."""
    if _is_lines(opened.head):
        yield from json_lines.read(opened, options)
        return
    data = opened.read_all(LARGEST_DOCUMENT)
    records = records_in(decoded(encoding.decode(data).removeprefix("\ufeff").encode()))
    fields = FieldReader(options)
    for number, record in enumerate(records, 1):
        yield fields.read(record, opened.name, item=number if len(records) > 1 else None)


def _is_lines(head: bytes) -> bool:
    """Return whether the first line is a whole object, and another line begins with one too."""
    first, _, rest = head.strip().partition(b"\n")
    if not first.lstrip(encoding.UTF_8_MARK).startswith(b"{") or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(decoded(first.removeprefix(encoding.UTF_8_MARK)), dict)
    except NotRead:
        return False
