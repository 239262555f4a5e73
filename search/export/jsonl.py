"""Hits as JSON lines: one whole article a line, with its score."""

from collections.abc import Iterable, Iterator

import msgspec

from search.answer import Hit
from search.records import article_record


def jsonl_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield one line of JSON a hit, each ending with a newline."""
    encode = msgspec.json.Encoder().encode
    for hit in hits:
        yield encode({**article_record(hit.article), "score": round(hit.score, 6)}).decode() + "\n"
