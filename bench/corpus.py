"""The articles of a run, prepared once: as JSON lines, and as words for peers that cannot cut Arabic."""

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import msgspec

from index.analysis import fingerprint, words
from index.article import Article
from index.article_json import article_json
from index.merging import names
from index.sources import read

FIELDS = ("title", "body")
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one article as written, folded, with a space between."""

    title: str
    body: str

    @property
    def joined(self) -> str:
        """Title and body as one text."""
        return f"{self.title} {self.body}".strip()


@dataclass(frozen=True)
class Corpus:
    """A folder of prepared articles; their numbers, from 0, are those of the lines."""

    folder: Path

    @property
    def name(self) -> str:
        """What the corpus is called in the tables."""
        return f"{self.count:,} articles"

    @property
    def articles(self) -> Path:
        """The file of the articles, one JSON object a line."""
        return self.folder / "articles.jsonl"

    @property
    def words(self) -> Path:
        """The file of the articles' words: title, tab, body."""
        return self.folder / "words.tsv"

    @cached_property
    def frequencies(self) -> Mapping[str, int]:
        """In how many articles each word stands."""
        pairs = (line.split("\t") for line in _lines(self.folder / "frequencies.tsv"))
        return {word: int(count) for word, count in pairs}

    @cached_property
    def headlines(self) -> Sequence[str]:
        """The headlines as printed, one an article."""
        return list(_lines(self.folder / "headlines.txt"))

    @cached_property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.headlines)

    def rows(self) -> Iterator[Row]:
        """Yield the words of each article."""
        for line in _lines(self.words):
            title, _, body = line.partition("\t")
            yield Row(title, body)


def prepared(sources: Sequence[str | Path], cache: Path, first: int | None = None) -> Corpus:
    """Return the corpus of some sources, or of their first articles: from the cache, or written there."""
    articles = islice((one for one in read(sources) if isinstance(one, Article)), first)
    return _once(cache / f"corpus-{_key(sources)}-{first or 'all'}", lambda made: _write(made, articles))


def written(folder: Path, articles: Callable[[], Iterator[Article]]) -> Corpus:
    """Return the corpus of a folder, which is written from the articles where it is not there."""
    return _once(folder, lambda made: _write(made, articles()))


def _once(folder: Path, write: Callable[[Path], None]) -> Corpus:
    """Write aside first, so that what a broken run leaves is never taken for a whole corpus."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder.parent))
        try:
            write(aside)
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return Corpus(folder)


def _write(folder: Path, articles: Iterator[Article]) -> None:
    frequencies: Counter[str] = Counter()
    corpus = Corpus(folder)
    with (
        corpus.articles.open("wb") as records,
        corpus.words.open("w", encoding="utf-8") as terms,
        (folder / "headlines.txt").open("w", encoding="utf-8") as headlines,
    ):
        for article in _distinct(articles):
            title, body = words(article.title), words(article.body)
            records.write(_encoder.encode(article_json(article)) + b"\n")
            terms.write(f"{' '.join(title)}\t{' '.join(body)}\n")
            headlines.write(" ".join(article.title.split()) + "\n")
            frequencies.update({*title, *body})
    with (folder / "frequencies.tsv").open("w", encoding="utf-8") as counts:
        counts.writelines(f"{word}\t{count}\n" for word, count in sorted(frequencies.items()))


def _distinct(articles: Iterator[Article]) -> Iterator[Article]:
    """Leave out what kashaf would merge with an earlier article, so that all have the same articles."""
    seen: set[str] = set()
    for article in articles:
        called = names(article)
        if seen.isdisjoint(called):
            yield article
        seen.update(called)


def _key(sources: Sequence[str | Path]) -> str:
    """Return a name for the sources as they are now and for the analysis that cuts their words."""
    told = [repr(fingerprint())]
    for source in sources:
        files = [path for path in sorted(Path(source).rglob("*")) if path.is_file()] or [Path(source)]
        told += [f"{path.resolve()} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")
