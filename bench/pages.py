"""What comes on top of ranking: reading the query, snippets, and a whole page through the archive."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import queries as sets
from bench.queries import Kind, Query
from bench.rounds import Spread
from search.archive import Archive
from search.query import parse
from search.query.limits import Limits

_WARM_UP = 20

Rows = Mapping[str, Spread]


def typed(query: Query) -> str:
    """Return what a person would type for a query."""
    match query.kind:
        case Kind.ALL:
            return " ".join(f"+{word}" for word in query.words)
        case Kind.PHRASE:
            return f"«{' '.join(query.words)}»"
        case Kind.PREFIX:
            return f"{query.words[0]}*"
    return " ".join(query.words)


def page_rows(index: Path, drawn: Mapping[str, Sequence[Query]]) -> Rows:
    """Return how long a page takes for each set of queries, and what parts of it take for headlines.

    A page is ten hits, exact totals, four facets and the histogram, explanation, spelling, and snippets.
    """
    archive = Archive.open(index)
    texts = {name: [typed(query) for query in some] for name, some in drawn.items()}
    rows = {f"whole page: {name}": _spread(archive.search, some) for name, some in texts.items()}
    headlines = texts[sets.HEADLINE]
    rows["top 10 without facets: headline"] = _spread(
        lambda text: archive.search(text, facets=False), headlines
    )
    rows["reading the query: headline"] = _spread(lambda text: parse(text, Limits()), headlines)
    rows["without hits, all counted: headline"] = _spread(
        lambda text: archive.search(text, limit=0), headlines
    )
    archive.close()
    return rows


def _spread(ask: Callable[[Any], object], asked: Sequence[Any]) -> Spread:
    for one in asked[:_WARM_UP]:
        ask(one)
    # As the server does it.
    gc.collect()
    gc.freeze()
    times = []
    for one in asked:
        began = time.perf_counter()
        ask(one)
        times.append(time.perf_counter() - began)
    gc.unfreeze()
    return Spread.of(times)
