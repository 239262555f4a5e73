"""The facets of an answer: how many of the articles found have each value of a field."""

from collections.abc import Mapping, Sequence

from index.names import key
from search.answer import Facet, FacetValue
from search.engine.face import Counts
from search.question import FACET_FIELDS, Filters


def chosen(filters: Filters, field: str) -> tuple[str, ...]:
    """Return the keys that a filter narrows a field to; names may be given in any spelling."""
    values: tuple[str, ...] = getattr(filters, field)
    if field == "month":
        return values
    return tuple(dict.fromkeys(key(field, value) for value in values))


def facets(counts: Mapping[str, Counts], filters: Filters) -> tuple[Facet, ...]:
    """Return the facets in their order; a value that is filtered by stays, also where nothing has it."""
    return tuple(
        Facet(field, _values(counts[field].by_key, chosen(filters, field)), counts[field].missing)
        for field in FACET_FIELDS
        if field in counts
    )


def _values(by_key: Mapping[str, int], selected: Sequence[str]) -> tuple[FacetValue, ...]:
    counts = dict.fromkeys(selected, 0) | dict(by_key)
    found = [FacetValue(name, count, name in selected) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda value: (-value.count, value.key)))
