"""A corpus of the sample articles, and queries drawn from it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bench.corpus import Corpus, prepared
from bench.queries import Draw, Query

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return prepared([SEEDS], tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def drawn(corpus: Corpus) -> Mapping[str, Sequence[Query]]:
    return Draw(corpus.headlines, corpus.frequencies, seed=20).queries(25)
