"""JSONL: one article a line, however many lines."""

from collections.abc import Iterator

from index.article import Article, Rejected
from index.sources import encoding
from index.sources.fields import FieldReader
from index.sources.inputs import Opened, bounded_lines, cut_lines, is_cut
from index.sources.json_values import decoded
from index.sources.options import LONGEST_LINE, ReadOptions
from index.sources.records import records_in
from index.sources.rejecting import NotRead


def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Read the articles of a JSONL file; a line that cannot be read does not touch the others."""
    fields = FieldReader(options)
    for number, line in enumerate(_lines(opened), 1):
        if not line.strip():
            continue
        try:
            records = records_in(decoded(_whole(line)))
        except NotRead as reason:
            yield reason.rejected(opened.name, number)
            continue
        for record in records:
            yield fields.read(record, opened.name, number)


def _whole(line: bytes) -> bytes:
    if is_cut(line):
        raise NotRead("too-large", f"a line of more than {LONGEST_LINE >> 20} MiB")
    return line


def _lines(opened: Opened) -> Iterator[bytes]:
    """Return the lines as UTF-8, or as they are where that is not known before each is looked at."""
    detected = encoding.detect_lines(opened.head)
    if detected.startswith("utf-16"):
        for line in encoding.decoded_lines(bounded_lines(opened.stream), detected):
            yield (line or "").encode()
        return
    lines = cut_lines(opened.stream)
    yield next(lines, b"").removeprefix(encoding.UTF_8_MARK)
    yield from lines
