"""Lucene, by the Java program of bench/lucene, which measures its own time."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.corpus import FIELDS, Corpus
from bench.engines.face import BuildFigures, Hits, sizes_of
from bench.queries import Kind, Query
from bench.scoring import Averaged, Scoring, Texts, one_byte

_SOURCE = Path(__file__).parents[1] / "lucene"
_TARGET = _SOURCE / "target"
_HEAP = "-Xmx2g"


class LuceneFailed(Exception):
    """Raised when the Java program ends early; it has said why on standard error."""


class Lucene:
    """Lucene 9 over words that are cut already, with one search thread and no cache of queries."""

    kinds = frozenset(Kind)
    most_articles = None

    def __init__(self, *, joined: bool = False) -> None:
        self.writes_in_parallel = not joined
        self.name = "Lucene, joined" if joined else "Lucene"
        self._fields = "text" if joined else ",".join(FIELDS)
        self.scoring = Scoring(
            lengths=one_byte,
            texts=Texts.JOINED if joined else Texts.SEPARATE,
            counted=Averaged.WITH_TEXT,
            averaged=Averaged.WITH_TEXT,
            note="keeps lengths in one byte",
        )

    def missing(self) -> str | None:
        """Return why Lucene cannot run here, or None."""
        return missing()

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:
        """Write an index with positions and no stored fields."""
        return build(corpus.words, folder, "words", self._fields, procs, segments)

    def open(self, folder: Path) -> "LuceneSession":
        """Start a Java process that answers from the index."""
        return LuceneSession(folder, self._fields)


class ArabicLucene(Lucene):
    """Lucene with its ArabicAnalyzer, which reads the same JSON lines as kashaf."""

    def __init__(self) -> None:
        super().__init__()
        self.name = "Lucene, ArabicAnalyzer"

    def build(self, corpus: Corpus, folder: Path, *, procs: int, segments: int) -> BuildFigures:
        """Write an index with positions and no stored fields."""
        return build(corpus.articles, folder, "arabic", self._fields, procs, segments)


class LuceneSession:
    """A Java process with the index open."""

    def __init__(self, folder: Path, fields: str) -> None:
        command = [*_java(), "serve", str(folder), fields]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        _, _, segments, self.java = self._line().split("\t")
        self.segments = int(segments)

    def prepare(self, query: Query) -> int:
        """Return the number under which the process keeps the query."""
        return int(self._ask(f"query {query.kind} {' '.join(query.words)}"))

    def top(self, prepared: int, k: int) -> Hits:
        """Return the numbers and scores of the best ``k`` documents."""
        pairs = (hit.split(":") for hit in self._ask(f"top {k} {prepared}").split())
        return [(int(number), float(score)) for number, score in pairs]

    def times(self, prepared: Sequence[int], k: int) -> list[float]:
        """Return the seconds that each query took inside the process."""
        said = self._ask(f"time {k} {' '.join(map(str, prepared))}")
        return [int(nanoseconds) / 1e9 for nanoseconds in said.split()]

    def close(self) -> None:
        """End the process."""
        if self._process.stdin and self._process.stdout:
            self._process.stdin.close()
            self._process.stdout.close()
        self._process.wait()

    def _ask(self, request: str) -> str:
        if self._process.stdin is None:
            raise LuceneFailed("the process has no input")
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        if self._process.stdout is None:
            raise LuceneFailed("the process has no output")
        line = self._process.stdout.readline()
        if not line:
            raise LuceneFailed(f"Java ended with {self._process.wait()}")
        return line.rstrip("\n")


def missing() -> str | None:
    """Return why the program cannot run here, or None."""
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        return "Java is not installed"
    if not _compiled():
        return "bench/lucene is not compiled; make bench does it, with Maven"
    return None


def compile_program() -> str | None:
    """Compile the program with Maven where that was not done yet; return why it could not be, or None."""
    if _compiled():
        return None
    if not shutil.which("mvn"):
        return "Maven is not installed"
    command = ["mvn", "-q", "-B", "-f", str(_SOURCE / "pom.xml"), "package"]
    made = subprocess.run(command, capture_output=True, text=True)
    return f"Maven failed: {made.stdout.strip()}" if made.returncode else None


def build(
    source: Path, folder: Path, analysis: str, fields: str, threads: int, segments: int
) -> BuildFigures:
    """Write an index of words, or of JSON lines by the ArabicAnalyzer (``arabic``)."""
    command = [*_java(), "build", str(folder), str(source), analysis, fields, str(threads), str(segments)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if said.returncode:
        raise LuceneFailed(f"{' '.join(command)} ended with {said.returncode}")
    figures = dict(line.split("\t") for line in said.stdout.splitlines())
    return BuildFigures(
        articles=int(figures["articles"]),
        seconds=float(figures["committed_seconds"]),
        sizes=sizes_of(folder),
    )


def _java() -> list[str]:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin/java") if home else "java"
    return [java, _HEAP, "-cp", f"{_TARGET / 'bench-lucene.jar'}:{_TARGET / 'lib'}/*", "bench.Main"]


def _compiled() -> bool:
    jar = _TARGET / "bench-lucene.jar"
    sources = [_SOURCE / "pom.xml", *_SOURCE.rglob("*.java")]
    return jar.exists() and jar.stat().st_mtime > max(path.stat().st_mtime for path in sources)
