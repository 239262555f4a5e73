"""No change may make the ranking worse: the figures that are pinned, on every collection there is."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from tests.relevance.collection import Collection
from tests.relevance.evaluate import BASELINE, PINNED, evaluate, floors, shared_sets, shipped_set
from tests.relevance.ranking import Indexed, indexed

COLLECTIONS = [shipped_set(), *shared_sets()]


@pytest.fixture(scope="module")
def archive_of() -> Iterator[Callable[[Path], Indexed]]:
    """Return what indexes each corpus once."""
    with ExitStack() as stack:
        yield cache(lambda corpus: stack.enter_context(indexed(corpus)))


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda one: one.name)
def test_no_figure_is_below_its_floor(collection: Collection, archive_of) -> None:
    figures = evaluate(collection, archive_of(collection.corpus), [PINNED])
    below = {
        name: (value, floors()[collection.name][name])
        for name, value in asdict(figures[PINNED]).items()
        if value < floors()[collection.name][name]
    }
    assert below == {}


def test_lucenes_analysis_is_left_behind(archive_of) -> None:
    collection = shipped_set()
    figures = evaluate(collection, archive_of(collection.corpus), [PINNED, BASELINE])
    assert figures[PINNED].ndcg > figures[BASELINE].ndcg + 0.03
