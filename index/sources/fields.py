"""From the fields of a record, under whatever names, to an article."""

from typing import Any

from index.article import Article, Rejected
from index.article_json import article_from_json, is_article_json
from index.sources import values
from index.sources.composing import Parts, compose
from index.sources.field_names import EXTRA, Rank, checked_mapping, rank
from index.sources.options import ReadOptions
from index.sources.rejecting import NotRead

Record = dict[str, Any]

_DEEPEST = 4
_MOST_PLANS = 1000
_EMPTY: tuple[Any, ...] = (None, "", [], {})


class FieldReader:
    """Reads the records of one source as articles; raises BadMapping."""

    def __init__(self, options: ReadOptions) -> None:
        self._mapping = checked_mapping(options.mapping)
        self._zone = options.zone
        self._plans: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def read(
        self, record: Any, file: str, line: int | None = None, item: int | None = None
    ) -> Article | Rejected:
        """Return the article of a record, or why it is none; ``item`` counts in a list without lines."""
        try:
            return self.article(record)
        except NotRead as reason:
            if item:
                reason.message = f"item {item}: {reason.message}"
            return reason.rejected(file, line)

    def article(self, record: Any) -> Article:
        """Return the article of a record; raise NotRead for what is none."""
        if not isinstance(record, dict):
            raise NotRead("no-object", "an object with the fields of an article is expected here")
        if is_article_json(record):
            return _own(record)
        flat = _flattened(record)
        parts = Parts()
        for name, target in self._plan(tuple(flat)):
            value = flat[name]
            if not target:
                _keep(parts.extra, name, value)
            elif (taken := getattr(parts, target)) or not (read := values.READERS[target](value)):
                _keep(parts.extra, name, value, taken)
            else:
                setattr(parts, target, read)
        if flat is not record:
            parts.extra = _nested_again(record, flat, parts.extra)
        return compose(parts, self._zone)

    def _plan(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the names with the field that each goes to, the better names of a field first."""
        if (plan := self._plans.get(names)) is None:
            ranks = {name: self._rank(name) for name in names}
            plan = [(name, ranks[name].target) for name in sorted(names, key=lambda name: ranks[name][1:])]
            if len(self._plans) < _MOST_PLANS:
                self._plans[names] = plan
        return plan

    def _rank(self, name: str) -> Rank:
        mapped = self._mapping.get(name)
        if mapped is None:
            return rank(name) or Rank("", 0)
        return Rank("" if mapped == EXTRA else mapped, -1)


def _own(record: Record) -> Article:
    try:
        return article_from_json(record)
    except ValueError as error:
        raise NotRead("bad-record", f"it looks like a record of kashaf's, but is none: {error}") from error


def _keep(extra: Record, name: str, value: Any, taken: Any = "") -> None:
    """Keep the value of a field, unless the same was taken from another."""
    if value not in _EMPTY and value not in (taken, [taken]):
        extra[name] = value


def _flattened(record: Record, depth: int = _DEEPEST) -> Record:
    """Return the record with the fields of nested objects under dotted names; itself if it has none."""
    if not depth or dict not in map(type, record.values()):
        return record
    flat: Record = {}
    for name, value in record.items():
        inner = _flattened(value, depth - 1) if type(value) is dict else {"": value}
        for part, leaf in inner.items():
            flat.setdefault(f"{name}.{part}" if part else name, leaf)
    return flat


def _nested_again(record: Record, flat: Record, extra: Record) -> Record:
    """Return the extra fields with every object that nothing was taken from whole again."""
    used = {name.split(".")[0] for name in flat if name not in extra and flat[name] not in _EMPTY}
    whole = {name for name, value in record.items() if type(value) is dict and value} - used
    rest = {name: value for name, value in extra.items() if name.split(".")[0] not in whole}
    return {**rest, **{name: record[name] for name in record if name in whole}}
