"""The months of the hits as bars of a drawing: pure geometry, no markup."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

MONTHS_AT_MOST = 60
WIDTH = 240
HEIGHT = 48
NARROWEST, WIDEST = 4, 24
GAP = 5
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its period (``2019-09`` or ``2019``), its count, and its place in the drawing."""

    period: str
    count: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars from the earliest period to the latest, and the size of the drawing."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT
    by_year: bool = False


def timeline(histogram: Sequence[tuple[str, int]], *, right_to_left: bool) -> Timeline:
    """Lay out a histogram of months, or of years where it spans more than five years of months.

    Time runs in the direction that the page is read in. Months without a hit keep their place.
    """
    counts = Counter(dict(histogram))
    if not counts:
        return Timeline((), 0)
    periods = _months(min(counts), max(counts))
    by_year = len(periods) > MONTHS_AT_MOST
    if by_year:
        counts = _years(counts)
        periods = [f"{year:04}" for year in range(int(min(counts)), int(max(counts)) + 1)]
    step = max(NARROWEST, min(WIDEST, WIDTH // len(periods)))
    width = len(periods) * step
    tallest = max(counts.values())
    bars = tuple(
        _bar(
            period,
            counts[period],
            tallest,
            step,
            (len(periods) - place - 1 if right_to_left else place) * step,
        )
        for place, period in enumerate(periods)
        if counts[period]
    )
    return Timeline(bars, width, by_year=by_year)


def _bar(period: str, count: int, tallest: int, step: int, x: int) -> Bar:
    height = max(SHORTEST, round(HEIGHT * count / tallest))
    return Bar(period, count, x, HEIGHT - height, step - max(1, step // GAP), height)


def _months(first: str, last: str) -> list[str]:
    since, until = (int(key[:4]) * 12 + int(key[5:7]) - 1 for key in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(since, until + 1)]


def _years(months: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, count in months.items():
        years[month[:4]] += count
    return years
