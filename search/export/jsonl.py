"""Hits as JSON lines: one whole article a line, with its score."""

from collections.abc import Iterable, Iterator

import msgspec

from index.article_json import article_json
from search.answer import Hit


def jsonl_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield one line of JSON a hit, each ending with a newline."""
    encode = msgspec.json.Encoder().encode
    for hit in hits:
        yield encode({**article_json(hit.article), "score": round(hit.score, 6)}).decode() + "\n"
