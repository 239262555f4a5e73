"""SQLite's FTS5, over words that are cut already."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bench.corpus import Corpus
from bench.engines.face import BuildFigures, Hits, InProcess, cut, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Scoring, Texts, fts5_idf

_FILE = "articles.sqlite"
_K1 = 1.2
_CACHE_KIB = 262_144
_HASH_BYTES = 2**30
"""What FTS5 may hold before it writes a segment: more than a transaction of the comparison takes."""
_MAPPED_BYTES = 8 * 2**30
_TABLE = """
CREATE VIRTUAL TABLE articles USING fts5(
    title, body, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn P* S*'"
)
"""
_ASK = "SELECT rowid, rank FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"
_JOINED_BY = {Kind.ANY: " OR ", Kind.ALL: " AND "}


class Fts5:
    """A contentless table; SQLite is asked through Python's own module."""

    name = "SQLite FTS5"
    scoring = Scoring(
        k1=_K1,
        factor=1 + _K1,
        idf=fts5_idf,
        texts=Texts.JOINED,
        note="k1 is fixed at 1.2; a row is one text; an idf of its own",
    )
    kinds = frozenset(Kind)
    writes_in_parallel = False
    most_articles = None

    def missing(self) -> str | None:
        """Return why FTS5 cannot run here, or None."""
        with closing(sqlite3.connect(":memory:")) as database:
            options = [name for (name,) in database.execute("PRAGMA compile_options")]
        return None if "ENABLE_FTS5" in options else "this Python's SQLite has no FTS5"

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:  # noqa: ARG002
        """Write the table, a transaction for each segment; SQLite has one writer."""
        began = time.perf_counter()
        with closing(sqlite3.connect(folder / _FILE, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
            database.execute(_TABLE)
            for option, value in (("automerge", 0), ("hashsize", _HASH_BYTES)):
                database.execute("INSERT INTO articles(articles, rank) VALUES (?, ?)", (option, value))
            rows = corpus.rows()
            for run in cut(corpus.count, segments):
                database.execute("BEGIN")
                texts = ((number, row.title, row.body) for number, row in zip(run, rows, strict=False))
                database.executemany("INSERT INTO articles(rowid, title, body) VALUES (?, ?, ?)", texts)
                database.execute("COMMIT")
            if segments == 1:
                database.execute("INSERT INTO articles(articles) VALUES ('optimize')")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return BuildFigures(
            articles=corpus.count, seconds=time.perf_counter() - began, sizes=sizes_of(folder)
        )

    def open(self, folder: Path) -> "Fts5Session":
        """Open the table."""
        return Fts5Session(folder / _FILE)


class Fts5Session(InProcess):
    """A connection that only reads."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._database.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        self._database.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self.segments = _segments(self._database)

    def prepare(self, query: Query) -> str:
        """Return the query in FTS5's language, which has no object for it."""
        quoted = [f'"{word}"' for word in query.words]
        match query.kind:
            case Kind.PHRASE:
                return f'"{" ".join(query.words)}"'
            case Kind.PREFIX:
                return f"{quoted[0]}*"
        return _JOINED_BY[query.kind].join(quoted)

    def top(self, prepared: str, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        return [(number, -rank) for number, rank in self._database.execute(_ASK, (prepared, k))]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _segments(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(DISTINCT segid) FROM articles_idx").fetchone()[0])
