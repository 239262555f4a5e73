"""What every test shares: the Hypothesis profiles, and an archive of the sample articles."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from index.build import reindex

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("quick"), max_examples=200, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "quick")

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index of all sample articles, once for all tests that only read it."""
    index_dir = tmp_path_factory.mktemp("seeds") / "archive.index"
    reindex([SEEDS], index_dir)
    return index_dir
