"""JSONL: one article a line, however many lines."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from index.article import Article, Rejected
from index.sources import encoding
from index.sources.fields import FieldReader
from index.sources.inputs import Opened, bounded_lines
from index.sources.options import ReadOptions
from index.sources.records import records_in
from index.sources.rejecting import NotRead

_decode = msgspec.json.Decoder().decode


def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Read the articles of a JSONL file; a line that cannot be read does not touch the others."""
    fields = FieldReader(options)
    for number, line in enumerate(_lines(opened), 1):
        if not line.strip():
            continue
        try:
            records = records_in(decoded(line))
        except NotRead as reason:
            yield reason.rejected(opened.name, number)
            continue
        for record in records:
            yield fields.read(record, opened.name, number)


def decoded(line: bytes) -> Any:
    """Return the value of a JSON text; raise NotRead where it is none.

    What Python's own reader takes (NaN, raw control characters, halves of surrogate pairs) is read too.
    """
    try:
        return _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            value = json.loads(encoding.decode_line(line), strict=False, parse_constant=lambda _: None)
            return _decode(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise NotRead("bad-json", f"no JSON: {error}") from error


def _lines(opened: Opened) -> Iterator[bytes]:
    """Return the lines as UTF-8, or as they are where that is not known before each is looked at."""
    detected = encoding.detect_lines(opened.head)
    if detected.startswith("utf-16"):
        for line in encoding.decoded_lines(bounded_lines(opened.stream), detected):
            yield (line or "").encode()
        return
    lines = bounded_lines(opened.stream)
    yield next(lines, b"").removeprefix(encoding.UTF_8_MARK)
    yield from lines
