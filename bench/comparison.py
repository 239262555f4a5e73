"""The same work on every engine over one corpus: build, check, ask in alternating rounds."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.building import Built, built
from bench.corpus import Corpus
from bench.engines.face import Engine, Session
from bench.queries import Query
from bench.rounds import TOP, Pace, Spread, alternate
from bench.truth import Truth

Say = Callable[[str], None]
_CHECKED = 12
"""How many queries of each set are checked against brute force."""


class WrongResults(Exception):
    """Raised when an engine's results are not those of brute force: its times would mean nothing."""


@dataclass
class Comparison:
    """One corpus, the engines that run on it, and what is said while they do."""

    corpus: Corpus
    engines: Sequence[Engine]
    folder: Path
    say: Say
    skipped: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        reasons = {engine.name: reason for engine in self.engines if (reason := self._why_not(engine))}
        self.skipped.update(reasons)
        for name, reason in reasons.items():
            self.say(f"{name} is left out: {reason}")
        self.engines = [engine for engine in self.engines if engine.name not in reasons]

    def build(self, *, procs: int = 1, segments: int = 1) -> dict[str, Built]:
        """Build every engine's index; they stay in the folder until the next build of as many segments."""
        made = {}
        for engine in self.engines:
            self.say(f"{engine.name}: building {self.corpus.name}, segments {segments}, writers {procs}")
            made[engine.name] = built(
                engine, self.corpus, self.index_of(engine, segments), procs=procs, segments=segments
            )
        return made

    def index_of(self, engine: Engine, segments: int) -> Path:
        """Return where an engine's index is."""
        return self.folder / f"{engine.name.replace(', ', '-').replace(' ', '-')}-{segments}"

    def ask(
        self, drawn: Mapping[str, Sequence[Query]], truth: Truth, pace: Pace, segments: int = 1
    ) -> tuple[dict[str, Mapping[str, Spread]], dict[str, int]]:
        """Check every engine, then time them; return spreads by set and engine, and segments by engine."""
        with self._sessions(segments) as sessions:
            for engine in self.engines:
                self._check(engine, sessions[engine.name], truth)
            found = {}
            for name, queries in drawn.items():
                self.say(f"asking: {name}, {len(queries)} queries, segments {segments}")
                fit = {
                    engine.name: sessions[engine.name]
                    for engine in self.engines
                    if queries and queries[0].kind in engine.kinds
                }
                found[name] = alternate(fit, queries, pace) if queries else {}
            return found, {name: session.segments for name, session in sessions.items()}

    @contextmanager
    def _sessions(self, segments: int) -> Iterator[dict[str, Session]]:
        opened: dict[str, Session] = {}
        try:
            for engine in self.engines:
                opened[engine.name] = engine.open(self.index_of(engine, segments))
            yield opened
        finally:
            for session in opened.values():
                session.close()

    def _check(self, engine: Engine, session: Session, truth: Truth) -> None:
        for query in truth.matches:
            if query.kind in engine.kinds:
                hits = session.top(session.prepare(query), TOP)
                if fault := truth.fault(query, hits, TOP, engine.scoring):
                    raise WrongResults(f"{engine.name}, {query.kind} {' '.join(query.words)}: {fault}")

    def _why_not(self, engine: Engine) -> str | None:
        if engine.most_articles is not None and self.corpus.count > engine.most_articles:
            return f"it is measured on archives of up to {engine.most_articles:,} articles"
        return engine.missing()


def checked(corpus: Corpus, drawn: Mapping[str, Sequence[Query]], seed: int) -> Truth:
    """Return what brute force finds for some queries of each set."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw is wanted
    some = [
        query for queries in drawn.values() for query in draw.sample(queries, min(_CHECKED, len(queries)))
    ]
    return Truth.of(corpus, some)
