from bench.queries import Kind, Query
from bench.rounds import Pace, Spread, alternate


class Told:
    """A session whose times are told beforehand, and which notes when it is asked."""

    segments = 1

    def __init__(self, name: str, seconds: float, log: list[str]) -> None:
        self.name, self.seconds, self.log = name, seconds, log
        self.asked = 0

    def prepare(self, query: Query) -> Query:
        return query

    def top(self, prepared: Query, k: int) -> list[tuple[int, float]]:
        return []

    def times(self, prepared: list[Query], k: int) -> list[float]:
        self.log.append(self.name)
        self.asked += 1
        return [self.seconds * self.asked for _ in prepared]

    def close(self) -> None: ...


QUERIES = [Query(Kind.ANY, (word,)) for word in ("نفط", "غاز")]


def test_rounds_alternate_and_each_engine_begins_in_turn() -> None:
    log: list[str] = []
    sessions = {name: Told(name, 0.001, log) for name in "abc"}
    alternate(sessions, QUERIES, Pace(warm_up=1, counted=2))
    assert log == [*"abc", *"bca", *"cab"]


def test_rounds_that_warm_up_are_not_counted() -> None:
    found = alternate({"a": Told("a", 0.001, [])}, QUERIES, Pace(warm_up=2, counted=3))
    assert found == {"a": Spread(median=4.0, p95=4.0, count=2)}


def test_a_slow_engine_takes_part_in_fewer_rounds() -> None:
    log: list[str] = []
    sessions = {"quick": Told("quick", 0.001, log), "slow": Told("slow", 100.0, log)}
    found = alternate(sessions, QUERIES, Pace(warm_up=3, counted=3, budget=5.0))
    assert log.count("quick") == 6
    assert log.count("slow") == 2
    assert found["slow"].median == 200_000


def test_the_slow_end_is_the_95th_of_a_hundred() -> None:
    assert Spread.of([n / 1000 for n in range(100)]) == Spread(median=49.5, p95=95.0, count=100)
