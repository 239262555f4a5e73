"""tantivy, over words that are cut already."""

import json
import shutil
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from bench.corpus import FIELDS, Corpus, Row
from bench.engines.face import BuildFigures, Hits, InProcess, cut, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Scoring, Texts, one_byte

_HEAP_BYTES = 3_000_000_000
"""What a writer may hold: a run of articles that fits becomes one segment."""
_NUMBER = "number"
_K1 = 1.2


class Tantivy:
    """tantivy with positions, without stored fields, one column for the document number."""

    kinds = frozenset(Kind)
    most_articles = None

    def __init__(self, *, joined: bool = False) -> None:
        self.writes_in_parallel = not joined
        self.name = "tantivy, joined" if joined else "tantivy"
        self._fields = ("text",) if joined else FIELDS
        self.scoring = Scoring(
            k1=_K1,
            factor=1 + _K1,
            lengths=one_byte,
            texts=Texts.JOINED if joined else Texts.SEPARATE,
            note="k1 is fixed at 1.2; keeps lengths in one byte",
        )

    def missing(self) -> str | None:
        """Return why tantivy cannot run here, or None."""
        return None if find_spec("tantivy") else "tantivy is not installed"

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:
        """Write the index; with one thread each run of articles becomes one segment."""
        began = time.perf_counter()
        rows = corpus.rows()
        parts = [folder / f"part-{number}" for number in range(segments)]
        for part, run in zip(parts, cut(corpus.count, segments), strict=True):
            self._write(part, islice(rows, len(run)), run.start, procs)
        _gather(parts, folder)
        return BuildFigures(
            articles=corpus.count, seconds=time.perf_counter() - began, sizes=sizes_of(folder)
        )

    def open(self, folder: Path) -> "TantivySession":
        """Open the index."""
        return TantivySession(folder, self._fields)

    def _write(self, folder: Path, rows: Iterator[Row], first: int, threads: int) -> None:
        import tantivy

        folder.mkdir(parents=True)
        index = tantivy.Index(_schema(self._fields), path=str(folder))
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=threads)
        for number, row in enumerate(rows, first):
            texts = {field: row.joined if field == "text" else getattr(row, field) for field in self._fields}
            writer.add_document(tantivy.Document(**{_NUMBER: number}, **texts))
        writer.commit()
        writer.wait_merging_threads()


class TantivySession(InProcess):
    """A searcher of one index."""

    def __init__(self, folder: Path, fields: tuple[str, ...]) -> None:
        import tantivy

        self._tantivy = tantivy
        self._schema = _schema(fields)
        self._fields = fields
        self._searcher = tantivy.Index.open(str(folder)).searcher()
        self.segments = self._searcher.num_segments
        self._numbers = self._document_numbers()

    def prepare(self, query: Query) -> Any:
        """Return tantivy's query: each word may stand in any of the fields, whose scores are added."""
        query_of, should, must = self._tantivy.Query, self._tantivy.Occur.Should, self._tantivy.Occur.Must
        match query.kind:
            case Kind.ANY:
                terms = [self._term(field, word) for word in query.words for field in self._fields]
                return query_of.boolean_query([(should, term) for term in terms])
            case Kind.ALL:
                each = [
                    self._some([self._term(field, word) for field in self._fields]) for word in query.words
                ]
                return query_of.boolean_query([(must, one) for one in each])
            case Kind.PHRASE:
                return self._some(
                    [query_of.phrase_query(self._schema, field, list(query.words)) for field in self._fields]
                )
            case Kind.PREFIX:
                pattern = f"{query.words[0]}.*"
                return self._some(
                    [query_of.regex_query(self._schema, field, pattern) for field in self._fields]
                )

    def top(self, prepared: Any, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        numbers = self._numbers
        found = self._searcher.search(prepared, k, count=False).hits
        return [(numbers[at.segment_ord][at.doc], score) for score, at in found]

    def close(self) -> None:
        """Let go of the index."""
        del self._searcher

    def _term(self, field: str, word: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, field, word)

    def _some(self, queries: list[Any]) -> Any:
        if len(queries) == 1:
            return queries[0]
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in queries])

    def _document_numbers(self) -> list[list[int]]:
        """Return, for each segment, the number of each of its documents."""
        query = self._tantivy.Query.all_query()
        addresses = [at for _, at in self._searcher.search(query, self._searcher.num_docs, count=False).hits]
        values = self._searcher.fast_field_values(_NUMBER, addresses)
        numbers: list[dict[int, int]] = [{} for _ in range(self.segments)]
        for at, value in zip(addresses, values, strict=True):
            numbers[at.segment_ord][at.doc] = int(value or 0)
        return [[of_segment[doc] for doc in range(len(of_segment))] for of_segment in numbers]


def _schema(fields: tuple[str, ...]) -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in fields:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="position")
    builder.add_integer_field(_NUMBER, fast=True)
    return builder.build()


def _gather(parts: list[Path], folder: Path) -> None:
    """Make one index of the segments of several: a writer would merge eight of like size."""
    metas = [json.loads((part / "meta.json").read_text("utf-8")) for part in parts]
    segments = [segment for meta in metas for segment in meta["segments"]]
    for part in parts:
        for path in part.iterdir():
            if not path.name.startswith((".", "meta")):
                path.rename(folder / path.name)
        shutil.rmtree(part)
    (folder / "meta.json").write_text(json.dumps({**metas[0], "segments": segments}), "utf-8")
