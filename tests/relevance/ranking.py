"""The systems that are compared: the archive as it is asked, and Lucene's analysis on the same engine."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from whoosh.query import Or, Term

from index import schema
from index.analysis import words
from index.build import reindex
from index.codec import layout
from index.codec.segment import Segment
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from index.run import BuildOptions
from index.snapshot import Part, Snapshot
from search.archive import Archive
from search.engine.arrays_engine import ArraysEngine
from search.query.limits import Limits
from search.question import Match
from tests.lexicons import LEXICON
from tests.relevance import lucene
from tests.relevance.collection import CORPUS, READING
from tests.relevance.metrics import DEEP

Rank: TypeAlias = Callable[[str], list[str]]
"""Returns the ids of the articles that answer what was typed, best first."""


@dataclass(frozen=True)
class Indexed:
    """An archive of a collection's articles."""

    archive: Archive
    path: Path

    def rank(self, match: Match) -> Rank:
        """Return how the archive answers, whatever the level: normal."""
        return lambda text: [
            hit.article.id for hit in self.archive.search(text, match=match, limit=DEEP, facets=False).hits
        ]

    def id_of(self, listed: str) -> str:
        """Return the id of the article that was listed under an id."""
        return self.archive.get(listed).id


@contextmanager
def indexed(corpus: Path) -> Iterator[Indexed]:
    """Build an archive of the articles of collections, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        reading = READING if corpus.name == CORPUS else None
        reindex([corpus], path / "index", reading=reading, options=BuildOptions(procs=2))
        yield Indexed(Archive.open(path / "index"), path)


def baseline(of: Indexed) -> Rank:
    """Return how Lucene's ArabicAnalyzer answers: its stems, in the same engine, with the same BM25."""
    vocabulary = Vocabulary({layout.E: partial(map, lucene.stem), layout.D: iter})
    articles = (hit.article for hit in of.archive.export(""))
    part = Part(Segment(write_segment(articles, vocabulary, of.path)), 0, None)
    engine = ArraysEngine(Snapshot([part], LEXICON), Limits())

    def rank(text: str) -> list[str]:
        typed = words(text)
        asked = lucene.words_asked(typed) or typed
        terms = [Term(at, one) for one in asked for at in (schema.TITLE_E, schema.BODY_E)]
        docs, _ = engine.best(Or(terms), DEEP)
        return [engine.article(doc).id for doc in docs.tolist()]

    return rank
