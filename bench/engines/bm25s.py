"""bm25s: every score computed beforehand, a bag of words without positions."""

import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.corpus import Corpus
from bench.engines.face import BuildFigures, Hits, InProcess, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Scoring, Texts

_K1 = 0.7
_B = 0.75


class Bm25s:
    """bm25s with its Numba backend; it answers disjunctions only, and has no segments."""

    name = "bm25s"
    scoring = Scoring(k1=_K1, b=_B, texts=Texts.JOINED, note="one text; no AND, phrase or prefix")
    kinds = frozenset({Kind.ANY})
    writes_in_parallel = False
    most_articles = None

    def missing(self) -> str | None:
        """Return why bm25s cannot run here, or None."""
        return None if find_spec("bm25s") and find_spec("numba") else "bm25s or numba is not installed"

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:  # noqa: ARG002
        """Write the matrix of scores."""
        import bm25s
        from bm25s.tokenization import Tokenized

        began = time.perf_counter()
        vocabulary: dict[str, int] = {}
        ids = [
            [vocabulary.setdefault(word, len(vocabulary)) for word in row.joined.split()]
            for row in corpus.rows()
        ]
        model = bm25s.BM25(method="lucene", k1=_K1, b=_B, backend="numba")
        model.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
        model.save(folder, show_progress=False)
        return BuildFigures(
            articles=corpus.count, seconds=time.perf_counter() - began, sizes=sizes_of(folder)
        )

    def open(self, folder: Path) -> "Bm25sSession":
        """Map the matrix."""
        return Bm25sSession(folder)


class Bm25sSession(InProcess):
    """A retriever over the mapped matrix."""

    segments = 1

    def __init__(self, folder: Path) -> None:
        import bm25s

        self._model = bm25s.BM25.load(folder, mmap=True)
        self._model.backend = "numba"
        self._model.activate_numba_scorer()

    def prepare(self, query: Query) -> list[list[int]]:
        """Return the numbers of the query's words."""
        vocabulary = self._model.vocab_dict
        return [[vocabulary[word] for word in query.words if word in vocabulary]]

    def top(self, prepared: Any, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents; it gives ones that score nothing too."""
        found, scores = self._model.retrieve(prepared, k=k, show_progress=False, n_threads=0)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [(number, score) for number, score in pairs if score > 0]

    def close(self) -> None:
        """Let go of the matrix."""
        del self._model
