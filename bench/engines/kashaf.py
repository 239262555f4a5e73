"""kashaf itself: words as written, through the engine that the archive asks."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from whoosh.query import And, Or, Term

from bench.corpus import Corpus
from bench.engines.face import BuildFigures, Hits, InProcess, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Averaged, Scoring
from index.build import reindex
from index.codec.segment import Segment
from index.run import BuildOptions
from index.serving import open_serving
from index.tiers import TIER_SEGMENTS
from search.engine.arrays_engine import ArraysEngine
from search.engine.lowering import TEXT, WRITTEN, lower
from search.query.alike import Alikes
from search.query.limits import Limits
from search.query.tree import Clause, Group, Node, Phrase, Prefix, Word
from search.question import Level, Match

INDEX = "archive.index"
_ONE_SEGMENT = 16_384
"""Memory in MiB that is enough for any corpus of the comparison in one segment."""
_MOST_ALIKE = TIER_SEGMENTS - 1


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
        """Write an archive; where segments are asked for, each writing process makes one, without merging.

        More segments of like size than ``_MOST_ALIKE`` would be merged when they are published.
        """
        index = folder / INDEX
        options = BuildOptions(procs=max(procs, min(segments, _MOST_ALIKE)))
        if options.procs == 1 or segments > 1:
            options = replace(options, memory=_ONE_SEGMENT * options.procs)
        began = time.perf_counter()
        reindex([corpus.articles], index, options=options)
        seconds = time.perf_counter() - began
        parts = open_serving(index).snapshot.parts
        return BuildFigures(
            articles=corpus.count,
            seconds=seconds,
            sizes=sizes_of(index),
            one_level=sum(_bytes(part.segment, _is_of_level_n) for part in parts),
            stored=sum(_bytes(part.segment, lambda name: name.startswith("stored.")) for part in parts),
        )

    def open(self, folder: Path) -> "KashafSession":
        """Open the archive that is served."""
        return KashafSession(folder / INDEX)


class KashafSession(InProcess):
    """The engine of one archive."""

    def __init__(self, index: Path) -> None:
        snapshot = open_serving(index).snapshot
        self.segments = len(snapshot.parts)
        self._engine = ArraysEngine(snapshot, Limits.from_settings())

    def prepare(self, query: Query) -> Callable[[], Any]:
        """Return the query as the engine lowers it; words with a beginning are looked up when it is asked."""
        if query.kind is Kind.PREFIX:
            return partial(self._lowered, query)
        lowered = self._lowered(query)
        return lambda: lowered

    def _lowered(self, query: Query) -> Any:
        """Return a query in titles and bodies alone, as the peers have it: the lead adds nothing."""
        if query.kind in {Kind.ALL, Kind.ANY}:
            words = [Or([Term(WRITTEN[at], word) for at in TEXT]) for word in query.words]
            return And(words) if query.kind is Kind.ALL else Or(words)
        tree = Group(clauses=(Clause(node=_node(query)),))
        alikes = Alikes(self._engine.lexicon)
        return lower(tree, match=Match.ANY, level=Level.EXACT, alikes=alikes, dictionary=self._engine).some

    def top(self, prepared: Callable[[], Any], k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        docs, scores = self._engine.best(prepared(), k)
        return list(zip(docs.tolist(), scores.tolist(), strict=True))

    def close(self) -> None:
        """Let go of the archive."""
        self._engine.close()


class AllLevels(KashafSession):
    """The same archive asked on all levels, as a person asks it: with the lead and pairs of words."""

    def prepare(self, query: Query) -> Callable[[], Any]:
        """Return the question as the engine lowers it."""
        tree = Group(clauses=tuple(Clause(node=Word(text=word)) for word in query.words))
        lowered = lower(
            tree,
            match=Match.ANY,
            level=Level.NORMAL,
            alikes=Alikes(self._engine.lexicon),
            dictionary=self._engine,
        )
        return lambda: lowered

    def top(self, prepared: Callable[[], Any], k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        docs, scores = self._engine.ranked(prepared(), k)
        return list(zip(docs.tolist(), scores.tolist(), strict=True))


def _bytes(segment: Segment, chosen: Callable[[str], bool]) -> int:
    return sum(array.nbytes for name, array in segment.arrays.items() if chosen(name))


def _is_of_level_n(name: str) -> bool:
    """Say whether an array is of the words as written, their postings, positions and sequences."""
    return name.startswith("n.") or name in {"lengths", "words.data", "words.start", "words.n"}


def _node(query: Query) -> Node:
    words = tuple(Word(text=word, level=Level.EXACT) for word in query.words)
    if query.kind is Kind.PHRASE:
        return Phrase(words=words, to_the_letter=True)
    return Prefix(text=query.words[0])
