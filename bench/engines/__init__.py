"""One module an engine, each behind the face of ``bench.engines.face``."""

from bench.engines.bm25s import Bm25s
from bench.engines.face import Engine
from bench.engines.fts5 import Fts5
from bench.engines.kashaf import Kashaf
from bench.engines.lucene import Lucene
from bench.engines.stock_whoosh import StockWhoosh
from bench.engines.tantivy import Tantivy


def all_engines() -> list[Engine]:
    """Return kashaf and its peers; "joined" ones have title and body in one field, which is less work."""
    return [
        Kashaf(),
        Tantivy(),
        Tantivy(joined=True),
        Lucene(),
        Lucene(joined=True),
        Fts5(),
        Bm25s(),
        StockWhoosh(),
    ]
