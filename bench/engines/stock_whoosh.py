"""Whoosh with its own codec, writer and searcher, over words that are cut already."""

import time
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, scoring
from whoosh.analysis import RegexTokenizer
from whoosh.util.numeric import byte_to_length, length_to_byte

from bench.corpus import FIELDS, Corpus
from bench.engines.face import BuildFigures, Hits, InProcess, cut, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Scoring, whoosh_idf

_K1 = 0.7
_B = 0.75
_MEMORY_MB = 256


def _one_byte(length: int) -> int:
    """Return a length as Whoosh keeps it."""
    return int(byte_to_length(length_to_byte(length)))


class StockWhoosh:
    """Whoosh as it comes."""

    name = "stock Whoosh"
    scoring = Scoring(
        factor=1 + _K1, idf=whoosh_idf, lengths=_one_byte, note="keeps lengths in one byte; an idf of its own"
    )
    kinds = frozenset(Kind)
    writes_in_parallel = True
    most_articles = 60_000
    """Beyond this a run would take hours."""

    def missing(self) -> str | None:
        """Return None: kashaf is built on it."""
        return None

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:
        """Write the index, a commit for each segment."""
        text = fields.TEXT(analyzer=RegexTokenizer(r"\S+"))
        began = time.perf_counter()
        made = index.create_in(folder, fields.Schema(**dict.fromkeys(FIELDS, text)))
        rows = corpus.rows()
        for run in cut(corpus.count, segments):
            writer = made.writer(procs=procs, limitmb=_MEMORY_MB)
            for _, row in zip(run, rows, strict=False):
                writer.add_document(title=row.title, body=row.body)
            writer.commit(merge=False)
        return BuildFigures(
            articles=corpus.count, seconds=time.perf_counter() - began, sizes=sizes_of(folder)
        )

    def open(self, folder: Path) -> "WhooshSession":
        """Open the index."""
        return WhooshSession(folder)


class WhooshSession(InProcess):
    """Whoosh's searcher with BM25F."""

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(folder).searcher(weighting=scoring.BM25F(B=_B, K1=_K1))
        self.segments = len(self._searcher.reader().leaf_readers())

    def prepare(self, asked: Query) -> Any:
        """Return Whoosh's query."""
        match asked.kind:
            case Kind.ANY:
                return query.Or([query.Term(at, word) for word in asked.words for at in FIELDS])
            case Kind.ALL:
                each = [query.Or([query.Term(at, word) for at in FIELDS]) for word in asked.words]
                return query.And(each)
            case Kind.PHRASE:
                return query.Or([query.Phrase(at, list(asked.words)) for at in FIELDS])
            case Kind.PREFIX:
                return query.Or([query.Prefix(at, asked.words[0]) for at in FIELDS])

    def top(self, prepared: Any, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        return [(doc, score) for score, doc in self._searcher.search(prepared, limit=k).top_n]

    def close(self) -> None:
        """Let go of the index."""
        self._searcher.close()
