"""Stub."""
from collections.abc import Iterator
from index.article import Article, Rejected
from index.sources.inputs import Opened
from index.sources.options import ReadOptions

def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Stub."""
    yield from ()
