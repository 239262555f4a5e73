"""Which records a decoded JSON value holds: one, a list of them, or an object with a list within."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from index.sources.field_names import BODY, TITLE, target_of
from index.sources.rejecting import NotRead

Record = dict[str, Any]

# Names under which web services put their lists of articles, and the envelopes around one of them.
_LISTS = (
    "articles", "items", "results", "data", "docs", "documents", "entries", "news", "posts", "stories",
    "rows", "records", "hits", "response", "value", "مقالات", "أخبار", "مواد",
)  # fmt: skip
_ENVELOPES = ("_source", "article", "attributes", "document", "node", "fields")
_DEEPEST = 4


def records_in(value: Any) -> list[Any]:
    """Return the records of a decoded value, objects where all is well; raise NotRead for an empty list."""
    if value == []:
        raise NotRead("no-object", "a list without articles")
    if isinstance(value, list):
        return [_opened(item) for item in value]
    if not isinstance(value, dict):
        return [value]
    record = _opened(value)
    if _has(record, {BODY}):
        return [record]
    names: Iterable[str] = _LISTS if _has(record, {TITLE}) else record
    return _articles_within(record, names, _DEEPEST) or [record]


def _articles_within(value: Any, names: Iterable[str], depth: int) -> list[Any]:
    if isinstance(value, list):
        records = [_opened(item) for item in value]
        return records if any(_has(record, {TITLE, BODY}) for record in records) else []
    if not isinstance(value, dict) or not depth:
        return []
    found = (_articles_within(value.get(name), _LISTS, depth - 1) for name in names)
    return [record for records in found for record in records]


def _opened(record: Any) -> Any:
    """Return the record with the fields of its envelope as its own."""
    if not isinstance(record, dict) or _has(record, {TITLE, BODY}):
        return record
    for name in _ENVELOPES:
        inner = record.get(name)
        if isinstance(inner, dict) and _has(inner, {TITLE, BODY}):
            return {**{key: value for key, value in record.items() if key != name}, **inner}
    return record


def _has(record: Any, targets: set[str]) -> bool:
    return isinstance(record, dict) and not targets.isdisjoint(_targets(tuple(record)))


@lru_cache(maxsize=1024)
def _targets(names: tuple[str, ...]) -> frozenset[str | None]:
    return frozenset(map(target_of, names))
