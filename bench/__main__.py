"""Compare kashaf with its peers and print a table of figures and ratios: python -m bench [CORPUS...]."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click
import msgspec

from bench.corpus import Corpus, prepared, written
from bench.engines import all_engines
from bench.engines.lucene import compile_program
from bench.grow import Growth
from bench.machine import description
from bench.rounds import Pace
from bench.sections import PARTS, Plan, say, sections
from index.article import Article
from index.sources import read

_QUESTIONS = Path("../shared/data/ans/queries.jsonl")
_QUICK_ARTICLES = 500
_QUICK_PACE = Pace(warm_up=1, counted=1, budget=2)
_QUICK_QUERIES = 40
_QUICK_REQUESTS = 64


@click.command()
@click.argument("sources", nargs=-1)
@click.option(
    "--questions",
    type=click.Path(path_type=Path),
    default=_QUESTIONS,
    show_default=True,
    help="Real questions to draw from, besides headlines: JSON lines with a text; left out where not there.",
)
@click.option("--queries", default=300, show_default=True, help="How many queries of each set.")
@click.option("--procs", default=2, show_default=True, help="How many writers the indexing rows have.")
@click.option("--grown", default=0, show_default=True, help="Also compare on that many grown articles.")
@click.option("--first", type=int, help="Take only the first articles of the corpus.")
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS), help="Only these; all by default.")
@click.option(
    "--engine",
    "names",
    multiple=True,
    type=click.Choice([engine.name for engine in all_engines()]),
    help="Only these; all by default.",
)
@click.option("--requests", default=1600, show_default=True, help="How many requests a row of http sends.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=Path("bench.cache"),
    show_default=True,
    help="Where prepared and grown articles, and the indexes of the run, are.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Also write the tables into this file.")
@click.option("--quick", is_flag=True, help="Few queries, few rounds, 500 articles: to try it out.")
def main(
    sources: Sequence[str],
    questions: Path,
    queries: int,
    procs: int,
    grown: int,
    first: int | None,
    parts: Sequence[str],
    names: Sequence[str],
    requests: int,
    cache: Path,
    output: Path | None,
    quick: bool,
) -> None:
    """Print figures and ratios over the articles of SOURCES (the sample articles by default)."""
    if reason := compile_program():
        say(reason)
    engines = [engine for engine in all_engines() if not names or engine.name in names]
    plan = Plan(
        parts=frozenset(parts or PARTS),
        engines=engines,
        queries=queries,
        procs=procs,
        pace=Pace(),
        requests=requests,
        questions=_read_questions(questions),
        cache=cache,
    )
    if quick:
        plan = replace(plan, queries=_QUICK_QUERIES, pace=_QUICK_PACE, requests=_QUICK_REQUESTS)
        first = min(first or _QUICK_ARTICLES, _QUICK_ARTICLES)
    with output.open("w", encoding="utf-8") if output else nullcontext() as file:
        for section in _report(_corpora(sources or ["seeds"], first, grown, cache), plan):
            # At once, so that what a long run has found outlasts whatever ends it.
            click.echo(section)
            if file:
                print(section, file=file, flush=True)


def _report(corpora: Iterator[Corpus], plan: Plan) -> Iterator[str]:
    yield f"Machine: {description()}.\nCommand: `{shlex.join(['python', '-m', 'bench', *sys.argv[1:]])}`.\n"
    for corpus in corpora:
        yield from sections(corpus, plan)


def _corpora(sources: Sequence[str], first: int | None, grown: int, cache: Path) -> Iterator[Corpus]:
    real = prepared(sources, cache, first)
    yield real
    if grown:
        folder = cache / f"{real.folder.name}-grown-{grown}"
        yield written(folder, lambda: _grown(real, grown))


def _grown(real: Corpus, count: int) -> Iterator[Article]:
    say(f"growing {count:,} articles; this is done once")
    articles = [one for one in read([real.articles]) if isinstance(one, Article)]
    return Growth(articles).articles(count)


def _read_questions(path: Path) -> list[str]:
    if not path.is_file():
        return []
    return [msgspec.json.decode(line)["text"] for line in path.read_bytes().splitlines()]


if __name__ == "__main__":
    main()
