"""kashaf itself: words as written, through the engine that the archive asks."""

import time
from dataclasses import replace
from pathlib import Path

from bench.corpus import Corpus
from bench.engines.face import BuildFigures, Hits, InProcess, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Averaged, Scoring
from index.build import reindex
from index.run import BuildOptions
from index.serving import open_serving
from search.engine.face import Request
from search.engine.whoosh_engine import WhooshEngine
from search.query.limits import Limits
from search.query.tree import Clause, Group, Node, Phrase, Prefix, Word
from search.question import Level, Match

INDEX = "archive.index"


class Kashaf:
    """One level, N; its index holds the stems and the stored articles besides."""

    name = "kashaf"
    scoring = Scoring(averaged=Averaged.WITH_TEXT, note="exact lengths")
    kinds = frozenset(Kind)
    writes_in_parallel = True
    most_articles = None

    def missing(self) -> str | None:
        """Return None: it is here."""
        return None

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:
        """Write an archive; each writing process makes a segment, and large archives have more than one."""
        index = folder / INDEX
        began = time.perf_counter()
        reindex([corpus.articles], index, options=BuildOptions(procs=max(procs, segments)))
        return BuildFigures(articles=corpus.count, seconds=time.perf_counter() - began, sizes=sizes_of(index))

    def open(self, folder: Path) -> "KashafSession":
        """Open the archive that is served."""
        return KashafSession(folder / INDEX)


class KashafSession(InProcess):
    """The engine of one archive."""

    def __init__(self, index: Path) -> None:
        reader = open_serving(index).reader
        self.segments = len(reader.leaf_readers())
        self._engine = WhooshEngine(reader, Limits.from_settings())

    def prepare(self, query: Query) -> Request:
        """Return the request that the archive would make of the query."""
        return Request(
            tree=Group(clauses=tuple(Clause(node=node) for node in _nodes(query))),
            match=Match.ALL if query.kind is Kind.ALL else Match.ANY,
            level=Level.EXACT,
            facets=False,
        )

    def top(self, prepared: Request, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        request = prepared if prepared.limit == k else replace(prepared, limit=k)
        ranking = self._engine.run(request)
        return list(zip(ranking.docs.tolist(), ranking.scores.tolist(), strict=True))

    def close(self) -> None:
        """Let go of the archive."""
        self._engine.close()


def _nodes(query: Query) -> list[Node]:
    words = tuple(Word(text=word, level=Level.EXACT) for word in query.words)
    match query.kind:
        case Kind.PHRASE:
            return [Phrase(words=words, to_the_letter=True)]
        case Kind.PREFIX:
            return [Prefix(text=query.words[0])]
    return list(words)
