"""The sections of the report over one corpus, each from the run that its name says."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench import report
from bench.adding import added
from bench.building import Built, built
from bench.comparison import Comparison, checked
from bench.corpus import Corpus
from bench.engines.face import Engine, Session
from bench.engines.kashaf import INDEX, AllLevels, Kashaf
from bench.engines.lucene import ArabicLucene
from bench.engines.tantivy import Tantivy
from bench.http_load import PATHS, loaded, served
from bench.pages import page_rows, typed
from bench.queries import HEADLINE, OR, Draw, Query
from bench.rounds import Pace, alternate

PARTS = ("search", "segments", "writing", "pages", "add", "http")
ALL_LEVELS = "kashaf, all levels"
_SEED = 20
_SEGMENTS = 10
_ADDITIONS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does."""

    parts: frozenset[str]
    engines: Sequence[Engine]
    queries: int
    procs: int
    pace: Pace
    requests: int
    questions: Sequence[str]
    cache: Path


def sections(corpus: Corpus, plan: Plan) -> Iterator[str]:
    """Yield the tables of one corpus; what was built for them is removed."""
    yield f"## {corpus.name}\n"
    folder = plan.cache / "indexes"
    shutil.rmtree(folder, ignore_errors=True)
    comparison = Comparison(corpus, plan.engines, folder, say)
    drawn = Draw([*plan.questions, *corpus.headlines], corpus.frequencies, _SEED).queries(plan.queries)
    yield from (f"- {name} is left out: {reason}." for name, reason in comparison.skipped.items())
    if plan.parts & {"search", "segments"}:
        yield from _search(comparison, drawn, plan)
    if "writing" in plan.parts:
        yield from _writing(comparison, plan)
    if plan.parts & {"pages", "add", "http"}:
        yield from _service(corpus, drawn, plan, folder)
    shutil.rmtree(folder, ignore_errors=True)


def _search(comparison: Comparison, drawn: Mapping[str, Sequence[Query]], plan: Plan) -> Iterator[str]:
    truth = checked(comparison.corpus, drawn, _SEED)
    names = [engine.name for engine in comparison.engines]
    for part, segments in (("search", 1), ("segments", _SEGMENTS)):
        if part in plan.parts:
            indexes = comparison.build(segments=segments)
            chosen = drawn if segments == 1 else {name: drawn[name] for name in (OR, HEADLINE)}
            by_set, counted = comparison.ask(chosen, truth, plan.pace, segments)
            yield f"### Top 10, segments asked for: {segments}\n"
            yield report.latencies(by_set, names)
            yield report.ratios(by_set, names)
            yield "Segments: " + ", ".join(f"{name} {count}" for name, count in counted.items()) + ".\n"
            if segments == 1:
                yield from _levels(comparison, drawn[HEADLINE], plan)
                yield from _index_sizes(comparison.corpus, indexes)


def _levels(comparison: Comparison, headlines: Sequence[Query], plan: Plan) -> Iterator[str]:
    """Yield what all levels cost, beside one level and beside those peers that have one."""
    ours = next((engine for engine in comparison.engines if engine.name == Kashaf.name), None)
    if ours is None or not headlines:
        return
    say("asking on all levels")
    sessions: dict[str, Session] = {
        engine.name: engine.open(comparison.index_of(engine, 1))
        for engine in comparison.engines
        if engine.name in (Kashaf.name, Tantivy().name)
    }
    sessions[ALL_LEVELS] = AllLevels(comparison.index_of(ours, 1) / INDEX)
    spreads = alternate(sessions, headlines, plan.pace)
    for session in sessions.values():
        session.close()
    yield "### Headlines on all levels, with the lead and pairs\n"
    yield report.latencies({HEADLINE: spreads}, list(sessions))
    yield report.ratios({HEADLINE: spreads}, list(sessions), ALL_LEVELS)


def _index_sizes(corpus: Corpus, indexes: Mapping[str, Built]) -> Iterator[str]:
    raw = corpus.articles.stat().st_size
    yield "### Indexes in one segment, by one writer\n"
    yield report.builds(list(indexes.items()), raw)
    yield "Largest files in MiB, by ending:\n"
    yield report.sizes(list(indexes.items()))
    if ours := indexes.get(Kashaf.name):
        yield report.own_shares(ours, indexes.get("Lucene"), raw)


def _writing(comparison: Comparison, plan: Plan) -> Iterator[str]:
    corpus, folder = comparison.corpus, comparison.folder / "written"
    rivals: list[Engine] = [ArabicLucene()]
    several = [engine for engine in comparison.engines if engine.writes_in_parallel]
    writers = [*several, *(engine for engine in rivals if not engine.missing())]
    made = []
    for engine in writers:
        say(f"{engine.name}: writing {corpus.name} with {plan.procs} writers")
        made.append((engine.name, built(engine, corpus, folder, procs=plan.procs)))
    yield f"### Writing with {plan.procs} writers\n"
    yield report.builds(made, corpus.articles.stat().st_size)


def _service(corpus: Corpus, drawn: Mapping[str, Sequence[Query]], plan: Plan, folder: Path) -> Iterator[str]:
    home = folder / "service"
    say(f"kashaf: the archive for pages, additions and http, {corpus.name}")
    built(Kashaf(), corpus, home, procs=plan.procs)
    index = home / INDEX
    if "pages" in plan.parts:
        say("pages")
        yield "### Pages\n"
        yield report.spreads("Archive.search", page_rows(index, drawn))
    if "http" in plan.parts:
        yield "### The server\n"
        yield _http(index, [typed(query) for query in drawn[OR]], plan)
    if "add" in plan.parts:
        say("additions")
        yield "### Adding one article\n"
        yield report.spreads("until a reader has found it, durable", {"add": added(index, home, _ADDITIONS)})


def _http(index: Path, texts: Sequence[str], plan: Plan) -> str:
    rows = {}
    for workers in (1, 2):
        with served(index, workers) as port:
            for name, path in PATHS.items():
                say(f"http: {name}, workers {workers}")
                loaded(port, path, texts, plan.requests // 10)
                rows[name, workers] = loaded(port, path, texts, plan.requests)
    return report.loads(rows)


def say(line: str) -> None:
    """Tell on standard error what is being done."""
    click.echo(line, err=True)
