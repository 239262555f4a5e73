"""Time indexing and searching on a corpus, beside stock Whoosh: python -m bench [CORPUS]."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from whoosh import fields as whoosh_fields
from whoosh import index as whoosh_index
from whoosh.qparser import OrGroup, QueryParser

from bench.machine import description, folder_size, peak_memory
from bench.queries import drawn
from index.article import Article
from index.article_json import article_json
from index.build import reindex
from index.run import BuildOptions
from index.sources import read
from search.archive import Archive

_POLL_SECONDS = 0.05
_WARM_UP = 5


@click.command()
@click.argument("corpus", default="seeds")
@click.option("--queries", default=50, show_default=True, help="How many queries of each kind.")
@click.option("--peer-articles", default=5000, show_default=True, help="How many articles stock Whoosh gets.")
@click.option("--procs", default=2, show_default=True, help="How many processes index.")
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Where to keep the index; a temporary folder otherwise."
)
def main(corpus: str, queries: int, peer_articles: int, procs: int, keep: Path | None) -> None:
    """Print a table of what indexing and searching CORPUS took."""
    print(description())
    with tempfile.TemporaryDirectory() as folder:
        target = keep or Path(folder) / "archive.index"
        time_indexing(corpus, target, procs)
        archive = Archive.open(target)
        articles = [one for one in read([corpus]) if isinstance(one, Article)]
        kinds = drawn([article.title for article in articles], queries)
        time_pages(archive, kinds)
        compare(articles[:peer_articles], kinds, Path(folder), procs)


def time_indexing(corpus: str, target: Path, procs: int) -> None:
    """Index the corpus by the command, and print time, memory and size."""
    command = [sys.executable, "-m", "kashaf", "reindex", corpus]
    command += ["--index", str(target), "--procs", str(procs)]
    began, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    while process.poll() is None:
        peak = max(peak, peak_memory(process.pid))
        time.sleep(_POLL_SECONDS)
    if process.returncode:
        raise click.ClickException(f"{' '.join(command)} ended with {process.returncode}")
    took = time.perf_counter() - began
    count = Archive.open(target).info.articles
    print(f"reindex --procs {procs}: {count} articles in {took:.1f} s, {count / took:.0f} articles/s")
    print(f"peak memory {peak / 2**20:.0f} MiB, index {folder_size(target) / 2**20:.0f} MiB")


def time_pages(archive: Archive, kinds: Mapping[str, Sequence[str]]) -> None:
    """Print how long whole answers take: top 10, exact totals, facets, months, snippets."""
    print(f"{'Archive.search, ms':24}{'median':>9}{'p95':>9}")
    for kind, texts in kinds.items():
        print(f"{kind:24}" + _row(_timed(lambda text: archive.search(text, match="any"), texts)))


def compare(
    articles: Sequence[Article], kinds: Mapping[str, Sequence[str]], folder: Path, procs: int
) -> None:
    """Print, for the same articles, what stock Whoosh takes to rank a top 10 and we for a whole answer."""
    began = time.perf_counter()
    stock = _stock_whoosh(articles, folder / "stock", procs)
    stock_took = time.perf_counter() - began
    ours, ours_took = _ours(articles, folder, procs)
    parser = QueryParser("body", stock.schema, group=OrGroup)
    print(f"{len(articles)} articles indexed a second: kashaf {len(articles) / ours_took:.0f}, ", end="")
    print(f"stock Whoosh {len(articles) / stock_took:.0f}, ratio {stock_took / ours_took:.2f}")
    print(f"{'median ms':24}{'kashaf':>9}{'stock':>9}{'ratio':>9}")
    with stock.searcher() as searcher:
        for kind, texts in kinds.items():
            ask = [parser.parse(text.replace("«", '"').replace("»", '"')) for text in texts]
            mine = statistics.median(_timed(lambda text: ours.search(text, match="any"), texts))
            its = statistics.median(_timed(lambda query: searcher.search(query, limit=10), ask))
            print(f"{kind:24}{mine:9.1f}{its:9.1f}{mine / its:9.2f}")


def _ours(articles: Sequence[Article], folder: Path, procs: int) -> tuple[Archive, float]:
    source = folder / "some.jsonl"
    source.write_bytes(b"\n".join(map(msgspec.json.encode, map(article_json, articles))))
    began = time.perf_counter()
    reindex([source], folder / "some.index", options=BuildOptions(procs=procs))
    return Archive.open(folder / "some.index"), time.perf_counter() - began


def _stock_whoosh(articles: Sequence[Article], folder: Path, procs: int) -> whoosh_index.Index:
    folder.mkdir()
    schema = whoosh_fields.Schema(id=whoosh_fields.ID(stored=True), body=whoosh_fields.TEXT)
    stock = whoosh_index.create_in(folder, schema)
    writer = stock.writer(procs=procs, limitmb=256)
    for article in articles:
        writer.add_document(id=article.id, body=f"{article.title}\n{article.body}")
    writer.commit()
    return stock


def _timed(ask: Callable[[Any], object], texts: Sequence[Any]) -> list[float]:
    for text in texts[:_WARM_UP]:
        ask(text)
    times = []
    for text in texts:
        began = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _row(times: Sequence[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times):9.1f}{p95:9.1f}"


if __name__ == "__main__":
    main()
