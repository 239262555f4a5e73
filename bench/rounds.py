"""Rounds that alternate between engines, so that whatever else the machine does meets all of them."""

import gc
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.engines.face import Session
from bench.queries import Query

TOP = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the slow end of some times, in milliseconds."""

    median: float
    p95: float
    count: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Return the spread of times in seconds."""
        ordered = sorted(seconds)
        slow = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        return cls(statistics.median(ordered) * 1000, slow * 1000, len(ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often each query is asked: rounds that warm up and rounds that count.

    An engine whose rounds are slow takes part in fewer, at least one of either kind, as soon as it has spent
    ``budget`` seconds on a set of queries.
    """

    warm_up: int = 6
    counted: int = 6
    budget: float = 30.0


def alternate(sessions: Mapping[str, Session], queries: Sequence[Query], pace: Pace) -> Mapping[str, Spread]:
    """Return each session's spread over the queries, a query's time being the median of its rounds."""
    prepared = {name: [session.prepare(query) for query in queries] for name, session in sessions.items()}
    entrants = [_Entrant(name, session, prepared[name]) for name, session in sessions.items()]
    gc.collect()
    gc.freeze()
    for number in range(pace.warm_up + pace.counted):
        first = number % len(entrants)
        for entrant in entrants[first:] + entrants[:first]:
            entrant.run(number, pace)
    gc.unfreeze()
    return {entrant.name: entrant.spread() for entrant in entrants}


class _Entrant:
    """One engine in the rounds of one set of queries."""

    def __init__(self, name: str, session: Session, prepared: Sequence[Any]) -> None:
        self.name = name
        self._session = session
        self._prepared = prepared
        self._spent = 0.0
        self._counted: list[list[float]] = []
        self._warm = False

    def run(self, number: int, pace: Pace) -> None:
        slow = self._spent > pace.budget
        if self._counted and slow:
            return
        times = self._session.times(self._prepared, TOP)
        if self._warm and (number >= pace.warm_up or slow):
            self._counted.append(times)
        self._warm = True
        self._spent += sum(times)

    def spread(self) -> Spread:
        return Spread.of([statistics.median(times) for times in zip(*self._counted, strict=True)])
