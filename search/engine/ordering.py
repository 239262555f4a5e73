"""Which of the documents found come first: by score or by date."""

import numpy as np
from numpy.typing import NDArray

from index import schema
from search.engine.columns import Columns
from search.engine.face import Docs, Scores

_INSTANT_BITS = 40


def by_score(docs: Docs, scores: Scores, limit: int | None) -> tuple[Docs, Scores]:
    """Return the best of some documents, best first, ties by number, and their scores."""
    chosen = _first(-scores, limit)
    order = chosen[np.lexsort((docs[chosen], -scores[chosen]))][:limit]
    return docs[order], scores[order]


def by_date(columns: Columns, docs: Docs, limit: int | None, *, newest: bool) -> Docs:
    """Return the newest or the oldest of some documents; those of unknown day last, ties by number."""
    days = columns.days[docs].astype(np.int64)
    instants = np.clip(columns.instants[docs], -(1 << (_INSTANT_BITS - 1)), (1 << (_INSTANT_BITS - 1)) - 1)
    keys = (days << _INSTANT_BITS) + instants
    keys = -keys if newest else keys
    keys[days == schema.DAY_UNKNOWN] = np.iinfo(np.int64).max
    chosen = _first(keys, limit)
    return docs[chosen[np.lexsort((docs[chosen], keys[chosen]))]][:limit]


def _first(keys: NDArray[np.int64] | Scores, limit: int | None) -> Docs:
    """Return the places of the lowest keys, all that are tied with the last of them among them."""
    if limit is None or limit >= len(keys):
        return np.arange(len(keys))
    if limit == 0:
        return np.empty(0, np.int64)
    return np.flatnonzero(keys <= np.partition(keys, limit - 1)[limit - 1])
